import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ParityCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "parity",
    abstract: "Set the two directions of an exchange against each other.",
    discussion: """
      One side's number never fills in the other's. Each finding, unequal included, is an answer: exit 0.

      Examples:
        exclaim parity x-2024-08-24
        exclaim parity x-2024-08-24 --as-of 2024-08-25 --known recorded
        exclaim parity x-2024-08-24 --output json
      """)

  @Argument(help: ArgumentHelp("The exchange.", valueName: "ref"))
  var exchange: String

  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Premises") var premises: PremiseOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.ParityRequest(
      exchange: exchange, asOf: time.asOf, known: time.known.orUnspecified(),
      premises: premises.premises)
    let response = try session.analysis().parity(request, options: session.call)
    try session.console.say(response.moment, session.format)
    try session.console.sayLeftOut(response.claimsLeftOut, session.format)
    try session.write(ParityReport(response: response), orSay: "")
  }
}
