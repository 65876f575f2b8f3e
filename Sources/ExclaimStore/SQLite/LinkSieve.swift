import Synchronization

/// Leaves out of a record the links to records that its reader may not see, for as long as one read takes.
///
/// Nobody can refer to a record that they do not see. But a record that others refer to may be made private later.
/// Their reference then stands for nothing, as that of anybody else would; what they wrote stays as they wrote it.
struct LinkSieve {
  private let lookup: Lookup
  private let reader: Reader
  private let withdrawals: Withdrawals
  private var isVisible: [Int64: Bool] = [:]

  init(_ lookup: Lookup, for reader: Reader, _ withdrawals: Withdrawals) {
    self.lookup = lookup
    self.reader = reader
    self.withdrawals = withdrawals
  }

  mutating func sift(_ record: StoredRecord) throws(StoreError) -> StoredRecord {
    // Asked after the record was read: what this read sees of the ledger was noted before.
    guard withdrawals.mayExist, !record.links.isEmpty else { return record }
    for target in record.links.rolesByTarget.keys where isVisible[target] == nil {
      isVisible[target] = try lookup.isVisible(target, to: reader)
    }
    var sifted = record
    sifted.links = record.links.filter(targets: { isVisible[$0] == true })
    return sifted
  }
}

/// Whether a private record may ever have been visible to others: none that was never revised has been.
///
/// Links are read by the hundred thousand, and in most ledgers none needs a look.
final class Withdrawals: Sendable {
  private let some = Atomic<Bool>(false)

  /// False for certain, or true perhaps.
  var mayExist: Bool { some.load(ordering: .acquiring) }

  /// Notes one, before the commit that others will see.
  func note() { some.store(true, ordering: .releasing) }
}
