import Dispatch
import ExclaimDomain
import GRDB
import Glibc
import Testing

@testable import ExclaimStore

@Suite("Redaction")
struct RedactionTests {
  let ledger = TemporaryLedger()

  // MARK: What is left

  @Test(
    "after a redaction no file holds a word of it: no text, key, scope, reason, reference or document",
    arguments: [true, false])
  func gone(whole: Bool) async throws {
    var random = SeededGenerator.announced()
    let store = try ledger.open()
    let target = try #require(
      try await store.submit([draft(.actor, "aim")], by: ann)[0].stamp)
    var subjects: [Subject] = []
    for number in 0..<28 {
      let kind = RecordKind.allCases[number % RecordKind.allCases.count]
      subjects.append(Subject(kind, number, target.id, &random))
      let subject = subjects[number]
      try await subject.write(store)
      // Some of it is indexed alone, so that the index has many parts; some not yet when it is redacted.
      if number % 7 == 3 { try await subject.read(store) }
    }
    for subject in subjects.dropLast() { try await subject.read(store) }
    let all = subjects.flatMap(\.words)
    #expect(try found(all) == Set(all))
    for (number, subject) in subjects.enumerated() where number % 3 != 1 {
      var redaction = Submission(author: ann, drafts: [])
      redaction.reason = "asked to"
      redaction.edit = Edit(
        .redact(revision: whole ? nil : 1), of: subject.key, from: nil, mayChangeOthers: false)
      let outcome = try await store.submit(redaction)[0]
      guard case .changed(_, let count) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(count == (whole ? 3 : 2))
      // Answered when it is gone, not before.
      let gone = whole ? subject.words : subject.words(of: 1)
      #expect(try found(gone) == [])
    }
    #expect(try await store.verify(reader: .user(0)).fault == nil)
    await store.close()
    let gone = subjects.enumerated().filter { $0.offset % 3 != 1 }.flatMap { subject in
      whole ? subject.element.words : subject.element.words(of: 1)
    }
    #expect(try found(all) == Set(all).subtracting(gone))
  }

  @Test("nothing is left in the gaps of pages either, whatever was written around it")
  func gaps() async throws {
    var random = SeededGenerator.announced()
    let store = try ledger.open()
    var history = RandomHistory(random)
    var subjects: [Subject] = []
    let target = try #require(try await store.submit([draft(.actor, "aim")])[0].stamp)
    for number in 0..<150 {
      let kind = RecordKind.allCases.randomElement(using: &random) ?? .claim
      subjects.append(Subject(kind, number, target.id, &random))
      try await subjects[number].write(store)
      for _ in 0..<Int.random(in: 0..<3, using: &random) { _ = try await store.submit(history.next()) }
      if number % 20 == 0 { try await store.catchUpIndexes() }
    }
    subjects.shuffle(using: &random)
    let redacted = subjects.prefix(70)
    for subject in redacted {
      _ = try await store.submit(redaction(of: subject.key))
      if Int.random(in: 0..<4, using: &random) == 0 { _ = try await store.submit(history.next()) }
    }
    let gone = redacted.flatMap(\.words)
    #expect(try found(gone) == [])
    await store.close()
    #expect(try found(gone) == [])
    let kept = subjects.dropFirst(70).flatMap(\.words)
    #expect(try found(kept) == Set(kept))
  }

  @Test("a document of three megabytes is gone as well")
  func large() async throws {
    let store = try ledger.open()
    let numbers = (0..<400_000).map { String($0) }.joined(separator: " ")
    let text = "thequietharbour \(numbers) sleepsunderfrost"
    _ = try await store.submit([draft(.document, "d", "title", document: text), draft(.claim, "c", "kept")])
    #expect(try await store.search("sleepsunderfrost", Query(), reader: annReads).hits.count == 1)
    _ = try await store.submit(redaction(of: "d"))
    #expect(try found(["thequietharbour", "sleepsunderfrost"]) == [])
    #expect(try await store.search("sleepsunderfrost", Query(), reader: annReads).hits.isEmpty)
    #expect(try await store.search("kept", Query(), reader: annReads).hits.count == 1)
    #expect(try await store.documentText("d", reader: annReads) == nil)
    #expect(try await store.verify(reader: .user(0)).fault == nil)
    await store.close()
  }

  // MARK: When it is gone

  @Test("answers only when no reader holds a state of the ledger in which the content still is")
  func readers() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "verysecretword")])
    try await store.catchUpIndexes()
    let held = await HeldReader(store)
    let answers = Answers()
    store.submit(redaction(of: "c")) { answers.add($0) }
    while try await store.record("c", reader: annReads)?.state != nil { await Task.yield() }
    // Others go on meanwhile.
    #expect(try await store.submit([draft(.claim, "d")])[0].isCreated)
    #expect(answers.count == 0)
    #expect(try found(["verysecretword"]) != [])
    held.release()
    while answers.count == 0 { await Task.yield() }
    #expect(answers.errors.isEmpty)
    #expect(try found(["verysecretword"]) == [])
    await store.close()
  }

  @Test("a redaction whose end was cut off by a crash goes on when the ledger is opened again")
  func crash() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "verysecretword"), draft(.claim, "d", "other words")])
    try await store.catchUpIndexes()
    let held = await HeldReader(store)
    let answers = Answers()
    store.submit(redaction(of: "c")) { answers.add($0) }
    while store.lastSequence < 3 { await Task.yield() }
    // What a crash leaves, between the commit and the end of the scrub.
    let after = TemporaryLedger()
    mkdir(after.directory + "/ledger", 0o700)
    for name in ["", "-wal"] { try writeFile(after.path + name, try readFile(ledger.path + name)) }
    #expect(try found(["verysecretword"], in: after) != [])
    held.release()
    await store.close()

    let opened = try after.open()
    while try await opened.isUnscrubbed() { await Task.yield() }
    #expect(try found(["verysecretword"], in: after) == [])
    #expect(try await opened.verify(reader: .user(0)).fault == nil)
    await opened.close()
    #expect(try found(["verysecretword"], in: after) == [])
  }

  // MARK: What stays

  @Test("history says who redacted, when and why, and the revisions are there without their content")
  func history() async throws {
    let store = try ledger.open { $0.clock = { 1_750_000_000_000_000_000 } }
    _ = try await store.submit([draft(.claim, "c", "one")])
    _ = try await store.submit([draft(.claim, "c", "two")], revise: true)
    var submission = redaction(of: "c", by: ben)
    submission.reason = "a name stood in it"
    submission.edit?.mayChangeOthers = true
    let stamp = try #require(try await store.submit(submission)[0].stamp)
    let revisions = try await store.history(stamp.id, reader: annReads)
    #expect(revisions.map(\.stamp.revision) == [1, 2, 3])
    #expect(revisions.allSatisfy { $0.content == nil && $0.state == .redacted && $0.key == nil })
    #expect(revisions.map(\.change.action) == [.create, .revise, .redact])
    let last = try #require(revisions.last)
    #expect(last.author == ben)
    #expect(last.stamp.recordedAt == 1_750_000_000_000_000_000)
    #expect(last.change.reason == "a name stood in it")
    #expect(revisions[0].author == ann && revisions[0].change.reason == nil)
    #expect(try await store.record("c", reader: annReads) == nil)
    let found = try await store.verify(reader: .user(0))
    #expect(found.fault == nil)
    #expect(found.redacted == 2)
    await store.close()
  }

  @Test("what was redacted does not come back under its key, even if it is redacted twice or made anew")
  func key() async throws {
    let store = try ledger.open()
    let sent = draft(.claim, "c", "one")
    let first = try #require(try await store.submit([sent])[0].stamp)
    _ = try await store.submit(redaction(of: "c"))
    func isRefused() async throws -> Bool {
      let problem = try await store.submit([sent])[0].problems.first
      let revision = try await store.submit([draft(.claim, "c", "two")], revise: true)[0].problems.first
      return problem?.code == .alreadyExists && revision?.code == .alreadyExists
        && problem?.problem.field == "key"
    }
    #expect(try await isRefused())
    // The reason named somebody, and is redacted as well.
    _ = try await store.submit(redaction(of: first.id))
    #expect(try await isRefused())
    #expect(try await store.verify(reader: .user(0)).fault == nil)
    try await store.rebuild(reading: reading)
    #expect(try await isRefused())
    #expect(try await store.verify(reader: .user(0)).fault == nil)
    // Another author may have a key of that name.
    #expect(try await store.submit([sent], by: ben)[0].isCreated)
    await store.close()
  }

  @Test("what refers to a redacted record stays, and says that it is gone")
  func references() async throws {
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.claim, "c", "one"), draft(.relation, "r", "", links: [link(.relationFrom, "c")]),
    ])
    let target = try #require(try await store.submit(redaction(of: "c"))[0].stamp)
    let relation = try #require(try await store.record("r", reader: annReads))
    let kept = try #require(relation.links.first { _ in true })
    #expect(kept.id == target.id)
    // The reference is a part of what the other author wrote.
    #expect(kept.reference == "c")
    #expect(Array(kept.id.utf8).withUnsafeBytes { relation.state(ofLinkTo: $0) } == .redacted)
    await store.close()
  }

  @Test("a single redaction takes retractions of the same content with it, and refuses what stands now")
  func single() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "one")])
    _ = try await store.submit(edit(.retract, "c"))
    let refused = try await store.submit(edit(.redact(revision: 1), "c"))[0]
    #expect(refused.problems.first?.code == .failedPrecondition)
    _ = try await store.submit([draft(.claim, "c", "two")], revise: true)
    guard case .changed(let stamp, let count) = try await store.submit(edit(.redact(revision: 2), "c"))[0]
    else {
      Issue.record("should be redacted")
      return
    }
    #expect(count == 2)
    #expect(stamp.revision == 4)
    let revisions = try await store.history("c", reader: annReads)
    #expect(revisions.map { $0.content == nil } == [true, true, false, false])
    #expect(revisions[3].change.redactedRevision == 2)
    #expect(revisions[3].state == .standing)
    #expect(try await store.submit(edit(.redact(revision: 1), "c"))[0].isUnchanged)
    let missing = try await store.submit(edit(.redact(revision: 9), "c"))[0]
    #expect(missing.problems.first?.code == .notFound)
    #expect(try await store.verify(reader: .user(0)).fault == nil)
    await store.close()
  }

  // MARK: Means

  /// Those among some words, all of small letters, that stand in a file of the ledger.
  private func found(_ words: [String], in ledger: TemporaryLedger? = nil) throws -> Set<String> {
    try files(in: ledger).reduce(into: []) { $0.formUnion(try found(words, in: readFile($1))) }
  }

  private func files(in ledger: TemporaryLedger? = nil) throws -> [String] {
    let path = (ledger ?? self.ledger).path
    return ["", "-wal", "-shm", "-journal", ".lock"].map { path + $0 }.filter { access($0, F_OK) == 0 }
  }

  /// The search index keeps of a word what the one before it does not begin with: so its last ten letters tell it.
  private func found(_ words: [String], in bytes: [UInt8]) -> Set<String> {
    let wanted = Dictionary(words.map { ($0.utf8.suffix(10).reduce(0, Self.add), $0) }) { first, _ in first }
    var found: Set<String> = []
    var (code, run) = (UInt64(0), 0)
    for byte in bytes {
      run = byte >= 97 && byte <= 122 ? run + 1 : 0
      code = Self.add(code, byte)
      if run >= 10, let word = wanted[code] { found.insert(word) }
    }
    return found
  }

  /// The last ten letters as one number.
  private static func add(_ code: UInt64, _ byte: UInt8) -> UInt64 {
    (code << 5 | UInt64(byte & 31)) & (1 << 50 - 1)
  }
}

