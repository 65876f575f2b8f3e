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
      Serves until it is told to stop: SIGTERM and SIGINT let it finish what it accepted,
      and a second one ends it at once.
      SIGHUP makes it read its configuration again.

      EXAMPLES
        exclaimd
        exclaimd --socket /run/exclaim/exclaim.sock --database /var/lib/exclaim/exclaim.db
        exclaimd --socket-group analysts
        exclaimd --config /etc/exclaim/exclaimd.toml --check-config
        exclaimd --rebuild
        exclaimd --restore exclaim-2026-11-21.db --database /var/lib/exclaim/exclaim.db

      This is not a tracing service: it keeps no names of prisoners.
      """,
    version: Version.text)

  @Option(
    help: """
      Configuration file. Default: $EXCLAIM_CONFIG, else exclaim/exclaimd.toml in your configuration directory, \
      if it is there.
      """, completion: .file())
  var config: String?

  @Flag(help: "Print what would hold, as a configuration file, then end.")
  var checkConfig = false

  @Option(
    help: """
      Socket to serve on. Default: the configuration's, else $EXCLAIM_SOCKET, else a path in your runtime or state \
      directory.
      """, completion: .file())
  var socket: String?

  @Option(
    help: "Group whose members can connect as well. Default: the configuration's, else this user alone.")
  var socketGroup: String?

  @Flag(help: "Make lists, links and search anew from the journal, then end.")
  var rebuild = false

  @Option(
    help: ArgumentHelp(
      "Check a backup from end to end, put it in the place of the ledger, then end.", valueName: "file"),
    completion: .file())
  var restore: String?

  @Flag(help: "With --restore: replace a ledger that holds records. It is kept as NAME.before-restore.")
  var force = false

  @Option(
    help: """
      Database file. Default: the configuration's, else $EXCLAIM_DATABASE, else ~/.local/share/exclaim/exclaim.db.
      """, completion: .file())
  var database: String?

  @Option(
    help: """
      Least important messages to log: trace, debug, info, notice, warning, error, critical. Default: the \
      configuration's, else notice.
      """)
  var logLevel: Logger.Level?

  /// For the argument parser.
  public init() {}

  /// Serves until a signal ends it.
  public mutating func run() async throws {
    let namedGroup = try socketGroup.map(groupID)
    do {
      // What systemd listens on is the socket, and its file says whose members may connect.
      let handedOver = try Activation.take().map(SocketFile.init(adopting:))
      let commandLine = Settings.CommandLine(
        socket: handedOver?.path ?? socket, socketGroup: handedOver.map(\.group) ?? namedGroup,
        database: database, logLevel: logLevel)
      let configuration = try liveConfiguration(commandLine)
      if checkConfig { return show(configuration) }
      let server = ExclaimServer(
        configuration: configuration, logger: logger(configuration.settings.logLevel), handedOver: handedOver)
      if rebuild { return try await server.rebuild() }
      if let restore { return show(try await server.restore(restore, replacing: force), from: restore) }
      try await server.serve(until: Signals([SIGTERM, SIGINT, SIGHUP, SIGUSR1]))
    } catch let error as ConfigurationError {
      StandardError.write("\(error)\n")
      throw ExitCode(65)
    } catch {
      StandardError.write("exclaimd: \(error)\n")
      throw ExitCode(Self.exitCode(of: error))
    }
  }

  private func liveConfiguration(
    _ commandLine: Settings.CommandLine
  ) throws(ConfigurationError) -> LiveConfiguration {
    let variable: @Sendable (String) -> String? = { getenv($0).map { String(cString: $0) } }
    let file = ConfigurationFile(named: config, variable: variable, accountHome: Account.homeDirectory)
    return try LiveConfiguration(file, owner: geteuid()) { configuration in
      let paths = StandardPaths(variable: variable, accountHome: Account.homeDirectory)
      return Settings(commandLine, configuration, paths, owner: geteuid())
    }
  }

  private func show(_ configuration: LiveConfiguration) {
    print("# What would hold. Configuration file: \(configuration.path ?? "none").")
    print(configuration.settings.text(.ofThisMachine), terminator: "")
    for doubt in configuration.doubts { StandardError.write("exclaimd: \(doubt)\n") }
  }

  private func show(_ restored: Restored, from file: String) {
    print("restored \(file) to \(restored.path)")
    print("entries  \(restored.verification.entries)")
    print("head     \(restored.verification.headHash.hexadecimal)")
    if let kept = restored.keptPath { print("the ledger that was there is kept as \(kept)") }
  }

  private func groupID(_ name: String) throws -> UInt32 {
    guard let id = AccountNames.ofThisMachine.group(name) else {
      throw ValidationError("--socket-group: there is no group \(name.quoted); name one of `getent group`")
    }
    return id
  }

  private func logger(_ level: Logger.Level) -> Logger {
    var logger = Logger(label: "exclaimd") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = level
    return logger
  }

  /// For the argument parser.
  public func validate() throws {
    guard !force || restore != nil else { throw ValidationError("--force goes with --restore; leave it out") }
    guard !rebuild || restore == nil else {
      throw ValidationError("--restore makes lists, links and search anew as well; leave out --rebuild")
    }
  }

  /// 75 where trying again later can help, 64 and 65 where the command or the backup is wrong, 69 where something else
  /// is in the way.
  private static func exitCode(of error: any Error) -> Int32 {
    switch error {
    case StoreError.lockedByOther, StoreError.full: 75
    case RestoreError.taken, RestoreError.alreadyKept: 64
    case is RestoreError: 65
    default: 69
    }
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
