import GRDB
import GRDBSQLite

extension StoreError {
  /// What a result code of SQLite means for a user of the ledger.
  init(sqliteCode code: Int32, message: String) {
    switch code & 0xFF {
    case SQLITE_FULL: self = .full
    case SQLITE_IOERR where Self.syncCodes.contains(code): self = .syncFailed
    case SQLITE_CORRUPT: self = .corrupt(message)
    case SQLITE_NOTADB: self = .corrupt("the file is no database any more")
    case SQLITE_INTERRUPT: self = .interrupted
    case SQLITE_BUSY, SQLITE_LOCKED:
      self = .io("another program holds the ledger's file locked (\(message)); stop that program")
    default: self = .io("\(message) (SQLite code \(code))")
    }
  }

  private static let syncCodes = [
    ResultCode.SQLITE_IOERR_FSYNC.rawValue, ResultCode.SQLITE_IOERR_DIR_FSYNC.rawValue,
  ]

  /// Any error as a `StoreError`.
  init(_ error: any Error) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError:
      self.init(sqliteCode: error.extendedResultCode.rawValue, message: error.message ?? "no message")
    default: self = .io("\(error)")
    }
  }
}

extension SQLiteStore {
  /// The error that leaves the store: cancellation as what it is, everything else as a `StoreError`.
  static func outward(_ error: any Error) -> any Error {
    if error is CancellationError { return error }
    let error = StoreError(error)
    return error == .interrupted && Task.isCancelled ? CancellationError() : error
  }
}