/// A record of which every text is a word of its own: made, retracted, revised.
private struct Subject {
  let kind: RecordKind
  let key: String
  /// Words of the first content, then of the second; then those of both.
  let parts: [[String]]
  let target: String

  init(_ kind: RecordKind, _ number: Int, _ target: String, _ random: inout SeededGenerator) {
    self.kind = kind
    self.target = target
    func word() -> String {
      String((0..<16).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "a" })
    }
    key = word()
    parts = (0..<2).map { _ in (0..<5).map { _ in word() } }
  }

  var words: [String] { [key] + parts.flatMap { $0 } }

  func words(of revision: Int) -> [String] { parts[revision - 1] }

  private func draft(_ words: [String]) -> Draft {
    ExclaimStoreTests.draft(
      kind, key, "some \(words[0]) words", links: [link(.hop, target)],
      terms: IndexTerms(topic: 1, scope: words[1]),
      document: kind == .document ? "text \(words[2]) of it" : words[2])
  }

  func write(_ store: SQLiteStore) async throws {
    for (number, words) in parts.enumerated() {
      var submission = Submission(author: ann, drafts: [draft(words)], revise: true)
      submission.reason = "because \(words[3])"
      submission.drafts[0].links[0].field = words[4]
      _ = try await store.submit(submission)
      guard number == 0 else { continue }
      var retraction = edit(.retract, key)
      retraction.reason = "not so \(words[3])"
      _ = try await store.submit(retraction)
    }
  }

  /// Reads it in every way there is.
  func read(_ store: SQLiteStore) async throws {
    _ = try await store.search(parts[1][0], Query(), reader: annReads)
    var query = Query()
    query.scope = parts[1][1]
    _ = try await store.page(query, reader: annReads)
    query.moment = .recorded(through: store.lastSequence / 2)
    _ = try await store.page(query, reader: annReads)
    _ = try await store.history(key, reader: annReads)
    _ = try await store.submit([draft(parts[0])], dryRun: true, revise: true)
  }
}

/// A change of one record.
func edit(_ kind: Edit.Kind, _ reference: String, by author: Author = ann, from base: UInt32? = nil)
  -> Submission
{
  var submission = Submission(author: author, drafts: [])
  submission.edit = Edit(kind, of: reference, from: base, mayChangeOthers: false)
  return submission
}

private func redaction(of reference: String, by author: Author = ann) -> Submission {
  edit(.redact(revision: nil), reference, by: author)
}

extension SQLiteStore {
  fileprivate func isUnscrubbed() async throws -> Bool {
    try await read(for: .user(0)) { database in
      try Bool.fetchOne(database, sql: "SELECT unscrubbed FROM indexed") ?? false
    }
  }
}

/// A reader that holds one state of the ledger until `release`.
private final class HeldReader: Sendable {
  private let gate = DispatchSemaphore(value: 0)

  init(_ store: SQLiteStore) async {
    let gate = gate
    await withCheckedContinuation { continuation in
      store.pool.asyncRead { database in
        _ = try? Int.fetchOne(database.get(), sql: "SELECT count(*) FROM record")
        continuation.resume()
        gate.wait()
      }
    }
  }

  func release() { gate.signal() }
}
