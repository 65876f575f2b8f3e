import ExclaimDomain
import GRDB

/// Reads single records on the calling thread, over one connection of its own.
///
/// `@unchecked Sendable`: the statements are made in `init` and used in `record` and `close`, always inside the
/// serial queue of `connection`, to which they belong.
final class PointReader: @unchecked Sendable {
  private let connection: DatabaseQueue
  private var reader: RecordReader?

  init(path: String, _ exceptions: Exceptions) throws {
    var configuration = Configuration()
    configuration.label = "exclaim.points"
    configuration.readonly = true
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { try SQLiteStore.prepareReader($0) }
    connection = try DatabaseQueue(path: path, configuration: configuration)
    reader = try connection.unsafeRead { try RecordReader($0, exceptions) }
  }

  // Each statement is a transaction of its own. That is enough: which record a reference stands for and which
  // revision came before which never change.
  func record(_ reference: String, revision: UInt32?, for user: Reader) throws -> StoredRecord? {
    try connection.unsafeRead { _ in
      guard let reader else { throw StoreError.closed }
      return try reader.record(reference, revision: revision, for: user)
    }
  }

  /// The record as it stood at a place in the journal.
  func record(_ reference: String, through sequence: UInt64, for user: Reader) throws -> StoredRecord? {
    try connection.unsafeRead { _ in
      guard let reader else { throw StoreError.closed }
      return try reader.record(reference, through: sequence, for: user)
    }
  }

  func close() {
    connection.unsafeRead { _ in reader = nil }
    try? connection.close()
  }
}
