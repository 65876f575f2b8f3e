import ExclaimDomain
import GRDB

extension Writer {
  /// Makes the projections anew from the journal, in one transaction. On the writer's queue.
  func rebuild(
    _ database: Database, reading: (RecordKind, [UInt8]) throws -> Draft
  ) throws {
    var unreadable: (any Error)?
    try writing(database) { () throws(StoreError) in
      do {
        try replay(database, reading: reading)
      } catch {
        if error is DatabaseError || error is StoreError { throw StoreError(error) }
        unreadable = error
      }
    }
    if let unreadable { throw unreadable }
    // The indexes start anew, a part at a time.
    try open(database)
    while areIndexesBehind { try advanceIndexes(database) }
  }

  private func replay(
    _ database: Database, reading: (RecordKind, [UInt8]) throws -> Draft
  ) throws {
    try database.inTransaction(.immediate) {
      try database.execute(
        sql: """
          DELETE FROM record; DELETE FROM past; DELETE FROM link; DELETE FROM past_link; DELETE FROM passage;
          DELETE FROM document_text; DELETE FROM redacted_key; DELETE FROM tree; DELETE FROM tally;
          INSERT INTO search (search) VALUES ('delete-all');
          UPDATE indexed SET through = 0;
          """)
      try Rebuild(database).run(reading: reading)
      return .commit
    }
  }
}

/// Replays the journal into empty projections.
private struct Rebuild {
  private let entries: Prepared
  private let standing: Prepared
  private let setKey: Prepared
  private let markRedacted: Prepared
  private let projections: Projections
  private let redaction: Redaction
  private let tally: Tally

  init(_ database: Database) throws(StoreError) {
    entries = try Prepared(
      database,
      """
      SELECT sequence, record, kind, previous, visibility, author_uid, content, action, redacts, flagged,
        fingerprint
      FROM journal ORDER BY sequence
      """)
    standing = try Prepared(database, "SELECT state, protection FROM record WHERE number = ?")
    setKey = try Prepared(database, "UPDATE record SET key = ? WHERE number = ? AND key IS NULL")
    markRedacted = try Prepared(
      database,
      """
      UPDATE past SET state = 2, key = NULL
      WHERE (number, sequence) IN (SELECT record, sequence FROM journal WHERE content IS NULL)
      """)
    projections = try Projections(database)
    redaction = try Redaction(database)
    tally = try Tally(database)
  }

  func run(reading: (RecordKind, [UInt8]) throws -> Draft) throws {
    var created = Tally.Counts()
    var failure: (any Error)?
    try entries.forEach { _ in
    } _: { (columns) throws(StoreError) in
      let kind = try RecordKind(stored: columns.int32(2))
      switch ChangeAction(rawValue: columns.int32(7)) {
      case .retract, .allow: try restate(columns)
      case .redact where columns.int(8) > 0: try restate(columns)
      case .redact: try clear(columns)
      case .create, .revise, nil:
        var draft = Draft(kind: kind, content: [], fingerprint: [])
        do {
          // Redacted: the revision was there, and nothing is known of it.
          if let content = columns.optionalBytes(6) { draft = try reading(kind, content) }
        } catch {
          failure = error
          return false
        }
        draft.kind = kind
        draft.visibility = try Visibility(stored: columns.int32(4))
        draft.isFlagged = columns.int(9) != 0
        try project(draft, columns)
      }
      if columns.isNull(3) { created.add(kind) }
      return true
    }
    if let failure { throw failure }
    try markRedacted.run { _ in }
    try tally.add(created)
  }

  private func project(_ draft: Draft, _ columns: Columns) throws(StoreError) {
    let (sequence, number) = (columns.int(0), columns.int(1))
    guard !columns.isNull(3) else {
      return try projections.insert(number, ownerUID: columns.uint32(5), draft)
    }
    try projections.revise(number, at: sequence, after: columns.int(3), draft)
    // A record keeps its key, and the first revision may have been redacted.
    try setKey.run {
      $0.add(draft.key)
      $0.add(number)
    }
  }

  private func restate(_ columns: Columns) throws(StoreError) {
    let (sequence, number) = (columns.int(0), columns.int(1))
    let now = try standing.first {
      $0.add(number)
    } _: { (columns) throws(StoreError) in
      (
        state: try RecordState(stored: columns.int32(0)),
        protection: try Protection(stored: columns.int32(1))
      )
    }
    guard let now else { throw .corrupt("entry \(sequence) changes a record that was never made") }
    let action = ChangeAction(rawValue: columns.int32(7))
    try projections.restate(
      number, at: sequence, after: columns.int(3), action == .retract ? .retracted : now.state,
      action == .allow ? .allowed : now.protection)
  }

  private func clear(_ columns: Columns) throws(StoreError) {
    // Zeros where there was no key, and nothing where a later redaction took this entry as well.
    let kept = columns.bytes(10)
    try redaction.clear(
      columns.int(1), at: columns.int(0), after: columns.int(3),
      keyHash: kept.contains { $0 != 0 } ? kept : nil, projections)
  }
}
