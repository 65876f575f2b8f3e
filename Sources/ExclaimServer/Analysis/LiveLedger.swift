import ExclaimAnalysis
import ExclaimDomain
import ExclaimStore
import ExclaimWire
import Synchronization

/// The ledger as the whole team may see it, kept in memory for the analyses and brought up to date when one asks.
///
/// It is loaded when the first analysis asks, so that a server without any is small; from then on only new entries of the
/// journal are read. An analysis has a copy of its own, which shares all that does not change. A ledger that would take
/// more memory than it may is loaded for each analysis, and lives as long as that.
final class LiveLedger: Sendable {
  /// The ledger as it stood at a place in the journal.
  struct Snapshot: Sendable {
    var ledger: Ledger
    var sequence: UInt64
    /// Bytes of the texts of documents.
    fileprivate(set) var textBytes: Int
    /// Records that were taken back or destroyed.
    fileprivate var fallen: Set<String>
  }

  private let store: any Store
  private let budgetBytes: Int
  /// Memory that may be taken between analyses.
  private let bytesMax: Int
  private let snapshot = Mutex<Snapshot?>(nil)
  private let reconciled = Mutex<(Reconciliation, sequence: UInt64)?>(nil)
  /// Of one user always one fewer than two: one at a time updates, and others find it done.
  private let updating = FairTurns(atOnce: 2)
  private let reconciling = FairTurns(atOnce: 2)
  private let ownersOfNone = Mutex(OwnersOfNone())

  /// Users of whom is known that they own no private records.
  private struct OwnersOfNone {
    var readers: Set<Reader> = []
    /// How often a private record came, and what was known of all was given up.
    var turn = 0
  }

  /// Entries that are read at a time, and their bytes.
  private static let entriesMax = 4_096
  private static let entryBytesMax = 4_194_304

  init(_ store: any Store, budgetBytes: Int, bytesMax: Int = Limits.standard.liveLedgerBytesMax) {
    self.store = store
    self.budgetBytes = budgetBytes
    self.bytesMax = bytesMax
  }

  /// What is kept now.
  struct Kept: Equatable {
    var records = 0
    /// The ledger, and the ledger reconciled.
    var views = 0
    /// About how much memory they take.
    var bytes = 0
  }

  /// What is kept now; nothing before the first analysis.
  var kept: Kept {
    guard let snapshot = snapshot.withLock({ $0 }) else { return Kept() }
    let isReconciled = reconciled.withLock { $0 != nil }
    return Kept(
      records: snapshot.ledger.recordCount, views: isReconciled ? 2 : 1,
      bytes: snapshot.memoryBytes + (isReconciled ? snapshot.reconciledBytes : 0))
  }

  /// The ledger as a reader may see it now, and the place in the journal at which it stands so.
  func ledger(for reader: Reader) async throws -> (Ledger, sequence: UInt64) {
    if let snapshot = try await ofTeam(reader) { return (snapshot.ledger, snapshot.sequence) }
    let (ledger, sequence, _) = try await Ledger.load(from: store, reader: reader, budgetBytes: budgetBytes)
    return (ledger, sequence)
  }

  /// The ledger reconciled, as it stands now; nil for a reader who sees more than the team.
  func reconciliation(for reader: Reader) async throws -> (Reconciliation, sequence: UInt64)? {
    guard let snapshot = try await ofTeam(reader) else { return nil }
    return try await reconciling.run(for: nil) {
      let known = reconciled.withLock { $0 }
      // Whoever had the turn before may have gone further.
      if let known, known.sequence >= snapshot.sequence { return known }
      var value: Reconciliation
      if let known {
        value = known.0
        try value.update(to: snapshot.ledger)
      } else {
        value = try Reconciliation(snapshot.ledger)
      }
      let mayStay = snapshot.memoryBytes + snapshot.reconciledBytes <= bytesMax
      reconciled.withLock { $0 = mayStay ? (value, snapshot.sequence) : nil }
      return (value, snapshot.sequence)
    }
  }

