/// Writes protobuf fields one after the other into memory that was sized for them beforehand.
struct FieldWriter {
  private let bytes: UnsafeMutableRawBufferPointer
  private(set) var position = 0

  init(_ bytes: UnsafeMutableRawBufferPointer) {
    self.bytes = bytes
  }

  /// A varint field.
  mutating func field(_ number: UInt8, varint value: UInt64) {
    byte(number << 3)
    varint(value)
  }

  /// The tag and the length of a field whose content is written next.
  mutating func field(_ number: UInt8, contentByteCount: Int) {
    byte(number << 3 | 2)
    varint(UInt64(contentByteCount))
  }

  /// A length-delimited field with its content.
  mutating func field(_ number: UInt8, content: some Collection<UInt8>) {
    let byteCount = content.count
    field(number, contentByteCount: byteCount)
    UnsafeMutableRawBufferPointer(rebasing: bytes[position..<(position + byteCount)])
      .copyBytes(from: content)
    position += byteCount
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(rest))
  }

  private mutating func byte(_ value: UInt8) {
    bytes[position] = value
    position += 1
  }
}

/// What fields take on the wire, in bytes. Field numbers are below 16, so a tag is one byte.
enum FieldSize {
  static func varint(_ value: UInt64) -> Int {
    // Seven bits a byte, and one byte for zero.
    max(1, (64 - value.leadingZeroBitCount + 6) / 7)
  }

  static func varintField(_ value: UInt64) -> Int {
    1 + varint(value)
  }

  static func contentField(_ contentByteCount: Int) -> Int {
    1 + varint(UInt64(contentByteCount)) + contentByteCount
  }
}
