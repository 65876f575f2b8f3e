import ExclaimDomain
import GRDB
import Glibc
import Synchronization
import Testing

@testable import ExclaimStore

@Suite("Backups")
struct BackupTests {
  let ledger = TemporaryLedger()
  let other = TemporaryLedger()

  @Test(
    "made while many write, it holds every record acknowledged before it began, and restores to a whole ledger"
  )
  func underLoad() async throws {
    let store = try ledger.open()
    let load = Load()
    let copies = try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 { group.addTask { try await load.write("w\(writer)", to: store) } }
      defer { load.isOver.store(true, ordering: .relaxed) }
      var copies: [(LedgerCopy, Set<String>)] = []
      for round in 1...3 {
        while load.acknowledged.withLock({ $0.count }) < round * 200 { await Task.yield() }
        let before = load.acknowledged.withLock { $0 }
        copies.append((try await store.backup(), before))
      }
      return copies
    }
    await store.close()
    for (copy, before) in copies {
      let file = other.directory + "/copy.db"
      try write(copy, to: file)
      defer { unlink(file) }
      let restored = try await restore(file, replacing: true)
      #expect(restored.verification.isIntact)
      #expect(restored.verification.entries == copy.sequence)
      let opened = try other.open()
      let keys = Set(try await opened.all(Query(limit: 1000)).compactMap(\.key))
      #expect(keys.isSuperset(of: before), "\(before.subtracting(keys).count) are missing")
      #expect(UInt64(keys.count) == copy.sequence, "one record for each entry")
      #expect(
        try await opened.search("words", Query(limit: 1000), reader: annReads).hits.count
          == min(1000, keys.count))
      #expect(try await opened.submit([draft(.claim)]).first?.isCreated == true, "it goes on")
      await opened.close()
      if let kept = restored.keptPath { unlink(kept) }
    }
  }

  @Test("the copy opens as it is: one file, marked as a ledger, with nothing beside it")
  func opensAsIs() async throws {
    let store = try await filled()
    let copy = try await store.backup()
    #expect(copy.sequence == 3)
    let file = other.directory + "/copy.db"
    try write(copy, to: file)
    defer { unlink(file) }
    try LedgerFile.check(file)
    let database = try DatabaseQueue(path: file)
    #expect(try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM journal") } == 3)
    try database.close()
    for suffix in ["-wal", "-shm"] { unlink(file + suffix) }
    await store.close()
  }

  @Test("a restored ledger still knows what was revised, retracted and redacted")
  func changes() async throws {
    let store = try await filled()
    _ = try await store.submit([draft(.claim, "new-1", "word1 said otherwise")], revise: true)
    for (kind, key) in [(Edit.Kind.retract, "new-0"), (.redact(revision: nil), "new-2")] {
      var submission = Submission(author: ann, drafts: [])
      submission.reason = "a mistake"
      submission.edit = Edit(kind, of: key, from: nil, mayChangeOthers: false)
      let outcomes = try await store.submit(submission)
      #expect(outcomes.first?.problems.isEmpty == true)
    }
    let before = try await store.all().map { "\($0)" }
    let file = other.directory + "/copy.db"
    try write(try await store.backup(), to: file)
    defer { unlink(file) }
    await store.close()
    #expect(try await restore(file).verification.redacted == 1)
    let restored = try other.open()
    #expect(try await restored.all().map { "\($0)" } == before)
    #expect(try await restored.record("new-1", revision: 1, reader: annReads)?.content != nil)
    await restored.close()
  }

  @Test("made right after a redaction was answered, it holds nothing of what was destroyed")
  func redacted() async throws {
    let store = try await filled(records: 30)
    let secret = "quincunx"
    _ = try await store.submit([draft(.claim, "secret", "the \(secret) of new-1")])
    #expect(try await store.search(secret, Query(), reader: annReads).hits.count == 1)
    var submission = Submission(author: ann, drafts: [])
    submission.reason = "named somebody"
    submission.edit = Edit(.redact(revision: nil), of: "secret", from: nil, mayChangeOthers: false)
    _ = try await store.submit(submission)
    let file = other.directory + "/copy.db"
    try write(try await store.backup(), to: file)
    defer { removeAll(file) }
    let bytes = try contents(of: file)
    #expect(bytes.firstRange(of: Array(secret.utf8)) == nil)
    #expect(bytes.firstRange(of: Array("new-1".utf8)) != nil)
    let database = try DatabaseQueue(path: file)
    #expect(try await database.read { try Int.fetchOne($0, sql: "SELECT unscrubbed FROM indexed") } == 0)
    try database.close()
    await store.close()
  }

  @Test("leaves nothing beside the ledger, whether it is read, dropped or called off")
  func leavesNothing() async throws {
    let store = try await filled()
    let before = try names(in: ledger.directory + "/ledger")
    var copy: LedgerCopy? = try await store.backup()
    #expect(try names(in: ledger.directory + "/ledger") == before)
    #expect(copy?.byteCount ?? 0 > 0)
    copy = nil
    let calledOff = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await store.backup()
    }
    await #expect(throws: CancellationError.self) { try await calledOff.value }
    #expect(try names(in: ledger.directory + "/ledger") == before)
    await store.close()
    #expect(await storeError { _ = try await store.backup() } == .closed)
    #expect(try names(in: ledger.directory + "/ledger") == ["exclaim.db", "exclaim.db.lock"])
  }

  @Test("what a crash left of a copy is removed when the ledger is opened, and no other file is")
  func leftovers() async throws {
    await (try filled()).close()
    let directory = ledger.directory + "/ledger/"
    let left = [".exclaim.db.unfinished-Ab12Cd", ".exclaim.db.unfinished-Ab12Cd-wal"]
    let others = ["exclaim.db.unfinished-Ab12Cd", ".other.db.unfinished-Ab12Cd", "exclaim.db.bak"]
    for name in left + others { try make(directory + name) }
    await (try ledger.open()).close()
    let names = try names(in: directory)
    #expect(names.isDisjoint(with: left))
    #expect(names.isSuperset(of: others))
    for name in others { unlink(directory + name) }
  }

  // MARK: Restoring

  @Test("a ledger with records is replaced only when asked to, and then kept whole under another name")
  func replacing() async throws {
    let file = try await backup()
    defer { unlink(file) }
    await (try await filled(other, "old")).close()
    await #expect(throws: RestoreError.taken(path: other.path)) { try await restore(file) }
    #expect(try await keys(of: other.path) == ["old-0", "old-1", "old-2"])
    let restored = try await restore(file, replacing: true)
    let kept = try #require(restored.keptPath)
    #expect(try await keys(of: other.path) == ["new-0", "new-1", "new-2"])
    #expect(try await keys(of: kept) == ["old-0", "old-1", "old-2"])
    await #expect(throws: RestoreError.alreadyKept(path: kept)) { try await restore(file, replacing: true) }
    removeAll(kept)
  }

  @Test("what only the write-ahead log of the replaced ledger held is kept, and never meets the new one")
  func logOfTheOld() async throws {
    let file = try await backup()
    defer { unlink(file) }
    // As after a crash: the log was never moved into the database.
    let store = try await filled(other, "old")
    let crashed = TemporaryLedger()
    mkdir(crashed.directory + "/ledger", 0o700)
    for suffix in ["", "-wal"] { try copyFile(other.path + suffix, crashed.path + suffix) }
    await store.close()
    let restored = try await SQLiteStore.restore(
      file, as: .init(path: crashed.path), replacing: true, reading: reading)
    let kept = try #require(restored.keptPath)
    #expect(try await keys(of: crashed.path) == ["new-0", "new-1", "new-2"])
    #expect(try await keys(of: kept) == ["old-0", "old-1", "old-2"])
    removeAll(kept)
  }

  @Test("a ledger without records makes room by itself")
  func emptyPlace() async throws {
    let file = try await backup()
    defer { unlink(file) }
    await (try other.open()).close()
    let restored = try await restore(file)
    #expect(restored.keptPath == nil)
    #expect(try names(in: other.directory + "/ledger") == ["exclaim.db", "exclaim.db.lock"])
    #expect(try await keys(of: other.path) == ["new-0", "new-1", "new-2"])
    var info = stat()
    #expect(stat(other.path, &info) == 0 && info.st_mode & 0o777 == 0o600)
  }

  @Test("never over a ledger that is open")
  func locked() async throws {
    let file = try await backup()
    defer { unlink(file) }
    let store = try await filled(other, "old")
    await #expect(throws: StoreError.lockedByOther(processID: getpid())) {
      try await restore(file, replacing: true)
    }
    #expect(try await store.submit([draft(.claim, "old-3")]).first?.isCreated == true)
    await store.close()
  }

  @Test("a file that needs a write-ahead log is no backup")
  func needsLog() async throws {
    let store = try await filled()
    await #expect(throws: RestoreError.hasLog(file: ledger.path)) { try await restore(ledger.path) }
    await store.close()
  }

  @Test(
    "what is not as a ledger is made is refused, and nothing is replaced",
    arguments: [
      "DROP TRIGGER journal_is_not_changed; UPDATE journal SET recorded_at = recorded_at + 1 WHERE sequence = 2",
      "DROP TRIGGER journal_is_only_redacted",
      "CREATE TRIGGER more AFTER INSERT ON record BEGIN DELETE FROM passage; END",
      "DROP TRIGGER journal_is_not_deleted; DELETE FROM journal WHERE sequence = 3",
      "UPDATE record SET visibility = 3 WHERE number = 1",
      "DROP TABLE passage",
    ])
  func tampered(sql: String) async throws {
    let file = try await backup()
    defer { removeAll(file) }
    let database = try DatabaseQueue(path: file)
    try await database.writeWithoutTransaction { try $0.execute(sql: sql) }
    try database.close()
    await (try await filled(other, "old")).close()
    await #expect(throws: RestoreError.self) { try await restore(file, replacing: true) }
    #expect(try names(in: other.directory + "/ledger") == ["exclaim.db", "exclaim.db.lock"])
    #expect(try await keys(of: other.path) == ["old-0", "old-1", "old-2"])
  }

  @Test("a backup of a newer schema, of another program, or of nothing is refused by its name")
  func otherFiles() async throws {
    let file = try await backup()
    defer { removeAll(file) }
    let newer = Schema.version + 1
    let database = try DatabaseQueue(path: file)
    try await database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = \(newer)") }
    try database.close()
    await #expect(throws: StoreError.newerSchema(found: newer, supported: Schema.version)) {
      try await restore(file)
    }
    let empty = ledger.directory + "/empty"
    try make(empty)
    defer { unlink(empty) }
    await #expect(throws: StoreError.notADatabase(path: empty, reason: "it is not a database at all")) {
      try await restore(empty)
    }
    let missing = ledger.directory + "/missing"
    let error = await storeError { _ = try await restore(missing) }
    #expect("\(error, default: "")".contains(missing))
  }

  @Test("a flipped bit is refused, or it changed nothing that anybody can read; a cut is refused")
  func flippedBits() async throws {
    let file = try await backup(records: 20)
    defer { unlink(file) }
    let bytes = try contents(of: file)
    let hashes = try await hashPlaces(in: bytes, of: file)
    var random = SeededGenerator.announced()
    _ = try await restore(file)
    let expected = try await answers()
    for round in 0..<20 {
      var damaged = bytes
      // Every second one in a hash of the journal, the others anywhere, where much is empty.
      let isInHash = round % 2 == 0
      let range = isInHash ? hashes.randomElement(using: &random)! : 0..<bytes.count
      let place = Int.random(in: range, using: &random)
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try put(damaged, in: file)
      do {
        let restored = try await restore(file, replacing: true)
        if let kept = restored.keptPath { removeAll(kept) }
        #expect(!isInHash, "byte \(place)")
        #expect(try await answers() == expected, "byte \(place)")
      } catch {
        #expect(error is RestoreError || error is StoreError, "byte \(place): \(error)")
      }
    }
    for length in [bytes.count - 1, bytes.count - 4_096, bytes.count / 2] {
      try put(Array(bytes.prefix(length)), in: file)
      await #expect(throws: RestoreError.self, "\(length) of \(bytes.count)") {
        try await restore(file, replacing: true)
      }
    }
  }

  // MARK: -

  /// A ledger with records, open.
  private func filled(
    _ ledger: TemporaryLedger? = nil, _ name: String = "new", records: Int = 3
  ) async throws -> SQLiteStore {
    let store = try (ledger ?? self.ledger).open()
    for number in 0..<records {
      let key = "\(name)-\(number)"
      _ = try await store.submit([draft(.claim, key, "word\(number) of \(key)")])
    }
    return store
  }

  /// A backup of a ledger with records, in a file.
  private func backup(records: Int = 3) async throws -> String {
    let store = try await filled(records: records)
    let file = ledger.directory + "/backup.db"
    try write(try await store.backup(), to: file)
    await store.close()
    return file
  }

  private func restore(_ file: String, replacing: Bool = false) async throws -> Restored {
    try await SQLiteStore.restore(
      file, as: SQLiteStore.Options(path: other.path), replacing: replacing, reading: reading)
  }

  /// Everything that a reader can learn of the restored ledger.
  private func answers() async throws -> [String] {
    let store = try other.open()
    var answers = try await store.all(Query(limit: 1000)).map { "\($0)" }
    answers += try await store.search("word*", Query(limit: 1000), reader: annReads).hits.map(
      \.record.stamp.id
    ).sorted()
    let status = try await store.status(reader: annReads)
    answers += ["\(status.counts)", "\(status.headHash)", "\(status.lastSequence)"]
    await store.close()
    return answers
  }

  private func keys(of path: String) async throws -> [String] {
    let store = try SQLiteStore(SQLiteStore.Options(path: path))
    let keys = try await store.all().compactMap(\.key)
    await store.close()
    return keys
  }

  /// Where the hashes of the journal lie in the file.
  private func hashPlaces(in bytes: [UInt8], of file: String) async throws -> [Range<Int>] {
    let database = try DatabaseQueue(path: file)
    let hashes = try await database.read { try String.fetchAll($0, sql: "SELECT hex(hash) FROM journal") }
    try database.close()
    return hashes.compactMap { hash in
      let digits = Array(hash)
      let wanted = stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0..<($0 + 2)]), radix: 16)
      }
      return bytes.firstRange(of: wanted)
    }
  }
}

