import ExclaimDomain
import ExclaimProof
import GRDB

/// Holds what is made from the journal against its entries: for each entry the row of its revision, its links and its
/// texts, and at the end how many of each there are, so that none stands for no entry.
struct ProjectionCheck {
  private let latest: Prepared
  private let before: Prepared
  private let record: Prepared
  private let past: Prepared
  private let link: Prepared
  private let pastLink: Prepared
  private let passage: Prepared
  private let text: Prepared
  private let redactedKey: Prepared
  private let database: Database
  private let reading: (RecordKind, [UInt8]) throws -> Draft
  private let indexedThrough: Int64
  /// Rows that there must be in each table.
  private var rows: [String: Int64] = [:]
  private var created = Tally.Counts()
  private var lastSequence: Int64 = 0

  init(
    _ database: Database, reading: @escaping (RecordKind, [UInt8]) throws -> Draft
  ) throws(StoreError) {
    self.database = database
    self.reading = reading
    latest = try Prepared(database, "SELECT sequence FROM record WHERE number = ?")
    before = try Prepared(
      database,
      "SELECT state, protection, passage, author_uid, until FROM past WHERE number = ? AND sequence = ?")
    let columns = ["kind", "visibility", "author_uid", "key", "state", "protection", "passage"]
    let row = (columns + Projections.terms).map { "\($0) IS ?" }.joined(separator: " AND ")
    record = try Prepared(database, "SELECT 1 FROM record WHERE number = ? AND sequence = ? AND \(row)")
    past = try Prepared(database, "SELECT 1 FROM past WHERE number = ? AND sequence = ? AND \(row)")
    link = try Prepared(database, "SELECT 1 FROM link WHERE record = ? AND target = ? AND roles IS ?")
    pastLink = try Prepared(
      database, "SELECT 1 FROM past_link WHERE record = ? AND sequence = ? AND target = ? AND roles IS ?")
    passage = try Prepared(
      database, "SELECT 1 FROM passage WHERE sequence = ? AND record IS ? AND text IS ?")
    text = try Prepared(database, "SELECT 1 FROM document_text WHERE sequence = ? AND text IS ?")
    redactedKey = try Prepared(database, "SELECT 1 FROM redacted_key WHERE hash = ? AND record IS ?")
    indexedThrough = try DeferredIndexes(database).indexedThrough()
  }

  /// What is wrong with what is made from the next entry.
  mutating func fault(at stored: StoredEntry) throws(StoreError) -> String? {
    let entry = stored.entry
    lastSequence = entry.sequence
    let kind = try RecordKind(stored: entry.kind)
    if stored.previous == nil { created.add(kind) }
    var earlier: Earlier?
    if let previous = stored.previous {
      earlier = try self.earlier(entry.record, at: previous)
      guard let earlier, earlier.until == entry.sequence else {
        return "the revision before is not kept as one that this one took the place of"
      }
    }
    var draft: Draft?
    if let body = stored.body, !stored.isRedactAll {
      do {
        draft = try reading(kind, body.content)
      } catch {
        return "the content cannot be read: \(error)"
      }
    }
    let row = Row(stored, kind: kind, draft, after: earlier)
    let isLatest = try latest.first({ $0.add(entry.record) }, { $0.int(0) }) == entry.sequence
    guard try isThere(isLatest ? record : past, row.bind) else {
      return "the record is not listed as the entry says"
    }
    rows[isLatest ? "record" : "past", default: 0] += 1
    if let fault = try linkFault(stored, isLatest: isLatest) { return fault }
    if let draft, row.passage == entry.sequence, let fault = try textFault(entry, draft) { return fault }
    return try keyFault(stored)
  }

  /// What the counts tell that no entry did.
  func faultInCounts() throws(StoreError) -> String? {
    guard indexedThrough <= lastSequence else { return "the indexes are said to be beyond the journal" }
    for table in [
      "record", "past", "link", "past_link", "passage", "document_text", "redacted_key", "tally", "indexed",
    ] {
      let expected =
        switch table {
        case "indexed": Int64(1)
        case "tally": Int64(created.byKind.count)
        default: rows[table] ?? 0
        }
      let count = try Prepared(database, "SELECT count(*) FROM \(table)").first({ _ in }, { $0.int(0) })
      guard count == expected else { return "\(table) has \(count ?? 0) rows, and should have \(expected)" }
    }
    let tally = try Prepared(database, "SELECT 1 FROM tally WHERE kind = ? AND records IS ?")
    for (kind, count) in created.byKind {
      let isRight = try isThere(tally) {
        $0.add(kind.rawValue)
        $0.add(count)
      }
      guard isRight else { return "the number of records of kind \(kind) is not the one kept" }
    }
    let isFlag = try Prepared(database, "SELECT 1 FROM indexed WHERE one IS 1 AND unscrubbed IN (0, 1)")
    return try isThere(isFlag) { _ in } ? nil : "what is kept of the state of the indexes has no meaning"
  }

  // MARK: Parts

