import ExclaimRPC
import ExclaimWire
import Logging

/// What a configuration file says, as values that can hold; nil where it is silent.
struct Configuration: Sendable, Equatable {
  /// Path of the socket.
  var socket: String?
  /// Id of the group whose members can connect.
  var socketGroup: UInt32?
  /// Path of the database.
  var database: String?
  /// Least important messages to log.
  var logLevel: Logger.Level?
  /// The role of each account and group; nil without a table of roles, which is not the same as an empty one.
  var roles: [Subject: AccessRole]?
  /// The standard limits, with those changed that the file names.
  var limits = Limits.standard

  /// Reads the text of a file.
  ///
  /// - Parameter path: of the file, for messages.
  /// - Throws: `ConfigurationError.wrong` with everything that is wrong, not only the first.
  init(_ bytes: [UInt8], path: String, accounts: AccountNames) throws(ConfigurationError) {
    let entries: [TOMLEntry]
    do throws(TOMLMistake) {
      entries = try TOMLValue.entries(of: bytes)
    } catch {
      let problem = ConfigurationProblem(
        line: error.line, field: "", value: nil, reason: "is no TOML: \(error.reason)",
        remedy: "put texts in quotation marks and write each key once (https://toml.io/en/v1.0.0)")
      throw .wrong(path: path, problems: [problem])
    }
    var reader = ConfigurationReader(accounts)
    reader.read(entries)
    guard reader.problems.isEmpty else {
      // Stable, so that the problems of one line stay in the order of its values.
      let problems = reader.problems.enumerated().sorted {
        ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
      }
      throw .wrong(path: path, problems: problems.map(\.element))
    }
    self = reader.configuration
  }

  /// What holds without a file.
  init() {}
}
