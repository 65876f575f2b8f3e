import CExclaimSQLite
import GRDB

extension SQLiteStore {
  /// Opens the connections and brings the schema up to date.
  static func openPool(_ options: Options) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.label = "exclaim.ledger"
    // No table has foreign keys: the writer checks references, with better words.
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(busySeconds)
    configuration.maximumReaderCount = options.readersMax
    configuration.prepareDatabase { database in
      if database.configuration.readonly {
        try prepareReader(database)
      } else {
        // Large enough for the inner pages of the b-trees of millions of records.
        try database.execute(sql: "PRAGMA cache_size = -\(writerCacheKiB)")
      }
    }
    let pool = try DatabasePool(path: options.path, configuration: configuration)
    try pool.writeWithoutTransaction { database in
      // After the pool is open, for GRDB sets NORMAL for databases in WAL mode: with NORMAL, a commit is not
      // on the disk when it returns, and an acknowledged submission could be lost with the power.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard found <= Schema.version else {
        throw StoreError.newerSchema(found: found, supported: Schema.version)
      }
      try Schema.checkHistory(database, version: found)
      // What a server left that was killed after a failed sync may be in memory alone, see `Writer.writing`.
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema")
      let code = exclaim_renew_log(database.sqliteConnection!)
      guard code == 0 else { throw StoreError(sqliteCode: code, message: "the log cannot be written anew") }
      // Redaction promises that content is gone: SQLite must overwrite what it deletes, whatever its build says.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      // `WriteAheadLog` does it, between transactions instead of inside a commit.
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
      if let bytesMax = options.databaseBytesMax {
        let pageBytes = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
        try database.execute(sql: "PRAGMA max_page_count = \(max(1, bytesMax / pageBytes))")
      }
    }
    try Schema.migrator.migrate(pool)
    return pool
  }

  /// Readers map the file instead of copying its pages: each commit empties a reader's own cache, and copying
  /// the pages again took half the time of a read. `Scrub` alone makes the file shorter, when no reader needs what
  /// is cut off. SQLite maps its first 2 GiB and copies the rest.
  static func prepareReader(_ database: Database) throws {
    try database.execute(sql: "PRAGMA mmap_size = \(mappedBytesMax)")
  }

  /// For how long a connection waits for another one's lock.
  static let busySeconds = 5.0
  private static let mappedBytesMax = 1 << 31
  private static let writerCacheKiB = 32_768
}
