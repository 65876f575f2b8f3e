import GRDB

/// The full-text index, which follows the journal at a distance.
///
/// An FTS5 insert inside each small commit costs several times the rest of the commit, for every transaction
/// writes a segment of its own that later has to be merged. Indexed a few thousand at a time, a record costs
/// about 8 µs. So commits only move the journal on; the index catches up when a search needs it and when it
/// falls `backlogMax` entries behind. A search catches up first, so nobody can see the distance.
struct SearchIndex {
  private let insertEntries: Prepared
  private let setThrough: Prepared
  private let through: Prepared
  private let deleteRecord: Prepared

  /// Entries by which the index may stay behind when nobody searches: tens of milliseconds of work.
  static let backlogMax: Int64 = 4096

  init(_ database: Database) throws(StoreError) {
    // CROSS JOIN: in this order, from the few new entries on.
    insertEntries = try Prepared(
      database,
      """
      INSERT INTO search (rowid, text, body)
      SELECT p.number, p.text, d.text
      FROM journal j CROSS JOIN record r ON r.number = j.record AND r.sequence = j.sequence
        CROSS JOIN passage p ON p.number = r.number
        LEFT JOIN document_text d ON d.number = p.number
      WHERE j.sequence > ? AND j.sequence <= ?
      """)
    setThrough = try Prepared(database, "UPDATE indexed SET through = ?")
    through = try Prepared(database, "SELECT through FROM indexed")
    deleteRecord = try Prepared(
      database,
      """
      INSERT INTO search (search, rowid, text, body)
      SELECT 'delete', number, text, body FROM search_source WHERE number = ?
      """)
  }

  /// Sequence up to which entries are in the index.
  func indexedThrough() throws(StoreError) -> Int64 {
    try through.first { _ in
    } _: { $0.int(0) } ?? 0
  }

  /// Indexes the next entries, at most `backlogMax` of them and none after `sequence`.
  ///
  /// - Returns: the sequence up to which entries are in the index then.
  func advance(towards sequence: Int64) throws(StoreError) -> Int64 {
    let start = try indexedThrough()
    let end = min(start + Self.backlogMax, sequence)
    guard start < end else { return start }
    try insertEntries.run {
      $0.add(start)
      $0.add(end)
    }
    try setThrough.run { $0.add(end) }
    return end
  }

  /// Takes a record out of the index, before its texts change. FTS5 needs the very texts that it indexed.
  func forget(_ number: Int64, indexedAt sequence: Int64) throws(StoreError) {
    guard try sequence <= indexedThrough() else { return }
    try deleteRecord.run { $0.add(number) }
  }
}
