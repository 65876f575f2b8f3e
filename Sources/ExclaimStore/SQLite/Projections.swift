import ExclaimDomain
import GRDB

/// Keeps what is made from the journal: the latest revision of each record, those before it, texts, and the indexes.
struct Projections {
  private let insertRecord: Prepared
  private let updateRecord: Prepared
  private let updateStanding: Prepared
  private let moveToPast: Prepared
  private let insertPassage: Prepared
  private let insertText: Prepared
  let indexes: DeferredIndexes

  /// The columns of terms, in the order in which they are bound.
  static let terms = [
    "topic", "unit", "categories", "speech_act", "status", "scope", "event_from", "event_to", "asserted_from",
    "asserted_to", "published_from", "published_to",
  ]

  init(_ database: Database) throws(StoreError) {
    let terms = Self.terms.joined(separator: ", ")
    let standing = ["visibility", "state", "protection"]
    let settings = (standing + ["passage"] + Self.terms).map { "\($0) = ?" }.joined(separator: ", ")
    insertRecord = try Prepared(
      database,
      """
      INSERT INTO record (number, author_uid, key, kind, sequence, visibility, state, protection, passage, \(terms))
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    updateRecord = try Prepared(database, "UPDATE record SET sequence = ?, \(settings) WHERE number = ?")
    updateStanding = try Prepared(
      database, "UPDATE record SET sequence = ?, state = ?, protection = ? WHERE number = ?")
    let columns = "kind, visibility, author_uid, key, state, protection, passage, \(terms)"
    moveToPast = try Prepared(
      database,
      """
      INSERT INTO past (number, sequence, until, \(columns))
      SELECT number, sequence, ?, \(columns) FROM record WHERE number = ?
      """)
    insertPassage = try Prepared(database, "INSERT INTO passage (sequence, record, text) VALUES (?, ?, ?)")
    insertText = try Prepared(database, "INSERT INTO document_text (sequence, text) VALUES (?, ?)")
    indexes = try DeferredIndexes(database)
  }

  /// Adds a record whose first entry is `number`.
  func insert(_ number: Int64, ownerUID: UInt32, _ draft: Draft) throws(StoreError) {
    let passage = try insertTexts(number, at: number, draft)
    try insertRecord.run {
      $0.add(number)
      $0.add(ownerUID)
      $0.add(draft.key)
      $0.add(draft.kind.rawValue)
      $0.add(number)
      $0.add(draft, passage: passage)
    }
  }

  /// Puts a record's next revision, at `sequence`, in the place of the one before, which is at `previous`.
  func revise(
    _ number: Int64, at sequence: Int64, after previous: Int64, _ draft: Draft
  ) throws(StoreError) {
    try supersede(number, at: previous, by: sequence)
    let passage = try insertTexts(number, at: sequence, draft)
    try updateRecord.run {
      $0.add(sequence)
      $0.add(draft, passage: passage)
      $0.add(number)
    }
  }

  /// As `revise`, for a revision with the same content as the one before.
  func restate(
    _ number: Int64, at sequence: Int64, after previous: Int64, _ state: RecordState, _ protection: Protection
  ) throws(StoreError) {
    try supersede(number, at: previous, by: sequence)
    try updateStanding.run {
      $0.add(sequence)
      $0.add(state.rawValue)
      $0.add(protection.rawValue)
      $0.add(number)
    }
  }

  /// Keeps a record's latest revision, at `previous`, among those that another, at `sequence`, takes the place of.
  func supersede(_ number: Int64, at previous: Int64, by sequence: Int64) throws(StoreError) {
    try moveToPast.run {
      $0.add(sequence)
      $0.add(number)
    }
    try indexes.moveLinksToPast(number, at: previous)
  }

  /// Whether links may lead to what not everybody may see, or to what does not stand any more.
  func mayHaveExceptions(_ database: Database) throws(StoreError) -> Bool {
    let any = try Prepared(
      database,
      """
      SELECT 1 FROM record INDEXED BY record_exceptional
      WHERE state != 0 OR (visibility = 1 AND sequence > number) LIMIT 1
      """)
    return try any.first({ _ in }, { _ in true }) ?? false
  }

  /// - Returns: where the texts stand; nil where there are none.
  private func insertTexts(
    _ number: Int64, at sequence: Int64, _ draft: Draft
  ) throws(StoreError) -> Int64? {
    if let text = draft.documentText {
      try insertText.run {
        $0.add(sequence)
        $0.add(utf8: text)
      }
    } else if draft.text.isEmpty {
      return nil
    }
    try insertPassage.run {
      $0.add(sequence)
      $0.add(number)
      $0.add(draft.text)
    }
    return sequence
  }
}

extension Binder {
  /// Binds what changes from one revision to the next, in the order of the columns of `record`.
  fileprivate mutating func add(_ draft: Draft, passage: Int64?) {
    add(draft.visibility.rawValue)
    add(RecordState.standing.rawValue)
    add((draft.isFlagged ? Protection.flagged : .none).rawValue)
    add(passage)
    add(draft.terms)
  }

  /// Binds terms, in the order of `Projections.terms`.
  mutating func add(_ terms: IndexTerms) {
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
