import ExclaimAnalysis
import ExclaimDomain
import ExclaimStore
import Synchronization

/// The ledger as the whole team may see it, kept in memory for the analyses and brought up to date when one asks.
///
/// It is loaded when the first analysis asks, so that a server without any is small; from then on only new entries of the
/// journal are read. An analysis has a copy of its own, which shares all that does not change.
final class LiveLedger: Sendable {
  /// The ledger as it stood at a place in the journal.
  struct Snapshot: Sendable {
    var ledger: Ledger
    var sequence: UInt64
    /// Records that were taken back or destroyed.
    fileprivate var fallen: Set<String>
  }

  private let store: any Store
  private let budgetBytes: Int
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

  init(_ store: any Store, budgetBytes: Int) {
    self.store = store
    self.budgetBytes = budgetBytes
  }

  /// How many records it holds; 0 before the first analysis.
  var recordCount: Int { snapshot.withLock { $0?.ledger.recordCount ?? 0 } }

  /// The ledger as a reader may see it now.
  func ledger(for reader: Reader) async throws -> Ledger {
    guard try await isOfTeam(reader) else {
      return try await Ledger.load(from: store, reader: reader, budgetBytes: budgetBytes)
    }
    return try await current().ledger
  }

  /// The ledger reconciled, as it stands now; nil for a reader who sees more than the team.
  func reconciliation(for reader: Reader) async throws -> (Reconciliation, sequence: UInt64)? {
    guard try await isOfTeam(reader) else { return nil }
    return try await reconciling.run(for: nil) {
      let snapshot = try await current()
      let known = reconciled.withLock { $0 }
      if let known, known.sequence == snapshot.sequence { return known }
      var value: Reconciliation
      if let known {
        value = known.0
        try value.update(to: snapshot.ledger)
      } else {
        value = try Reconciliation(snapshot.ledger)
      }
      reconciled.withLock { $0 = (value, snapshot.sequence) }
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
      snapshot.withLock { [next] in $0 = next }
      return next
    }
  }
}

// MARK: - Reading

extension LiveLedger {
  private func load() async throws -> Snapshot {
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
      Snapshot(ledger: Ledger($0.values), sequence: sequence, fallen: $0.fallen)
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

  /// Whether a reader sees what the team sees, and nothing else: whether they own no private record.
  private func isOfTeam(_ reader: Reader) async throws -> Bool {
    // A private record that came since makes all be asked for again.
    _ = try await current()
    let (isKnown, turn) = ownersOfNone.withLock { ($0.readers.contains(reader), $0.turn) }
    if isKnown { return true }
    guard try await !store.ownsPrivateRecords(reader) else { return false }
    ownersOfNone.withLock { if $0.turn == turn { $0.readers.insert(reader) } }
    return true
  }
}

extension LiveLedger.Snapshot {
  /// Reads a record anew, as it stood at the snapshot's place in the journal.
  fileprivate mutating func read(_ id: String, from store: any Store, budgetBytes: Int) throws {
    let record = try store.recordNow(id, through: sequence, reader: .team)
    if let record, record.state == .standing,
      let value = try DomainRecord.read(record, budgetBytes: budgetBytes)
    {
      ledger.put(value)
      fallen.remove(id)
    } else {
      ledger.remove(id)
      fallen.insert(id)
    }
  }
}
