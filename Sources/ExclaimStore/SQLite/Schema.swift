import GRDB

/// The tables, version by version.
///
///     journal ── every revision, in the order of writing; the only truth
///        │
///        ├── record          the latest revision of each record, with what lists filter by
///        ├── past            the same of each revision that another took the place of
///        ├── link            who refers to whom, for filters
///        ├── past_link       the same of revisions in `past`
///        ├── document_text   texts against which quotes are checked
///        ├── passage         words to search, indexed by search (FTS5)
///        ├── redacted_key    keys of redacted records, hashed: scripts must not bring them back
///        ├── tree            roots of parts of the Merkle tree
///        └── tally           records of each kind
///
/// A record's number is the sequence of its first entry. It stands inside the record's id, and it is the order of
/// lists. Texts go by the sequence of the revision that brought them, so that what was once said is still found.
enum Schema {
  /// "Excl": marks the file as a ledger of Exclaim.
  static let applicationID: Int32 = 0x4578_636C
  /// The newest schema that this program knows.
  static let version = 2

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    // A ledger of schema 1 has run these two; a new one begins with the third.
    migrator.registerMigration("v1") { _ in }
    migrator.registerMigration("withdrawn") { _ in }
    migrator.registerMigration("v2") { database in
      let isNew = try !database.tableExists("journal")
      if !isNew { try database.execute(sql: setAside) }
      try database.execute(sql: journal)
      if !isNew { try database.execute(sql: takeOver) }
      try database.execute(sql: guards)
      try database.execute(sql: projections)
      try database.execute(sql: search)
      try database.execute(sql: "PRAGMA user_version = 2")
    }
    return migrator
  }

  /// Refuses a ledger whose list of migrations is not that of its version: a damaged list would have a migration run a
  /// second time, over what it made.
  static func checkHistory(_ database: Database, version: Int) throws {
    let migrator = migrator
    let listed = try migrator.appliedIdentifiers(database)
    guard listed.isSubset(of: migrator.migrations), listed.contains("v2") == (version == 2) else {
      throw StoreError.corrupt("the migrations that were run are not those of schema \(version)")
    }
  }

  /// Columns that are read without the content come before it, so a long content's overflow pages stay unread.
  ///
  /// `record`: number of the record. `previous`: sequence of its revision before, which leads back through the
  /// history without an index. `action`: NULL for entries of schema 1. `salt`, `reason`, `fingerprint`, `links`,
  /// `content`: NULL, all of them, when redacted.
  private static let journal = """
    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY,
      record INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      previous INTEGER,
      visibility INTEGER NOT NULL,
      author_uid INTEGER NOT NULL,
      author_gid INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      action INTEGER,
      redacts INTEGER NOT NULL,
      flagged INTEGER NOT NULL,
      id TEXT NOT NULL,
      commitment BLOB NOT NULL,
      hash BLOB NOT NULL,
      salt BLOB,
      reason TEXT,
      fingerprint BLOB,
      links BLOB,
      content BLOB
    );
    """

  private static let guards = """
    CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal BEGIN
      SELECT RAISE(ABORT, 'the journal is append-only');
    END;
    CREATE TRIGGER journal_is_not_changed
    BEFORE UPDATE OF sequence, record, kind, revision, previous, visibility, author_uid, author_gid,
      recorded_at, action, redacts, flagged, id, commitment, hash ON journal BEGIN
      SELECT RAISE(ABORT, 'the journal is append-only');
    END;
    CREATE TRIGGER journal_is_only_redacted
    BEFORE UPDATE OF salt, reason, fingerprint, links, content ON journal
    WHEN coalesce(NEW.salt, NEW.reason, NEW.fingerprint, NEW.links, NEW.content) IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'content can only be redacted, whole');
    END;
    """

  /// What schema 1 made of the journal is dropped: it is made anew, see `SQLiteStore.needsRebuild`.
  private static let setAside = """
    DROP TABLE record; DROP TABLE link; DROP TABLE document_text; DROP TABLE tally;
    DROP TABLE search; DROP VIEW search_source; DROP TABLE passage; DROP TABLE indexed;
    ALTER TABLE journal RENAME TO journal_1;
    """

  private static let takeOver = """
    INSERT INTO journal
      SELECT sequence, record, kind, revision, previous, visibility, author_uid, author_gid, recorded_at,
        NULL, 0, 0, id, commitment, hash, salt, NULL, fingerprint, links, content
      FROM journal_1 ORDER BY sequence;
    DROP TABLE journal_1;
    """

  /// What lists filter by, in `record` and `past`. `passage`: sequence under which the texts stand.
  private static let terms = """
    kind INTEGER NOT NULL,
    visibility INTEGER NOT NULL,
    author_uid INTEGER NOT NULL,
    key TEXT,
    state INTEGER NOT NULL,
    protection INTEGER NOT NULL,
    passage INTEGER,
    topic INTEGER,
    unit INTEGER,
    categories INTEGER NOT NULL,
    speech_act INTEGER,
    status INTEGER,
    scope TEXT,
    event_from INTEGER, event_to INTEGER,
    asserted_from INTEGER, asserted_to INTEGER,
    published_from INTEGER, published_to INTEGER
    """

  /// An index costs a page write for each commit at least, and one for each record where it scatters:
  /// - `record_by_key`: idempotency and references by key; by key first, for keys of other authors.
  /// - `record_by_kind`: a list of one kind, in list order; each kind has one growing edge, so it stays cheap.
  /// - `record_exceptional`: few or none, so that it costs others nothing, and tells on opening whether there is one.
  ///   See `LinkSieve`.
  /// - `link`: keyed by what is referred to, then by list order. It scatters, so commits leave it alone, see
  ///   `DeferredIndexes`. It is its own table and needs no index by record: the links of a revision stand packed
  ///   in the journal. `roles` are bits, see `LinkRole`.
  private static let projections = """
    CREATE TABLE record (number INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, \(terms));
    CREATE UNIQUE INDEX record_by_key ON record (key, author_uid) WHERE key IS NOT NULL;
    CREATE INDEX record_by_kind ON record (kind);
    CREATE INDEX record_exceptional ON record (number)
      WHERE state != 0 OR (visibility = 1 AND sequence > number);
    CREATE TABLE past (
      number INTEGER NOT NULL, sequence INTEGER NOT NULL, until INTEGER NOT NULL, \(terms),
      PRIMARY KEY (number, sequence)
    ) WITHOUT ROWID;
    CREATE TABLE link (
      target INTEGER NOT NULL,
      record INTEGER NOT NULL,
      roles INTEGER NOT NULL,
      PRIMARY KEY (target, record)
    ) WITHOUT ROWID;
    CREATE TABLE past_link (
      record INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      target INTEGER NOT NULL,
      roles INTEGER NOT NULL,
      PRIMARY KEY (record, sequence, target)
    ) WITHOUT ROWID;
    CREATE TABLE document_text (sequence INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE redacted_key (hash BLOB PRIMARY KEY, record INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE tree (
      level INTEGER NOT NULL,
      place INTEGER NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (level, place)
    ) WITHOUT ROWID;
    CREATE TABLE tally (kind INTEGER PRIMARY KEY, records INTEGER NOT NULL);
    """

  /// How texts are cut into words to search.
  static let tokenizer = "unicode61 remove_diacritics 2"

  /// External content: the texts stand once, in `passage` and `document_text`; FTS5 keeps the index alone.
  /// `indexed.through`: sequence up to which entries are in `link`, `search` and `tree`, see `DeferredIndexes`.
  /// `indexed.unscrubbed`: whether bytes of what was redacted may still lie in the files, see `Scrub`.
  private static let search = """
    CREATE TABLE passage (sequence INTEGER PRIMARY KEY, record INTEGER NOT NULL, text TEXT NOT NULL);
    CREATE VIEW search_source AS
      SELECT passage.sequence AS sequence, passage.text AS text, document_text.text AS body
      FROM passage LEFT JOIN document_text ON document_text.sequence = passage.sequence;
    CREATE VIRTUAL TABLE search USING fts5(
      text, body, content = 'search_source', content_rowid = 'sequence',
      tokenize = "\(tokenizer)");
    CREATE TABLE indexed (
      one INTEGER PRIMARY KEY CHECK (one = 1), through INTEGER NOT NULL, unscrubbed INTEGER NOT NULL);
    INSERT INTO indexed VALUES (1, 0, 0);
    """
}
