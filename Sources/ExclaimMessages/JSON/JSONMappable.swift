/// A value with a place in proto3's JSON mapping.
public protocol JSONMappable {
  /// Takes the value from JSON.
  init(json value: JSONValue) throws(JSONFailure)

  /// Writes the value as JSON.
  func write(json: inout JSONWriter)
}

/// A field's value that is left out of JSON when it is the default of its type.
public protocol JSONScalar: JSONMappable, Equatable {
  /// The value that a field has when nobody set it.
  static var unset: Self { get }
}

extension Message {
  /// Reads a message from a JSON text (proto3's canonical mapping).
  ///
  /// Names are read in lowerCamelCase and as the schema has them; enum values with and without their prefix;
  /// null means absent.
  /// - Throws: ``JSONFailure`` for a field that the message does not have, too.
  public init(json text: String) throws(JSONFailure) {
    try self.init(json: JSONValue(parsing: text))
  }

  /// Reads a message from a JSON text held in an array.
  public init(json bytes: [UInt8]) throws(JSONFailure) {
    try self.init(json: JSONValue(parsing: bytes))
  }

  /// The message as JSON: one line, or indented by two spaces. Fields with default values are left out.
  public func json(pretty: Bool = false) -> String {
    var writer = JSONWriter(pretty: pretty)
    write(json: &writer)
    return writer.text
  }

  /// The message as JSON in UTF-8, as `json(pretty:)` has it.
  public func jsonBytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    write(json: &writer)
    return writer.bytes
  }
}

extension String: JSONScalar {
  /// Empty.
  public static var unset: String { "" }

  /// Takes text.
  public init(json value: JSONValue) throws(JSONFailure) {
    guard case .string(let text) = value.content else {
      throw value.failure("is \(value.kind) where text is expected", remedy: "put it in double quotes")
    }
    self = text
  }

  /// Writes text.
  public func write(json: inout JSONWriter) {
    json.write(self)
  }
}

extension Bool: JSONScalar {
  /// False.
  public static var unset: Bool { false }

  /// Takes `true` or `false`.
  public init(json value: JSONValue) throws(JSONFailure) {
    guard case .bool(let bool) = value.content else {
      throw value.failure(
        "is \(value.kind) where true or false is expected", remedy: "write true or false, no quotes")
    }
    self = bool
  }

  /// Writes `true` or `false`.
  public func write(json: inout JSONWriter) {
    json.write(literal: self ? "true" : "false")
  }
}

extension OpenEnum {
  /// The value 0, unspecified.
  public static var unset: Self { Self(rawValue: 0) }

  /// Takes a name, with or without the type's prefix, or a number.
  public init(json value: JSONValue) throws(JSONFailure) {
    switch value.content {
    case .string(let name):
      guard let known = Self(name: name) else {
        throw value.failure("is not \(Self.withArticle)", remedy: Self.suggestion(for: name))
      }
      self = known
    case .number: self.init(rawValue: try Int32(json: value))
    default:
      throw value.failure(
        "is \(value.kind) where \(Self.withArticle) is expected", remedy: Self.suggestion(for: ""))
    }
  }

  /// Writes the name without prefix; a number that the schema has no name for as it is.
  public func write(json: inout JSONWriter) {
    if Self.allCases.contains(self) { json.write(name) } else { json.write(literal: name) }
  }

  private static var withArticle: String { nameWithArticle(ofType: fullName) }

  /// The value 0 is read, but not offered: it says nothing.
  private static func suggestion(for name: String) -> String {
    let offered = allCases.filter { $0.rawValue != 0 }
    return ExclaimMessages.suggestion(for: name, among: offered.map(\.name), "give one of")
  }
}
