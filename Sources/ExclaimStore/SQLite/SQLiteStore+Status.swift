import ExclaimDomain
import GRDB

extension SQLiteStore {
  /// See `Store.status`.
  public func status(reader: Reader) async throws -> StoreStatus {
    let waiting = queue.depth
    return try await read(for: reader) { database in
      let head = try JournalHead(database)
      var counts: [RecordKind: UInt64] = [:]
      try Prepared(database, "SELECT kind, records FROM tally").forEach { _ in
      } _: { (columns) throws(StoreError) in
        counts[try RecordKind(stored: columns.int32(0))] = UInt64(columns.int(1))
        return true
      }
      let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
      return StoreStatus(
        lastSequence: UInt64(head.sequence), headHash: head.hash, counts: counts, submissionsWaiting: waiting,
        databaseBytes: try UInt64.fetchOne(database, sql: size) ?? 0)
    }
  }

  /// See `Store.verify`.
  ///
  /// One read transaction over everything, for what must fit together must be seen together. While it runs, the
  /// write-ahead log is not reused and grows, and redactions wait with their answers.
  public func verify(
    reader: Reader, reading: @escaping @Sendable (RecordKind, [UInt8]) throws -> Draft
  ) async throws -> Verification {
    try await read(for: reader) { try Verifier($0, reading: reading).verify() }
  }

  /// Whether what lists and searches read must be made from the journal before the ledger can be used: its schema has
  /// just been brought up to date.
  public func needsRebuild() async throws -> Bool {
    try await read(for: .user(0)) { database in
      try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM journal) AND NOT EXISTS (SELECT 1 FROM record)") ?? false
    }
  }

  /// Makes the projections anew from the journal, in one transaction.
  ///
  /// - Parameter reading: turns the content of an entry into the draft that it was. Key, terms and texts of the
  ///   draft are used; links and visibility come from the journal, as they were resolved then.
  public func rebuild(
    reading: @escaping @Sendable (RecordKind, [UInt8]) throws -> Draft
  ) async throws {
    guard !queue.isClosed else { throw StoreError.closed }
    let writer = writer
    do {
      try await pool.writeWithoutTransaction { try writer.rebuild($0, reading: reading) }
    } catch {
      throw Self.outward(error)
    }
  }
}
