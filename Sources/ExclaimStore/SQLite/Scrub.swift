import GRDB
import GRDBSQLite

/// Removes what a redaction may have left in the files, a step at a time, between the transactions of others.
///
/// 1. A deleted word is only marked as deleted in the search index until the segments that hold it are merged: all of
///    them are.
/// 2. `secure_delete` overwrites what is deleted, but no copies of it: where SQLite had moved rows from one page to
///    another, they may still lie in the gaps of the first. So the file is written anew, without gaps (`VACUUM`). It
///    takes as long as copying the file, the writer waits, and there must be room for two more of it. It is the one
///    step that is long.
/// 3. Pages that were changed stand in the write-ahead log until it is cut off, for which no reader may need it.
struct Scrub {
  private enum Stage { case merging, copying, cutting }

  private var stage = Stage.merging
  private var hasBegun = false
  private let isUnscrubbed: Prepared
  private let merge: Prepared
  private let setScrubbed: Prepared

  /// Pages of the index that one step merges: some ten milliseconds of work.
  private static let pagesPerStep = 256

  init(_ database: Database) throws(StoreError) {
    isUnscrubbed = try Prepared(database, "SELECT unscrubbed FROM indexed")
    merge = try Prepared(database, "INSERT INTO search (search, rank) VALUES ('merge', ?)")
    setScrubbed = try Prepared(database, "UPDATE indexed SET unscrubbed = 0")
  }

  /// Whether there is anything to scrub, as the ledger says.
  func isNeeded() throws(StoreError) -> Bool { try isUnscrubbed.first({ _ in }, { $0.int(0) }) == 1 }

  /// What one step came to.
  enum Step {
    /// There is more to do.
    case goesOn
    /// A reader still needs the log.
    case waits
    case done
  }

  mutating func step(_ database: Database) throws(StoreError) -> Step {
    switch stage {
    case .merging:
      let before = database.totalChangesCount
      // The first time, all segments become one level, which is then merged to one segment.
      let pages = hasBegun ? Self.pagesPerStep : -Self.pagesPerStep
      try merge.run { $0.add(pages) }
      hasBegun = true
      // As the manual has it: the command itself counts as one change.
      if database.totalChangesCount - before < 2 { stage = .copying }
      return .goesOn
    case .copying:
      do {
        try database.execute(sql: "VACUUM")
      } catch {
        throw StoreError(error)
      }
      stage = .cutting
      return .goesOn
    case .cutting: return try cutLog(database)
    }
  }

  private func cutLog(_ database: Database) throws(StoreError) -> Step {
    // Without the busy handler: others need not wait while a reader holds us up.
    sqlite3_busy_timeout(database.sqliteConnection, 0)
    defer { sqlite3_busy_timeout(database.sqliteConnection, Int32(SQLiteStore.busySeconds * 1_000)) }
    let code = sqlite3_wal_checkpoint_v2(
      database.sqliteConnection, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    if code == SQLITE_OK {
      try setScrubbed.run { _ in }
      return .done
    }
    guard code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED else {
      throw StoreError(
        sqliteCode: code, message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
    }
    return .waits
  }
}
