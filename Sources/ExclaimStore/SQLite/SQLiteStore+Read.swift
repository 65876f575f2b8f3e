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

  /// See `Store.recordNow`.
  public func recordNow(_ reference: String, through sequence: UInt64, reader: Reader) throws -> StoredRecord?
  {
    guard !queue.isClosed else { throw StoreError.closed }
    do {
      return try points.record(reference, through: sequence, for: reader)
    } catch {
      throw Self.outward(error)
    }
  }

  /// See `Store.isPublic`.
  public func isPublic(_ reference: String, by day: Day, reader: Reader) async throws -> Bool {
    try await catchUpIndexes()
    return try await read(for: reader) { database in
      let lookup = try Lookup(database)
      guard let face = try lookup.face(reference, field: "id", reader: reader) else { return false }
      var knowledge = try PublicKnowledge(.published(by: day), database, for: reader)
      return try knowledge?.includes(face.number) ?? true
    }
  }

  /// See `Store.history`.
  public func history(_ reference: String, reader: Reader) async throws -> [StoredRecord] {
    try await read(for: reader) { try RecordReader($0, writer.exceptions).history(reference, for: reader) }
  }

  /// See `Store.sequence`.
  public func sequence(at time: Int64, reader: Reader) async throws -> UInt64 {
    try await read(for: reader) { database in
      let recordedAt = try Prepared(database, "SELECT recorded_at FROM journal WHERE sequence = ?")
      // The recorded clock never falls, so the entries up to a time are the first ones.
      var (known, beyond) = (Int64(0), try JournalHead(database).sequence + 1)
      while beyond - known > 1 {
        let middle = known + (beyond - known) / 2
        let recorded = try recordedAt.first({ $0.add(middle) }, { $0.int(0) })
        if let recorded, recorded <= time { known = middle } else { beyond = middle }
      }
      return UInt64(known)
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
  public func page<Records: Sendable>(
    _ query: Query, reader: Reader, into initial: Records,
    _ add: @escaping @Sendable (inout Records, StoredRecord) -> Void
  ) async throws -> Page<Records> {
    try check(query)
    if !query.links.isEmpty || query.moment.isOfPublication { try await catchUpIndexes() }
    return try await read(for: reader) { database in
      let lookup = try Lookup(database)
      let plan = try QueryPlan(query, reader: reader, lookup)
      var sieve = LinkSieve(lookup, for: reader, through: query.moment.through, writer.exceptions)
      var knowledge = try PublicKnowledge(query.moment, database, for: reader)
      let fingerprint = plan.fingerprint
      let start = try Cursor.position(in: query.cursor, for: fingerprint)
      var records = initial
      var recordCount = 0
      var bytesLeft = query.bytesMax
      var lastNumber: Int64 = 0
      var hasMore = false
      // What is not known of is passed over, so how many rows make a page is not known either.
      let rowsMax = knowledge == nil ? Int64(query.limit) + 1 : .max
      try Prepared(database, plan.listSQL).forEach {
        plan.bind(&$0, start)
        $0.add(rowsMax)
      } _: { (columns) throws(StoreError) in
        if try knowledge?.includes(columns.int(0)) == false { return true }
        // One row beyond the page tells whether there is a next one.
        hasMore = recordCount == query.limit
        if hasMore { return false }
        let record = try sieve.sift(StoredRecord(columns))
        bytesLeft -= record.byteCount
        hasMore = bytesLeft < 0 && recordCount > 0
        if hasMore { return false }
        add(&records, record)
        recordCount += 1
        lastNumber = columns.int(0)
        return true
      }
      let next = hasMore ? Cursor(position: lastNumber, fingerprint: fingerprint).text : ""
      return Page(
        records: records, recordCount: recordCount, nextCursor: next,
        undatedDocuments: try knowledge?.undatedDocuments(for: reader) ?? 0)
    }
  }

  /// See `Store.scan`.
  public func scan(
    kinds: Set<RecordKind>, through sequence: UInt64?, reader: Reader,
    _ body: @escaping @Sendable (StoredRecord) throws -> Void
  ) async throws -> UInt64 {
    var query = Query(limit: .max)
    query.kinds = kinds
    if let sequence { query.moment = .recorded(through: sequence) }
    let everything = query
    return try await read(for: reader) { database in
      let lookup = try Lookup(database)
      let plan = try QueryPlan(everything, reader: reader, lookup)
      var sieve = LinkSieve(lookup, for: reader, through: everything.moment.through, writer.exceptions)
      var failure: (any Error)?
      try Prepared(database, plan.listSQL).forEach {
        plan.bind(&$0, 0)
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
      return UInt64(min(try JournalHead(database).sequence, everything.moment.through ?? .max))
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

extension Moment {
  /// The place in the journal as of which the answer holds; nil when it is the latest.
  var through: Int64? {
    if case .recorded(let sequence) = self { Int64(clamping: sequence) } else { nil }
  }
}
