import ExclaimDomain
import ExclaimProof

/// The ledger's memory: an append-only journal of revisions, and what can be looked up from it.
///
/// A store knows nothing of message formats. Content is opaque bytes; what it needs to find, filter and link
/// records stands beside the content in the `Draft`. No SQL, no SQLite type and no file path is above it.
///
/// Every method throws a `StoreError`, or a `CancellationError` when its task is cancelled in time.
public protocol Store: Sendable {
  /// Stores drafts and returns after they are durable.
  ///
  /// - Returns: one outcome for each draft, in their order.
  /// - Throws: `StoreError.busy` when too many submissions wait. A submission that still waits when its task is
  ///   cancelled is dropped; one that is being committed completes.
  func submit(_ submission: Submission) async throws -> [Outcome]

  /// As `submit`, without a task: `completion` runs on the store's own thread, once, after the commit.
  ///
  /// - Returns: a ticket that can call the submission off while it waits.
  @discardableResult
  func submit(
    _ submission: Submission, completion: @escaping @Sendable (Result<[Outcome], any Error>) -> Void
  ) -> SubmissionTicket

  /// Reads one record on the calling thread: a handful of b-tree descents, mostly in memory.
  ///
  /// - Parameters:
  ///   - reference: an id or a key.
  ///   - revision: which revision; nil means the latest.
  /// - Returns: nil when there is no such record for this reader.
  /// - Throws: `StoreError.invalidQuery` when a key stands for several records.
  func recordNow(_ reference: String, revision: UInt32?, reader: Reader) throws -> StoredRecord?

  /// Reads one record as it stood at a place in the journal, on the calling thread; else as the other.
  func recordNow(_ reference: String, through sequence: UInt64, reader: Reader) throws -> StoredRecord?

  /// Whether the public could know a record by the end of a day.
  func isPublic(_ reference: String, by day: Day, reader: Reader) async throws -> Bool

  /// Every revision of a record, the first first, as far as the reader may see them; none when there is no such record.
  func history(_ reference: String, reader: Reader) async throws -> [StoredRecord]

  /// The last place in the journal that was written by a time.
  ///
  /// - Parameter time: nanoseconds since 1970-01-01T00:00Z.
  func sequence(at time: Int64, reader: Reader) async throws -> UInt64

  /// Reads the latest revisions that match, in the order of their records' first entries.
  ///
  /// - Parameters:
  ///   - initial: what there is before the first record.
  ///   - add: adds a record to it, on a thread of the store.
  /// - Throws: `StoreError.invalidQuery` when a reference of the query stands for nothing, or the cursor belongs
  ///   to another query.
  func page<Records: Sendable>(
    _ query: Query, reader: Reader, into initial: Records,
    _ add: @escaping @Sendable (inout Records, StoredRecord) -> Void
  ) async throws -> Page<Records>

  /// Finds words, best match first (BM25). Sees every submission that was acknowledged before the call.
  ///
  /// - Parameter words: words that must all stand in the record; "…" for a phrase, a trailing * for a beginning.
  /// - Throws: `StoreError.invalidQuery`, as `page` does, and when there is no word.
  func search(_ words: String, _ query: Query, reader: Reader) async throws -> SearchPage

  /// Gives every latest revision of these kinds to `body`, in one read transaction, in list order.
  ///
  /// - Parameter sequence: the place in the journal as of which revisions are the latest; nil for now.
  /// - Returns: the place in the journal up to which `body` saw the ledger.
  func scan(
    kinds: Set<RecordKind>, through sequence: UInt64?, reader: Reader,
    _ body: @escaping @Sendable (StoredRecord) throws -> Void
  ) async throws -> UInt64

  /// Revisions after a place in the journal, in its order: at most so many, and about so many bytes, but one at least.
  ///
  /// All of them, whoever may see them: `filter` tells. Links of those that the reader may see are fit to the reader.
  func entries(
    after sequence: UInt64, countMax: Int, bytesMax: Int, reader: Reader
  ) async throws -> [JournalRevision]

