import ExclaimWire
import Logging

/// What holds for a server that runs: the command line before the file, the file before the environment.
struct Settings: Sendable, Equatable {
  /// What the command line says; nil where it is silent.
  struct CommandLine: Sendable {
    var socket: String?
    /// Id of the group.
    var socketGroup: UInt32?
    var database: String?
    var logLevel: Logger.Level?
  }

  var socketPath: String
  /// Id of the group whose members can connect; nil for the server's account alone.
  var socketGroup: UInt32?
  var databasePath: String
  var logLevel: Logger.Level
  var limits: Limits
  var access: AccessRules

  /// - Parameter owner: user id that the server runs as.
  init(
    _ commandLine: CommandLine, _ configuration: Configuration, _ paths: StandardPaths, owner: UInt32
  ) {
    socketPath = commandLine.socket ?? configuration.socket ?? paths.socket
    socketGroup = commandLine.socketGroup ?? configuration.socketGroup
    databasePath = commandLine.database ?? configuration.database ?? paths.database
    logLevel = commandLine.logLevel ?? configuration.logLevel ?? .notice
    limits = configuration.limits
    access = AccessRules(owner: owner, socketGroup: socketGroup, roles: configuration.roles)
  }

  /// Names of the settings, other than roles, in which another one differs.
  func differences(from other: Settings) -> [String] {
    let server = [
      ("server.socket", socketPath != other.socketPath),
      ("server.socket-group", socketGroup != other.socketGroup),
      ("server.database", databasePath != other.databasePath),
      ("server.log-level", logLevel != other.logLevel),
    ]
    let limits = LimitRange.all.map { range in
      ("limits.\(range.name)", self.limits[keyPath: range.limit] != other.limits[keyPath: range.limit])
    }
    return (server + limits).filter(\.1).map(\.0)
  }
}
