/// The fields of a protobuf message, in their order.
public struct FieldList {
  /// One field.
  public struct Field {
    /// Its number.
    public let number: Int
    /// All of its bytes, tag included.
    public let bytes: [UInt8]
    /// Its value: of a length-delimited field the content, of a varint nothing.
    public let content: [UInt8]
    /// Its value if it is a varint.
    public let varint: UInt64?
  }

  /// The fields.
  public let fields: [Field]

  /// Reads a message.
  public init(_ message: [UInt8]) throws {
    var rest = message[...]
    func number() throws -> UInt64 {
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 7) {
        guard let byte = rest.popFirst() else { break }
        value |= UInt64(byte & 0x7f) << shift
        if byte < 0x80 { return value }
      }
      throw CaseError("a message ends inside a field, or has a varint that is too long")
    }
    var fields: [Field] = []
    while !rest.isEmpty {
      let whole = rest
      let tag = try number()
      let lengths: [UInt64: UInt64] = [1: 8, 5: 4]
      let varint = tag & 7 == 0 ? try number() : nil
      let length = varint != nil ? 0 : tag & 7 == 2 ? try number() : lengths[tag & 7]
      guard let length, length <= rest.count else {
        throw CaseError("field \(tag >> 3) is cut off or a group")
      }
      let content = Array(rest.prefix(Int(length)))
      rest.removeFirst(Int(length))
      let bytes = Array(whole.prefix(whole.count - rest.count))
      fields.append(Field(number: Int(tag >> 3), bytes: bytes, content: content, varint: varint))
    }
    self.fields = fields
  }

  /// The content of the last field of a number; nil when there is none.
  public func last(_ number: Int) -> Field? { fields.last { $0.number == number } }

  /// The text of a field; empty when it is not there.
  public func text(_ number: Int) throws -> String {
    guard let text = String(validating: last(number)?.content ?? [], as: UTF8.self) else {
      throw CaseError("field \(number) is not UTF-8")
    }
    return text
  }
}
