import GRDB

/// Checks the file as a database: whether it has the tables that it should, and whether its pages fit together.
enum FileCheck {
  /// What is wrong with the schema: it must be the one that a new ledger gets.
  static func schemaFault(_ database: Database) throws(StoreError) -> String? {
    do {
      let new = try DatabaseQueue()
      try Schema.migrator.migrate(new)
      let (expected, found) = (try new.read(description), try description(database))
      guard let wrong = expected.symmetricDifference(found).min() else { return nil }
      return "the tables are not those of schema \(Schema.version): see \(wrong.prefix(80))"
    } catch {
      throw StoreError(error)
    }
  }

  private static func description(_ database: Database) throws -> Set<String> {
    let objects = try String.fetchSet(
      database,
      sql: """
        SELECT quote(name) || ' ' || quote(type) || ' ' || quote(tbl_name) || ' ' || quote(sql)
        FROM main.sqlite_schema
        """)
    let migrations = try String.fetchSet(
      database, sql: "SELECT 'grdb_migrations ' || quote(identifier) FROM grdb_migrations")
    let version = try String.fetchSet(
      database, sql: "SELECT 'user_version ' || user_version FROM pragma_user_version")
    return objects.union(migrations).union(version)
  }

  /// What SQLite finds wrong with its b-trees, their order, indexes and free pages.
  static func pagesFault(_ database: Database) throws(StoreError) -> String? {
    // One finding is enough. GRDB would log the others as errors.
    let first = try Prepared(database, "PRAGMA main.integrity_check(1)").first({ _ in }, { $0.text(0) })
    guard let first, first != "ok" else { return nil }
    return "the file is damaged: \(first.split(separator: "\n").last ?? "")"
  }
}