  private mutating func linkFault(_ stored: StoredEntry, isLatest: Bool) throws(StoreError) -> String? {
    guard let bytes = stored.body?.links, !bytes.isEmpty else { return nil }
    let list = LinkList(bytes: bytes)
    guard list.isWellFormed else { return "the links cannot be read" }
    let (number, sequence) = (stored.entry.record, stored.entry.sequence)
    // Those of entries that are not indexed yet stand in no table.
    if isLatest && sequence > indexedThrough { return nil }
    for (target, roles) in list.rolesByTarget {
      let isRight = try isThere(isLatest ? link : pastLink) {
        $0.add(number)
        if !isLatest { $0.add(sequence) }
        $0.add(target)
        $0.add(roles)
      }
      guard isRight else { return "the links are not those of the entry" }
      rows[isLatest ? "link" : "past_link", default: 0] += 1
    }
    return nil
  }

  private mutating func textFault(_ entry: JournalEntry, _ draft: Draft) throws(StoreError) -> String? {
    let isRight = try isThere(passage) {
      $0.add(entry.sequence)
      $0.add(entry.record)
      $0.add(draft.text)
    }
    guard isRight else { return "the words to search are not those of the entry" }
    rows["passage", default: 0] += 1
    guard let document = draft.documentText else { return nil }
    let isSame = try isThere(text) {
      $0.add(entry.sequence)
      $0.add(utf8: document)
    }
    guard isSame else { return "the text of the document is not that of the entry" }
    rows["document_text", default: 0] += 1
    return nil
  }

  private mutating func keyFault(_ stored: StoredEntry) throws(StoreError) -> String? {
    guard stored.isRedactAll, let hash = stored.body?.fingerprint, hash.contains(where: { $0 != 0 })
    else { return nil }
    let isKept = try isThere(redactedKey) {
      $0.add(blob: hash)
      $0.add(stored.entry.record)
    }
    guard isKept else { return "the key of what was redacted is not kept, and could come back" }
    rows["redacted_key", default: 0] += 1
    return nil
  }

  private func isThere(_ query: Prepared, _ bind: (inout Binder) -> Void) throws(StoreError) -> Bool {
    try query.first(bind, { _ in true }) ?? false
  }

  /// The row of the revision before, which was held against its own entry.
  private func earlier(_ number: Int64, at sequence: Int64) throws(StoreError) -> Earlier? {
    try before.first {
      $0.add(number)
      $0.add(sequence)
    } _: { columns in
      Earlier(
        state: columns.int32(0), protection: columns.int32(1),
        passage: columns.isNull(2) ? nil : columns.int(2), authorUID: columns.uint32(3),
        until: columns.int(4))
    }
  }
}

private struct Earlier {
  var state: Int32
  var protection: Int32
  var passage: Int64?
  var authorUID: UInt32
  var until: Int64
}

extension StoredEntry {
  fileprivate var isRedactAll: Bool { if case .redactAll = change { true } else { false } }
}

/// The row of a revision, in `record` or in `past`, as it follows from the entry and from the revision before.
private struct Row {
  var number: Int64
  var sequence: Int64
  var kind: RecordKind
  var visibility: Int32
  var authorUID: UInt32
  var key: String?
  var state: Int32
  var protection: Int32
  var passage: Int64?
  var terms: IndexTerms

  /// - Parameter draft: what the content says; nil where it is gone.
  init(_ stored: StoredEntry, kind: RecordKind, _ draft: Draft?, after before: Earlier?) {
    let entry = stored.entry
    self.kind = kind
    (number, sequence) = (entry.record, entry.sequence)
    visibility = entry.visibility
    authorUID = before?.authorUID ?? entry.authorUID
    key = draft?.key
    terms = draft?.terms ?? IndexTerms()
    let standing = RecordState.standing.rawValue
    switch stored.change {
    case .restate:
      let isRetracted = entry.action == ChangeAction.retract.rawValue
      let isAllowed = entry.action == ChangeAction.allow.rawValue
      state = isRetracted ? RecordState.retracted.rawValue : before?.state ?? standing
      protection = isAllowed ? Protection.allowed.rawValue : before?.protection ?? 0
      passage = before?.passage
    case .redactAll:
      (state, protection, passage) = (RecordState.redacted.rawValue, Protection.none.rawValue, nil)
    case .create, .revise, nil:
      state = standing
      protection = (entry.flagged != 0 ? Protection.flagged : .none).rawValue
      passage = draft.flatMap { $0.documentText != nil || !$0.text.isEmpty ? entry.sequence : nil }
    }
    if stored.body == nil { (state, passage) = (RecordState.redacted.rawValue, nil) }
  }

  func bind(_ binder: inout Binder) {
    binder.add(number)
    binder.add(sequence)
    binder.add(kind.rawValue)
    binder.add(visibility)
    binder.add(authorUID)
    binder.add(key)
    binder.add(state)
    binder.add(protection)
    binder.add(passage)
    binder.add(terms)
  }
}
