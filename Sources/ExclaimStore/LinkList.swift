/// The links of one revision, packed as the journal keeps them and unpacked one by one.
///
/// One link, integers little-endian:
///
///     role u8 | field bytes u16 | reference bytes u16 | id bytes u8 | field | reference | id
///
/// Packed, because a listing hands out hundreds of thousands of links a second, and because the commitment
/// of a journal entry is made over these bytes.
public struct LinkList: Sendable, Hashable {
  /// The packed links.
  public let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  static let headerBytes = 6
  /// The longest field path or reference, in bytes.
  static let textBytesMax = Int(UInt16.max)

  /// Whether there is no link.
  public var isEmpty: Bool { bytes.isEmpty }

  /// Gives each link to `body` without making strings: role, and field, reference and id as UTF-8.
  ///
  /// The buffers are valid during the call only.
  public func forEachUTF8<Failure: Error>(
    _ body: (
      LinkRole, UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer
    ) throws(Failure) -> Void
  ) throws(Failure) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
      let buffer = UnsafeRawBufferPointer(bytes)
      var offset = 0
      while let shape = Shape(buffer, at: offset) {
        try body(
          shape.role, .init(rebasing: buffer[shape.field]), .init(rebasing: buffer[shape.reference]),
          .init(rebasing: buffer[shape.id]))
        offset = shape.id.upperBound
      }
    }
  }

  /// The links to records whose numbers pass.
  func filter(targets passes: (Int64) -> Bool) -> LinkList {
    var kept: [UInt8] = []
    for link in self where RecordID.number(in: link.id).map(passes) ?? true {
      Self.append(role: link.role, field: link.field, reference: link.reference, id: link.id, to: &kept)
    }
    return LinkList(bytes: kept)
  }

  /// Whether the bytes are whole links to their end.
  var isWellFormed: Bool {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while let shape = Shape(buffer, at: offset) { offset = shape.id.upperBound }
      return offset == buffer.count
    }
  }

  /// Appends one link to packed links.
  static func append(
    role: LinkRole, field: String, reference: String, id: String, to bytes: inout [UInt8]
  ) {
    func append16(_ value: Int) {
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }
    let (field, reference, id) = (field.utf8, reference.utf8, id.utf8)
    precondition(field.count <= textBytesMax && reference.count <= textBytesMax, "links are checked before")
    bytes.append(role.rawValue)
    append16(field.count)
    append16(reference.count)
    bytes.append(UInt8(id.count))
    bytes.append(contentsOf: field)
    bytes.append(contentsOf: reference)
    bytes.append(contentsOf: id)
  }

  /// Where the parts of one packed link lie; nil at the end, and where the bytes are not a link.
  private struct Shape {
    var role: LinkRole
    var field: Range<Int>
    var reference: Range<Int>
    var id: Range<Int>

    init?(_ buffer: UnsafeRawBufferPointer, at offset: Int) {
      guard offset + LinkList.headerBytes <= buffer.count, let role = LinkRole(rawValue: buffer[offset])
      else { return nil }
      let fieldBytes = Int(buffer[offset + 1]) | Int(buffer[offset + 2]) << 8
      let referenceBytes = Int(buffer[offset + 3]) | Int(buffer[offset + 4]) << 8
      let start = offset + LinkList.headerBytes
      self.role = role
      field = start..<(start + fieldBytes)
      reference = field.upperBound..<(field.upperBound + referenceBytes)
      id = reference.upperBound..<(reference.upperBound + Int(buffer[offset + 5]))
      guard id.upperBound <= buffer.count else { return nil }
    }
  }
}

extension LinkList: Sequence {
  /// Unpacks the links one by one.
  public func makeIterator() -> AnyIterator<Link> {
    var links: [Link] = []
    forEachUTF8 { role, field, reference, id in
      links.append(
        Link(
          role: role, field: String(decoding: field, as: UTF8.self),
          reference: String(decoding: reference, as: UTF8.self), id: String(decoding: id, as: UTF8.self)))
    }
    return AnyIterator(links.makeIterator())
  }
}
