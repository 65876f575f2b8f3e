/// A JSON value and where it stood in its text. Objects keep their order; numbers keep their digits.
public struct JSONValue: Sendable {
  /// What a value can be.
  public enum Content: Sendable, Hashable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number as it was written: no digit is lost.
    case number(String)
    /// Text, escapes resolved.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members in order, each name once.
    case object([JSONMember])
  }

  /// How deep arrays and objects may nest.
  public static let depthMax = 64

  /// The value.
  public var content: Content
  /// Line of its first character, from 1; 0 for a value that was not read from a text.
  public var line: Int
  /// Column of its first character, from 1, in Unicode scalars; 0 for a value that was not read from a text.
  public var column: Int

  /// A value that was not read from a text.
  public init(_ content: Content) {
    self.init(content, line: 0, column: 0)
  }

  init(_ content: Content, line: Int, column: Int) {
    self.content = content
    self.line = line
    self.column = column
  }
}

/// A name and its value in a JSON object.
public struct JSONMember: Sendable, Hashable {
  /// The name, escapes resolved.
  public var name: String
  /// The value.
  public var value: JSONValue
  /// Line and column of the name.
  var line: Int
  var column: Int

  /// A member that was not read from a text.
  public init(name: String, value: JSONValue) {
    self.init(name: name, value: value, line: 0, column: 0)
  }

  init(name: String, value: JSONValue, line: Int, column: Int) {
    self.name = name
    self.value = value
    self.line = line
    self.column = column
  }

  /// Equal where name and value are, wherever they stood.
  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.name == right.name && left.value == right.value
  }

  /// Hashes name and value.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(value)
  }
}

extension JSONValue: Hashable {
  /// Equal where the contents are, wherever they stood.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    left.content == right.content
  }

  /// Hashes the content.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(content)
  }
}

extension JSONValue {
  /// The members of an object; nil for anything else.
  public var members: [JSONMember]? {
    if case .object(let members) = content { members } else { nil }
  }

  /// The elements of an array; nil for anything else.
  public var elements: [JSONValue]? {
    if case .array(let elements) = content { elements } else { nil }
  }

  /// The text of a string; nil for anything else.
  public var string: String? {
    if case .string(let string) = content { string } else { nil }
  }

  /// The value of a member of an object.
  public subscript(name: String) -> JSONValue? {
    members?.first { $0.name == name }?.value
  }

  /// The value as JSON text.
  public func text(pretty: Bool = false) -> String {
    var writer = JSONWriter(pretty: pretty)
    writer.write(self)
    return writer.text
  }

  /// A failure about this value.
  public func failure(_ reason: String, remedy: String) -> JSONFailure {
    JSONFailure(line: line, column: column, field: "", value: excerpt, reason: reason, remedy: remedy)
  }

  /// The value for a message, cut when long.
  private var excerpt: String {
    switch content {
    case .array: return "[…]"
    case .object: return "{…}"
    default:
      let text = text()
      return text.unicodeScalars.count > 60 ? String(text.unicodeScalars.prefix(59)) + "…" : text
    }
  }

  /// What kind of value this is, for a message.
  package var kind: String {
    switch content {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "text"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