  /// The ledger with all that was committed before the call.
  func current() async throws -> Snapshot {
    let wanted = store.lastSequence
    if let snapshot = snapshot.withLock({ $0 }), snapshot.sequence >= wanted { return snapshot }
    return try await updating.run(for: nil) {
      var next: Snapshot
      if let known = snapshot.withLock({ $0 }) { next = known } else { next = try await load() }
      while next.sequence < wanted { next = try await grown(next) }
      let mayStay = next.memoryBytes <= bytesMax
      snapshot.withLock { [next] in $0 = mayStay ? next : nil }
      if !mayStay { reconciled.withLock { $0 = nil } }
      return next
    }
  }
}

// MARK: - Reading

extension LiveLedger {
  private func load() async throws -> Snapshot {
    // What came since the last look, private records among it, is not looked at one by one.
    ownersOfNone.withLock { ($0.readers, $0.turn) = ([], $0.turn + 1) }
    let found = Mutex<(values: [any RecordValue], fallen: Set<String>)>(([], []))
    let sequence = try await store.scan(
      kinds: Set(RecordKind.allCases), through: nil, reader: .team
    ) { [budgetBytes] record in
      try Task.checkCancellation()
      if record.state == .standing, let value = try DomainRecord.read(record, budgetBytes: budgetBytes) {
        found.withLock { $0.values.append(value) }
      } else {
        found.withLock { _ = $0.fallen.insert(record.stamp.id) }
      }
    }
    return found.withLock {
      let ledger = Ledger($0.values)
      let textBytes = ledger.documents.reduce(0) { $0 + $1.text.utf8.count }
      return Snapshot(ledger: ledger, sequence: sequence, textBytes: textBytes, fallen: $0.fallen)
    }
  }

  /// The ledger with some of the entries that followed.
  private func grown(_ snapshot: Snapshot) async throws -> Snapshot {
    try Task.checkCancellation()
    let entries = try await store.entries(
      after: snapshot.sequence, countMax: Self.entriesMax, bytesMax: Self.entryBytesMax, reader: .team)
    guard let end = entries.last?.record.stamp.sequence else { return try await load() }
    var next = snapshot
    next.sequence = end
    let latest = Dictionary(entries.map { ($0.record.stamp.id, $0.record.stamp.sequence) }) { $1 }
    for entry in entries where latest[entry.record.stamp.id] == entry.record.stamp.sequence {
      let id = entry.record.stamp.id
      let isKnown = next.ledger.contains(id) || next.fallen.contains(id)
      guard entry.isVisible(to: .team) else {
        ownersOfNone.withLock { ($0.readers, $0.turn) = ([], $0.turn + 1) }
        // Others' links to it are shown no more.
        if isKnown { return try await load() }
        continue
      }
      if !isKnown, entry.record.stamp.revision > 1, try await wasSeen(id, by: snapshot.sequence) {
        // Others may have had links to it before it was private, and these are shown again.
        return try await load()
      }
      try next.read(id, from: store, budgetBytes: budgetBytes)
    }
    return next
  }

  /// Whether the team could once see a record that it could not at that place.
  private func wasSeen(_ id: String, by sequence: UInt64) async throws -> Bool {
    try await store.history(id, reader: .team).contains { $0.stamp.sequence <= sequence }
  }

  /// The ledger for a reader who sees what the team sees, and nothing else: who owns no private record. Nil for others.
  private func ofTeam(_ reader: Reader) async throws -> Snapshot? {
    // A private record that came since makes all be asked for again.
    let snapshot = try await current()
    let (isKnown, turn) = ownersOfNone.withLock { ($0.readers.contains(reader), $0.turn) }
    if isKnown { return snapshot }
    guard try await !store.ownsPrivateRecords(reader) else { return nil }
    ownersOfNone.withLock { if $0.turn == turn { $0.readers.insert(reader) } }
    return snapshot
  }
}

extension LiveLedger.Snapshot {
  /// Reads a record anew, as it stood at the snapshot's place in the journal.
  fileprivate mutating func read(_ id: String, from store: any Store, budgetBytes: Int) throws {
    let record = try store.recordNow(id, through: sequence, reader: .team)
    textBytes -= ledger.document(id)?.text.utf8.count ?? 0
    if let record, record.state == .standing,
      let value = try DomainRecord.read(record, budgetBytes: budgetBytes)
    {
      ledger.put(value)
      textBytes += (value as? Document)?.text.utf8.count ?? 0
      fallen.remove(id)
    } else {
      ledger.remove(id)
      fallen.insert(id)
    }
  }
}
