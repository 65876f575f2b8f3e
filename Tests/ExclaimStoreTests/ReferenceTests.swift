import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("References")
struct ReferenceTests {
  let ledger = TemporaryLedger()

  @Test("takes ids, own keys, and keys of others that are clear")
  func resolves() async throws {
    let store = try ledger.open()
    let own = try #require(try await store.submit([draft(.actor, "ru")])[0].stamp)
    let other = try #require(try await store.submit([draft(.actor, "ua")], by: ben)[0].stamp)
    let claim = draft(
      .claim, "c", links: [link(.speaker, own.id), link(.dependentPower, "ru"), link(.detainingPower, "ua")])
    #expect(try await store.submit([claim])[0].isCreated)
    let links = Array(try #require(try await store.record("c", reader: annReads)).links)
    #expect(
      links == [
        Link(role: .speaker, field: "speaker", reference: own.id, id: own.id),
        Link(role: .dependentPower, field: "dependentPower", reference: "ru", id: own.id),
        Link(role: .detainingPower, field: "detainingPower", reference: "ua", id: other.id),
      ])
    await store.close()
  }

  @Test("lets references point forward and backward within a submission, and at the record itself")
  func forward() async throws {
    let store = try ledger.open()
    let outcomes = try await store.submit([
      draft(.claim, "c", links: [link(.speaker, "ru"), link(.aboutClaim, "c")]),
      draft(.actor, "ru"),
      draft(.relation, "r", links: [link(.relationFrom, "c"), link(.relationTo, "c")]),
    ])
    #expect(outcomes.allSatisfy { $0.isCreated })
    let claim = try #require(try await store.record("c", reader: annReads))
    #expect(claim.links.map(\.id) == outcomes.prefix(2).reversed().compactMap(\.stamp?.id))
    #expect(try await store.verify(reader: .user(0)).isIntact)
    await store.close()
  }

