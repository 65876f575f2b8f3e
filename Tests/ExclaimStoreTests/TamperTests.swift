import ExclaimDomain
import GRDB
import Glibc
import Testing

@testable import ExclaimStore

@Suite("Tamper evidence")
struct TamperTests {
  private static let entries: UInt64 = 300

  /// A closed ledger with all there can be in it, as bytes.
  private func fill(_ ledger: TemporaryLedger, _ random: SeededGenerator) async throws -> [UInt8] {
    let store = try ledger.open()
    var history = RandomHistory(random)
    try await store.make(&history, entries: Self.entries)
    try await store.catchUpIndexes()
    let found = try await store.verify(reader: .user(0))
    #expect(found.fault == nil)
    #expect(found.redacted > 0)
    await store.close()
    // All of it must stand in the one file.
    try #require(access(ledger.path + "-wal", F_OK) != 0)
    return try readFile(ledger.path)
  }

  @Test("an untouched ledger of any history is intact, and its tree is the one that is proven")
  func intact() async throws {
    for _ in 0..<2 {
      let ledger = TemporaryLedger()
      let store = try ledger.open()
      var history = RandomHistory(.announced())
      for end in [1, 20, 255, 256, 300] as [UInt64] {
        try await store.make(&history, entries: end)
        // Whether or not the indexes have caught up.
        let found = try await store.verify(reader: .user(0))
        #expect(found.fault == nil)
        #expect(found.entries == store.lastSequence)
        let head = try await store.treeHead(size: found.entries, reader: annReads)
        #expect(found.treeRoot == head.root)
        #expect(try await store.verify(reader: .user(0)) == found)
      }
      await store.close()
      #expect(access(ledger.path + "-wal", F_OK) != 0)
    }
  }

  @Test(
    "finds a flipped bit in every column of every table, and names the entry where it is one of the journal")
  func flips() async throws {
    let ledger = TemporaryLedger()
    var random = SeededGenerator.announced()
    let original = try await fill(ledger, random)
    let expected = try answers(ledger.path)
    let pages = StoredPages(original)
    let trees = try await DatabaseQueue(path: ledger.path).read {
      try Row.fetchAll($0, sql: "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")
        .map { (name: $0["name"] as String, root: $0["rootpage"] as Int) }
    }
    let each = getenv("EXCLAIM_TEST_FLIPS").flatMap { Int(String(cString: $0)) } ?? 1
    var (flips, unnoticed) = (0, 0)
    for tree in trees + [(name: "sqlite_schema", root: 1)] {
      let cells = pages.cells(root: tree.root)
      #expect(!cells.isEmpty || tree.name == "sqlite_autoindex", "\(tree.name) should hold something")
      let columns = cells.map(\.columns.count).max() ?? 0
      for column in 0...columns {
        // The last column stands for what comes before the values.
        let places = cells.compactMap { cell -> (cell: StoredPages.Cell, bytes: Range<Int>)? in
          let bytes =
            column == columns ? cell.head : column < cell.columns.count ? cell.columns[column] : 0..<0
          return bytes.isEmpty ? nil : (cell, bytes)
        }
        for _ in 0..<each {
          guard let (cell, bytes) = places.randomElement(using: &random) else { break }
          let byte = Int.random(in: bytes, using: &random)
          let bit = UInt8.random(in: 0..<8, using: &random)
          let place = "\(tree.name), column \(column) of \(columns), byte \(byte), bit \(bit)"
          flips += 1
          var changed = original
          changed[byte] ^= 1 << bit
          for name in ["-wal", "-shm"] { unlink(ledger.path + name) }
          try writeFile(ledger.path, changed)
          guard let fault = try await finding(in: ledger, place) else {
            unnoticed += 1
            try writeFile(ledger.path, changed)
            let found = try answers(ledger.path)
            let different = zip(found, expected).first { $0 != $1 }
            #expect(different == nil, "\(place) was not noticed")
            #expect(found.count == expected.count, "\(place) was not noticed")
            continue
          }
          if tree.name == "journal", column < columns {
            #expect(fault.sequence == UInt64(cell.rowID ?? 0), "\(place): \(fault)")
          }
        }
      }
    }
    print("flipped \(flips) bits, of which \(unnoticed) changed nothing that is stored")
    #expect(unnoticed * 5 < flips)
  }

  /// What verifying finds, or what opening refuses with.
  private func finding(in ledger: TemporaryLedger, _ place: String) async throws -> Verification.Fault? {
    let store: SQLiteStore
    do {
      store = try ledger.open()
    } catch {
      #expect(!"\(error)".isEmpty, "\(place)")
      return .init(sequence: 0, reason: "\(error)")
    }
    var fault: Verification.Fault?
    do {
      fault = try await store.verify(reader: .user(0)).fault
    } catch {
      Issue.record("\(place): \(error)")
    }
    await store.close()
    return fault
  }

  /// Every row of every table, but the inside of the search index: of that, every word in every place. And but a wish
  /// to scrub the files, which opening fulfils.
  private func answers(_ path: String) throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? database.close() }
    return try database.read { database in
      try database.execute(sql: "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
      defer { try? database.execute(sql: "DROP TABLE temp.words") }
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      var rows = try Row.fetchAll(database, sql: "SELECT * FROM temp.words").map { "\($0)" }
      rows += try Row.fetchAll(
        database, sql: "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
      ).map { "\($0)" }
      for table in tables where !["search", "search_data", "indexed"].contains(table) {
        rows += try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }
      }
      return try rows + String.fetchAll(database, sql: "SELECT through FROM indexed")
    }
  }
}

/// The bytes of a file.
func readFile(_ path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    let count = fread(&part, 1, part.count, file)
    if count == 0 { return bytes }
    bytes += part.prefix(count)
  }
}

/// Puts bytes in the place of a file's.
func writeFile(_ path: String, _ bytes: [UInt8]) throws {
  let file = try #require(fopen(path, "w"))
  defer { fclose(file) }
  try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
}
