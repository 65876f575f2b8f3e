/// Reads the fields of one protobuf message, in the order they stand, without copying.
struct FieldReader {
  /// One field: where it starts, its number and its value.
  struct Field {
    var number: UInt32
    var value: Value
    var byteOffset: Int
  }

  /// The value of a field by its wire type. Fixed-size values are only ever skipped: no field here is one.
  enum Value {
    case varint(UInt64)
    case bytes(Range<Int>)
    case fixed(wireType: UInt8)
  }

  private let bytes: UnsafeRawBufferPointer
  private let message: EnvelopeMessage
  private var position: Int
  private let end: Int

  init(_ message: EnvelopeMessage, _ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    self.bytes = bytes
    self.message = message
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field, or nil at the end of the message.
  mutating func next() throws(EnvelopeError) -> Field? {
    guard position < end else { return nil }
    let start = position
    let tag = try varint(field: 0, from: start)
    guard tag >> 3 >= 1, tag >> 3 < 1 << 29 else {
      throw EnvelopeError(message: message, field: 0, reason: .fieldNumber(tag >> 3), byteOffset: start)
    }
    let number = UInt32(tag >> 3)
    let wireType = UInt8(tag & 7)
    let value: Value
    switch wireType {
    case 0: value = .varint(try varint(field: number, from: start))
    case 1: value = try fixed(wireType, byteCount: 8, field: number, from: start)
    case 2: value = .bytes(try lengthDelimited(field: number, from: start))
    case 5: value = try fixed(wireType, byteCount: 4, field: number, from: start)
    default:
      throw EnvelopeError(message: message, field: number, reason: .wireType(wireType), byteOffset: start)
    }
    return Field(number: number, value: value, byteOffset: start)
  }

  /// Where the bytes of a length-delimited field lie.
  func range(_ field: Field) throws(EnvelopeError) -> Range<Int> {
    guard case .bytes(let range) = field.value else { throw wrongWireType(field) }
    return range
  }

  /// Where the text of a string field lies, once it is known to be UTF-8.
  func text(_ field: Field) throws(EnvelopeError) -> Range<Int> {
    let range = try range(field)
    guard isUTF8(UnsafeRawBufferPointer(rebasing: bytes[range])) else { throw error(field, .invalidUTF8) }
    return range
  }

  /// The number of a varint field.
  func number(_ field: Field) throws(EnvelopeError) -> UInt64 {
    guard case .varint(let number) = field.value else { throw wrongWireType(field) }
    return number
  }

  /// An error about a field that was read.
  func error(_ field: Field, _ reason: EnvelopeError.Reason) -> EnvelopeError {
    EnvelopeError(message: message, field: field.number, reason: reason, byteOffset: field.byteOffset)
  }

  private func wrongWireType(_ field: Field) -> EnvelopeError {
    let wireType: UInt8 =
      switch field.value {
      case .varint: 0
      case .bytes: 2
      case .fixed(let wireType): wireType
      }
    return error(field, .wireType(wireType))
  }

  private mutating func varint(field: UInt32, from start: Int) throws(EnvelopeError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end {
      let byte = UInt64(bytes[position])
      position += 1
      // The tenth byte has room for one bit, the 64th.
      if shift == 63, byte > 1 {
        throw EnvelopeError(message: message, field: field, reason: .varintTooLong, byteOffset: start)
      }
      value |= (byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw EnvelopeError(message: message, field: field, reason: .truncated, byteOffset: start)
  }

  private mutating func lengthDelimited(field: UInt32, from start: Int) throws(EnvelopeError) -> Range<Int> {
    let length = try varint(field: field, from: start)
    // Compared before the conversion: a length may be too large for an Int.
    guard length <= UInt64(end - position) else {
      throw EnvelopeError(message: message, field: field, reason: .truncated, byteOffset: start)
    }
    let range = position..<(position + Int(length))
    position = range.upperBound
    return range
  }

  private mutating func fixed(
    _ wireType: UInt8, byteCount: Int, field: UInt32, from start: Int
  ) throws(EnvelopeError) -> Value {
    guard byteCount <= end - position else {
      throw EnvelopeError(message: message, field: field, reason: .truncated, byteOffset: start)
    }
    position += byteCount
    return .fixed(wireType: wireType)
  }
}

/// Whether the bytes are UTF-8. Names on the wire are ASCII, so that is looked at first.
private func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
  if bytes.allSatisfy({ $0 < 0x80 }) { return true }
  return String(validating: bytes, as: UTF8.self) != nil
}
