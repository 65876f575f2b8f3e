import ExclaimDomain
import GRDB

extension SQLiteStore {
  /// See `Store.recordNow`.
  public func recordNow(_ reference: String, revision: UInt32?, reader: Reader) throws -> StoredRecord? {
    guard !queue.isClosed else { throw StoreError.closed }
    do {
      return try points.record(reference, revision: revision, for: reader)
    } catch {
      throw Self.outward(error)
    }
  }

  /// See `Store.resolve`.
  public func resolve(_ reference: String, reader: Reader) async throws -> Resolution? {
    try await read(for: reader) { database in
      try Lookup(database).face(reference, field: "id", reader: reader)
        .map { Resolution(id: $0.id, kind: $0.kind) }
    }
  }

  /// See `Store.documentText`.
  public func documentText(_ reference: String, reader: Reader) async throws -> [UInt8]? {
    try await read(for: reader) { database in
      let lookup = try Lookup(database)
      guard let face = try lookup.face(reference, field: "document", reader: reader) else { return nil }
      return try lookup.documentText(face.number)
    }
  }

  /// See `Store.page`.
  public func page(_ query: Query, reader: Reader) async throws -> Page {
    try check(query)
    if !query.links.isEmpty { try await catchUpIndexes() }
    return try await read(for: reader) { database in
      let lookup = try Lookup(database)
      var plan = try QueryPlan(query, reader: reader, lookup)
      var sieve = LinkSieve(lookup, for: reader, writer.withdrawals)
      let fingerprint = plan.fingerprint
      plan.add("r.number > ?", .int(try Cursor.position(in: query.cursor, for: fingerprint)))
      var records: [StoredRecord] = []
      var bytesLeft = query.bytesMax
      var lastNumber: Int64 = 0
      var hasMore = false
      try Prepared(database, plan.listSQL).forEach {
        $0.add(plan.values)
        $0.add(query.limit + 1)
      } _: { (columns) throws(StoreError) in
        // One row beyond the page tells whether there is a next one.
        hasMore = records.count == query.limit
        if hasMore { return false }
        let record = try sieve.sift(StoredRecord(columns))
        bytesLeft -= record.byteCount
        hasMore = bytesLeft < 0 && !records.isEmpty
        if hasMore { return false }
        records.append(record)
        lastNumber = columns.int(0)
        return true
      }
      let next = hasMore ? Cursor(position: lastNumber, fingerprint: fingerprint).text : ""
      return Page(records: records, nextCursor: next)
    }
  }

  /// See `Store.scan`.
  public func scan(
    kinds: Set<RecordKind>, reader: Reader, _ body: @escaping @Sendable (StoredRecord) throws -> Void
  ) async throws -> UInt64 {
    var query = Query(limit: .max)
    query.kinds = kinds
    let everything = query
    return try await read(for: reader) { database in
      let lookup = try Lookup(database)
      let plan = try QueryPlan(everything, reader: reader, lookup)
      var sieve = LinkSieve(lookup, for: reader, writer.withdrawals)
      var failure: (any Error)?
      try Prepared(database, plan.listSQL).forEach {
        $0.add(plan.values)
        $0.add(Int64.max)
      } _: { (columns) throws(StoreError) in
        do {
          try body(sieve.sift(StoredRecord(columns)))
          return true
        } catch {
          failure = error
          return false
        }
      }
      if let failure { throw Foreign(error: failure) }
      return UInt64(try JournalHead(database).sequence)
    }
  }

  func check(_ query: Query) throws(StoreError) {
    guard (1...options.pageRecordsMax).contains(query.limit) else {
      throw .invalidQuery(
        StoreProblem(
          .invalid, field: "limit", value: String(query.limit),
          reason: "is not within 1 and \(options.pageRecordsMax), the records on a page",
          remedy: "ask for fewer, and go on with the cursor"))
    }
  }

  /// Waits until all that was committed before is in the link and search indexes.
  func catchUpIndexes() async throws {
    guard writer.areIndexesBehind else { return }
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      do throws(StoreError) {
        if try queue.add(indexWaiter: { continuation.resume(with: $0) }) { startDraining() }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  /// An error of a caller's closure, on its way out as it is.
  private struct Foreign: Error {
    var error: any Error
  }

  /// Runs `body` in a read transaction on a connection of the pool, when it is the reader's turn.
  func read<Value: Sendable>(
    for reader: Reader, _ body: @Sendable (Database) throws -> Value
  ) async throws -> Value {
    guard !queue.isClosed else { throw StoreError.closed }
    do {
      return try await turns.run(for: reader.uid) { try await pool.read(body) }
    } catch let foreign as Foreign {
      throw foreign.error
    } catch {
      throw Self.outward(error)
    }
  }
}

extension QueryPlan {
  /// The page after a number, in list order. Parameters: those of the plan, then how many rows.
  fileprivate var listSQL: String {
    """
    SELECT \(RecordReader.columns)
    FROM \(source) CROSS JOIN journal j ON j.sequence = r.sequence
    WHERE \(conditions.joined(separator: " AND "))
    ORDER BY \(order) LIMIT ?
    """
  }

  // The same number by the name under which the source's order is known to SQLite.
  private var order: String { source.hasPrefix("link") ? "l.record" : "r.number" }
}
