import ExclaimDomain
import ExclaimProof
import GRDB

/// Checks the journal entry by entry, and the projections against its latest revisions.
struct Verifier {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Walks everything, or up to the first fault.
  func verify() throws(StoreError) -> Verification {
    var found = Verification(entries: 0, redacted: 0, headHash: EntryHash.origin, fault: nil)
    try walkJournal(&found)
    if found.fault == nil { found.fault = try projectionFault() }
    return found
  }

  // MARK: Journal

  private func walkJournal(_ found: inout Verification) throws(StoreError) {
    let previous = try Prepared(database, "SELECT record, id, revision FROM journal WHERE sequence = ?")
    let entries = try Prepared(
      database,
      "SELECT \(StoredEntry.columns) FROM journal ORDER BY sequence")
    var walked = found
    try entries.forEach { _ in
    } _: { (columns) throws(StoreError) in
      let stored = StoredEntry(columns)
      walked.entries += 1
      var reason = Self.chainFault(stored, &walked)
      if reason == nil { reason = try Self.historyFault(stored, previous) }
      walked.fault = reason.map { .init(sequence: UInt64(stored.entry.sequence), reason: $0) }
      return reason == nil
    }
    found = walked
  }

  private static func chainFault(_ stored: StoredEntry, _ walked: inout Verification) -> String? {
    guard stored.entry.sequence == Int64(walked.entries) else {
      return "entry \(walked.entries) is missing"
    }
    if stored.isHalfRedacted { return "a part of the content is gone, and not all of it" }
    if let body = stored.body {
      guard body.commitment(of: stored.entry) == stored.commitment else {
        return "the content is not the one that was stored"
      }
    } else {
      walked.redacted += 1
    }
    guard stored.entry.hash(after: walked.headHash, commitment: stored.commitment) == stored.hash else {
      return "the entry is not the one that was stored, or not in its place"
    }
    walked.headHash = stored.hash
    return nil
  }

  /// The revision before is not in the hash: it must follow.
  private static func historyFault(_ stored: StoredEntry, _ previous: Prepared) throws(StoreError) -> String? {
    let entry = stored.entry
    let number = entry.record
    guard RecordID.number(in: entry.id) == number else { return "the id does not lead to its record" }
    guard let before = stored.previous else {
      return entry.revision == 1 && number == entry.sequence ? nil : "the revision before is not named"
    }
    let follows = try previous.first {
      $0.add(before)
    } _: { columns in
      columns.int(0) == number && columns.text(1) == entry.id && columns.uint32(2) + 1 == entry.revision
    }
    return follows == true ? nil : "the revision before is not the one that is named"
  }

  // MARK: Projections

  private func projectionFault() throws(StoreError) -> Verification.Fault? {
    if let fault = try recordFault() { return fault }
    return try linkFault()
  }

  /// Every record stands at an entry of its own, and their revisions add up to the entries: so each stands at
  /// its latest one.
  private func recordFault() throws(StoreError) -> Verification.Fault? {
    let wrong = try Prepared(
      database,
      """
      SELECT r.sequence FROM record r LEFT JOIN journal j ON j.sequence = r.sequence
      WHERE j.record IS NOT r.number OR j.kind IS NOT r.kind OR j.visibility IS NOT r.visibility
        OR j.author_uid IS NOT r.author_uid
      LIMIT 1
      """)
    if let sequence = try wrong.first({ _ in }, { $0.int(0) }) {
      return .init(
        sequence: UInt64(sequence), reason: "the record is not what its latest entry says; \(mend)")
    }
    let sums = try Prepared(
      database,
      """
      SELECT (SELECT total(j.revision) FROM record r JOIN journal j ON j.sequence = r.sequence),
        (SELECT count(*) FROM journal), (SELECT total(records) FROM tally), (SELECT count(*) FROM record)
      """)
    let fault = try sums.first { _ in
    } _: { columns -> String? in
      if columns.int(0) != columns.int(1) { return "a record does not stand at its latest entry; \(mend)" }
      return columns.int(2) != columns.int(3) ? "the number of records is not the one kept; \(mend)" : nil
    }
    return try (fault ?? nil).map { (reason) throws(StoreError) in
      .init(sequence: UInt64(try JournalHead(database).sequence), reason: reason)
    }
  }

  /// Entries that are not indexed yet have no links; all others have exactly theirs.
  private func linkFault() throws(StoreError) -> Verification.Fault? {
    let stored = try Prepared(database, "SELECT roles FROM link WHERE target = ? AND record = ?")
    let latest = try Prepared(
      database,
      """
      SELECT r.number, j.sequence, j.links
      FROM record r JOIN journal j ON j.sequence = r.sequence
      WHERE j.sequence <= (SELECT through FROM indexed)
      """)
    var fault: Verification.Fault?
    var expected: Int64 = 0
    try latest.forEach { _ in
    } _: { (columns) throws(StoreError) in
      let list = LinkList(bytes: columns.bytes(2))
      var isRight = list.isWellFormed
      for (target, roles) in list.rolesByTarget {
        expected += 1
        let there = try stored.first {
          $0.add(target)
          $0.add(columns.int(0))
        } _: {
          $0.int(0)
        }
        isRight = isRight && there == roles
      }
      if !isRight {
        fault = .init(
          sequence: UInt64(columns.int(1)), reason: "the links are not those of the latest entry; \(mend)")
      }
      return isRight
    }
    if let fault { return fault }
    let count = try Prepared(database, "SELECT count(*) FROM link").first({ _ in }, { $0.int(0) })
    guard count != expected else { return nil }
    return .init(
      sequence: UInt64(try JournalHead(database).sequence), reason: "there are links of no entry; \(mend)")
  }
}

/// What to do about projections that do not follow from the journal.
private let mend = "run exclaimd --rebuild"
