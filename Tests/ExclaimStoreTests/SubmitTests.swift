import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("Submitting")
struct SubmitTests {
  let ledger = TemporaryLedger()

  @Test("gives back what was stored: content byte for byte, author, time, place in the journal")
  func roundTrip() async throws {
    let store = try ledger.open { $0.clock = { 1_750_000_000_123_456_789 } }
    let sent = draft(.actor, "ru-mod", "Russian Defence Ministry")
    let stamp = try #require(try await store.submit([sent])[0].stamp)
    #expect(stamp.revision == 1)
    #expect(stamp.sequence == 1)
    #expect(stamp.recordedAt == 1_750_000_000_123_456_789)
    #expect(stamp.id.hasPrefix("act_"))
    for reference in [stamp.id, "ru-mod"] {
      let record = try #require(try await store.record(reference, reader: annReads))
      #expect(record.content == sent.content)
      #expect(record.stamp == stamp)
      #expect(record.author == ann)
      #expect(record.kind == .actor)
      #expect(record.key == "ru-mod")
      #expect(record.visibility == .team)
      #expect(record.links.isEmpty)
    }
    await store.close()
  }

  @Test("keeps what was acknowledged when the ledger is opened again")
  func durable() async throws {
    let first = try ledger.open()
    let stamp = try #require(try await first.submit([draft(.claim, "c", "held 1,348")])[0].stamp)
    await first.close()
    let second = try ledger.open()
    #expect(try await second.record(stamp.id, reader: annReads)?.stamp == stamp)
    let next = try #require(try await second.submit([draft(.claim)])[0].stamp)
    #expect(next.sequence == 2)
    #expect(next.id > stamp.id)
    await second.close()
  }

  @Test("stores the same content under the same key once")
  func idempotent() async throws {
    let store = try ledger.open()
    let sent = draft(.claim, "c", "one")
    let created = try await store.submit([sent])[0]
    let again = try await store.submit([sent])[0]
    #expect(again.isUnchanged)
    #expect(again.stamp == created.stamp)
    #expect(store.lastSequence == 1)
    await store.close()
  }

  @Test("stores drafts without a key every time")
  func withoutKey() async throws {
    let store = try ledger.open()
    let outcomes = try await store.submit([draft(.claim, nil, "one"), draft(.claim, nil, "one")])
    #expect(outcomes.allSatisfy { $0.isCreated })
    await store.close()
  }

  @Test("refuses other content under a known key, and names what stands there")
  func otherContent() async throws {
    let store = try ledger.open()
    let id = try #require(try await store.submit([draft(.claim, "c", "one")])[0].stamp?.id)
    let problem = try #require(try await store.submit([draft(.claim, "c", "two")])[0].problems.first)
    #expect(problem.code == .alreadyExists)
    #expect(problem.problem.field == "key")
    #expect(problem.problem.value == "c")
    #expect(problem.problem.reason.contains("\(id) revision 1"))
    #expect(problem.problem.remedy.contains("--revise"))
    #expect(store.lastSequence == 1)
    await store.close()
  }

  @Test("stores other content under a known key as the next revision, when asked to")
  func revise() async throws {
    let store = try ledger.open()
    let first = try #require(try await store.submit([draft(.claim, "c", "one")])[0].stamp)
    let outcome = try await store.submit([draft(.claim, "c", "two")], revise: true)[0]
    #expect(outcome.isRevised)
    #expect(outcome.stamp?.id == first.id)
    #expect(outcome.stamp?.revision == 2)
    #expect(outcome.stamp?.sequence == 2)
    let third = try await store.submit([draft(.claim, "c", "three")], revise: true)[0]
    #expect(third.stamp?.revision == 3)
    for (revision, words) in [(UInt32(1), "one"), (2, "two"), (3, "three")] {
      let record = try await store.record("c", revision: revision, reader: annReads)
      #expect(record?.content == draft(.claim, "c", words).content)
      #expect(record?.stamp.revision == revision)
    }
    #expect(try await store.record("c", revision: 4, reader: annReads) == nil)
    #expect(try await store.record("c", reader: annReads)?.stamp.revision == 3)
    #expect(try await store.submit([draft(.claim, "c", "three")], revise: true)[0].isUnchanged)
    await store.close()
  }

  @Test("refuses a revision of another kind, even when asked to revise")
  func otherKind() async throws {
    let store = try ledger.open()
    _ = try await store.submit([draft(.claim, "x", "one")])
    let problem = try await store.submit([draft(.exchange, "x", "one")], revise: true)[0].problems.first
    #expect(problem?.code == .alreadyExists)
    #expect(problem?.problem.reason.contains("a claim") == true)
    await store.close()
  }

