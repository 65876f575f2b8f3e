import ExclaimRPC

extension Settings {
  /// The settings as a configuration file that says all of them.
  func text(_ accounts: AccountNames) -> String {
    var lines = ["[server]", "socket = \(Self.quoted(socketPath))"]
    if let socketGroup {
      lines.append("socket-group = \(Self.quoted(accounts.groupName(socketGroup) ?? "\(socketGroup)"))")
    }
    lines += [
      "database = \(Self.quoted(databasePath))", "log-level = \(Self.quoted(logLevel.rawValue))", "",
      "[roles]",
    ]
    for role in AccessRole.allCases.reversed() {
      let names = access.roles.filter { $0.value == role }.keys.map { Self.quoted(accounts.text(of: $0)) }
      lines.append("\(role.name) = [\(names.sorted().joined(separator: ", "))]")
    }
    lines += ["", "[limits]"]
    lines += limits.named.map { "\($0.name) = \($0.value)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the settings say that cannot work as it seems meant; empty as a rule.
  func doubts(_ accounts: AccountNames, owner: UInt32) -> [String] {
    let others = access.roles.keys.filter { $0 != .account(uid: 0) && $0 != .account(uid: owner) }
    guard socketGroup == nil, !others.isEmpty else { return [] }
    let names = others.map(accounts.text).sorted().joined(separator: ", ")
    return [
      "\(names): named in roles, but only the server's own account reaches the socket, unless systemd made it; name a"
        + " group of theirs as socket-group"
    ]
  }

  /// A basic string of TOML.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
