import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct AsOfCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "asof",
    abstract: "Show what could be concluded at a moment, and what had changed by another.",
    discussion: """
      A moment is a day, a time, or # and an entry of the journal. With --diff it also shows what was added, corrected \
      and taken back between the two, and which conclusions that changed. Exits 1 when nothing was known then.

      Examples:
        exclaim asof 2024-08-20
        exclaim asof 2024-08-20 --diff 2024-09-01
        exclaim asof '#120' --known recorded --diff '#180' --output json
      """)

  @Argument(help: ArgumentHelp("As of when.", valueName: "moment"))
  var moment: String

  @Option(
    help: ArgumentHelp(
      "What counts as known by then: public, what was published; recorded, what the server had stored. By default "
        + "public."))
  var known: Choice<V1.Known>?

  @Option(help: ArgumentHelp("The other moment, by the same clock.", valueName: "moment"))
  var diff: String = ""

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.AsOfRequest(asOf: moment, known: known.orUnspecified(), diff: diff)
    let response = try session.analysis().asOf(request, options: session.call)
    try session.write(AsOfReport(response: response), orSay: "nothing was known then")
  }
}
