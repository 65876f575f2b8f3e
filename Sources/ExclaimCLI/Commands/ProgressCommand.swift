import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ProgressCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Show what each party of an agreement has done of what it must.",
    discussion: """
      Each finding is an answer: exit 0. Exits 1 when the agreement has no obligations.

      Examples:
        exclaim progress istanbul-2
        exclaim progress istanbul-2 --as-of 2025-07-28
      """)

  @Argument(help: ArgumentHelp("The agreement.", valueName: "ref"))
  var agreement: String

  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Premises") var premises: PremiseOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.ProgressRequest(
      agreement: agreement, asOf: time.asOf, known: time.known.orUnspecified(),
      premises: premises.premises)
    let response = try session.analysis().progress(request, options: session.call)
    try session.console.say(response.moment, session.format)
    try session.console.sayLeftOut(response.claimsLeftOut, session.format)
    try session.write(ProgressReport(response: response), orSay: "the agreement has no obligations")
  }
}
