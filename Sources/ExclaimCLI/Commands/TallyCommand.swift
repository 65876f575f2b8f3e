import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct TallyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "Check official totals against the recorded exchanges.",
    discussion: """
      Exits 1 when there is no total to check, or when no numbers can satisfy both a total and the records.

      Examples:
        exclaim tally
        exclaim tally s2-1
        exclaim tally --dependent-power ua --as-of 2025-07-28
      """)

  @Argument(
    help: ArgumentHelp(
      "A claim that states a total; the latest totals when it is not given.", valueName: "ref"))
  var claim: String = ""

  @Option(help: ArgumentHelp("Whose returned people.", valueName: "ref"))
  var dependentPower: String = ""

  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Premises") var premises: PremiseOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.TallyRequest(
      claim: claim, dependentPower: dependentPower, asOf: time.asOf, known: time.known.orUnspecified(),
      premises: premises.premises)
    let response = try session.analysis().tally(request, options: session.call)
    try session.console.say(response.moment, session.format)
    try session.console.sayLeftOut(response.claimsLeftOut, session.format)
    let nothing =
      claim.isEmpty
      ? "no claim states a total"
      : "\(claim) states no total of exchanges or of persons returned; leave it out to check the claims that do"
    try session.write(TallyReport(response: response), orSay: nothing)
    if response.checks.contains(where: \.impossible) { throw ExitStatus.negative }
  }
}
