import ExclaimMessages
import ExclaimRPC

extension ConfigurationReader {
  /// The role of everyone whom the lists name, the highest where there are several.
  mutating func readRoles(_ entries: [TOMLEntry]) -> [Subject: AccessRole] {
    var roles: [Subject: AccessRole] = [:]
    for entry in entries {
      let field = "roles.\(entry.key)"
      guard let role = AccessRole.allCases.first(where: { $0.name == entry.key }) else {
        unknown(entry, in: "roles", among: AccessRole.allCases.map(\.name), "the roles are")
        continue
      }
      guard case .array(let values) = entry.value.content else {
        misplaced(
          entry.value, field, expected: "a list",
          "put accounts and groups in brackets: [\"alice\", \"@analysts\"]")
        continue
      }
      for subject in subjects(values, field) { roles[subject] = max(role, roles[subject] ?? role) }
    }
    return roles
  }

  private mutating func subjects(_ values: [TOMLValue], _ field: String) -> [Subject] {
    var places: [Subject: String] = [:]
    for (index, value) in values.enumerated() {
      let place = "\(field)[\(index)]"
      guard let subject = subject(value, place) else { continue }
      if let first = places[subject] {
        add(value.line, place, value: value.shown, "is named already, as \(first)", "leave one of them out")
      } else {
        places[subject] = place
      }
    }
    return Array(places.keys)
  }

  /// An account, by name or number, or a group: the same after an @.
  private mutating func subject(_ value: TOMLValue, _ field: String) -> Subject? {
    switch value.content {
    case .integer(let number):
      if let uid = UInt32(exactly: number), uid <= AccountNames.idMax { return .account(uid: uid) }
    case .string(let text) where text.hasPrefix("@"):
      if let gid = accounts.group(String(text.dropFirst())) { return .group(gid: gid) }
      add(
        value.line, field, value: value.shown, "is no group of this machine",
        "name one that `getent group` shows, or give its number after the @")
      return nil
    case .string(let text):
      if let uid = accounts.account(text) { return .account(uid: uid) }
      if !AccountNames.isNumber(text) {
        let remedy =
          accounts.group(text) == nil
          ? "name one that `getent passwd` shows, or give its number"
          : "write \("@\(text)".quoted) for the group"
        add(value.line, field, value: value.shown, "is no account of this machine", remedy)
        return nil
      }
    default:
      misplaced(
        value, field, expected: "an account or a group",
        "give a name or a number, and @ before that of a group")
      return nil
    }
    add(value.line, field, value: value.shown, "is no user id", "give 0 to \(AccountNames.idMax)")
    return nil
  }
}
