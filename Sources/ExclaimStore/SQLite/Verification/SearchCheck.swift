import GRDB

/// Has FTS5 check the search index against the texts, on a copy: the command counts as writing.
///
/// The copy takes as much room for temporary files as the index does in the ledger, and is gone when the check ends.
enum SearchCheck {
  /// What is wrong with the index.
  static func fault(_ database: Database) throws(StoreError) -> String? {
    do {
      // Where that fails, the transaction is rolled back, and the copy goes with it.
      defer { try? database.execute(sql: "DROP TABLE temp.copied; DROP VIEW temp.copied_source") }
      let through = try Int64.fetchOne(database, sql: "SELECT through FROM main.indexed") ?? 0
      try database.execute(sql: newTable(through: through))
      if try Bool.fetchOne(database, sql: hasOtherSettings) == true {
        return "the settings of the search index are not those of a new one"
      }
      try database.execute(sql: copy)
      try database.execute(sql: "INSERT INTO temp.copied (copied, rank) VALUES ('integrity-check', 1)")
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
}
