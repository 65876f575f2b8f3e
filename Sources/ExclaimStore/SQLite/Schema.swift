import GRDB

/// The tables, version by version.
///
///     journal ── every revision, in the order of writing; the only truth
///        │
///        ├── record          the latest revision of each record, with what lists filter by
///        ├── link            who refers to whom, for filters
///        ├── document_text   texts against which quotes are checked
///        ├── passage         words to search, indexed by search (FTS5)
///        └── tally           records of each kind
///
/// A record's number is the sequence of its first entry. It is the row id of every projection, it stands
/// inside the record's id, and it is the order of lists.
enum Schema {
  /// "Excl": marks the file as a ledger of Exclaim.
  static let applicationID: Int32 = 0x4578_636C
  /// The newest schema that this program knows.
  static let version = 1

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { database in
      try database.execute(sql: journal)
      try database.execute(sql: projections)
      try database.execute(sql: search)
      try database.execute(sql: "PRAGMA user_version = 1")
    }
    // Programs that do not know the index keep it as it should be: the version stays.
    migrator.registerMigration("withdrawn") { try $0.execute(sql: withdrawn) }
    return migrator
  }

  /// Columns that are read without the content come before it, so a long content's overflow pages stay unread.
  ///
  /// `record`: number of the record. `previous`: sequence of its revision before, which leads back through the
  /// history without an index. `content`, `links`, `fingerprint`, `salt`: NULL, all of them, when redacted.
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
      id TEXT NOT NULL,
      commitment BLOB NOT NULL,
      hash BLOB NOT NULL,
      salt BLOB,
      fingerprint BLOB,
      links BLOB,
      content BLOB
    );
    CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal BEGIN
      SELECT RAISE(ABORT, 'the journal is append-only');
    END;
    CREATE TRIGGER journal_is_not_changed
    BEFORE UPDATE OF sequence, record, kind, revision, previous, visibility, author_uid, author_gid,
      recorded_at, id, commitment, hash ON journal BEGIN
      SELECT RAISE(ABORT, 'the journal is append-only');
    END;
    CREATE TRIGGER journal_is_only_redacted
    BEFORE UPDATE OF salt, fingerprint, links, content ON journal
    WHEN coalesce(NEW.salt, NEW.fingerprint, NEW.links, NEW.content) IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'content can only be redacted, whole');
    END;
    """

  /// An index costs a page write for each commit at least, and one for each record where it scatters:
  /// - `record_by_key`: idempotency and references by key; by key first, for keys of other authors.
  /// - `record_by_kind`: a list of one kind, in list order; each kind has one growing edge, so it stays cheap.
  /// - `link`: keyed by what is referred to, then by list order. It scatters, so commits leave it alone, see
  ///   `DeferredIndexes`. It is its own table and needs no index by record: the links of a revision stand packed
  ///   in the journal. `roles` are bits, see `LinkRole`.
  private static let projections = """
    CREATE TABLE record (
      number INTEGER PRIMARY KEY,
      sequence INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      visibility INTEGER NOT NULL,
      author_uid INTEGER NOT NULL,
      key TEXT,
      topic INTEGER,
      unit INTEGER,
      categories INTEGER NOT NULL,
      speech_act INTEGER,
      status INTEGER,
      scope TEXT,
      event_from INTEGER, event_to INTEGER,
      asserted_from INTEGER, asserted_to INTEGER,
      published_from INTEGER, published_to INTEGER
    );
    CREATE UNIQUE INDEX record_by_key ON record (key, author_uid) WHERE key IS NOT NULL;
    CREATE INDEX record_by_kind ON record (kind);
    CREATE TABLE link (
      target INTEGER NOT NULL,
      record INTEGER NOT NULL,
      roles INTEGER NOT NULL,
      PRIMARY KEY (target, record)
    ) WITHOUT ROWID;
    CREATE TABLE document_text (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE tally (kind INTEGER PRIMARY KEY, records INTEGER NOT NULL);
    """

  /// Private records that were revised, of which some may have been visible before: few or none, so that it costs
  /// others nothing, and tells on opening whether there is one. See `LinkSieve`.
  private static let withdrawn = """
    CREATE INDEX record_withdrawn ON record (number) WHERE visibility = 1 AND sequence > number;
    """

  /// External content: the texts stand once, in `passage` and `document_text`; FTS5 keeps the index alone.
  /// `indexed.through`: sequence up to which entries are in `link` and `search`, see `DeferredIndexes`.
  private static let search = """
    CREATE TABLE passage (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE VIEW search_source AS
      SELECT passage.number AS number, passage.text AS text, document_text.text AS body
      FROM passage LEFT JOIN document_text ON document_text.number = passage.number;
    CREATE VIRTUAL TABLE search USING fts5(
      text, body, content = 'search_source', content_rowid = 'number',
      tokenize = "unicode61 remove_diacritics 2");
    CREATE TABLE indexed (one INTEGER PRIMARY KEY CHECK (one = 1), through INTEGER NOT NULL);
    INSERT INTO indexed VALUES (1, 0);
    """
}
