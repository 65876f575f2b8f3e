import Synchronization

/// Fits the links of a record to its reader and moment, for as long as one read takes.
///
/// Nobody can refer to a record that they do not see. But a record that others refer to may be made private later.
/// Their reference then stands for nothing, as that of anybody else would; what they wrote stays as they wrote it.
/// A record that was retracted or redacted is still what they refer to, and the link says so.
struct LinkSieve {
  private let lookup: Lookup
  private let reader: Reader
  private let through: Int64?
  private let exceptions: Exceptions
  private var standings: [Int64: RecordState?] = [:]

  /// - Parameter through: place in the journal as of which targets are looked at; nil for now.
  init(_ lookup: Lookup, for reader: Reader, through: Int64? = nil, _ exceptions: Exceptions) {
    self.lookup = lookup
    self.reader = reader
    self.through = through
    self.exceptions = exceptions
  }

  mutating func sift(_ record: StoredRecord) throws(StoreError) -> StoredRecord {
    // Asked after the record was read: what this read sees of the ledger was noted before.
    guard exceptions.mayExist(for: reader), !record.links.isEmpty else { return record }
    var sifted = record
    var hides = false
    for target in record.links.rolesByTarget.keys {
      switch try standing(of: target) {
      case nil: hides = true
      case .standing: break
      case let state?: sifted.fallen[target] = state
      }
    }
    if hides { sifted.links = record.links.filter(targets: { standings[$0] != .some(nil) }) }
    return sifted
  }

  private mutating func standing(of target: Int64) throws(StoreError) -> RecordState? {
    if let known = standings[target] { return known }
    let standing = try lookup.standing(of: target, through: through, for: reader)
    standings[target] = .some(standing)
    return standing
  }
}

/// Whether there may be a record that was visible to others and is private now, or that stands no more.
///
/// Links are read by the hundred thousand, and in most ledgers none needs a look.
final class Exceptions: Sendable {
  private let some = Atomic<Bool>(false)
  private let count = Atomic<UInt64>(0)

  /// False for certain, or true perhaps.
  var mayExist: Bool { some.load(ordering: .acquiring) }

  /// The same for what a reader may not see: what is public may refer to what only the team sees.
  func mayExist(for reader: Reader) -> Bool { mayExist || reader == .outside }

  /// How the journal reads, by what was noted so far.
  var view: JournalView {
    // In this order: a count that stays the same says that nothing was noted in between.
    let generation = count.load(ordering: .acquiring)
    return JournalView(generation: generation, isCommon: !mayExist)
  }

  /// Notes one, before the commit that others will see.
  func note() {
    some.store(true, ordering: .releasing)
    noteChange()
  }

  /// Notes that entries may read differently from now on.
  func noteChange() { count.add(1, ordering: .acquiringAndReleasing) }
}
