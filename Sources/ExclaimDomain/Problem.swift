/// One thing wrong with a submitted record, said so that its author can mend it.
public struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// Path of the field in the JSON mapping, such as `quantity.hard.low`.
  public let field: String
  /// The value as it was given.
  public let value: String
  /// Why the value cannot stand.
  public let reason: String
  /// What to write instead.
  public let remedy: String

  /// A problem from its four parts.
  public init(field: String, value: String, reason: String, remedy: String) {
    self.field = field
    self.value = value
    self.reason = reason
    self.remedy = remedy
  }

  /// `field: "value" reason; remedy`.
  public var description: String { "\(field): \"\(value)\" \(reason); \(remedy)" }
}
