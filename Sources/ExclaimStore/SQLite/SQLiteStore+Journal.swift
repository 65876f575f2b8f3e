import ExclaimDomain
import ExclaimProof
import GRDB

extension SQLiteStore {
  /// See `Store.entries`.
  public func entries(
    after sequence: UInt64, countMax: Int, bytesMax: Int, reader: Reader
  ) async throws -> [JournalRevision] {
    try await read(for: reader) { database in
      var sieve = LinkSieve(try Lookup(database), for: reader, writer.exceptions)
      var found: [JournalRevision] = []
      var bytesLeft = bytesMax
      try Prepared(database, JournalRevision.sql).forEach {
        $0.add(Int64(clamping: sequence))
        $0.add(countMax)
      } _: { (columns) throws(StoreError) in
        var revision = try JournalRevision(columns)
        if revision.isVisible(to: reader) { revision.record = try sieve.sift(revision.record) }
        bytesLeft -= revision.record.byteCount
        guard bytesLeft >= 0 || found.isEmpty else { return false }
        found.append(revision)
        return true
      }
      return found
    }
  }

  /// See `Store.journalView`.
  public var journalView: JournalView { writer.exceptions.view }

  /// See `Store.journalGrows`.
  public func journalGrows(beyond sequence: UInt64) async throws -> UInt64 {
    try await writer.growth.beyond(sequence)
  }

  /// See `Store.filter`.
  public func filter(_ query: Query, reader: Reader) async throws -> RevisionFilter {
    try await read(for: reader) { database in
      RevisionFilter(
        query, targets: try Lookup(database).targets(of: query, reader: reader), reader: reader)
    }
  }

  /// See `Store.treeHead`.
  public func treeHead(size: UInt64?, reader: Reader) async throws -> TreeHead {
    try await withTree(size, reader) { (tree, _) throws(StoreError) in try tree.head() }
  }

  /// See `Store.proveConsistency`.
  public func proveConsistency(
    from oldSize: UInt64, to size: UInt64?, reader: Reader
  ) async throws -> ConsistencyProof {
    try await withTree(size, reader) { (tree, _) throws(StoreError) in
      guard (1...UInt64(max(1, tree.size))).contains(oldSize) else {
        throw .invalidQuery(
          StoreProblem(
            .invalid, field: "fromSize", value: String(oldSize), reason: "is not within 1 and \(tree.size)",
            remedy: "give the size of a tree that this ledger has had"))
      }
      return ConsistencyProof(
        head: try tree.head(), path: try tree.consistencyPath(from: Int(clamping: oldSize)))
    }
  }

  /// See `Store.proveInclusion`.
  public func proveInclusion(
    of reference: String, revision: UInt32?, size: UInt64?, reader: Reader
  ) async throws -> InclusionProof? {
    guard let record = try recordNow(reference, revision: revision, reader: reader) else { return nil }
    return try await withTree(size, reader) { (tree, database) throws(StoreError) in
      guard record.stamp.sequence <= tree.size else {
        throw .invalidQuery(
          StoreProblem(
            .invalid, field: "size", value: String(tree.size),
            reason: "is a tree that ends before the revision, which is entry \(record.stamp.sequence)",
            remedy: "ask for a larger tree, or for an earlier revision"))
      }
      let sequence = Int64(record.stamp.sequence)
      let entries = try Prepared(database, "SELECT \(StoredEntry.columns) FROM journal WHERE sequence = ?")
      guard let stored = try entries.first({ $0.add(sequence) }, { StoredEntry($0) }) else {
        throw .corrupt("entry \(sequence) is missing")
      }
      let before = try Prepared(database, "SELECT hash FROM journal WHERE sequence = ?")
        .first({ $0.add(sequence - 1) }, { $0.bytes(0) })
      return InclusionProof(
        head: try tree.head(), path: try tree.inclusionPath(of: Int(sequence - 1)), entry: stored.entry,
        commitment: stored.commitment, hashBefore: before ?? EntryHash.origin,
        // The commitment covers all links, so that whoever may not see one cannot be shown what it was made of.
        opening: stored.body.flatMap { $0.links == record.links.bytes ? $0 : nil }.map {
          InclusionProof.Opening(
            salt: $0.salt, fingerprint: $0.fingerprint, reason: $0.reason, links: $0.links,
            content: $0.content)
        })
    }
  }

  /// Lends the tree of a size: of all entries where it is nil.
  private func withTree<Value: Sendable>(
    _ size: UInt64?, _ reader: Reader,
    _ body: @Sendable (MerkleTree<StoredTree>, Database) throws(StoreError) -> Value
  ) async throws -> Value {
    try await catchUpIndexes()
    return try await read(for: reader) { database in
      let indexed = try Prepared(database, "SELECT through FROM indexed").first({ _ in }, { $0.int(0) }) ?? 0
      // Entries that came since are not in the tree yet.
      let size = size ?? UInt64(indexed)
      guard size <= UInt64(indexed) else {
        throw StoreError.invalidQuery(
          StoreProblem(
            .invalid, field: "size", value: String(size),
            reason: "is more than the \(indexed) entries that there are",
            remedy: "leave it out for the whole journal"))
      }
      return try body(
        MerkleTree(size: Int(size), nodes: StoredTree(tiles: try TreeTiles(database))), database)
    }
  }
}

extension JournalRevision {
  /// Entries after a sequence. Parameters: it, and how many.
  fileprivate static let sql = """
    SELECT \(RecordReader.revisionColumns), r.author_uid, r.visibility,
      \(Projections.terms.map { "iif(p.number IS NULL, r.\($0), p.\($0))" }.joined(separator: ", "))
    FROM journal j CROSS JOIN record r ON r.number = j.record
      LEFT JOIN past p ON p.number = j.record AND p.sequence = j.sequence
    WHERE j.sequence > ? ORDER BY j.sequence LIMIT ?
    """

  fileprivate init(_ columns: Columns) throws(StoreError) {
    let first = RecordReader.columnCount
    record = try StoredRecord(columns)
    ownerUID = columns.uint32(first)
    visibilityNow = try Visibility(stored: columns.int32(first + 1))
    func code(_ place: Int32) -> Int32? {
      columns.isNull(first + 2 + place) ? nil : columns.int32(first + 2 + place)
    }
    (topic, unit, speechAct, status) = (code(0), code(1), code(3), code(4))
    categories = columns.int(first + 4)
    scope = columns.optionalText(first + 7)
    spans = [Int32(6), 8, 10].compactMap { place in
      guard let from = code(place), let to = code(place + 1) else { return nil }
      return (from, to)
    }
  }
}
