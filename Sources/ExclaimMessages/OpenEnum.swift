/// An enum of the schema. proto3's enums are open: a number that is not known here is kept as it is.
public protocol OpenEnum: Sendable, Hashable, CaseIterable, RawRepresentable, JSONScalar
where RawValue == Int32 {
  /// Name in the schema: `exclaim.v1.Topic`.
  static var fullName: String { get }

  /// What the schema puts before every value's name: `TOPIC_`.
  static var prefix: String { get }

  /// The values that the schema knows, in its order.
  static var allCases: [Self] { get }

  /// The value of a number, known or not.
  init(rawValue: Int32)

  /// Name without prefix, as JSON has it: `RETURNED`. The number where the schema has no name for it.
  var name: String { get }
}

extension OpenEnum {
  /// The value of a name, with or without the type's prefix; nil when the schema has none of that name.
  public init?(name: String) {
    let bare = name.hasPrefix(Self.prefix) ? String(name.dropFirst(Self.prefix.count)) : name
    guard let known = Self.allCases.first(where: { $0.name == bare }) else { return nil }
    self = known
  }
}
