import ExclaimDomain
import GRDB

extension SQLiteStore {
  /// See `Store.search`.
  public func search(_ words: String, _ query: Query, reader: Reader) async throws -> SearchPage {
    try check(query)
    let words = try SearchWords(words)
    try await catchUpIndexes()
    return try await read(for: reader) { database in
      let lookup = try Lookup(database)
      let plan = try QueryPlan(query, reader: reader, words: words.expression, lookup)
      var knowledge = try PublicKnowledge(query.moment, database, for: reader)
      let skipped = try Cursor.position(in: query.cursor, for: plan.fingerprint)
      var matches: [Match] = []
      // Numbers first: SQLite would carry content and snippet of every match through the sorting.
      let rowsMax = knowledge == nil ? Int64(query.limit) + 1 : .max
      var passed: Int64 = 0
      try Prepared(database, plan.searchSQL).forEach {
        plan.bind(&$0, 0)
        $0.add(rowsMax)
        $0.add(skipped)
      } _: { (columns) throws(StoreError) in
        passed += 1
        if try knowledge?.includes(columns.int(0)) == false { return true }
        matches.append(Match(sequence: columns.int(1), passage: columns.int(2), place: skipped + passed))
        return matches.count <= query.limit
      }
      let records = try RecordReader(database, writer.exceptions)
      let snippet = try Prepared(
        database,
        """
        SELECT CASE WHEN length(text) + coalesce(length(body), 0) <= \(Self.snippetCharactersMax)
          THEN snippet(search, -1, '[', ']', '…', 16) ELSE substr(text, 1, 160) || '…' END
        FROM search WHERE search MATCH ? AND rowid = ?
        """)
      var hits: [SearchHit] = []
      var bytesLeft = query.bytesMax
      var last = skipped
      for match in matches.prefix(query.limit) {
        guard let record = try records.record(at: match.sequence, through: query.moment.through, for: reader)
        else {
          throw StoreError.corrupt("the search index leads to entry \(match.sequence), which is missing")
        }
        try Task.checkCancellation()
        bytesLeft -= record.byteCount
        guard bytesLeft >= 0 || hits.isEmpty else { break }
        last = match.place
        let text = try snippet.first {
          $0.add(words.expression)
          $0.add(match.passage)
        } _: { columns in
          columns.text(0)
        }
        hits.append(SearchHit(record: record, snippet: text ?? ""))
      }
      let undated = try knowledge?.undatedDocuments(for: reader) ?? 0
      let hasMore = matches.count > hits.count
      let next = hasMore ? Cursor(position: last, fingerprint: plan.fingerprint).text : ""
      return SearchPage(hits: hits, nextCursor: next, undatedDocuments: undated)
    }
  }

  /// In longer texts the match is not shown but their beginning: FTS5 takes time by the square of the matches in a text,
  /// and one that repeats a word would hold a connection up for minutes.
  private static var snippetCharactersMax: Int { 8_192 }

  /// A revision that holds the words.
  private struct Match {
    var sequence: Int64
    /// Where its texts stand.
    var passage: Int64
    /// How many matches come before it, and itself.
    var place: Int64
  }
}
