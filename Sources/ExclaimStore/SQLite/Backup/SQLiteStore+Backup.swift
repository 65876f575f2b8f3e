import Dispatch
import GRDB
import Glibc
import Synchronization

extension SQLiteStore {
  /// See `Store.backup`.
  public func backup() async throws -> LedgerCopy {
    let isCalledOff = CallOff()
    let (options, queue) = (options, queue)
    do {
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          // A thread of its own: it works for as long as the disk needs.
          DispatchQueue(label: "exclaim.backup").async {
            continuation.resume(
              with: Result {
                try Backup(options).run {
                  if queue.isClosed { throw StoreError.closed }
                  if isCalledOff.isSet { throw CancellationError() }
                }
              })
          }
        }
      } onCancel: {
        isCalledOff.set()
      }
    } catch {
      throw Self.outward(error)
    }
  }

  private final class CallOff: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
  }
}

/// Copies a ledger's file while its writer goes on, with SQLite's backup interface.
///
/// SQLite begins a copy anew whenever another connection has written between two steps
/// (https://sqlite.org/backup.html): on a busy ledger it would never end. Inside a read transaction the source stands
/// still for its connection, and nothing begins anew. The price is that the write-ahead log is not reused meanwhile, as
/// during any long read: it grows by what is written in that time, and redactions wait with their answers. So the copy
/// goes to a file as fast as the disk takes it, and its receiver, who may be slow, reads from that file. A redaction that
/// was answered before is in the copy as everywhere: nothing is left of what it destroyed.
private struct Backup {
  private let options: SQLiteStore.Options

  /// A quarter of a millisecond: so long a cancellation waits, and so long the file's pages are not looked after.
  private static let pagesPerStep: CInt = 64

  init(_ options: SQLiteStore.Options) { self.options = options }

  /// - Parameter check: throws when the copy is not wanted any more; called after each step.
  func run(_ check: @escaping () throws -> Void) throws -> LedgerCopy {
    try check()
    let file = try UnfinishedFile(beside: options.path)
    var configuration = Configuration()
    configuration.label = "exclaim.backup"
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(5)
    let target = try DatabaseQueue(path: file.path, configuration: configuration)
    configuration.readonly = true
    configuration.prepareDatabase { try SQLiteStore.prepareReader($0) }
    let source = try DatabaseQueue(path: options.path, configuration: configuration)
    let sequence = try source.read { database in
      let head = try JournalHead(database)
      try checkRoom(database)
      try target.writeWithoutTransaction { copy in
        // Nobody needs what is half done, so it need not survive anything.
        try copy.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        try database.backup(to: copy, pagesPerStep: Self.pagesPerStep) { _ in try check() }
      }
      return UInt64(head.sequence)
    }
    try source.close()
    try target.close()
    return try LedgerCopy(file.path, sequence: sequence)
  }

  /// Refuses where the copy would take the room that the ledger itself needs to go on.
  private func checkRoom(_ database: Database) throws {
    let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    let needed = try UInt64.fetchOne(database, sql: size) ?? 0
    var disk = statvfs()
    guard statvfs(options.path, &disk) == 0 else {
      throw StoreError.failure("look at the disk of", options.path)
    }
    let free = UInt64(disk.f_bavail) * UInt64(disk.f_frsize)
    guard free >= needed + UInt64(options.logBytesMax) else { throw StoreError.full }
  }
}
