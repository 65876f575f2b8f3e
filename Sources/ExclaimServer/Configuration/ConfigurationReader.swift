import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Logging

/// Makes a configuration of the values of a file, and goes on after a mistake to find all of them.
struct ConfigurationReader {
  private(set) var configuration = Configuration()
  private(set) var problems: [ConfigurationProblem] = []
  let accounts: AccountNames

  init(_ accounts: AccountNames) { self.accounts = accounts }

  mutating func read(_ entries: [TOMLEntry]) {
    for entry in entries {
      switch entry.key {
      case "server": for inner in table(entry) { readServer(inner) }
      case "roles": configuration.roles = readRoles(table(entry))
      case "limits": readLimits(table(entry))
      default: unknown(entry, in: "", among: ["server", "roles", "limits"], "the tables are")
      }
    }
  }

  mutating func add(
    _ line: Int, _ field: String, value: String? = nil, _ reason: String, _ remedy: String
  ) {
    problems.append(
      ConfigurationProblem(line: line, field: field, value: value, reason: reason, remedy: remedy))
  }

  mutating func setLimit(_ limit: WritableKeyPath<Limits, Int>, to value: Int) {
    configuration.limits[keyPath: limit] = value
  }

  /// A key that nothing is called.
  mutating func unknown(_ entry: TOMLEntry, in table: String, among names: [String], _ introduction: String) {
    let remedy = suggestion(for: entry.key, among: names, introduction)
    add(
      entry.value.line, table.isEmpty ? entry.key : "\(table).\(entry.key)", "is no key of this file", remedy)
  }

  /// A value of another kind than the one that belongs there.
  mutating func misplaced(_ value: TOMLValue, _ field: String, expected: String, _ remedy: String) {
    add(value.line, field, value: value.shown, "is \(value.kind) where \(expected) is expected", remedy)
  }

  private mutating func table(_ entry: TOMLEntry) -> [TOMLEntry] {
    if case .table(let entries) = entry.value.content { return entries }
    misplaced(entry.value, entry.key, expected: "a table", "write [\(entry.key)] on a line of its own")
    return []
  }
}

// MARK: - The server

extension ConfigurationReader {
  private mutating func readServer(_ entry: TOMLEntry) {
    let field = "server.\(entry.key)"
    switch entry.key {
    case "socket": configuration.socket = path(entry.value, field, bytesMax: SocketError.pathBytesMax)
    case "database": configuration.database = path(entry.value, field)
    case "socket-group": configuration.socketGroup = socketGroup(entry.value, field)
    case "log-level": configuration.logLevel = logLevel(entry.value, field)
    default:
      unknown(
        entry, in: "server", among: ["socket", "socket-group", "database", "log-level"], "the keys are")
    }
  }

  /// A path that means the same from wherever the server is started.
  private mutating func path(_ value: TOMLValue, _ field: String, bytesMax: Int = 4_095) -> String? {
    guard case .string(let path) = value.content else {
      misplaced(value, field, expected: "a path", "put the path in quotation marks")
      return nil
    }
    if !path.hasPrefix("/") || path.utf8.contains(0) {
      add(value.line, field, value: value.shown, "is no absolute path", "begin it with /")
    } else if path.utf8.count > bytesMax {
      add(
        value.line, field, value: value.shown, "has \(path.utf8.count) bytes where \(bytesMax) are allowed",
        "choose a shorter path")
    } else {
      return path
    }
    return nil
  }

  private mutating func socketGroup(_ value: TOMLValue, _ field: String) -> UInt32? {
    let remedy = "name a group that `getent group` shows, or give its number"
    let text: String
    switch value.content {
    case .string(let name): text = name
    case .integer(let number): text = "\(number)"
    default:
      misplaced(value, field, expected: "a group", remedy)
      return nil
    }
    if let gid = accounts.group(text) { return gid }
    add(value.line, field, value: value.shown, "is no group of this machine", remedy)
    return nil
  }

  private mutating func logLevel(_ value: TOMLValue, _ field: String) -> Logger.Level? {
    let names = Logger.Level.allCases.map(\.rawValue)
    guard case .string(let name) = value.content else {
      misplaced(
        value, field, expected: "a log level",
        "give one of \(names.joined(separator: ", ")), in quotation marks")
      return nil
    }
    if let level = Logger.Level(rawValue: name) { return level }
    add(
      value.line, field, value: value.shown, "is no log level",
      suggestion(for: name, among: names, "give one of"))
    return nil
  }
}
