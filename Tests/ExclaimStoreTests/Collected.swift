import Synchronization

@testable import ExclaimStore

/// Records that a scan has seen.
final class Collected: Sendable {
  private let seen = Mutex<[StoredRecord]>([])

  var records: [StoredRecord] { seen.withLock { $0 } }

  func add(_ record: StoredRecord) { seen.withLock { $0.append(record) } }
}
