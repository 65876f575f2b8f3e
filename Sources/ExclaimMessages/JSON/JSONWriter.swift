/// Writes JSON text, on one line or indented.
public struct JSONWriter {
  /// The text so far, in UTF-8.
  public private(set) var bytes: [UInt8] = []

  private let pretty: Bool
  private var depth = 0
  /// Whether the next item of the innermost object or array is its first.
  private var isFirst = true

  /// An empty text.
  public init(pretty: Bool = false) {
    self.pretty = pretty
  }

  /// The text so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Fields of messages

  mutating func scalar<Value: JSONScalar>(_ name: String, _ value: Value) {
    if value != .unset { field(name, value) }
  }

  mutating func optional<Value: JSONMappable>(_ name: String, _ value: Value?) {
    if let value { field(name, value) }
  }

  mutating func repeated<Value: JSONMappable>(_ name: String, _ values: [Value]) {
    guard !values.isEmpty else { return }
    key(name)
    beginArray()
    for value in values {
      beginItem()
      value.write(json: &self)
    }
    endArray()
  }

  private mutating func field<Value: JSONMappable>(_ name: String, _ value: Value) {
    key(name)
    value.write(json: &self)
  }

  // MARK: Values

  /// Writes a whole value.
  public mutating func write(_ value: JSONValue) {
    switch value.content {
    case .null: write(literal: "null")
    case .bool(let bool): write(literal: bool ? "true" : "false")
    case .number(let digits): write(literal: digits)
    case .string(let text): write(text)
    case .array(let elements):
      beginArray()
      for element in elements {
        beginItem()
        write(element)
      }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.name)
        write(member.value)
      }
      endObject()
    }
  }

  /// Writes text in quotes, escaping what JSON asks to be escaped and nothing else.
  public mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"): write(literal: "\\n")
      case UInt8(ascii: "\r"): write(literal: "\\r")
      case UInt8(ascii: "\t"): write(literal: "\\t")
      case 0..<0x20: write(literal: (byte < 16 ? "\\u000" : "\\u00") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a number or a word as it is.
  package mutating func write(literal: String) {
    bytes.append(contentsOf: literal.utf8)
  }

  // MARK: Structure

  /// Opens an object.
  public mutating func beginObject() { begin(UInt8(ascii: "{")) }

  /// Closes an object.
  public mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Opens an array.
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }

  /// Closes an array.
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Begins the next member of an object; its value follows.
  public mutating func key(_ name: String) {
    beginItem()
    write(name)
    write(literal: pretty ? ": " : ":")
  }

  /// Begins the next element of an array; its value follows.
  public mutating func beginItem() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    breakLine()
  }

  private mutating func begin(_ bracket: UInt8) {
    bytes.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { breakLine() }
    bytes.append(bracket)
    isFirst = false
  }

  private mutating func breakLine() {
    guard pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}
