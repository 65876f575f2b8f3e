import ExclaimDomain
import GRDB
import Glibc

extension SQLiteStore {
  /// What the name of a ledger gets when a backup takes its place.
  static let keptSuffix = ".before-restore"

  /// Puts a backup in the place of a ledger that nobody has open.
  ///
  /// The backup is copied first, and the copy is checked from end to end: SQLite's own structure, the tables, and the
  /// journal against its hashes. What is not in the hashes follows from the journal and is made anew. Only then does
  /// the copy take the ledger's name, in one step.
  ///
  /// - Parameters:
  ///   - file: the backup.
  ///   - options: of the ledger that it becomes.
  ///   - replacing: whether a ledger with entries may be replaced; it is kept beside the new one.
  ///   - reading: as `rebuild` takes it.
  /// - Throws: `RestoreError`; `StoreError` as opening a ledger does.
  public static func restore(
    _ file: String, as options: Options, replacing: Bool,
    reading: @escaping @Sendable (RecordKind, [UInt8]) throws -> Draft
  ) async throws -> Restored {
    let path = options.path
    try LedgerFile.makeDirectory(of: path)
    let lock = try LedgerLock(path)
    defer { lock.unlock() }
    UnfinishedFile.removeAll(beside: path)
    let place = try LedgerPlace(path, replacing: replacing)
    let copy = try UnfinishedFile(beside: path)
    try Files.copy(file, to: copy.path)
    let verification = try await check(copy.path, of: file, options, reading)
    try Files.sync(copy.path)
    try place.take(copy.path)
    return Restored(path: path, verification: verification, keptPath: place.keptPath)
  }

  private static func check(
    _ copy: String, of file: String, _ options: Options,
    _ reading: @escaping @Sendable (RecordKind, [UInt8]) throws -> Draft
  ) async throws -> Verification {
    var options = options
    options.path = copy
    do {
      try LedgerFile.check(copy)
      let store = try SQLiteStore(options)
      let verification: Verification
      do {
        // A ledger of an older schema has no projections until they are made; others must have the right ones.
        if try await store.needsRebuild() { try await store.rebuild(reading: reading) }
        verification = try await store.verify(reader: .outside, reading: reading)
      } catch {
        await store.close()
        throw error
      }
      await store.close()
      if let fault = verification.fault {
        throw StoreError.corrupt("entry \(fault.sequence): \(fault.reason)")
      }
      try moveLog(into: copy)
      return verification
    } catch {
      throw Self.outward(error, of: file)
    }
  }

  /// An error over the copy in words about the file that it was made from.
  private static func outward(_ error: any Error, of file: String) -> any Error {
    if error is RestoreError || error is CancellationError { return error }
    return switch StoreError(error) {
    case .notADatabase(_, let reason): StoreError.notADatabase(path: file, reason: reason)
    case .corrupt(let reason), .io(let reason): RestoreError.damaged(file: file, reason: reason)
    case let error: error
    }
  }

  /// The name is given to one file, which must hold everything by then.
  fileprivate static func moveLog(into path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    let database = try DatabaseQueue(path: path, configuration: configuration)
    _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try database.close()
  }
}

/// The place of a ledger that is locked, and what becomes of the ledger in it.
private struct LedgerPlace {
  let path: String
  /// Where the ledger goes that is in the place; nil when there is none worth keeping.
  let keptPath: String?

  init(_ path: String, replacing: Bool) throws {
    self.path = path
    guard Self.holdsEntries(path) else {
      keptPath = nil
      return
    }
    let kept = path + SQLiteStore.keptSuffix
    guard replacing else { throw RestoreError.taken(path: path) }
    guard !Files.exist(kept), !Files.exist(kept + "-wal") else { throw RestoreError.alreadyKept(path: kept) }
    keptPath = kept
  }

  /// Gives the name of the ledger to another file.
  ///
  /// At every moment there is a whole ledger under the name: the old one loses its write-ahead log only after that was
  /// moved into it, and the new one must never meet it, for SQLite would take it for its own.
  func take(_ file: String) throws(StoreError) {
    // A damaged ledger may refuse: its log is then kept beside it.
    if Files.exist(path + "-wal") { try? SQLiteStore.moveLog(into: path) }
    if let keptPath {
      if Files.exist(path + "-wal") { try Files.rename(path + "-wal", keptPath + "-wal") }
      guard link(path, keptPath) == 0 else { throw .failure("keep the old ledger as", keptPath) }
    }
    for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
    try Files.rename(file, path)
    try Files.sync(path.splitAtLastSlash.directory + "/")
  }

  /// Whether there is something that must not be lost: a ledger with entries, or what is no ledger at all.
  private static func holdsEntries(_ path: String) -> Bool {
    var info = stat()
    guard lstat(path, &info) == 0, info.st_size > 0 else { return false }
    guard (try? LedgerFile.check(path)) != nil, let database = try? DatabaseQueue(path: path) else {
      return true
    }
    let hasAny = try? database.read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM journal)") }
    try? database.close()
    return hasAny != false
  }

}

/// What restoring does with files.
private enum Files {
  private static let chunkBytes = 1_048_576

  static func exist(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0
  }

  static func rename(_ old: String, _ new: String) throws(StoreError) {
    guard Glibc.rename(old, new) == 0 else { throw .failure("rename \(old) to", new) }
  }

  /// Makes a file, or the names in a directory, survive a loss of power.
  static func sync(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failure("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .failure("sync", path) }
  }

  /// Copies a backup over an empty file.
  static func copy(_ file: String, to copy: String) throws {
    let source = open(file, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw StoreError.failure("open", file) }
    defer { close(source) }
    var info = stat()
    if stat(file + "-wal", &info) == 0, info.st_size > 0 { throw RestoreError.hasLog(file: file) }
    let target = open(copy, O_WRONLY | O_CLOEXEC)
    guard target >= 0 else { throw StoreError.failure("open", copy) }
    defer { close(target) }
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    while true {
      let count = read(source, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw StoreError.failure("read", file) }
      if count == 0 { return }
      var written = 0
      while written < count {
        let more = chunk[written..<count].withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
        if more < 0 && errno == EINTR { continue }
        guard more >= 0 else { throw StoreError.failure("write", copy) }
        written += more
      }
    }
  }
}
