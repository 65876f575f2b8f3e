import ExclaimAnalysis
import ExclaimDomain

/// Estimates of memory: they need not be right to the byte, but grow with what they are of.
extension LiveLedger.Snapshot {
  /// About how much memory the ledger takes, in bytes. Cost: none.
  ///
  /// A record's strings and lists, its places in indexes and what loading leaves behind take about three times what the
  /// record takes itself, by measurement; only the texts of documents may be of any length.
  var memoryBytes: Int {
    func bytes<Record>(_ records: RecordList<Record>) -> Int {
      records.count * 4 * MemoryLayout<Record>.stride
    }
    return textBytes + bytes(ledger.claims) + bytes(ledger.documents) + bytes(ledger.exchanges)
      + bytes(ledger.relations) + bytes(ledger.assessments) + bytes(ledger.actors) + bytes(ledger.agreements)
  }

  /// About how much more memory the ledger takes once it is reconciled, in bytes.
  var reconciledBytes: Int { ledger.claims.count * Self.reconciledBytesPerClaim }

  /// From 650 to 2,000 were measured on ledgers of 20,000 claims and of 4,000.
  private static let reconciledBytesPerClaim = 1_536
}
