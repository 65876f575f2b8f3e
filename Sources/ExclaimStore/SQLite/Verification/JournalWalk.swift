import ExclaimProof
import GRDB

/// Holds the entries of the journal, one after another, against the chain of their hashes and against each other.
struct JournalWalk {
  /// How many were walked, the faulty one included.
  private(set) var entries: UInt64 = 0
  /// Of those, how many have lost their content.
  private(set) var redacted: UInt64 = 0
  /// Hash of the last one.
  private(set) var head = EntryHash.origin
  /// Entries that have lost their content, for which no redaction accounts yet.
  private var unexplained: Set<Int64> = []
  private let revisions: Prepared

  init(_ database: Database) throws(StoreError) {
    revisions = try Prepared(
      database,
      "SELECT record, kind, revision, previous, id, content IS NULL FROM journal WHERE sequence = ?")
  }

  /// What is wrong with the next entry; nil for `stored` stands for one whose columns hold what no entry has.
  mutating func fault(in stored: StoredEntry?) throws(StoreError) -> String? {
    entries += 1
    guard let stored else { return "the entry is not the one that was stored: a value is of another type" }
    if let fault = chainFault(stored) { return fault }
    return try historyFault(stored)
  }

  /// What is wrong with an entry that only the end of the journal tells.
  var faultAtEnd: Verification.Fault? {
    unexplained.min().map {
      .init(
        sequence: UInt64($0), reason: "the content is gone, and no redaction of the record accounts for it")
    }
  }

  private mutating func chainFault(_ stored: StoredEntry) -> String? {
    guard stored.entry.sequence == Int64(entries) else { return "entry \(entries) is missing" }
    if stored.isHalfRedacted { return "a part of the content is gone, and not all of it" }
    if let body = stored.body {
      guard body.commitment(of: stored.entry) == stored.commitment else {
        return "the content is not the one that was stored"
      }
    } else {
      redacted += 1
      unexplained.insert(stored.entry.sequence)
    }
    guard stored.entry.hash(after: head, commitment: stored.commitment) == stored.hash else {
      return "the entry is not the one that was stored, or not in its place"
    }
    head = stored.hash
    return nil
  }

  /// The revision before is not in the hash: it must follow. Nor is it whether content is still there.
  private mutating func historyFault(_ stored: StoredEntry) throws(StoreError) -> String? {
    let entry = stored.entry
    let number = entry.record
    guard RecordID.number(in: entry.id) == number else { return "the id does not lead to its record" }
    guard let previous = stored.previous else {
      return entry.revision == 1 && number == entry.sequence ? nil : "the revision before is not named"
    }
    guard previous < entry.sequence, let before = try revision(at: previous), before.record == number,
      before.kind == entry.kind, before.id == entry.id, before.revision + 1 == Int64(entry.revision)
    else { return "the revision before is not the one that is named" }
    switch stored.change {
    case .create, .revise: return nil
    case .redactAll: return try redactionFault(before, revision: nil)
    case .restate(let redacted):
      guard before.isRedacted == (stored.body == nil) else {
        return "the content is that of the revision before, and is gone from one of the two"
      }
      return try redacted.map { (revision) throws(StoreError) in
        try redactionFault(before, revision: revision)
      } ?? nil
    case nil: return "\(entry.action ?? 0) is stored as what was done"
    }
  }

  /// Goes back through the history of a record: what was redacted must be gone.
  ///
  /// One revision is redacted together with others of the same content. Which those were, nothing tells any more; so a
  /// redaction of one revision accounts for whatever is gone before it.
  private mutating func redactionFault(
    _ latest: Revision, revision wanted: Int64?
  ) throws(StoreError) -> String? {
    var next: Revision? = latest
    var isFound = wanted == nil
    while let here = next {
      if here.isRedacted {
        unexplained.remove(here.sequence)
      } else if wanted == nil || here.revision == wanted {
        return
          "it redacts revision \(here.revision), whose content, in entry \(here.sequence), is still there"
      }
      isFound = isFound || here.revision == wanted
      next = try here.previous.flatMap { (sequence) throws(StoreError) in try self.revision(at: sequence) }
    }
    return isFound ? nil : "it redacts revision \(wanted ?? 0), which the record does not have"
  }

  private struct Revision {
    var sequence: Int64
    var record: Int64
    var kind: Int64
    var revision: Int64
    var previous: Int64?
    var id: String
    var isRedacted: Bool
  }

  private func revision(at sequence: Int64) throws(StoreError) -> Revision? {
    try revisions.first {
      $0.add(sequence)
    } _: { columns in
      Revision(
        sequence: sequence, record: columns.int(0), kind: columns.int(1), revision: columns.int(2),
        previous: columns.isNull(3) ? nil : columns.int(3), id: columns.text(4),
        isRedacted: columns.int(5) != 0)
    }
  }
}

extension StoredEntry {
  /// What an entry does to its record, as far as it matters here.
  enum Effect {
    case create
    case revise
    /// Repeats the content of the revision before, and redacts another revision perhaps.
    case restate(redacts: Int64?)
    /// Has no content, and destroys that of all revisions before.
    case redactAll
  }

  /// Nil for an action that there is not.
  var change: Effect? {
    guard let stored = entry.action else { return entry.revision == 1 ? .create : .revise }
    switch ChangeAction(rawValue: stored) {
    case .create: return .create
    case .revise: return .revise
    case .retract, .allow: return .restate(redacts: nil)
    case .redact: return entry.redacts == 0 ? .redactAll : .restate(redacts: Int64(entry.redacts))
    case nil: return nil
    }
  }

  /// Whether the columns, those of `columns`, hold values that an entry is stored with. Asked before they are read:
  /// reading may convert them.
  static func hasItsTypes(_ columns: Columns) -> Bool {
    let isOfFirstSchema = columns.isNull(9)
    return (0..<20).allSatisfy { (column: Int32) in
      switch column {
      case 0, 1, 8: columns.isInt(column, within: .min ... .max)
      case 9, 12: columns.isNull(column) || columns.isInt(column, within: .min ... .max)
      case 4, 6, 7, 10: columns.isInt(column, within: 0...Int64(UInt32.max))
      case 3, 5, 11: columns.isInt(column, within: Int64(Int32.min)...Int64(Int32.max))
      case 2: columns.isText(column)
      case 16: columns.isNull(column) || (!isOfFirstSchema && columns.isText(column))
      case 13, 14: columns.isBlob(column)
      default: columns.isNull(column) || columns.isBlob(column)
      }
    }
  }
}
