import ExclaimMessages
import ExclaimStore

/// Builds answers that hold stored records without decoding them: their content goes out as it was stored.
///
/// A `Record` on the wire is the server's own fields followed by the stored bytes, since protobuf lets the encodings
/// of one message's fields be joined. Every other answer of the services is a message that protobuf-c packs. A list
/// has hundreds of thousands of records a second, so what the server adds is written field by field as well.
struct RecordWriter {
  /// The answer.
  private(set) var bytes: [UInt8] = []

  /// Nothing yet, with room for about so many bytes.
  init(reservingBytes byteCount: Int = 0) { bytes.reserveCapacity(byteCount + byteCount / 8) }

  /// Adds a record as field 1, which it is in GetResponse and ListResponse alike.
  mutating func append(_ record: StoredRecord) {
    bytes.append(atMost: FieldWriter.byteCountMax(of: record)) {
      $0.addMessage(field: 1, about: record.byteCount) { $0.add(record) }
    }
  }

  /// Adds what another writer holds.
  mutating func append(_ other: RecordWriter) { bytes += other.bytes }

  /// Makes a WatchResponse of the records.
  mutating func endWatchResponse(sequence: UInt64, atEnd: Bool) {
    bytes.append(atMost: 2 * FieldWriter.headBytesMax) {
      $0.add(sequence, field: 2)
      $0.add(atEnd ? 1 : 0, field: 3)
    }
  }

  /// Adds the end of a ListResponse, or of a SearchResponse.
  mutating func append(cursor: String, _ moment: V1.Moment?) {
    let moment = moment?.encoded()
    bytes.append(atMost: 2 * FieldWriter.headBytesMax + cursor.utf8.count + (moment?.count ?? 0)) { fields in
      fields.add(cursor, field: 2)
      moment?.withUnsafeBytes { bytes in fields.addMessage(field: 3) { $0.add(encoded: bytes) } }
    }
  }

  /// A SearchResponse.
  static func encode(_ page: SearchPage, as moment: V1.Moment?) -> [UInt8] {
    var writer = RecordWriter()
    for hit in page.hits {
      let (about, snippetBytes) = (hit.record.byteCount, hit.snippet.utf8.count)
      let hitBytesMax = FieldWriter.byteCountMax(of: hit.record) + snippetBytes + 2 * FieldWriter.headBytesMax
      writer.bytes.append(atMost: hitBytesMax) {
        $0.addMessage(field: 1, about: about + snippetBytes) {
          $0.addMessage(field: 1, about: about) { $0.add(hit.record) }
          $0.add(hit.snippet, field: 2)
        }
      }
    }
    writer.append(cursor: page.nextCursor, moment)
    return writer.bytes
  }
}

extension FieldWriter {
  /// Adds the fields of a `Record`: what the server knows about it, and the content as it was stored.
  fileprivate mutating func add(_ record: StoredRecord) {
    add(record.stamp.id, field: 1)
    add(record.stamp.revision, field: 2)
    add(record.stamp.sequence, field: 3)
    addMessage(field: 4) {
      $0.add(record.author.uid, field: 1)
      $0.add(record.author.gid, field: 2)
    }
    addMessage(field: 5) {
      let (seconds, nanos) = record.stamp.recordedAt.quotientAndRemainder(dividingBy: 1_000_000_000)
      $0.add(seconds, field: 1)
      $0.add(nanos, field: 2)
    }
    record.links.forEachUTF8 { _, path, reference, id in
      addMessage(field: 6) {
        $0.add(path, field: 1)
        $0.add(reference, field: 2)
        $0.add(id, field: 3)
        $0.add(record.state(ofLinkTo: id).rawValue, field: 4)
      }
    }
    addMessage(field: 7) {
      $0.add(record.change.action.rawValue, field: 1)
      $0.add(record.change.reason ?? "", field: 2)
      $0.add(record.change.redactedRevision, field: 3)
      $0.add(record.change.isFlagged ? 1 : 0, field: 4)
    }
    add(record.state.rawValue, field: 8)
    record.content?.withUnsafeBytes { add(encoded: $0) }
  }

  /// More bytes than a record takes as a field.
  fileprivate static func byteCountMax(of record: StoredRecord) -> Int {
    let textBytes = record.stamp.id.utf8.count + (record.change.reason?.utf8.count ?? 0)
    // A link has 17 bytes at most beside its texts, and a packed one has 6.
    return 20 * headBytesMax + textBytes + 3 * record.links.bytes.count + (record.content?.count ?? 0)
  }
}

extension V1.Record {
  /// A stored record, decoded.
  init(_ record: StoredRecord, budgetBytes: Int) throws(DecodingFailure) {
    var bytes: [UInt8] = []
    bytes.append(atMost: FieldWriter.byteCountMax(of: record)) { $0.add(record) }
    try self.init(decoding: bytes, budgetBytes: budgetBytes)
  }
}
