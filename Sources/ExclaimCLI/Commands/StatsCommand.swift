import ArgumentParser
import ExclaimClient
import ExclaimMessages
import ExclaimWire

struct StatsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Show how the server has been used since it started.",
    discussion: """
      For each method how often it was called, how that ended and how long it took; for each user what the server \
      holds for them. Whoever is no reviewer sees their own account alone.

      Examples:
        exclaim stats
        exclaim stats --calls
        exclaim stats --output json
      """)

  @Flag(help: "Also every call that is open now.") var calls = false

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    var request = V1.StatsRequest()
    request.calls = calls
    let response = try session.control().stats(request, options: session.call)
    try StatsReport(response: response, showsCalls: calls).write(session.console, session.format)
  }
}
