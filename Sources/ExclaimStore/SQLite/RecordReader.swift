import ExclaimDomain
import GRDB

/// Reads records as they were stored.
struct RecordReader {
  private let byNumber: Prepared
  private let bySequence: Prepared
  private let lookup: Lookup
  private let exceptions: Exceptions

  /// The columns that `StoredRecord.init` reads, from `r`, which is `record` or `past`, and `j`.
  static let columns = "r.number, r.kind, r.key, \(entryColumns), r.state, r.protection"

  private static let entryColumns = """
    j.visibility, j.sequence, j.revision, j.author_uid, j.author_gid, j.recorded_at, j.id, j.action, j.reason,
    j.redacts, j.flagged, j.links, j.content
    """
  /// The same of a revision that may be one of the past: then `p`, which is `past`, has a row.
  static let revisionColumns = """
    r.number, r.kind, r.key, \(entryColumns), coalesce(p.state, r.state), coalesce(p.protection, r.protection)
    """
  /// How many there are: the place of what a query selects besides.
  static let columnCount: Int32 = 18

  init(_ database: Database, _ exceptions: Exceptions) throws(StoreError) {
    self.exceptions = exceptions
    byNumber = try Prepared(
      database,
      """
      SELECT \(Self.columns), r.author_uid
      FROM record r JOIN journal j ON j.sequence = r.sequence WHERE r.number = ?
      """)
    bySequence = try Prepared(
      database,
      """
      SELECT \(Self.revisionColumns), r.author_uid, j.previous
      FROM journal j JOIN record r ON r.number = j.record
        LEFT JOIN past p ON p.number = j.record AND p.sequence = j.sequence
      WHERE j.sequence = ?
      """)
    lookup = try Lookup(database)
  }

  /// One record for a reader, by id or key; nil when there is none.
  func record(_ reference: String, revision: UInt32?, for user: Reader) throws(StoreError) -> StoredRecord? {
    guard let latest = try latest(reference, for: user) else { return nil }
    guard let revision, revision != latest.stamp.revision else { return latest }
    return try older(than: latest, for: user) { $0.revision <= revision }
      .flatMap { $0.stamp.revision == revision ? $0 : nil }
  }

  /// A record as it stood at a place in the journal; nil when it was not there yet.
  func record(
    _ reference: String, through sequence: UInt64, for user: Reader
  ) throws(StoreError) -> StoredRecord? {
    let through = Int64(clamping: sequence)
    guard let latest = try latest(reference, through: through, for: user) else { return nil }
    if latest.stamp.sequence <= sequence { return latest }
    return try older(than: latest, through: through, for: user) { $0.sequence <= sequence }
  }

  /// Every revision that the reader may see, the first first.
  func history(_ reference: String, for user: Reader) throws(StoreError) -> [StoredRecord] {
    guard let latest = try latest(reference, for: user) else { return [] }
    var found: [StoredRecord] = []
    _ = try older(
      than: latest, for: user,
      {
        _ in false
      }
    ) { found.append($0) }
    return found.reversed()
  }

  /// The latest revision; its links as of a place in the journal, or as of now.
  private func latest(
    _ reference: String, through: Int64? = nil, for user: Reader
  ) throws(StoreError) -> StoredRecord? {
    if let number = RecordID.number(in: reference) {
      let record = try record(number, through: through, for: user)
      if record?.stamp.id == reference { return record }
    }
    guard let face = try lookup.face(reference, field: "id", reader: user) else { return nil }
    return try record(face.number, through: through, for: user)
  }

  /// The latest revision of a record, if the reader may see it; its links as of a place in the journal, or as of now.
  func record(
    _ number: Int64, through: Int64? = nil, for user: Reader
  ) throws(StoreError) -> StoredRecord? {
    let record = try byNumber.first {
      $0.add(number)
    } _: { (columns) throws(StoreError) in
      let record = try StoredRecord(columns)
      return user.sees(record.visibility, ownerUID: columns.uint32(Self.columnCount)) ? record : nil
    }
    return try sift(record ?? nil, through: through, for: user)
  }

  /// The revision at a place in the journal, for a reader who was found to see it.
  func record(at sequence: Int64, through: Int64?, for user: Reader) throws(StoreError) -> StoredRecord? {
    let record = try bySequence.first {
      $0.add(sequence)
    } _: { (columns) throws(StoreError) in
      try StoredRecord(columns)
    }
    return try sift(record, through: through, for: user)
  }

  private func sift(
    _ record: StoredRecord?, through: Int64? = nil, for user: Reader
  ) throws(StoreError) -> StoredRecord? {
    guard let record, exceptions.mayExist(for: user) else { return record }
    var sieve = LinkSieve(lookup, for: user, through: through, exceptions)
    return try sieve.sift(record)
  }

  /// Walks back from the latest revision to the first that is wanted. A revision is readable if the latest one is,
  /// and it was itself.
  ///
  /// - Parameter passing: is given each readable revision on the way.
  private func older(
    than latest: StoredRecord, through: Int64? = nil, for user: Reader, _ isWanted: (Stamp) -> Bool,
    passing: (StoredRecord) -> Void = { _ in }
  ) throws(StoreError) -> StoredRecord? {
    var sequence: Int64? = Int64(latest.stamp.sequence)
    while let here = sequence {
      let step = try bySequence.first {
        $0.add(here)
      } _: { (columns) throws(StoreError) in
        (
          record: try StoredRecord(columns), ownerUID: columns.uint32(Self.columnCount),
          previous: columns.isNull(Self.columnCount + 1) ? nil : columns.int(Self.columnCount + 1)
        )
      }
      guard let step else { return nil }
      let isVisible = user.sees(step.record.visibility, ownerUID: step.ownerUID)
      if isWanted(step.record.stamp) {
        return try sift(isVisible ? step.record : nil, through: through, for: user)
      }
      if isVisible, let record = try sift(step.record, for: user) { passing(record) }
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
    links = LinkList(bytes: columns.bytes(14))
    content = columns.optionalBytes(15)
    state = try RecordState(stored: columns.int32(16))
    protection = try Protection(stored: columns.int32(17))
    let action =
      columns.isNull(10)
      ? (stamp.revision == 1 ? .create : .revise) : ChangeAction(rawValue: columns.int32(10))
    guard let action else { throw .corrupt("\(columns.int32(10)) is stored as what was done to \(stamp.id)") }
    change = Change(
      action: action, reason: columns.optionalText(11), redactedRevision: columns.uint32(12),
      isFlagged: columns.int(13) != 0)
    if content == nil {
      state = .redacted
    } else if action == .redact && change.redactedRevision == 0 {
      content = nil
    } else if columns.isNull(10) {
      // Entries of the first schema have no reason.
      change.reason = ""
    }
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

  /// The records that a query wants to be referred to, by their numbers, and in which roles, as bits.
  ///
  /// - Throws: `invalidQuery` when a reference stands for nothing.
  func targets(of query: Query, reader: Reader) throws(StoreError) -> [(number: Int64, mask: Int64)] {
    var targets: [(number: Int64, mask: Int64)] = []
    for link in query.links {
      guard let face = try face(link.reference, field: link.field, reader: reader) else {
        throw .invalidQuery(
          StoreProblem(
            .notFound, field: link.field, value: link.reference,
            reason: "stands for no record that you may read", remedy: "correct the id or key"))
      }
      targets.append((face.number, link.roles.mask))
    }
    return targets
  }
}
