import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct DriftCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract:
      "Follow a claim from its speaker to its readers: what became of its number, category and scope.",
    discussion: """
      The steps of the claim itself, with what it was made from before it, and what was made from it after it, by the \
      relations SAME_UTTERANCE, DERIVED_FROM and SCOPE_DRIFT_OF. Each finding is an answer: exit 0.

      Examples:
        exclaim drift s3-7
        exclaim drift s4-9 --as-of 2024-08-20
        exclaim drift s0-1 --output json
      """)

  @Argument(help: ArgumentHelp("The claim.", valueName: "ref"))
  var claim: String

  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Premises") var premises: PremiseOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let question = V1.Question(
      claim: claim, asOf: time.asOf, known: time.known.orUnspecified(), premises: premises.premises)
    let response = try session.analysis().drift(V1.DriftRequest(question: question), options: session.call)
    try session.console.say(response.basis, session.format)
    try session.write(DriftReport(response: response), orSay: "the claim has no steps")
  }
}
