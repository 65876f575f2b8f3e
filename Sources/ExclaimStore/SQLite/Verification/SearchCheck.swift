import GRDB

/// Has FTS5 check the search index against the texts, on a copy: the command counts as writing.
///
/// The copy takes as much room for temporary files as the index does in the ledger, and is gone when the check ends.
enum SearchCheck {
  /// What is wrong with the index.
  static func fault(_ database: Database) throws(StoreError) -> String? {
    do {
      // Where that fails, the transaction is rolled back, and the copy goes with it.
      defer {
        try? database.execute(
          sql: "DROP TABLE temp.copied_words; DROP TABLE temp.copied; DROP VIEW temp.copied_source")
      }
      let through = try Int64.fetchOne(database, sql: "SELECT through FROM main.indexed") ?? 0
      try database.execute(sql: newTable(through: through))
      if try Bool.fetchOne(database, sql: hasOtherSettings) == true {
        return "the settings of the search index are not those of a new one"
      }
      try database.execute(sql: copy)
      try database.execute(sql: "INSERT INTO temp.copied (copied, rank) VALUES ('integrity-check', 1)")
      if let table = try String.fetchOne(database, sql: hasOtherTypes) {
        return "\(table) holds a value of another type"
      }
      if try Bool.fetchOne(database, sql: leadsNowhere) == true {
        return "the search index leads to a part of it that is not there"
      }
      if let word = try String.fetchOne(database, sql: wordNotFound) {
        return "the search index does not lead to “\(word.prefix(80))”, which is there"
      }
      // A way that leads past words would lead the check past them as well.
      let words = try Int64.fetchOne(database, sql: "SELECT sum(cnt) FROM temp.copied_words") ?? 0
      let totals = try Prepared(database, "SELECT block FROM main.search_data WHERE id = 1")
        .first({ _ in }, { $0.bytes(0) })
      guard words == numbers(in: totals ?? []).dropFirst().reduce(0, &+) else {
        return "the search index does not lead to every word"
      }
      return nil
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
        return "the search index is not that of the texts (\(error.message ?? "no message"))"
      default: throw StoreError(error)
      }
    } catch {
      throw StoreError(error)
    }
  }

  private static func newTable(through: Int64) -> String {
    """
    CREATE TEMP VIEW copied_source AS
      SELECT sequence, text, body FROM main.search_source WHERE sequence <= \(through);
    CREATE VIRTUAL TABLE temp.copied USING fts5(
      text, body, content = 'copied_source', content_rowid = 'sequence', tokenize = "\(Schema.tokenizer)");
    CREATE VIRTUAL TABLE temp.copied_words USING fts5vocab(temp, copied, row);
    """
  }

  private static let hasOtherSettings = """
    SELECT EXISTS (SELECT * FROM main.search_config EXCEPT SELECT * FROM temp.copied_config)
      OR EXISTS (SELECT * FROM temp.copied_config EXCEPT SELECT * FROM main.search_config)
    """

  /// The tables in which FTS5 keeps an index, put in the place of the new one's.
  private static let copy = """
    DELETE FROM temp.copied_data; DELETE FROM temp.copied_idx;
    INSERT INTO temp.copied_data SELECT * FROM main.search_data;
    INSERT INTO temp.copied_idx SELECT * FROM main.search_idx;
    INSERT INTO temp.copied_docsize SELECT * FROM main.search_docsize;
    """

  /// FTS5 reads all of these as what they should be.
  private static let hasOtherTypes = """
    SELECT 'search_data' FROM main.search_data WHERE typeof(block) != 'blob' UNION ALL
    SELECT 'search_idx' FROM main.search_idx
      WHERE (typeof(segid), typeof(term), typeof(pgno)) != ('integer', 'blob', 'integer') UNION ALL
    SELECT 'search_docsize' FROM main.search_docsize WHERE typeof(sz) != 'blob' LIMIT 1
    """

  /// A part of the index has the number of its segment and, in the lower 37 bits, that of its page. While segments are
  /// merged, the first pages of one go before the ways that lead to them: these lead to the first that is left.
  private static let leadsNowhere = """
    SELECT EXISTS (SELECT 1 FROM main.search_idx AS way
      WHERE (segid << 37) + (pgno >> 1) NOT IN (SELECT id FROM main.search_data)
        AND NOT (pgno >> 1 > 0 AND (segid << 37) + (pgno >> 1)
          < (SELECT min(id) FROM main.search_data WHERE id > way.segid << 37)))
    """

  /// FTS5 checks that the words are there; a search must also find its way to each of them.
  private static let wordNotFound = """
    SELECT term FROM temp.copied_words AS word WHERE NOT EXISTS (
      SELECT 1 FROM temp.copied_words AS found
      WHERE found.term = word.term AND found.doc = word.doc AND found.cnt = word.cnt)
    LIMIT 1
    """

  /// What FTS5 keeps in its first block, and checks: how many texts there are, and how many words in each column.
  private static func numbers(in block: [UInt8]) -> [Int64] {
    // Groups of seven bits, the highest first; the last byte of each number has no high bit.
    var numbers: [Int64] = []
    var number: Int64 = 0
    for byte in block {
      number = number << 7 | Int64(byte & 0x7F)
      guard byte < 0x80 else { continue }
      numbers.append(number)
      number = 0
    }
    return numbers
  }
}