/// Writers who go on until it is over, and remember what was acknowledged.
private final class Load: Sendable {
  let acknowledged = Mutex<Set<String>>([])
  let isOver = Atomic(false)

  func write(_ name: String, to store: SQLiteStore) async throws {
    var number = 0
    while !isOver.load(ordering: .relaxed) {
      let key = "\(name)-\(number)"
      let outcomes = try await store.submit([draft(.claim, key, "words of \(key)")])
      #expect(outcomes.first?.isCreated == true)
      acknowledged.withLock { _ = $0.insert(key) }
      number += 1
    }
  }
}

/// As the drafts of these tests are made.
private let reading: @Sendable (RecordKind, [UInt8]) throws -> Draft = { kind, content in
  let parts = String(decoding: content, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
  return draft(kind, parts[1].isEmpty ? nil : String(parts[1]), String(parts[2]))
}

private func write(_ copy: LedgerCopy, to path: String) throws {
  var bytes: [UInt8] = []
  while UInt64(bytes.count) < copy.byteCount {
    bytes += try copy.bytes(from: UInt64(bytes.count), atMost: 10_000)
  }
  #expect(try copy.bytes(from: copy.byteCount, atMost: 1).isEmpty)
  try put(bytes, in: path)
}

private func make(_ path: String) throws { try put([], in: path) }

private func put(_ bytes: [UInt8], in path: String) throws {
  let file = try #require(fopen(path, "w"))
  defer { fclose(file) }
  try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
}

private func contents(of path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  fseek(file, 0, SEEK_END)
  var bytes = [UInt8](repeating: 0, count: ftell(file))
  rewind(file)
  try #require(fread(&bytes, 1, bytes.count, file) == bytes.count)
  return bytes
}

private func copyFile(_ source: String, _ target: String) throws {
  try put(try contents(of: source), in: target)
}

private func removeAll(_ path: String) {
  for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) }
}

private func names(in directory: String) throws -> Set<String> {
  let entries = try #require(opendir(directory))
  defer { closedir(entries) }
  var names: Set<String> = []
  while let entry = readdir(entries) {
    names.insert(
      withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
  }
  return names.subtracting([".", ".."])
}
