import ExclaimDomain
import GRDB

extension SQLiteStore {
  /// See `Store.search`.
  public func search(_ words: String, _ query: Query, reader: Reader) async throws -> SearchPage {
    try check(query)
    let words = try SearchWords(words)
    try await catchUpIndexes()
    return try await read(for: reader) { database in
      var plan = try QueryPlan(query, reader: reader, isSearch: true, Lookup(database))
      plan.add("search MATCH ?", .text(words.expression))
      let skipped = try Cursor.position(in: query.cursor, for: plan.fingerprint)
      var numbers: [Int64] = []
      // Numbers first: SQLite would carry content and snippet of every match through the sorting.
      try Prepared(database, plan.searchSQL).forEach {
        $0.add(plan.values)
        $0.add(query.limit + 1)
        $0.add(skipped)
      } _: { columns in
        numbers.append(columns.int(0))
        return true
      }
      let records = try RecordReader(database, writer.withdrawals)
      let snippet = try Prepared(
        database,
        "SELECT snippet(search, -1, '[', ']', '…', 16) FROM search WHERE search MATCH ? AND rowid = ?")
      var hits: [SearchHit] = []
      var bytesLeft = query.bytesMax
      var seen = 0
      for number in numbers.prefix(query.limit) {
        guard let record = try records.record(number, for: reader) else {
          seen += 1
          continue
        }
        bytesLeft -= record.byteCount
        guard bytesLeft >= 0 || hits.isEmpty else { break }
        seen += 1
        let text = try snippet.first {
          $0.add(words.expression)
          $0.add(number)
        } _: { columns in
          columns.text(0)
        }
        hits.append(SearchHit(record: record, snippet: text ?? ""))
      }
      guard numbers.count > seen else { return SearchPage(hits: hits, nextCursor: "") }
      let next = Cursor(position: skipped + Int64(seen), fingerprint: plan.fingerprint)
      return SearchPage(hits: hits, nextCursor: next.text)
    }
  }
}

extension QueryPlan {
  /// Numbers of matches, best first. Parameters: those of the plan, how many rows, how many to skip.
  fileprivate var searchSQL: String {
    """
    SELECT r.number FROM \(source)
    WHERE \(conditions.joined(separator: " AND "))
    ORDER BY bm25(search), r.number LIMIT ? OFFSET ?
    """
  }
}
