extension Status {
  /// Bytes of the encoded status.
  var byteCount: Int {
    var count = FieldSize.varintField(UInt64(code.rawValue))
    if !message.isEmpty { count += FieldSize.contentField(message.utf8.count) }
    for detail in details { count += FieldSize.contentField(detail.byteCount) }
    return count
  }

  /// Writes the status as a field of another message.
  func write(asField number: UInt8, to writer: inout FieldWriter) {
    writer.field(number, contentByteCount: byteCount)
    writer.field(1, varint: UInt64(code.rawValue))
    if !message.isEmpty { writer.field(2, content: message.utf8) }
    for detail in details {
      writer.field(3, contentByteCount: detail.byteCount)
      writer.field(1, content: detail.typeURL.utf8)
      writer.field(2, content: detail.value)
    }
  }

  /// Takes in one occurrence of the encoded status.
  ///
  /// Text that is not UTF-8 is repaired, not refused: the news of a failure is worth more than its form.
  mutating func merge(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) throws(EnvelopeError) {
    var reader = FieldReader(.status, bytes, in: range)
    while let field = try reader.next() {
      switch field.number {
      case 1: code = StatusCode(wire: Int32(truncatingIfNeeded: try reader.number(field)))
      case 2: message = String(decoding: bytes[try reader.range(field)], as: UTF8.self)
      case 3: details.append(try AnyDetail(decoding: bytes, in: try reader.range(field)))
      default: break
      }
    }
  }

  /// The status, cut down until its Response fits a frame: first the details go, then the end of the text.
  func fitting(frameBytesMax: Int) -> Status {
    guard FieldSize.contentField(byteCount) > frameBytesMax else { return self }
    // Tags, lengths and the code take 14 bytes at most; a character cut in two is replaced by three.
    let messageBytesMax = max(0, frameBytesMax - 32)
    return Status(code, String(decoding: message.utf8.prefix(messageBytesMax), as: UTF8.self))
  }
}

extension AnyDetail {
  fileprivate var byteCount: Int {
    FieldSize.contentField(typeURL.utf8.count) + FieldSize.contentField(value.count)
  }

  fileprivate init(
    decoding bytes: UnsafeRawBufferPointer, in range: Range<Int>
  ) throws(EnvelopeError) {
    self.init(typeURL: "", value: [])
    var reader = FieldReader(.detail, bytes, in: range)
    while let field = try reader.next() {
      switch field.number {
      case 1: typeURL = String(decoding: bytes[try reader.range(field)], as: UTF8.self)
      case 2: value = Array(bytes[try reader.range(field)])
      default: break
      }
    }
  }
}
