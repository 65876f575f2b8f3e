import ExclaimMessages
import ExclaimStore

/// Builds answers that hold stored records without decoding them: their content goes out as it was stored.
///
/// A `Record` on the wire is the server's own fields followed by the stored bytes, since protobuf lets the encodings
/// of one message's fields be joined. Every other answer of the services is a message that protobuf-c packs.
struct RecordWriter {
  private(set) var bytes: [UInt8] = []

  /// Adds a record as field 1, which it is in GetResponse, ListResponse and SearchHit alike.
  mutating func append(_ record: StoredRecord) {
    let frame = V1.Record(frameOf: record).encoded()
    let content = record.content ?? []
    append(field: 1, length: frame.count + content.count)
    bytes += frame
    bytes += content
  }

  /// Adds a text as a field, unless it is empty.
  mutating func append(_ text: String, field: UInt8) {
    guard !text.isEmpty else { return }
    append(field: field, length: text.utf8.count)
    bytes += text.utf8
  }

  /// Adds a message in its wire form as a field.
  mutating func append(_ message: [UInt8], field: UInt8) {
    append(field: field, length: message.count)
    bytes += message
  }

  /// Adds what another writer holds.
  mutating func append(_ other: RecordWriter) {
    bytes += other.bytes
  }

  /// Adds a number as a field, unless it is 0.
  mutating func append(_ number: UInt64, field: UInt8) {
    guard number > 0 else { return }
    append(tag: field, type: 0)
    append(varint: number)
  }

  private mutating func append(field: UInt8, length: Int) {
    append(tag: field, type: 2)
    append(varint: UInt64(length))
  }

  private mutating func append(tag field: UInt8, type: UInt8) {
    precondition((1...15).contains(field), "a field number above 15 takes two bytes")
    bytes.append(field << 3 | type)
  }

  private mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Makes a WatchResponse of the records.
  mutating func endWatchResponse(sequence: UInt64, atEnd: Bool) {
    append(sequence, field: 2)
    append(atEnd ? 1 : 0, field: 3)
  }

  /// A ListResponse.
  static func encode(_ page: Page, as moment: V1.Moment?) -> [UInt8] {
    var writer = RecordWriter()
    for record in page.records { writer.append(record) }
    writer.append(page.nextCursor, field: 2)
    if let moment { writer.append(moment.encoded(), field: 3) }
    return writer.bytes
  }

  /// A SearchResponse.
  static func encode(_ page: SearchPage, as moment: V1.Moment?) -> [UInt8] {
    var writer = RecordWriter()
    for hit in page.hits {
      var message = RecordWriter()
      message.append(hit.record)
      message.append(hit.snippet, field: 2)
      writer.append(message.bytes, field: 1)
    }
    writer.append(page.nextCursor, field: 2)
    if let moment { writer.append(moment.encoded(), field: 3) }
    return writer.bytes
  }
}

extension V1.Change {
  init(_ change: Change) {
    self.init()
    action = V1.ChangeAction(rawValue: change.action.rawValue)
    reason = change.reason ?? ""
    redactedRevision = change.redactedRevision
    flagged = change.isFlagged
  }
}

extension V1.RecordState {
  init(_ state: RecordState) { self.init(rawValue: state.rawValue) }
}

extension V1.Record {
  /// What the server knows about a stored record besides its content.
  init(frameOf record: StoredRecord) {
    self.init()
    id = record.stamp.id
    revision = record.stamp.revision
    sequence = record.stamp.sequence
    var author = V1.Author()
    author.uid = record.author.uid
    author.gid = record.author.gid
    self.author = author
    recordedAt = Timestamp(sinceEpoch: .nanoseconds(record.stamp.recordedAt))
    change = V1.Change(record.change)
    state = V1.RecordState(record.state)
    record.links.forEachUTF8 { _, field, reference, id in
      var link = V1.Link()
      link.field = String(decoding: field, as: UTF8.self)
      link.reference = String(decoding: reference, as: UTF8.self)
      link.id = String(decoding: id, as: UTF8.self)
      link.state = V1.RecordState(record.state(ofLinkTo: id))
      links.append(link)
    }
  }

  /// A stored record, decoded.
  init(_ record: StoredRecord, budgetBytes: Int) throws(DecodingFailure) {
    let stored = try V1.Record(decoding: record.content ?? [], budgetBytes: budgetBytes)
    self.init(frameOf: record)
    content = stored.content
    unknownFields = stored.unknownFields
  }
}
