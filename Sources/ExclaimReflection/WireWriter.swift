/// Writes protobuf fields one after the other.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  /// A field: its tag and its value.
  mutating func field(_ number: Int32, _ value: WireValue) {
    varint(UInt64(number) << 3 | UInt64(value.wireType))
    packed(value)
  }

  /// A value without a tag, as packed lists have them.
  mutating func packed(_ value: WireValue) {
    switch value {
    case .varint(let number): varint(number)
    case .fixed64(let bits): fixed(bits)
    case .fixed32(let bits): fixed(bits)
    case .bytes(let content):
      varint(UInt64(content.count))
      bytes += content
    }
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func fixed(_ bits: some FixedWidthInteger) {
    withUnsafeBytes(of: bits.littleEndian) { bytes += $0 }
  }
}
