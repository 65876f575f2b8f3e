import ExclaimDomain
import GRDB

/// Reads records as they were stored.
struct RecordReader {
  private let byNumber: Prepared
  private let bySequence: Prepared
  private let lookup: Lookup
  private let withdrawals: Withdrawals

  /// The columns that `StoredRecord.init` reads, from `r` and `j`.
  static let columns = """
    r.number, r.kind, r.key, j.visibility, j.sequence, j.revision, j.author_uid, j.author_gid, j.recorded_at,
    j.id, j.links, j.content
    """

  init(_ database: Database, _ withdrawals: Withdrawals) throws(StoreError) {
    self.withdrawals = withdrawals
    byNumber = try Prepared(
      database,
      """
      SELECT \(Self.columns), r.author_uid
      FROM record r JOIN journal j ON j.sequence = r.sequence WHERE r.number = ?
      """)
    bySequence = try Prepared(
      database,
      """
      SELECT \(Self.columns), r.author_uid, j.previous
      FROM journal j JOIN record r ON r.number = j.record WHERE j.sequence = ?
      """)
    lookup = try Lookup(database)
  }

  /// One record for a reader, by id or key; nil when there is none.
  func record(_ reference: String, revision: UInt32?, for user: Reader) throws(StoreError) -> StoredRecord? {
    guard let latest = try latest(reference, for: user) else { return nil }
    guard let revision, revision != latest.stamp.revision else { return latest }
    return try older(than: latest, revision: revision, for: user)
  }

  private func latest(_ reference: String, for user: Reader) throws(StoreError) -> StoredRecord? {
    if let number = RecordID.number(in: reference) {
      let record = try record(number, for: user)
      if record?.stamp.id == reference { return record }
    }
    guard let face = try lookup.face(reference, field: "id", reader: user) else { return nil }
    return try record(face.number, for: user)
  }

  /// The latest revision of a record, if the reader may see it.
  func record(_ number: Int64, for user: Reader) throws(StoreError) -> StoredRecord? {
    let record = try byNumber.first {
      $0.add(number)
    } _: { (columns) throws(StoreError) in
      let record = try StoredRecord(columns)
      return user.sees(record.visibility, ownerUID: columns.uint32(12)) ? record : nil
    }
    return try sift(record ?? nil, for: user)
  }

  private func sift(_ record: StoredRecord?, for user: Reader) throws(StoreError) -> StoredRecord? {
    guard let record, withdrawals.mayExist else { return record }
    var sieve = LinkSieve(lookup, for: user, withdrawals)
    return try sieve.sift(record)
  }

  /// Walks back from the latest revision. A revision is readable if the latest one is, and it was itself.
  private func older(
    than latest: StoredRecord, revision: UInt32, for user: Reader
  ) throws(StoreError) -> StoredRecord? {
    var sequence: Int64? = Int64(latest.stamp.sequence)
    while let here = sequence {
      let step = try bySequence.first {
        $0.add(here)
      } _: { (columns) throws(StoreError) in
        (
          record: try StoredRecord(columns), ownerUID: columns.uint32(12),
          previous: columns.isNull(13) ? nil : columns.int(13)
        )
      }
      guard let step, step.record.stamp.revision >= revision else { return nil }
      if step.record.stamp.revision == revision {
        let isVisible = user.sees(step.record.visibility, ownerUID: step.ownerUID)
        return try sift(isVisible ? step.record : nil, for: user)
      }
      sequence = step.previous
    }
    return nil
  }
}

extension StoredRecord {
  /// Reads `RecordReader.columns` of the current row.
  init(_ columns: Columns) throws(StoreError) {
    kind = try RecordKind(stored: columns.int32(1))
    key = columns.optionalText(2)
    visibility = try Visibility(stored: columns.int32(3))
    stamp = Stamp(
      id: columns.text(9), revision: columns.uint32(5), sequence: UInt64(columns.int(4)),
      recordedAt: columns.int(8))
    author = Author(uid: columns.uint32(6), gid: columns.uint32(7))
    links = LinkList(bytes: columns.bytes(10))
    content = columns.optionalBytes(11)
  }
}

extension Lookup {
  /// The one record for which a reference stands; nil when there is none.
  ///
  /// - Throws: `invalidQuery` when several authors have a key of this name.
  func face(_ reference: String, field: String, reader: Reader) throws(StoreError) -> Face? {
    switch try find(reference, reader: reader) {
    case .one(let face): return face
    case .none: return nil
    case .several(let ids):
      throw .invalidQuery(
        StoreProblem(
          .invalid, field: field, value: reference,
          reason: "is a key of several authors, for \(ids.prefix(5).joined(separator: ", "))",
          remedy: "name the one that you mean by its id"))
    }
  }
}
