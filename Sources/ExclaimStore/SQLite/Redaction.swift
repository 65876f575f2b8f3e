import GRDB

/// Destroys content: in the journal, in what is made from it, and in the search index.
///
/// SQLite overwrites what it deletes (`secure_delete`). What may remain in the files after the commit, `Scrub` removes.
struct Redaction {
  private let clearEntry: Prepared
  private let passages: Prepared
  private let deleteFromSearch: Prepared
  private let deletePassage: Prepared
  private let deleteText: Prepared
  private let clearPast: Prepared
  private let deletePastLinks: Prepared
  private let clearRecord: Prepared
  private let insertKey: Prepared
  private let note: Prepared

  init(_ database: Database) throws(StoreError) {
    clearEntry = try Prepared(
      database,
      """
      UPDATE journal SET salt = NULL, reason = NULL, fingerprint = NULL, links = NULL, content = NULL
      WHERE sequence = ?
      """)
    passages = try Prepared(database, "SELECT 1 FROM passage WHERE sequence = ?")
    deleteFromSearch = try Prepared(
      database,
      """
      INSERT INTO search (search, rowid, text, body)
      SELECT 'delete', sequence, text, body FROM search_source WHERE sequence = ?
      """)
    deletePassage = try Prepared(database, "DELETE FROM passage WHERE sequence = ?")
    deleteText = try Prepared(database, "DELETE FROM document_text WHERE sequence = ?")
    let nothing = """
      passage = NULL, topic = NULL, unit = NULL, categories = 0, speech_act = NULL, status = NULL, scope = NULL,
      event_from = NULL, event_to = NULL, asserted_from = NULL, asserted_to = NULL, published_from = NULL,
      published_to = NULL
      """
    clearPast = try Prepared(
      database, "UPDATE past SET state = 2, key = NULL, \(nothing) WHERE number = ? AND sequence = ?")
    deletePastLinks = try Prepared(database, "DELETE FROM past_link WHERE record = ? AND sequence = ?")
    clearRecord = try Prepared(
      database,
      "UPDATE record SET sequence = ?, state = 2, protection = 0, key = NULL, \(nothing) WHERE number = ?")
    insertKey = try Prepared(database, "INSERT OR IGNORE INTO redacted_key (hash, record) VALUES (?, ?)")
    note = try Prepared(database, "UPDATE indexed SET unscrubbed = 1")
  }

  /// Destroys one revision that is not the latest one.
  func destroy(_ sequence: Int64, of number: Int64, _ projections: Projections) throws(StoreError) {
    try clearEntry.run { $0.add(sequence) }
    try clearPast.run {
      $0.add(number)
      $0.add(sequence)
    }
    try deletePastLinks.run {
      $0.add(number)
      $0.add(sequence)
    }
    try destroyTexts(at: sequence, projections)
  }

  /// FTS5 needs the very texts that it indexed, so they go last.
  private func destroyTexts(at sequence: Int64, _ projections: Projections) throws(StoreError) {
    guard try passages.first({ $0.add(sequence) }, { _ in true }) == true else { return }
    if try sequence <= projections.indexes.indexedThrough() {
      try deleteFromSearch.run { $0.add(sequence) }
    }
    try deletePassage.run { $0.add(sequence) }
    try deleteText.run { $0.add(sequence) }
  }

  /// Makes an entry without content, at `sequence`, the latest of a record, and destroys what lists know of it.
  ///
  /// - Parameters:
  ///   - previous: sequence of the latest entry until then.
  ///   - keyHash: what is kept of the record's key; nil for a record without one.
  func clear(
    _ number: Int64, at sequence: Int64, after previous: Int64, keyHash: [UInt8]?, _ projections: Projections
  ) throws(StoreError) {
    try projections.supersede(number, at: previous, by: sequence)
    try clearRecord.run {
      $0.add(sequence)
      $0.add(number)
    }
    guard let keyHash else { return }
    try insertKey.run {
      $0.add(blob: keyHash)
      $0.add(number)
    }
  }

  /// Notes, in the same transaction, that bytes may remain until they are scrubbed.
  func noteUnscrubbed() throws(StoreError) { try note.run { _ in } }
}
