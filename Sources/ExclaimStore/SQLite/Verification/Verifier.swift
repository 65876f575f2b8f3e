import ExclaimDomain
import ExclaimProof
import GRDB
import GRDBSQLite

/// Checks all that the ledger's file holds, without changing it:
///
///     journal          each entry against its hash and the one before; each redaction against what it destroyed
///     projections      each row against the entry that it follows from; no row that follows from none
///     tree             each kept root against the entries
///     search           FTS5's own check, on a copy in a temporary database, against the texts
///     the file         the schema, and SQLite's check of its b-trees, indexes and free pages
///
/// What is damaged so that SQLite cannot read it is a finding as well. Not noticed is what FTS5 keeps for itself and no
/// answer depends on: how much it has written, and marks of deletion on words that are there.
struct Verifier {
  private let database: Database
  private let reading: (RecordKind, [UInt8]) throws -> Draft

  /// - Parameter reading: as in `SQLiteStore.rebuild`.
  init(_ database: Database, reading: @escaping (RecordKind, [UInt8]) throws -> Draft) {
    self.database = database
    self.reading = reading
  }

  /// Walks everything, or up to the first fault.
  ///
  /// A fault of the journal goes before all others, for what is made from the journal can be made anew.
  func verify() throws -> Verification {
    var journal = try JournalWalk(database)
    var projections = try ProjectionCheck(database, reading: reading)
    var tree = try TreeCheck(database)
    var inJournal: Verification.Fault?
    var elsewhere: Verification.Fault?
    let entries = try Prepared(database, "SELECT \(StoredEntry.columns) FROM journal ORDER BY sequence")
    let damage = try damage { () throws(StoreError) in
      try entries.forEach { _ in
      } _: { (columns) throws(StoreError) in
        let stored = StoredEntry.hasItsTypes(columns) ? StoredEntry(columns) : nil
        if let reason = try journal.fault(in: stored) {
          inJournal = .init(sequence: journal.entries, reason: reason)
          return false
        }
        guard let stored else { return true }
        var reason: String?
        let damage = try self.damage { () throws(StoreError) in
          reason = try tree.fault(adding: stored.hash)
          if reason == nil && elsewhere == nil { reason = try projections.fault(at: stored) }
        }
        if let reason = damage ?? reason, elsewhere == nil {
          elsewhere = .init(sequence: journal.entries, reason: "\(reason); \(mend)")
        }
        return true
      }
    }
    if inJournal == nil { inJournal = damage.map { .init(sequence: journal.entries + 1, reason: $0) } }
    if inJournal == nil { inJournal = journal.faultAtEnd }
    var found = Verification(
      entries: journal.entries, redacted: journal.redacted, headHash: journal.head, treeRoot: tree.root,
      fault: inJournal ?? elsewhere)
    if found.fault == nil {
      found.fault = try faultBesideEntries(projections, tree, through: journal.entries)
    }
    return found
  }

  /// What is wrong with the file, and with no entry of it.
  private func faultBesideEntries(
    _ projections: ProjectionCheck, _ tree: TreeCheck, through end: UInt64
  ) throws -> Verification.Fault? {
    for part in Part.allCases {
      // Asks GRDB, which knows whether the caller is still there; a long check is interrupted by SQLite itself.
      try database.execute(sql: "SELECT 1")
      var reason: String?
      let damage = try damage { () throws(StoreError) in
        switch part {
        case .projections: reason = try projections.faultInCounts().map { "\($0); \(mend)" }
        case .tree: reason = try tree.faultInCounts().map { "\($0); \(mend)" }
        case .schema: reason = try FileCheck.schemaFault(database)
        case .pages: reason = try FileCheck.pagesFault(database)
        case .search: reason = try SearchCheck.fault(database).map { "\($0); \(mend)" }
        }
      }
      if let reason = damage ?? reason { return .init(sequence: 0, reason: reason) }
    }
    return nil
  }

  private enum Part: CaseIterable { case projections, tree, schema, pages, search }

  /// What SQLite finds damaged while `body` runs.
  private func damage(_ body: () throws(StoreError) -> Void) throws(StoreError) -> String? {
    do throws(StoreError) {
      try body()
      return nil
    } catch {
      guard case .corrupt(let what) = error else { throw error }
      return "the file is damaged: \(what)"
    }
  }
}

/// What to do about projections that do not follow from the journal.
private let mend = "run exclaimd --rebuild"
