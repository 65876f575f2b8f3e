import ExclaimDomain
import GRDB
import Testing

@testable import ExclaimStore

@Suite("Rebuilding")
struct RebuildTests {
  @Test("projections made anew from any history are those that were kept in step with it")
  func same() async throws {
    for _ in 0..<3 {
      let ledger = TemporaryLedger()
      let store = try ledger.open()
      var history = RandomHistory(.announced())
      try await store.make(&history, entries: 300)
      let kept = try await everything(store)
      try await store.rebuild(reading: reading)
      let made = try await everything(store)
      #expect(made.count == kept.count)
      for (made, kept) in zip(made, kept) where made != kept { #expect(made == kept) }
      #expect(try await store.verify(reader: .user(0)).fault == nil)
      // The ledger goes on from there.
      try await store.make(&history, entries: 330)
      #expect(try await store.verify(reader: .user(0)).fault == nil)
      await store.close()
    }
  }

  @Test("mends whatever verifying finds wrong with projections")
  func mends() async throws {
    let damages = [
      "UPDATE record SET topic = 9 WHERE number = 1",
      "UPDATE record SET key = key || 'x' WHERE key IS NOT NULL",
      "UPDATE record SET scope = CAST('Kursk' AS BLOB) WHERE scope = 'Kursk'",
      "UPDATE past SET until = until + 1", "UPDATE past SET state = 1 WHERE state = 0",
      "DELETE FROM past_link",
      "UPDATE past_link SET roles = roles + 1", "UPDATE passage SET text = text || 'x'",
      "UPDATE passage SET record = record + 1", "DELETE FROM document_text",
      "INSERT INTO document_text VALUES (1000000, 'x')", "INSERT INTO passage VALUES (1000000, 1, 'x')",
      "DELETE FROM redacted_key", "INSERT INTO redacted_key VALUES (X'00', 1)",
      "UPDATE tree SET hash = zeroblob(32)",
      "INSERT INTO tree VALUES (16, 0, zeroblob(32))", "DELETE FROM tree", "DELETE FROM tally WHERE kind = 1",
      "INSERT INTO tally VALUES (99, 1)", "UPDATE indexed SET through = through + 1",
      "INSERT INTO search (search, rowid, text, body) SELECT 'delete', * FROM search_source LIMIT 1",
      "INSERT INTO search (rowid, text, body) VALUES (1000000, 'x', 'y')", "DELETE FROM search_docsize",
      "UPDATE search_docsize SET sz = X'0101'", "INSERT INTO search (search) VALUES ('delete-all')",
    ]
    let ledger = TemporaryLedger()
    let store = try ledger.open()
    var history = RandomHistory(.announced())
    try await store.make(&history, entries: 300)
    try await store.catchUpIndexes()
    await store.close()
    for damage in damages {
      try ledger.force(damage)
      let store = try ledger.open()
      let fault = try await store.verify(reader: .user(0)).fault
      #expect(fault?.reason.contains("--rebuild") == true, "\(damage): \(String(describing: fault))")
      try await store.rebuild(reading: reading)
      #expect(try await store.verify(reader: .user(0)).fault == nil, "\(damage)")
      await store.close()
    }
  }

  /// Every row of every projection, and every word of the index.
  private func everything(_ store: SQLiteStore) async throws -> [String] {
    try await store.catchUpIndexes()
    return try await store.read(for: .user(0)) { database in
      try database.execute(sql: "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
      defer { try? database.execute(sql: "DROP TABLE temp.words") }
      let tables = [
        "record", "past", "link", "past_link", "passage", "document_text", "redacted_key", "tree", "tally",
        "search_docsize", "words",
      ]
      return try tables.flatMap { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }.sorted()
      }
    }
  }
}
