import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct PingCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "ping",
    abstract: "Ask whether the server serves.",
    discussion: """
      Exits 75 while the server drains. Like every command it starts a server where none answers; with \
      --no-start it exits 69 then.

      Example:
        exclaim ping --no-start
      """)

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    try Self.ping(session)
  }

  /// Asks for the server's health, and tells it.
  static func ping(_ session: Session) throws {
    let response = try session.control().health(V1.HealthRequest(), options: session.call)
    let state = response.state.words
    try session.writeFields(response, [("state", state), ("version", response.version)]) {
      "\(state), version \(response.version)"
    }
    if response.state != .serving { throw ExitStatus.tryAgain }
  }

  /// The settings of a plain `ping`; nil for a command line that ArgumentParser has to read.
  ///
  /// Scripts and health checks ask often, and ArgumentParser takes four times as long as all the rest of a
  /// ping: it builds every option by reflection.
  static func plainSettings(_ arguments: [String]) -> Settings? {
    guard arguments.first == "ping" else { return nil }
    var settings = Settings()
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      switch argument {
      case "--no-start": settings.noStart = true
      case "--socket":
        guard let path = rest.popFirst(), !path.hasPrefix("-") else { return nil }
        settings.socket = path
      default: return nil
      }
    }
    return settings
  }
}
