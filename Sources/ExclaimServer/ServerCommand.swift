import ArgumentParser
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Glibc
import Logging

/// `exclaimd`: the storage server.
public struct ServerCommand: AsyncParsableCommand {
  /// Name, purpose and examples.
  public static let configuration = CommandConfiguration(
    commandName: "exclaimd",
    abstract: "Keeps the ledger and serves it on a Unix socket.",
    discussion: """
      Serves until it is told to stop: SIGTERM, SIGINT and SIGHUP let it finish what it accepted.

      EXAMPLES
        exclaimd
        exclaimd --socket /run/exclaim/exclaim.sock --database /var/lib/exclaim/exclaim.db
        exclaimd --socket-group analysts
        exclaimd --rebuild

      This is not a tracing service: it keeps no names of prisoners.
      """,
    version: Version.text)

  @Option(
    help: "Socket to serve on. Default: $EXCLAIM_SOCKET, else a path in your runtime or state directory.")
  var socket: String?

  @Option(help: "Group whose members may connect as well. Default: this user alone.")
  var socketGroup: String?

  @Flag(help: "Make lists, links and search anew from the journal, then end.")
  var rebuild = false

  @Option(help: "Database file. Default: $EXCLAIM_DATABASE, else ~/.local/share/exclaim/exclaim.db.")
  var database: String?

  @Option(help: "Least important messages to log: trace, debug, info, notice, warning, error, critical.")
  var logLevel: Logger.Level = .notice

  /// For the argument parser.
  public init() {}

  /// Serves until a signal ends it.
  public mutating func run() async throws {
    let paths = StandardPaths(
      variable: { getenv($0).map { String(cString: $0) } }, accountHome: Account.homeDirectory)
    let server = ExclaimServer(
      socketPath: socket ?? paths.socket, socketGroup: try socketGroup.map(groupID),
      databasePath: database ?? paths.database, limits: .standard, logger: logger())
    do {
      if rebuild { return try await server.rebuild() }
      try await server.serve(until: Signals([SIGTERM, SIGINT, SIGHUP]))
    } catch {
      StandardError.write("exclaimd: \(error)\n")
      throw ExitCode(Self.exitCode(of: error))
    }
  }

  private func groupID(_ name: String) throws -> UInt32 {
    guard let id = Account.groupID(of: name) else {
      throw ValidationError("--socket-group: there is no group \(name.quoted); name one of `getent group`")
    }
    return id
  }

  private func logger() -> Logger {
    var logger = Logger(label: "exclaimd") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = logLevel
    return logger
  }

  /// 75 where trying again later can help, 69 where something is in the way.
  private static func exitCode(of error: any Error) -> Int32 {
    switch error {
    case StoreError.lockedByOther, StoreError.full: 75
    default: 69
    }
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
