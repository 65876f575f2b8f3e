import Dispatch
import ExclaimDomain
import ExclaimProof
import GRDB
import Glibc
import Synchronization
import Testing

@testable import ExclaimStore

/// A ledger in a directory of its own, removed with the value.
final class TemporaryLedger: Sendable {
  let directory: String
  var path: String { directory + "/ledger/exclaim.db" }

  init() {
    var template = Array("\(P_tmpdir)/exclaim-store-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("a temporary directory can be made") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ["", "-wal", "-shm", ".lock"] { unlink(path + name) }
    rmdir(directory + "/ledger")
    rmdir(directory)
  }

  func open(_ change: (inout SQLiteStore.Options) -> Void = { _ in }) throws -> SQLiteStore {
    var options = SQLiteStore.Options(path: path)
    change(&options)
    return try SQLiteStore(options)
  }

  /// Changes the closed ledger's file behind the store's back.
  func tamper(_ sql: String) throws {
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction { try $0.execute(sql: sql) }
    try database.close()
  }
}

extension TemporaryLedger {
  /// As `tamper`, past the triggers that guard the journal, which are put back.
  func force(_ sql: String) throws {
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction { database in
      let guards = try Row.fetchAll(
        database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for row in guards { try database.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
      try database.execute(sql: sql)
      for row in guards { try database.execute(sql: row["sql"]) }
    }
    try database.close()
  }
}

let ann = Author(uid: 1001, gid: 100)
let ben = Author(uid: 1002, gid: 100)
let annReads = Reader.user(1001)
let benReads = Reader.user(1002)

/// A draft whose content and fingerprint follow from its words.
func draft(
  _ kind: RecordKind, _ key: String? = nil, _ words: String = "", visibility: Visibility = .team,
  links: [LinkDraft] = [], terms: IndexTerms = IndexTerms(), document: String? = nil,
  quotes: [QuoteDraft] = []
) -> Draft {
  let said = terms == IndexTerms() ? "" : "|\(terms)"
  let content = Array("\(kind)|\(key ?? "")|\(words)|\(document ?? "")\(said)".utf8)
  let draft = Draft(
    kind: kind, key: key, visibility: visibility, content: content, fingerprint: SHA256.hash(content),
    links: links, terms: terms, text: words, documentText: document.map { Array($0.utf8) }, quotes: quotes)
  drafts.withLock { $0[content] = draft }
  return draft
}

/// Every draft that was made, by its content.
private let drafts = Mutex<[[UInt8]: Draft]>([:])

/// The draft that a stored content was: what the server does by decoding it.
func reading(_ kind: RecordKind, _ content: [UInt8]) throws -> Draft {
  guard let draft = drafts.withLock({ $0[content] }) else { throw Unreadable() }
  return draft
}

struct Unreadable: Error {}

func link(_ role: LinkRole, _ reference: String, to kinds: Set<RecordKind> = []) -> LinkDraft {
  LinkDraft(field: "\(role)", role: role, reference: reference, kinds: kinds)
}

extension SQLiteStore {
  func submit(
    _ drafts: [Draft], by author: Author = ann, atomic: Bool = false, dryRun: Bool = false,
    revise: Bool = false
  ) async throws -> [Outcome] {
    try await submit(
      Submission(author: author, drafts: drafts, atomic: atomic, dryRun: dryRun, revise: revise))
  }

  func verify(reader: Reader) async throws -> Verification {
    try await verify(reader: reader, reading: reading)
  }

  /// Every record that a query finds, page by page.
  func all(_ query: Query = Query(), reader: Reader = annReads) async throws -> [StoredRecord] {
    var query = query
    var records: [StoredRecord] = []
    repeat {
      let page = try await page(query, reader: reader)
      records += page.records
      query.cursor = page.nextCursor
    } while !query.cursor.isEmpty
    return records
  }
}

extension Outcome {
  var stamp: Stamp? {
    switch self {
    case .created(let stamp), .unchanged(let stamp), .revised(let stamp), .changed(let stamp, _): stamp
    case .refused, .notKept, .stale: nil
    }
  }

  var problems: [StoreProblem] {
    if case .refused(let problems) = self { problems } else { [] }
  }

  var isCreated: Bool { if case .created = self { true } else { false } }
  var isUnchanged: Bool { if case .unchanged = self { true } else { false } }
  var isRevised: Bool { if case .revised = self { true } else { false } }
}

/// Runs `body` and gives the store's error.
func storeError(_ body: () async throws -> Void) async -> StoreError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? StoreError
  }
}

/// The store's writer, held still until `release`.
final class HeldWriter: Sendable {
  private let gate = DispatchSemaphore(value: 0)

  init(_ store: SQLiteStore) async {
    let gate = gate
    await withCheckedContinuation { continuation in
      store.pool.asyncWriteWithoutTransaction { _ in
        continuation.resume()
        gate.wait()
      }
    }
  }

  func release() { gate.signal() }
}
