/// The value of one field on the wire.
enum WireValue {
  case varint(UInt64)
  case fixed64(UInt64)
  case bytes(ArraySlice<UInt8>)
  case fixed32(UInt32)

  /// Its number in a tag.
  var wireType: UInt8 {
    switch self {
    case .varint: 0
    case .fixed64: 1
    case .bytes: 2
    case .fixed32: 5
    }
  }
}

/// Reads the fields of one protobuf message, in the order they stand, without copying.
struct WireReader {
  /// One field: its number and its value.
  struct Field {
    var number: Int32
    var value: WireValue
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next field, or nil at the end of the message.
  mutating func next() throws(ReflectionFailure) -> Field? {
    guard !rest.isEmpty else { return nil }
    let tag = try varint()
    guard let number = Int32(exactly: tag >> 3), FieldDescriptor.numbers.contains(number) else {
      throw malformed("has field number \(tag >> 3), which cannot exist")
    }
    return Field(number: number, value: try value(ofWireType: UInt8(tag & 7)))
  }

  /// The next value of a packed list, or nil at its end.
  mutating func nextPacked(_ wireType: UInt8) throws(ReflectionFailure) -> WireValue? {
    rest.isEmpty ? nil : try value(ofWireType: wireType)
  }

  private mutating func value(ofWireType wireType: UInt8) throws(ReflectionFailure) -> WireValue {
    switch wireType {
    case 0: return .varint(try varint())
    case 1: return .fixed64(try fixed(8))
    case 2:
      let count = try varint()
      // Compared before the conversion: a length may be too large for an Int.
      guard count <= UInt64(rest.count) else { throw truncated }
      return .bytes(take(Int(count)))
    case 5: return .fixed32(UInt32(try fixed(4)))
    default: throw malformed("has wire type \(wireType), which no field has here")
    }
  }

  private mutating func varint() throws(ReflectionFailure) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      // The tenth byte has room for one bit, the 64th.
      if shift == 63, byte > 1 { throw malformed("has a number longer than 64 bits") }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw truncated
  }

  /// A number of so many bytes, lowest first.
  private mutating func fixed(_ byteCount: Int) throws(ReflectionFailure) -> UInt64 {
    guard byteCount <= rest.count else { throw truncated }
    return take(byteCount).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private var truncated: ReflectionFailure { malformed("ends in the middle of a field") }

  private func malformed(_ reason: String) -> ReflectionFailure {
    ReflectionFailure(reason, remedy: "encode it with a protobuf library and send it whole")
  }
}
