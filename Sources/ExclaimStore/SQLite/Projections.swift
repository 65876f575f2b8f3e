import ExclaimDomain
import GRDB

/// Keeps what is made from the journal: the latest revision of each record, its texts, and the indexes.
struct Projections {
  private let insertRecord: Prepared
  private let updateRecord: Prepared
  private let insertPassage: Prepared
  private let deletePassage: Prepared
  private let insertText: Prepared
  private let deleteText: Prepared
  let indexes: DeferredIndexes

  init(_ database: Database) throws(StoreError) {
    insertRecord = try Prepared(
      database,
      """
      INSERT INTO record (number, author_uid, key, kind, sequence, visibility, topic, unit, categories, speech_act,
        status, scope, event_from, event_to, asserted_from, asserted_to, published_from, published_to)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    updateRecord = try Prepared(
      database,
      """
      UPDATE record SET sequence = ?, visibility = ?, topic = ?, unit = ?, categories = ?, speech_act = ?,
        status = ?, scope = ?, event_from = ?, event_to = ?, asserted_from = ?, asserted_to = ?,
        published_from = ?, published_to = ?
      WHERE number = ?
      """)
    insertPassage = try Prepared(database, "INSERT INTO passage (number, text) VALUES (?, ?)")
    deletePassage = try Prepared(database, "DELETE FROM passage WHERE number = ?")
    insertText = try Prepared(database, "INSERT INTO document_text (number, text) VALUES (?, ?)")
    deleteText = try Prepared(database, "DELETE FROM document_text WHERE number = ?")
    indexes = try DeferredIndexes(database)
  }

  /// Adds a record whose first entry is `number`.
  func insert(_ number: Int64, ownerUID: UInt32, _ draft: Draft) throws(StoreError) {
    try insertRecord.run {
      $0.add(number)
      $0.add(ownerUID)
      $0.add(draft.key)
      $0.add(draft.kind.rawValue)
      $0.add(number)
      $0.add(draft.visibility.rawValue)
      $0.add(draft.terms)
    }
    try insertTexts(number, draft)
  }

  /// Puts a record's next revision, at `sequence`, in the place of the one before, which is at `previous`.
  func revise(
    _ number: Int64, at sequence: Int64, after previous: Int64, _ draft: Draft
  ) throws(StoreError) {
    try indexes.forget(number, at: previous)
    try updateRecord.run {
      $0.add(sequence)
      $0.add(draft.visibility.rawValue)
      $0.add(draft.terms)
      $0.add(number)
    }
    try deletePassage.run { $0.add(number) }
    try deleteText.run { $0.add(number) }
    try insertTexts(number, draft)
  }

  /// Whether a private record may have been visible before it was revised.
  func mayHaveWithdrawn(_ database: Database) throws(StoreError) -> Bool {
    let any = try Prepared(
      database,
      "SELECT 1 FROM record INDEXED BY record_withdrawn WHERE visibility = 1 AND sequence > number LIMIT 1")
    return try any.first({ _ in }, { _ in true }) ?? false
  }

  private func insertTexts(_ number: Int64, _ draft: Draft) throws(StoreError) {
    if let text = draft.documentText {
      try insertText.run {
        $0.add(number)
        $0.add(utf8: text)
      }
    } else if draft.text.isEmpty {
      return
    }
    try insertPassage.run {
      $0.add(number)
      $0.add(draft.text)
    }
  }
}

extension Binder {
  /// Binds the terms in the order of the columns of `record`.
  fileprivate mutating func add(_ terms: IndexTerms) {
    add(terms.topic)
    add(terms.unit)
    add(terms.categories.mask)
    add(terms.speechAct)
    add(terms.status)
    add(terms.scope)
    add(terms.event)
    add(terms.asserted)
    add(terms.published)
  }

  private mutating func add(_ span: DaySpan?) {
    add(span?.firstNumber)
    add(span?.lastNumber)
  }
}

extension DaySpan {
  /// First day as stored: an open end is the smallest number.
  var firstNumber: Int32 { earliest.map { Int32(clamping: $0.number) } ?? .min }
  /// Last day as stored: an open end is the largest number.
  var lastNumber: Int32 { latest.map { Int32(clamping: $0.number) } ?? .max }
}

extension [Int32] {
  /// Categories as bits.
  var mask: Int64 { reduce(0) { $0 | 1 << Int64($1) } }
}
