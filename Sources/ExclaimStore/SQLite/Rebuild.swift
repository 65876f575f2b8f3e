import ExclaimDomain
import GRDB

extension Writer {
  /// Makes the projections anew from the journal, in one transaction. On the writer's queue.
  func rebuild(
    _ database: Database, reading: (RecordKind, [UInt8]) throws -> Draft
  ) throws {
    try database.inTransaction(.immediate) {
      try database.execute(
        sql: """
          DELETE FROM record; DELETE FROM link; DELETE FROM passage; DELETE FROM document_text; DELETE FROM tally;
          INSERT INTO search (search) VALUES ('delete-all');
          UPDATE indexed SET through = 0;
          """)
      try Rebuild(database).run(reading: reading)
      return .commit
    }
    // The indexes start anew, a part at a time.
    try open(database)
    while areIndexesBehind { try advanceIndexes(database) }
  }
}

/// Replays the journal into empty projections.
private struct Rebuild {
  private let entries: Prepared
  private let projections: Projections
  private let tally: Tally

  init(_ database: Database) throws(StoreError) {
    entries = try Prepared(
      database,
      """
      SELECT sequence, record, kind, previous, visibility, author_uid, content FROM journal ORDER BY sequence
      """)
    projections = try Projections(database)
    tally = try Tally(database)
  }

  func run(reading: (RecordKind, [UInt8]) throws -> Draft) throws {
    var created = Tally.Counts()
    var failure: (any Error)?
    try entries.forEach { _ in
    } _: { (columns) throws(StoreError) in
      let kind = try RecordKind(stored: columns.int32(2))
      var draft = Draft(kind: kind, content: [], fingerprint: [])
      do {
        // Redacted: the record stands, and nothing is known of it.
        if let content = columns.optionalBytes(6) { draft = try reading(kind, content) }
      } catch {
        failure = error
        return false
      }
      draft.kind = kind
      draft.visibility = try Visibility(stored: columns.int32(4))
      try project(draft, columns)
      if columns.isNull(3) { created.add(kind) }
      return true
    }
    if let failure { throw failure }
    try tally.add(created)
  }

  private func project(_ draft: Draft, _ columns: Columns) throws(StoreError) {
    let (sequence, number) = (columns.int(0), columns.int(1))
    if columns.isNull(3) {
      try projections.insert(number, ownerUID: columns.uint32(5), draft)
    } else {
      try projections.revise(number, at: sequence, after: columns.int(3), draft)
    }
  }
}
