import ExclaimDomain
import ExclaimProof
import GRDB
import Testing

@testable import ExclaimStore

@Suite("Journal")
struct JournalTests {
  let ledger = TemporaryLedger()

  /// A closed ledger of three entries, two of them of one record.
  private func fill() async throws -> Verification {
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.actor, "ru", "one"), draft(.claim, "c", "x", links: [link(.speaker, "ru")]),
    ])
    _ = try await store.submit([draft(.actor, "ru", "two")], revise: true)
    try await store.catchUpIndexes()
    let found = try await store.verify(reader: .user(0))
    await store.close()
    return found
  }

  private func verifyAfter(_ sql: String) async throws -> Verification {
    try ledger.force(sql)
    let store = try ledger.open()
    let found = try await store.verify(reader: .user(0))
    await store.close()
    return found
  }

  @Test("verifies an untouched ledger and agrees with the status on its head")
  func intact() async throws {
    let found = try await fill()
    #expect(found.isIntact)
    #expect(found.entries == 3)
    #expect(found.redacted == 0)
    let store = try ledger.open()
    let status = try await store.status(reader: .user(0))
    #expect(status.headHash == found.headHash)
    #expect(status.lastSequence == 3)
    #expect(status.counts == [.actor: 1, .claim: 1])
    #expect(status.databaseBytes > 0)
    #expect(status.submissionsWaiting == 0)
    await store.close()
  }

  @Test("verifies an empty ledger")
  func empty() async throws {
    let store = try ledger.open()
    let found = try await store.verify(reader: .user(0))
    #expect(
      found
        == Verification(
          entries: 0, redacted: 0, headHash: EntryHash.origin, treeRoot: MerkleHash.empty, fault: nil))
    await store.close()
  }

  @Test(
    "finds any change of an entry, at that entry",
    arguments: [
      "content = CAST(X'00' || substr(content, 2) AS BLOB)", "content = X''", "links = X''",
      "salt = zeroblob(16)",
      "fingerprint = zeroblob(32)", "commitment = zeroblob(32)", "hash = zeroblob(32)", "author_uid = 0",
      "author_gid = 0", "recorded_at = recorded_at + 1", "visibility = 3", "kind = 4", "revision = 2",
      "id = substr(id, 1, 29) || iif(substr(id, 30) = '0', '1', '0')", "record = 1", "previous = 1",
      "salt = NULL, links = NULL",
      "content = NULL",
    ])
  func tampered(change: String) async throws {
    _ = try await fill()
    let found = try await verifyAfter("UPDATE journal SET \(change) WHERE sequence = 2;")
    #expect(found.fault?.sequence == 2)
    #expect(found.fault?.reason.isEmpty == false)
  }

  @Test("finds an entry that is gone, wherever it stood, but for the last")
  func missing() async throws {
    _ = try await fill()
    let found = try await verifyAfter("DELETE FROM journal WHERE sequence = 1;")
    #expect(found.fault == .init(sequence: 1, reason: "entry 1 is missing"))
  }

  @Test("finds that the last entry is gone by the record that stood at it")
  func truncated() async throws {
    _ = try await fill()
    let found = try await verifyAfter("DELETE FROM journal WHERE sequence = 3;")
    #expect(!found.isIntact)
  }

  @Test("finds two entries that changed places")
  func swapped() async throws {
    _ = try await fill()
    let found = try await verifyAfter(
      """
      UPDATE journal SET sequence = 9 WHERE sequence = 1; UPDATE journal SET sequence = 1 WHERE sequence = 2;
      UPDATE journal SET sequence = 2 WHERE sequence = 9;
      """)
    #expect(found.fault?.sequence == 1)
  }

  @Test(
    "finds projections that are not what the journal says",
    arguments: [
      "DELETE FROM record WHERE number = 1", "UPDATE record SET sequence = 1 WHERE number = 1",
      "UPDATE record SET visibility = 3 WHERE number = 2",
      "UPDATE record SET author_uid = 5 WHERE number = 2",
      "UPDATE record SET kind = 3 WHERE number = 1", "DELETE FROM link", "UPDATE link SET roles = 2",
      "INSERT INTO link VALUES (1, 7, 1)", "UPDATE tally SET records = 9 WHERE kind = 1",
    ])
  func projections(change: String) async throws {
    _ = try await fill()
    let found = try await verifyAfter("\(change);")
    #expect(found.fault?.reason.contains("rebuild") == true)
    let store = try ledger.open()
    try await store.rebuild(reading: reading)
    #expect(try await store.verify(reader: .user(0)).isIntact)
    await store.close()
  }

  @Test("finds content that is gone, and that no redaction accounts for")
  func lost() async throws {
    _ = try await fill()
    try ledger.tamper(
      """
      UPDATE journal SET content = NULL, links = NULL, fingerprint = NULL, reason = NULL, salt = NULL
      WHERE sequence = 1
      """)
    let store = try ledger.open()
    let found = try await store.verify(reader: .user(0))
    #expect(found.redacted == 1)
    #expect(found.fault?.sequence == 1)
    #expect(found.fault?.reason.contains("no redaction") == true)
    let first = try #require(try await store.record("ru", revision: 1, reader: annReads))
    #expect(first.content == nil)
    #expect(first.stamp.revision == 1)
    await store.close()
  }

  @Test(
    "lets nobody change or delete an entry through SQL, and redact only whole",
    arguments: [
      "DELETE FROM journal", "UPDATE journal SET author_uid = 0", "UPDATE journal SET hash = zeroblob(32)",
      "UPDATE journal SET content = X'00'", "UPDATE journal SET content = NULL",
      "UPDATE journal SET sequence = 9",
    ])
  func appendOnly(sql: String) async throws {
    _ = try await fill()
    #expect(throws: DatabaseError.self) { try ledger.tamper(sql) }
  }

  @Test("makes the same projections from the journal as it made while writing")
  func rebuild() async throws {
    let store = try ledger.open()
    let drafts = [
      draft(.actor, "ru", "alpha"),
      draft(
        .claim, "c", "beta", links: [link(.speaker, "ru"), link(.mention, "d")],
        terms: IndexTerms(topic: 1, unit: 1, categories: [2, 3], scope: "Kursk")),
      draft(.document, "d", "gamma", document: "the text"), draft(.claim, nil, "delta", visibility: .private),
    ]
    _ = try await store.submit(drafts)
    let later = [draft(.claim, "c", "epsilon", links: [link(.hop, "ru")]), draft(.document, "d", "zeta")]
    _ = try await store.submit(later, revise: true)
    let before = try await dump(store)
    let known = Dictionary((drafts + later).map { ($0.content, $0) }) { first, _ in first }
    try await store.rebuild { _, content in try #require(known[content]) }
    #expect(try await dump(store) == before)
    #expect(try await store.verify(reader: .user(0)).isIntact)
    #expect(try await store.search("epsilon", Query(), reader: annReads).hits.map(\.record.key) == ["c"])
    #expect(try await store.search("beta", Query(), reader: annReads).hits.isEmpty)
    #expect(try await store.submit([draft(.claim, "c", "epsilon", links: [link(.hop, "ru")])])[0].isUnchanged)
    await store.close()
  }

  @Test("leaves everything as it is when a rebuild fails")
  func failedRebuild() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.actor, "ru")])
    let before = try await dump(store)
    await #expect(throws: (any Error).self) { try await store.rebuild { _, _ in throw Unreadable() } }
    #expect(try await dump(store) == before)
    #expect(try await store.submit([draft(.actor, "ua")])[0].isCreated)
    await store.close()
  }

  /// Every row of every projection.
  private func dump(_ store: SQLiteStore) async throws -> [String] {
    try await store.catchUpIndexes()
    return try await store.read(for: .user(0)) { database in
      try ["record", "link", "passage", "document_text", "tally"].flatMap { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY 1, 2").map { "\(table) \($0)" }
      }
    }
  }
}