  @Test("prefers a key of the submission to one of the ledger, and one's own to another's")
  func order() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.actor, "ru", "his")], by: ben)
    let outcomes = try await store.submit([
      draft(.claim, nil, links: [link(.speaker, "ru")]), draft(.actor, "ru", "hers"),
    ])
    let id = try #require(outcomes[0].stamp?.id)
    let own = try #require(outcomes[1].stamp?.id)
    #expect(try await store.record(id, reader: annReads)?.links.map(\.id) == [own])
    let later = try #require(
      try await store.submit([draft(.claim, nil, links: [link(.speaker, "ru")])])[0].stamp?.id)
    #expect(try await store.record(later, reader: annReads)?.links.map(\.id) == [own])
    await store.close()
  }

  @Test("refuses a reference to nothing, and names field, value, reason and remedy")
  func missing() async throws {
    let store = try ledger.open()
    let outcome = try await store.submit([
      draft(.claim, links: [link(.speaker, "nobody"), link(.hop, "act_00000000000000000000000001")])
    ])[0]
    #expect(outcome.problems.map(\.code) == [.notFound, .notFound])
    let problem = try #require(outcome.problems.first?.problem)
    #expect(problem.field == "speaker")
    #expect(problem.value == "nobody")
    #expect(!problem.reason.isEmpty && !problem.remedy.isEmpty)
    await store.close()
  }

  @Test("refuses a reference to a record of the wrong kind, stored or drafted")
  func wrongKind() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.document, "stored")])
    for reference in ["stored", "drafted"] {
      let outcomes = try await store.submit([
        draft(.claim, links: [link(.speaker, reference, to: [.actor, .exchange])]),
        draft(.document, "drafted"),
      ])
      let problem = try #require(outcomes[0].problems.first)
      #expect(problem.code == .invalid)
      #expect(problem.problem.reason == "is a document")
      #expect(problem.problem.remedy == "refer to an actor or an exchange")
    }
    await store.close()
  }

  @Test("refuses a key that several others use, and names their ids")
  func ambiguous() async throws {
    let store = try ledger.open()
    let one = try #require(try await store.submit([draft(.actor, "un", "1")], by: ben)[0].stamp)
    let two = try #require(
      try await store.submit([draft(.actor, "un", "2")], by: Author(uid: 1003, gid: 1))[0].stamp)
    let problem = try await store.submit([draft(.claim, links: [link(.speaker, "un")])])[0].problems.first
    #expect(problem?.code == .invalid)
    #expect(problem?.problem.reason.contains(one.id) == true)
    #expect(problem?.problem.reason.contains(two.id) == true)
    let error = await storeError { _ = try await store.record("un", reader: annReads) }
    guard case .invalidQuery(let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found.problem.reason.contains(one.id))
    await store.close()
  }

  @Test("treats another's private record as if it did not exist")
  func privateRecords() async throws {
    let store = try ledger.open()
    let id = try #require(
      try await store.submit([draft(.actor, "secret", visibility: .private)], by: ben)[0].stamp?.id)
    for reference in [id, "secret"] {
      let outcome = try await store.submit([draft(.claim, links: [link(.speaker, reference)])])[0]
      #expect(outcome.problems.map(\.code) == [.notFound])
      #expect(try await store.record(reference, reader: annReads) == nil)
      #expect(try await store.resolve(reference, reader: annReads) == nil)
      #expect(try await store.resolve(reference, reader: benReads) == Resolution(id: id, kind: .actor))
    }
    let own = draft(.claim, visibility: .private, links: [link(.speaker, "secret")])
    #expect(try await store.submit([own], by: ben)[0].isCreated)
    await store.close()
  }

  @Test("does not count another's private record when it looks for a clear key")
  func privateIsNotAmbiguous() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.actor, "un", "1", visibility: .private)], by: ben)
    let other = try #require(
      try await store.submit([draft(.actor, "un", "2")], by: Author(uid: 1003, gid: 1))[0].stamp)
    #expect(try await store.resolve("un", reader: annReads)?.id == other.id)
    await store.close()
  }

  @Test("refuses what refers to a refused draft, through any number of steps, and says so")
  func refusalSpreads() async throws {
    let store = try ledger.open()
    let outcomes = try await store.submit([
      draft(.assessment, "d", links: [link(.assessed, "c")]),
      draft(.claim, "c", links: [link(.aboutClaim, "b")]),
      draft(.claim, "b", links: [link(.speaker, "nobody")]),
      draft(.claim, "alone"),
    ])
    #expect(outcomes[2].problems.map(\.code) == [.notFound])
    #expect(outcomes[1].problems.map(\.code) == [.failedPrecondition])
    #expect(outcomes[1].problems[0].problem.reason.contains("record 2 of this submission"))
    #expect(outcomes[0].problems.map(\.code) == [.failedPrecondition])
    #expect(outcomes[3].isCreated)
    #expect(store.lastSequence == 1)
    await store.close()
  }

  @Test("judges a cycle of good drafts good, and one with a bad draft bad")
  func cycles() async throws {
    let store = try ledger.open()
    let good = try await store.submit([
      draft(.claim, "a", links: [link(.aboutClaim, "b")]),
      draft(.claim, "b", links: [link(.aboutClaim, "a")]),
    ])
    #expect(good.allSatisfy { $0.isCreated })
    let bad = try await store.submit([
      draft(.claim, "x", links: [link(.aboutClaim, "y")]),
      draft(.claim, "y", links: [link(.aboutClaim, "x"), link(.speaker, "nobody")]),
    ])
    #expect(bad.allSatisfy { !$0.problems.isEmpty })
    await store.close()
  }

  @Test("keeps a draft that refers to a key of which one draft is kept")
  func oneOfSeveral() async throws {
    let store = try ledger.open()
    let outcomes = try await store.submit([
      draft(.claim, "c", links: [link(.speaker, "ru")]), draft(.actor, "ru", "one"),
      draft(.actor, "ru", "two"),
    ])
    #expect(outcomes[0].isCreated)
    #expect(outcomes[1].isCreated)
    #expect(outcomes[2].problems.map(\.code) == [.alreadyExists])
    await store.close()
  }

  @Test("judges 10 000 drafts that hang on each other in a row, in one pass")
  func longChain() async throws {
    let store = try ledger.open()
    var drafts = (0..<10_000).map { draft(.claim, "k\($0)", links: [link(.aboutClaim, "k\($0 + 1)")]) }
    let refused = try await store.submit(drafts)
    #expect(refused.allSatisfy { $0.problems.count == 1 })
    drafts.append(draft(.claim, "k10000"))
    let kept = try await store.submit(drafts, atomic: true)
    #expect(kept.allSatisfy { $0.isCreated })
    await store.close()
  }

  private func target(of draft: Draft, in store: SQLiteStore) async throws -> String? {
    let id = try await store.submit([draft])[0].stamp?.id
    return try await store.record(id ?? "", reader: annReads)?.links.map(\.id).first
  }

  @Test("finds a record anew when a nearer one is made under its key")
  func nearerRecord() async throws {
    let store = try ledger.open()
    let his = try #require(try await store.submit([draft(.actor, "un", "his")], by: ben)[0].stamp?.id)
    let claim = draft(.claim, nil, "", links: [link(.speaker, "un")])
    #expect(try await target(of: claim, in: store) == his)
    let hers = try #require(try await store.submit([draft(.actor, "un", "hers")])[0].stamp?.id)
    #expect(try await target(of: claim, in: store) == hers)
    await store.close()
  }

  @Test("finds nothing any more when a record becomes private, and sees when a key becomes unclear")
  func changedRecord() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.actor, "un"), draft(.actor, "eu")], by: ben)
    let claim = draft(.claim, nil, "", links: [link(.speaker, "un"), link(.hop, "eu")])
    #expect(try await store.submit([claim])[0].isCreated)
    _ = try await store.submit([draft(.actor, "un", visibility: .private)], by: ben)
    _ = try await store.submit([draft(.actor, "un", "now", visibility: .private)], by: ben, revise: true)
    _ = try await store.submit([draft(.actor, "eu")], by: Author(uid: 1003, gid: 1))
    #expect(try await store.submit([claim])[0].problems.map(\.code) == [.notFound, .invalid])
    await store.close()
  }

  @Test("does not find what a failed transaction had made")
  func failedTransaction() async throws {
    let store = try ledger.open { $0.databaseBytesMax = 1_000_000 }
    let held = await HeldWriter(store)
    let large = String(repeating: "large ", count: 400_000)
    let answers = Answers()
    let claim = draft(.claim, nil, "", links: [link(.speaker, "ru")])
    for draft in [draft(.actor, "ru"), claim, draft(.claim, nil, large)] {
      store.submit(Submission(author: ann, drafts: [draft])) { answers.add($0) }
    }
    held.release()
    while answers.count < 3 { await Task.yield() }
    #expect(answers.errors.compactMap { $0 as? StoreError } == [.full, .full, .full])
    let outcome = try await store.submit([claim])[0]
    #expect(outcome.problems.map(\.code) == [.notFound])
    await store.close()
  }
}
