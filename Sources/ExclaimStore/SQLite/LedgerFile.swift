import GRDB
import Glibc

/// The file of a ledger, locked for this process, before SQLite opens it.
///
///     DIRECTORY/           made with mode 0700 where it is missing
///       NAME               the database, made with mode 0600; SQLite gives -wal and -shm the same
///       NAME.lock          locked with flock(2) as long as the ledger is open; holds the process id
///
/// SQLite would let several processes write in turn; but each would hold a journal head of its own in memory.
final class LedgerFile: Sendable {
  let path: String
  private let lock: LedgerLock

  /// Locks the file, making it and its directory where they are missing.
  init(path: String) throws(StoreError) {
    self.path = path
    try Self.makeDirectory(of: path)
    lock = try LedgerLock(path)
    UnfinishedFile.removeAll(beside: path)
    try Self.make(path)
    try Self.check(path)
  }

  /// Gives up the lock; may be called twice.
  func unlock() { lock.unlock() }

  static func makeDirectory(of path: String) throws(StoreError) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let directory = String(path[..<slash])
    if access(directory, F_OK) == 0 { return }
    try makeDirectory(of: directory)
    guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw .failure("make", directory) }
  }

  /// Makes an empty ledger where there is no file. The mark is written before the file is in WAL mode, so it
  /// stands in the file itself from the start.
  private static func make(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .failure("open", path) }
    let size = lseek(descriptor, 0, SEEK_END)
    // Closed before SQLite opens the file: closing any descriptor of a file drops all its POSIX locks.
    Glibc.close(descriptor)
    guard size == 0 else { return }
    do {
      let database = try DatabaseQueue(path: path)
      try database.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      }
      try database.close()
    } catch {
      throw StoreError(error)
    }
  }

  /// Reads the header by hand: opening another program's database in WAL mode would already change it.
  static func check(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failure("open", path) }
    defer { Glibc.close(descriptor) }
    var header = [UInt8](repeating: 0, count: 100)
    guard pread(descriptor, &header, header.count, 0) == header.count,
      header.starts(with: "SQLite format 3\0".utf8)
    else { throw .notADatabase(path: path, reason: "it is not a database at all") }
    let applicationID = header[68..<72].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard applicationID == UInt32(bitPattern: Schema.applicationID) else {
      throw .notADatabase(path: path, reason: "it is a database of another program")
    }
  }
}
