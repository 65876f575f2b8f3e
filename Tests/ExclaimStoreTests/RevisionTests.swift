import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("Revisions")
struct RevisionTests {
  let ledger = TemporaryLedger()

  private func revise(
    _ reference: String, _ draft: Draft, by author: Author = ann, from base: UInt32? = nil,
    mayChangeOthers: Bool = false
  ) -> Submission {
    var submission = Submission(author: author, drafts: [draft])
    submission.edit = Edit(.revise, of: reference, from: base, mayChangeOthers: mayChangeOthers)
    return submission
  }

  @Test("a revision made from the latest one is stored; one made from an older one shows what stands")
  func stale() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "one")])
    #expect(try await store.submit(revise("c", draft(.claim, "c", "two"), from: 1))[0].isRevised)
    for kind in [Edit.Kind.retract, .redact(revision: nil), .redact(revision: 1), .allow] {
      let outcome = try await store.submit(edit(kind, "c", from: 1))[0]
      guard case .stale(let current) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(current.stamp.revision == 2)
    }
    let outcome = try await store.submit(revise("c", draft(.claim, "c", "three"), from: 1))[0]
    guard case .stale(let current) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(current.content == draft(.claim, "c", "two").content)
    #expect(store.lastSequence == 2)
    #expect(try await store.submit(revise("c", draft(.claim, "c", "three"), from: 2))[0].isRevised)
    await store.close()
  }

  @Test("records of others are changed by those who may, and stay theirs under their key")
  func others() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "one")])
    for change in [
      revise("c", draft(.claim, "c", "two"), by: ben), edit(.retract, "c", by: ben),
      edit(.redact(revision: nil), "c", by: ben), edit(.allow, "c", by: ben),
    ] {
      let problem = try await store.submit(change)[0].problems.first
      #expect(problem?.code == .notPermitted)
      #expect(problem?.problem.reason.contains("1001") == true)
    }
    let outcome = try await store.submit(
      revise("c", draft(.claim, "c", "two"), by: ben, mayChangeOthers: true))[0]
    #expect(outcome.isRevised)
    let record = try #require(try await store.record("c", reader: annReads))
    #expect(record.author == ben)
    #expect(record.key == "c")
    // It is still ann's: she goes on with it, and ben has no key of that name.
    #expect(try await store.submit([draft(.claim, "c", "three")], revise: true)[0].stamp?.revision == 3)
    #expect(try await store.submit([draft(.claim, "c", "mine")], by: ben)[0].isCreated)
    #expect(try await store.verify(reader: .user(0)).fault == nil)
    await store.close()
  }

  @Test("what nobody may see is not found, whoever may change others' records")
  func hidden() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "one", visibility: .private)])
    let outcome = try await store.submit(
      revise("c", draft(.claim, "c", "two"), by: ben, mayChangeOthers: true))[0]
    #expect(outcome.problems.first?.code == .notFound)
    await store.close()
  }

  @Test("kind and key of a record stay as they are")
  func identity() async throws {
    let store = try ledger.open()
    let id = try #require(
      try await store.submit([draft(.claim, "c", "one"), draft(.claim, nil, "bare")])[0].stamp?.id)
    let changes: [(Draft, String)] = [
      (draft(.exchange, "c", "two"), "record"), (draft(.claim, "d", "two"), "key"),
      (draft(.claim, nil, "two"), "key"),
    ]
    for (draft, field) in changes {
      let problems = try await store.submit(revise(id, draft))[0].problems
      #expect(problems.map(\.problem.field) == [field])
    }
    #expect(
      try await store.submit(revise("nowhere", draft(.claim, "c")))[0].problems.first?.code == .notFound)
    await store.close()
  }

  @Test("a retracted record keeps its content and its place, and stands again when it is revised")
  func retracted() async throws {
    let store = try ledger.open()
    let sent = draft(.claim, "c", "one apple")
    _ = try await store.submit([sent])
    var retraction = edit(.retract, "c")
    retraction.reason = "misread"
    let outcome = try await store.submit(retraction)[0]
    guard case .changed(let stamp, redacted: 0) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(stamp.revision == 2)
    let record = try #require(try await store.record("c", reader: annReads))
    #expect(record.state == .retracted)
    #expect(record.content == sent.content)
    #expect(record.change.action == .retract)
    #expect(record.change.reason == "misread")
    #expect(try await store.all().map(\.state) == [.retracted])
    #expect(
      try await store.search("apple", Query(), reader: annReads).hits.map(\.record.state) == [.retracted])
    // Twice is once, and a script that runs again changes nothing.
    #expect(try await store.submit(retraction)[0].isUnchanged)
    #expect(try await store.submit([sent])[0].isUnchanged)
    #expect(store.lastSequence == 2)
    // The same content, on purpose, makes it stand again.
    #expect(try await store.submit(revise("c", sent))[0].isRevised)
    #expect(try await store.record("c", reader: annReads)?.state == .standing)
    #expect(
      try await store.history("c", reader: annReads).map(\.state) == [.standing, .retracted, .standing])
    #expect(try await store.verify(reader: .user(0)).fault == nil)
    await store.close()
  }

  @Test("the same content again is no revision")
  func unchanged() async throws {
    let store = try ledger.open()
    let sent = draft(.claim, "c", "one")
    _ = try await store.submit([sent])
    #expect(try await store.submit(revise("c", sent))[0].isUnchanged)
    #expect(store.lastSequence == 1)
    await store.close()
  }

  @Test("flagged content is let pass by a second person, once, until other content comes")
  func allow() async throws {
    let store = try ledger.open()
    var flagged = draft(.claim, "c", "one")
    flagged.isFlagged = true
    _ = try await store.submit([flagged, draft(.claim, "clean")])
    #expect(try await store.record("c", reader: annReads)?.protection == .flagged)
    func allow(_ reference: String, _ author: Author) async throws -> Outcome {
      var submission = edit(.allow, reference, by: author)
      submission.edit?.mayChangeOthers = true
      return try await store.submit(submission)[0]
    }
    #expect(try await allow("c", ann).problems.first?.code == .notPermitted)
    #expect(try await allow("clean", ben).problems.first?.code == .failedPrecondition)
    guard case .changed = try await allow("c", ben) else {
      Issue.record("should be allowed")
      return
    }
    #expect(try await store.record("c", reader: annReads)?.protection == .allowed)
    #expect(try await allow("c", ben).isUnchanged)
    var again = draft(.claim, "c", "two")
    again.isFlagged = true
    _ = try await store.submit([again], revise: true)
    #expect(try await store.record("c", reader: annReads)?.protection == .flagged)
    let protections = try await store.history("c", reader: annReads).map(\.protection)
    #expect(protections == [.flagged, .allowed, .flagged])
    #expect(try await store.verify(reader: .user(0)).fault == nil)
    await store.close()
  }

  @Test("a dry run of a revision says what would become of it, and stores nothing")
  func dryRun() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "c", "one")])
    var submission = revise("c", draft(.claim, "c", "two"), from: 1)
    submission.dryRun = true
    #expect(try await store.submit(submission)[0].isRevised)
    submission.edit?.baseRevision = 7
    guard case .stale = try await store.submit(submission)[0] else {
      Issue.record("should be stale")
      return
    }
    #expect(store.lastSequence == 1)
    await store.close()
  }

  @Test("a redacted record is changed no more")
  func redacted() async throws {
    let store = try ledger.open()
    let id = try #require(try await store.submit([draft(.claim, "c", "one")])[0].stamp?.id)
    _ = try await store.submit(edit(.redact(revision: nil), "c"))
    for change in [
      revise(id, draft(.claim, "c", "two")), edit(.retract, id), edit(.allow, id),
      edit(.redact(revision: 1), id),
    ] {
      let problem = try await store.submit(change)[0].problems.first
      #expect(problem?.code == .failedPrecondition)
    }
    await store.close()
  }
}
