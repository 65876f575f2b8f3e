public import ExclaimMessages

/// A service as its server describes it.
public struct ServiceDescriptor: Sendable {
  /// Name with its package: `exclaim.v1.Records`.
  public internal(set) var fullName: String
  /// What the schema says about it; empty when it says nothing.
  public internal(set) var comment: String
  /// Its methods, in the schema's order.
  public internal(set) var methods: [MethodDescriptor]
}

/// A method as its server describes it.
public struct MethodDescriptor: Sendable {
  /// The service with its package: `exclaim.v1.Records`.
  public internal(set) var service: String
  /// Name: `Submit`.
  public internal(set) var name: String
  /// Which side of a call sends a stream.
  public internal(set) var shape: MethodShape
  /// What the schema says about it; empty when it says nothing.
  public internal(set) var comment: String
  /// Full name of the type of a request.
  public internal(set) var request: String
  /// Full name of the type of a response.
  public internal(set) var response: String

  /// Service and name: `exclaim.v1.Records/Submit`.
  public var path: String { "\(service)/\(name)" }
}

/// A type of message as its server describes it.
public struct MessageDescriptor: Sendable {
  /// Name with its package: `exclaim.v1.Claim`.
  public internal(set) var fullName: String
  /// What the schema says about it; empty when it says nothing.
  public internal(set) var comment: String
  /// Its fields, in the schema's order.
  public internal(set) var fields: [FieldDescriptor]
  /// Whether it is the pair that the compiler makes for a map: field 1 is the key, field 2 the value.
  public internal(set) var isMapEntry: Bool

  /// Where in `fields` each number stands, and each name, as JSON and as the schema has it.
  var indexByNumber: [Int32: Int] = [:]
  var indexByName: [String: Int] = [:]

  init(fullName: String, comment: String, fields: [FieldDescriptor], isMapEntry: Bool) {
    self.fullName = fullName
    self.comment = comment
    self.fields = fields
    self.isMapEntry = isMapEntry
    for (index, field) in fields.enumerated() {
      indexByNumber[field.number] = index
      indexByName[field.name] = index
    }
    // A name in JSON comes before the schema's name of another field.
    for (index, field) in fields.enumerated() { indexByName[field.jsonName] = index }
  }
}

/// A field of a message.
public struct FieldDescriptor: Sendable {
  /// The numbers that a field can have.
  static let numbers: ClosedRange<Int32> = 1...(1 << 29) - 1

  /// Name in the schema: `speech_act`.
  public internal(set) var name: String
  /// Name in JSON: `speechAct`.
  public internal(set) var jsonName: String
  /// Number on the wire.
  public internal(set) var number: Int32
  /// What the schema says about it; empty when it says nothing.
  public internal(set) var comment: String
  /// Type of its value, or of each of its values.
  public internal(set) var kind: FieldKind
  /// Whether it is a list, or a map.
  public internal(set) var isRepeated: Bool
  /// Whether a value that is the default of its type differs from none.
  public internal(set) var hasPresence: Bool
  /// Whether its list is written packed; it is read both ways.
  public internal(set) var isPacked: Bool
  /// The oneof to which it belongs, if any.
  public internal(set) var oneof: String?
}

/// A type that fields have.
public enum FieldKind: Sendable, Hashable {
  /// Floating point.
  case double, float
  /// Signed integers, in protobuf's three forms.
  case int32, int64, sint32, sint64, sfixed32, sfixed64
  /// Unsigned integers, in protobuf's two forms.
  case uint32, uint64, fixed32, fixed64
  /// True or false.
  case bool
  /// Text.
  case string
  /// Octets.
  case bytes
  /// A message of the type with this full name.
  case message(String)
  /// A value of the enum with this full name.
  case enumeration(String)
}

/// An enum as its server describes it.
public struct EnumDescriptor: Sendable {
  /// One of its values.
  public struct Value: Sendable {
    /// Name in the schema: `TOPIC_HELD`.
    public internal(set) var name: String
    /// Number on the wire.
    public internal(set) var number: Int32
    /// What the schema says about it; empty when it says nothing.
    public internal(set) var comment: String
  }

  /// Name with its package: `exclaim.v1.Topic`.
  public internal(set) var fullName: String
  /// What the schema says about it; empty when it says nothing.
  public internal(set) var comment: String
  /// Its values, in the schema's order.
  public internal(set) var values: [Value]
  /// What stands before the name of every value and is left out in JSON: `TOPIC_`; empty where the names
  /// have nothing of the kind.
  public internal(set) var prefix: String

  /// A value's name as JSON has it: `HELD`.
  public func shortName(of value: Value) -> String { String(value.name.dropFirst(prefix.count)) }
}