  @Test("judges a key that stands twice in one submission as if it came twice")
  func keyTwice() async throws {
    let store = try ledger.open()
    let outcomes = try await store.submit([
      draft(.claim, "c", "one"), draft(.claim, "c", "one"), draft(.claim, "c", "two"),
    ])
    #expect(outcomes[0].isCreated)
    #expect(outcomes[1].isUnchanged)
    #expect(outcomes[1].stamp == outcomes[0].stamp)
    #expect(outcomes[2].problems.first?.code == .alreadyExists)
    let revised = try await store.submit(
      [draft(.claim, "d", "one"), draft(.claim, "d", "two"), draft(.claim, "d", "two")], revise: true)
    #expect(revised[0].isCreated)
    #expect(revised[1].isRevised)
    #expect(revised[1].stamp?.revision == 2)
    #expect(revised[2].isUnchanged)
    #expect(revised[2].stamp == revised[1].stamp)
    #expect(try await store.verify(reader: .user(0)).isIntact)
    await store.close()
  }

  @Test("lets two authors use one key for two records")
  func keysPerAuthor() async throws {
    let store = try ledger.open()
    let hers = try await store.submit([draft(.actor, "ru", "hers")], by: ann)[0]
    let his = try await store.submit([draft(.actor, "ru", "his")], by: ben)[0]
    #expect(hers.isCreated && his.isCreated)
    #expect(try await store.record("ru", reader: annReads)?.stamp == hers.stamp)
    #expect(try await store.record("ru", reader: benReads)?.stamp == his.stamp)
    await store.close()
  }

  @Test("stores nothing of an atomic submission of which one draft is refused")
  func atomic() async throws {
    let store = try ledger.open()
    let standing = try #require(try await store.submit([draft(.actor, "a", "stands")])[0].stamp)
    let drafts = [
      draft(.actor, "a", "stands"), draft(.actor, "b", "new"), draft(.actor, "b", "new"),
      draft(.claim, "c", "bad", links: [link(.speaker, "nobody")]),
    ]
    let outcomes = try await store.submit(drafts, atomic: true)
    #expect(outcomes[0] == .unchanged(standing))
    #expect(outcomes[1] == .notKept)
    #expect(outcomes[2] == .notKept)
    #expect(outcomes[3].problems.map(\.code) == [.notFound])
    #expect(store.lastSequence == 1)
    #expect(try await store.record("b", reader: annReads) == nil)
    let loose = try await store.submit(drafts)
    #expect(loose[1].isCreated)
    #expect(store.lastSequence == 2)
    await store.close()
  }

  @Test("tells in a dry run what would become of each draft, and stores nothing")
  func dryRun() async throws {
    let store = try ledger.open()
    let standing = try #require(try await store.submit([draft(.actor, "a", "one")])[0].stamp)
    let drafts = [
      draft(.actor, "a", "one"), draft(.actor, "a", "two"), draft(.actor, "b"),
      draft(.claim, nil, "", links: [link(.speaker, "b")]),
      draft(.claim, nil, "", links: [link(.speaker, "nobody")]),
    ]
    let outcomes = try await store.submit(drafts, dryRun: true, revise: true)
    #expect(outcomes[0] == .unchanged(standing))
    #expect(outcomes[1] == .revised(Stamp(id: standing.id, revision: 2, sequence: 0, recordedAt: 0)))
    #expect(outcomes[2] == .created(Stamp(id: "", revision: 1, sequence: 0, recordedAt: 0)))
    #expect(outcomes[3].isCreated)
    #expect(outcomes[4].problems.map(\.code) == [.notFound])
    #expect(store.lastSequence == 1)
    let atomic = try await store.submit(drafts, atomic: true, dryRun: true, revise: true)
    #expect(atomic[2] == .notKept)
    await store.close()
  }

  @Test("refuses a category that fits no filter, and takes the largest that does")
  func categories() async throws {
    let store = try ledger.open()
    let fits = draft(.claim, nil, "", terms: IndexTerms(categories: [0, IndexTerms.categoryMax]))
    #expect(try await store.submit([fits])[0].isCreated)
    for category in [-1, IndexTerms.categoryMax + 1] {
      let draft = draft(.claim, nil, "", terms: IndexTerms(categories: [category]))
      let problem = try await store.submit([draft])[0].problems.first
      #expect(problem?.problem.field == "category")
      #expect(problem?.problem.value == String(category))
    }
    await store.close()
  }

  @Test("never lets the recorded time fall, though the clock does")
  func clockGoesBack() async throws {
    let times = Times([5_000_000_000, 3_000_000_000, 6_000_000_000])
    let store = try ledger.open { $0.clock = { times.next() } }
    var recorded: [Int64] = []
    var ids: [String] = []
    for _ in 0..<3 {
      let stamp = try #require(try await store.submit([draft(.claim)])[0].stamp)
      recorded.append(stamp.recordedAt)
      ids.append(stamp.id)
    }
    #expect(recorded == [5_000_000_000, 5_000_000_000, 6_000_000_000])
    #expect(ids == ids.sorted())
    await store.close()
  }

  @Test("answers an empty submission with nothing")
  func empty() async throws {
    let store = try ledger.open()
    #expect(try await store.submit([]).isEmpty)
    #expect(store.lastSequence == 0)
    await store.close()
  }
}