  /// How `entries` reads now: another one, before whoever made a change hears of it, once what was read before may be
  /// shown no more, or shown differently.
  var journalView: JournalView { get }

  /// A query, its references looked up once, against which single revisions are held.
  ///
  /// - Throws: `StoreError.invalidQuery` when a reference stands for nothing.
  func filter(_ query: Query, reader: Reader) async throws -> RevisionFilter

  /// Waits until the journal is longer than this.
  ///
  /// - Returns: the sequence of the last durable entry.
  /// - Throws: `CancellationError`; `StoreError.closed` when the store is closed.
  func journalGrows(beyond sequence: UInt64) async throws -> UInt64

  /// The tree over the first entries of the journal; over all of them where `size` is nil.
  func treeHead(size: UInt64?, reader: Reader) async throws -> TreeHead

  /// Proof that the tree over the first `oldSize` entries is the beginning of that of `size`.
  ///
  /// - Throws: `StoreError.invalidQuery` when the journal has not so many entries.
  func proveConsistency(from oldSize: UInt64, to size: UInt64?, reader: Reader) async throws
    -> ConsistencyProof

  /// Proof that a revision, the latest where it is nil, stands in a tree; nil when there is no such revision.
  ///
  /// - Throws: `StoreError.invalidQuery` when the tree ends before the revision, or the journal before the tree.
  func proveInclusion(of reference: String, revision: UInt32?, size: UInt64?, reader: Reader) async throws
    -> InclusionProof?

  /// What a reference stands for; nil when there is nothing for this reader.
  func resolve(_ reference: String, reader: Reader) async throws -> Resolution?

  /// The text of a document, as quotes are checked against it; nil when the document is not there or has no text.
  func documentText(_ reference: String, reader: Reader) async throws -> [UInt8]?

  /// Checks everything: the chain of the entries' hashes, and all that is made from them.
  ///
  /// May take minutes for millions of records. What cannot be read because it is damaged is a finding, not an error.
  ///
  /// - Parameter reading: turns the content of an entry into the draft that it was, by key, terms and texts.
  func verify(
    reader: Reader, reading: @escaping @Sendable (RecordKind, [UInt8]) throws -> Draft
  ) async throws -> Verification

  /// Sizes and the head of the journal.
  func status(reader: Reader) async throws -> StoreStatus

  /// Copies the whole ledger as it stands, whoever may read what; writers go on meanwhile.
  ///
  /// Takes as long as the disk needs to write the copy, and that room on the ledger's disk until the copy is let go of.
  ///
  /// - Throws: `StoreError.full` when the copy would take the room that the ledger needs itself.
  func backup() async throws -> LedgerCopy

  /// Sequence of the last durable entry: a stamp for caches of what was read from the store.
  var lastSequence: UInt64 { get }

  /// How many submissions wait for the writer, by the user id of their author.
  func waitingByAuthor() -> [UInt32: Int]

  /// Completes what waits, refuses what comes, and lets go of the files. May be called twice.
  func close() async
}

extension Store {
  /// Reads a page of records; see `page(_:reader:into:_:)`.
  public func page(_ query: Query, reader: Reader) async throws -> Page<[StoredRecord]> {
    try await page(query, reader: reader, into: []) { $0.append($1) }
  }

  /// Reads one record; see `recordNow`.
  public func record(_ reference: String, revision: UInt32? = nil, reader: Reader) async throws
    -> StoredRecord?
  {
    try recordNow(reference, revision: revision, reader: reader)
  }

  /// Whether some private record is the reader's own.
  public func ownsPrivateRecords(_ reader: Reader) async throws -> Bool {
    guard let uid = reader.uid else { return false }
    var query = Query(limit: 1)
    (query.visibility, query.authorUID) = (.private, uid)
    return try await page(query, reader: reader).recordCount > 0
  }
}
