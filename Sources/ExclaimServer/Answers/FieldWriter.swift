/// Writes the fields of a message in its wire form, one after another, for answers that hold stored bytes.
///
/// As protobuf-c does it, a field that has its default value is left out.
struct FieldWriter {
  private let memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  fileprivate init(_ memory: UnsafeMutableBufferPointer<UInt8>) { self.memory = memory }

  /// The longest that a tag with a number, or with a length, is.
  static let headBytesMax = 11

  /// Adds a whole number.
  mutating func add(_ value: some FixedWidthInteger, field: UInt8) {
    guard value != 0 else { return }
    addTag(field, wireType: 0)
    // A negative number is a large one of 64 bits.
    addVarint(UInt64(truncatingIfNeeded: value))
  }

  /// Adds a text.
  mutating func add(_ text: String, field: UInt8) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0), field: field) }
  }

  /// Adds a text, given as UTF-8, or bytes.
  mutating func add(_ content: UnsafeRawBufferPointer, field: UInt8) {
    guard !content.isEmpty else { return }
    addTag(field, wireType: 2)
    addVarint(UInt64(content.count))
    add(encoded: content)
  }

  /// Adds fields that are in their wire form already.
  mutating func add(encoded fields: UnsafeRawBufferPointer) {
    guard let place = take(fields.count), let start = fields.baseAddress else { return }
    UnsafeMutableRawPointer(place).copyMemory(from: start, byteCount: fields.count)
  }

  /// Adds a message, of which `write` writes the fields.
  ///
  /// - Parameter byteCount: about how long it will be. A guess that needs another length of the length costs a move.
  mutating func addMessage(field: UInt8, about byteCount: Int = 0, _ write: (inout FieldWriter) -> Void) {
    addTag(field, wireType: 2)
    let start = count
    addVarint(UInt64(byteCount))
    let guessed = count
    write(&self)
    let (message, length) = (UnsafeRawPointer(memory.baseAddress! + guessed), count - guessed)
    count = start + Self.varintByteCount(UInt64(length))
    if count != guessed, let place = take(length) {
      UnsafeMutableRawPointer(place).copyMemory(from: message, byteCount: length)
    }
    count = start
    addVarint(UInt64(length))
    count += length
  }

  @inline(__always)
  private mutating func addTag(_ field: UInt8, wireType: UInt8) {
    precondition((1...15).contains(field), "a field number above 15 takes two bytes")
    add(byte: field << 3 | wireType)
  }

  @inline(__always)
  private mutating func addVarint(_ value: UInt64) {
    if value < 0x80 { return add(byte: UInt8(value)) }
    addLongVarint(value)
  }

  private mutating func addLongVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      add(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    add(byte: UInt8(rest))
  }

  private static func varintByteCount(_ value: UInt64) -> Int { max(1, (70 - value.leadingZeroBitCount) / 7) }

  @inline(__always)
  private mutating func add(byte: UInt8) { take(1)?.pointee = byte }

  /// The next so many bytes.
  @inline(__always)
  private mutating func take(_ byteCount: Int) -> UnsafeMutablePointer<UInt8>? {
    precondition(byteCount <= memory.count - count, "there is room for all that is written")
    defer { count += byteCount }
    return memory.baseAddress.map { $0 + count }
  }
}

extension [UInt8] {
  /// Appends what `write` writes: at most `byteCount` bytes.
  mutating func append(atMost byteCount: Int, _ write: (inout FieldWriter) -> Void) {
    append(addingCapacity: byteCount) { span in
      span.withUnsafeMutableBufferPointer { memory, count in
        var writer = FieldWriter(memory)
        write(&writer)
        count = writer.count
      }
    }
  }
}
