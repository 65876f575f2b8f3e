/// A closed list of values of the contract: same numbers, same names.
public protocol CodeList: RawRepresentable, CaseIterable, Sendable, Hashable where RawValue == Int32 {}

extension CodeList {
  /// The name that JSON uses, without the type's prefix: "HANDED_OVER", "UNDER_25".
  public var name: String {
    var name = ""
    var lastWasLower = false
    for character in "\(self)" {
      if lastWasLower, character.isUppercase || character.isNumber { name.append("_") }
      name.append(contentsOf: character.uppercased())
      lastWasLower = character.isLowercase
    }
    return name
  }
}

extension CodeList {
  /// The name in lower case with spaces, for labels: "handed over".
  var plainName: String { String(name.map { $0 == "_" ? " " : $0 }).lowercased() }
}
