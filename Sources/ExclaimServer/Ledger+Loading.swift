import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages
import ExclaimStore
import Synchronization

extension Ledger {
  /// Reads all that the analyses need, as the reader may see it, from one moment of the store.
  ///
  /// What was retracted is left out: its author says that it should not have been recorded.
  ///
  /// - Returns: the ledger, the place in the journal at which it stood so, and how many records stood there whose content
  ///   was destroyed since.
  static func load(
    from store: any Store, through sequence: UInt64? = nil, reader: Reader, budgetBytes: Int
  ) async throws -> (Ledger, sequence: UInt64, destroyedRecords: UInt64) {
    let found = Mutex<(values: [any RecordValue], destroyed: UInt64)>(([], 0))
    let end = try await store.scan(
      kinds: Set(RecordKind.allCases), through: sequence, reader: reader
    ) { record in
      if record.wasDestroyedSince { found.withLock { $0.destroyed += 1 } }
      guard record.state == .standing, let value = try DomainRecord.read(record, budgetBytes: budgetBytes)
      else { return }
      found.withLock { $0.values.append(value) }
    }
    return found.withLock { (Ledger($0.values), end, $0.destroyed) }
  }

  init(_ values: [any RecordValue]) {
    func all<R: RecordValue>(_ type: R.Type) -> [R] { values.compactMap { $0 as? R } }
    self.init(
      actors: all(Actor.self), documents: all(Document.self), claims: all(Claim.self),
      exchanges: all(Exchange.self), agreements: all(Agreement.self), relations: all(Relation.self),
      assessments: all(Assessment.self))
  }
}

extension StoredRecord {
  /// Whether the content of this revision was destroyed by a later one.
  var wasDestroyedSince: Bool { content == nil && change.action != .redact }
}

/// Stored records as domain values.
enum DomainRecord {
  /// The value of a stored record, with its id and with ids for references; nil when it was redacted.
  static func read(_ record: StoredRecord, budgetBytes: Int) throws -> (any RecordValue)? {
    guard let bytes = record.content else { return nil }
    let message = try V1.Record(decoding: bytes, budgetBytes: budgetBytes)
    guard let content = message.content else { throw StoredContentMissing(id: record.stamp.id) }
    let ids = Dictionary(record.links.map { ($0.field, $0.id) }, uniquingKeysWith: { first, _ in first })
    var reader = RecordReader(ids: ids)
    var value = reader.value(of: content)
    value.id = record.stamp.id
    return value
  }
}

/// A stored record that is of a kind this server does not know.
struct StoredContentMissing: Error, CustomStringConvertible {
  let id: String
  var description: String { "record \(id) is of a kind that this server does not know; use a newer server" }
}
