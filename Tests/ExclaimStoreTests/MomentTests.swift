import ExclaimDomain
import Testing

@testable import ExclaimStore

@Suite("Moments")
struct MomentTests {
  /// What a reader learns of a revision, without what differs from ledger to ledger: the random part of ids.
  private struct Seen: Hashable, CustomStringConvertible {
    var description: String

    init(_ record: StoredRecord) {
      let links = record.links.map { "\($0.role) \($0.reference) \(RecordID.number(in: $0.id) ?? 0)" }
      let fallen = record.fallen.sorted { $0.key < $1.key }
      let parts: [String] = [
        "\(record.kind) \(record.key ?? "") \(record.stamp.sequence) \(record.stamp.revision)",
        "\(record.stamp.recordedAt) \(record.author) \(record.visibility) \(record.change)",
        "\(record.state) \(record.protection) \(links) \(fallen)",
        String(decoding: record.content ?? [], as: UTF8.self),
      ]
      description = parts.joined(separator: " | ")
    }
  }

  private func sorted(_ hits: [SearchHit]) -> [Seen] {
    hits.map { Seen($0.record) }.sorted { $0.description < $1.description }
  }

  /// Reports the first difference alone.
  private func expectSame(
    _ found: [Seen], _ wanted: [Seen], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let different = zip(found, wanted).first { $0 != $1 }
    #expect(different?.0 == different?.1, sourceLocation: sourceLocation)
    #expect(found.count == wanted.count, sourceLocation: sourceLocation)
  }

  private func query(_ random: inout SeededGenerator, _ keys: [String]) -> Query {
    var query = Query(limit: Int.random(in: 1...40, using: &random))
    func sometimes(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
    if sometimes(3) { query.kinds = [RecordKind.allCases.randomElement(using: &random) ?? .claim] }
    if sometimes(6) { query.kinds = [.claim, .document] }
    if sometimes(4) { query.topic = 1 }
    if sometimes(6) { query.unit = 2 }
    if query.unit != nil, sometimes(2) { query.unitTopics = [1, 3] }
    if sometimes(6) { query.categories = [3, 5] }
    if sometimes(6) { query.speechAct = 1 }
    if sometimes(8) { query.scope = "Kursk" }
    if sometimes(8) { query.visibility = .team }
    if sometimes(8) { query.authorUID = ben.uid }
    if sometimes(8) { query.key = keys.randomElement(using: &random) }
    if sometimes(4) { query.days = DaySpan(earliest: Day(number: 19_003), latest: Day(number: 19_005)) }
    if sometimes(3), let key = keys.randomElement(using: &random) {
      query.links = [LinkFilter(field: "f", roles: sometimes(2) ? [] : [.speaker, .mention], reference: key)]
    }
    return query
  }

  @Test("as of a place in the journal, every list and search gives what it gave when the journal ended there")
  func likeThen() async throws {
    var random = SeededGenerator.announced()
    let (ledger, oldLedger) = (TemporaryLedger(), TemporaryLedger())
    let clock = { @Sendable in Int64(1_750_000_000_000_000_000) }
    let (store, old) = (try ledger.open { $0.clock = clock }, try oldLedger.open { $0.clock = clock })
    var history = RandomHistory(random)
    // What was redacted is gone from every moment, so that is a promise of its own.
    history.redacts = false
    let end = UInt64.random(in: 20...150, using: &random)
    while store.lastSequence < 250 {
      let submission = history.next()
      _ = try await store.submit(submission)
      if old.lastSequence < end { _ = try await old.submit(submission) }
    }
    let sequence = old.lastSequence
    let moment = Moment.recorded(through: sequence)
    let keys = try await old.all(Query(limit: 1_000), reader: annReads).compactMap(\.key)
      .filter { $0 != "shared" }
    var found = 0
    for reader in [annReads, benReads, .outside] {
      for _ in 0..<30 {
        let now = query(&random, keys)
        var then = now
        then.moment = moment
        let wanted: [Seen]
        do {
          wanted = try await old.all(now, reader: reader).map(Seen.init)
        } catch StoreError.invalidQuery {
          // A key that the reader does not see.
          continue
        }
        let got = try await store.all(then, reader: reader).map(Seen.init)
        expectSame(got, wanted)
        found += wanted.count
        // The order follows from all that there is, and so differs.
        let words = ["held", "обмін", "word*", "\"more than\"", "Kursk returned"].randomElement(
          using: &random)
        var (everything, everythingThen) = (now, then)
        (everything.limit, everythingThen.limit) = (1_000, 1_000)
        let hits = try await old.search(words ?? "x", everything, reader: reader).hits
        let hitsThen = try await store.search(words ?? "x", everythingThen, reader: reader).hits
        expectSame(sorted(hitsThen), sorted(hits))
        #expect(Set(hitsThen.map(\.snippet)) == Set(hits.map(\.snippet)))
      }
      let (seen, seenThen) = (Collected(), Collected())
      _ = try await old.scan(kinds: [], through: nil, reader: reader) { seen.add($0) }
      let reached = try await store.scan(kinds: [], through: sequence, reader: reader) { seenThen.add($0) }
      #expect(reached == sequence)
      expectSame(seenThen.records.map(Seen.init), seen.records.map(Seen.init))
      for key in keys {
        let record = try old.recordNow(key, revision: nil, reader: reader)
        let recordThen = try store.recordNow(key, through: sequence, reader: reader)
        expectSame([recordThen].compactMap { $0.map(Seen.init) }, [record].compactMap { $0.map(Seen.init) })
      }
    }
    #expect(found > 0)
    await store.close()
    await old.close()
  }

  @Test("what was redacted since is gone from every moment, and everything else is as it was")
  func redactedSince() async throws {
    let ledger = TemporaryLedger()
    let store = try ledger.open()
    _ = try await store.submit([
      draft(.claim, "whole", "apple one"), draft(.claim, "single", "apple two"),
      draft(.claim, "kept", "apple three"),
    ])
    _ = try await store.submit([draft(.claim, "single", "pear")], revise: true)
    let sequence = store.lastSequence
    _ = try await store.submit(edit(.redact(revision: nil), "whole"))
    _ = try await store.submit(edit(.redact(revision: 1), "single"))
    var query = Query()
    for (through, states) in [
      (UInt64(3), [RecordState.redacted, .redacted, .standing]),
      (sequence, [.redacted, .standing, .standing]),
    ] {
      query.moment = .recorded(through: through)
      let records = try await store.all(query)
      #expect(records.map(\.state) == states)
      #expect(records.map { $0.content == nil } == states.map { $0 == .redacted })
    }
    query.moment = .recorded(through: 3)
    #expect(try await store.search("apple", query, reader: annReads).hits.map(\.record.key) == ["kept"])
    await store.close()
  }

  @Test("links say whether their target stands: now, and then")
  func links() async throws {
    let ledger = TemporaryLedger()
    let store = try ledger.open()
    let stamp = try #require(
      try await store.submit([
        draft(.claim, "c"), draft(.relation, "r", "", links: [link(.relationFrom, "c")]),
      ])[0].stamp)
    _ = try await store.submit(edit(.retract, "c"))
    let sequence = store.lastSequence
    _ = try await store.submit([draft(.claim, "c", "again")], revise: true)
    _ = try await store.submit(edit(.redact(revision: nil), "c"))
    func state(through sequence: UInt64) async throws -> RecordState {
      let record = try #require(try store.recordNow("r", through: sequence, reader: annReads))
      return Array(stamp.id.utf8).withUnsafeBytes { record.state(ofLinkTo: $0) }
    }
    #expect(try await state(through: 2) == .redacted)
    #expect(try await state(through: sequence) == .redacted)
    #expect(try await state(through: sequence + 2) == .redacted)
    _ = try await store.submit([
      draft(.claim, "d"), draft(.relation, "s", "", links: [link(.relationFrom, "d")]),
    ])
    let before = store.lastSequence
    let retracted = try #require(try await store.submit(edit(.retract, "d"))[0].stamp)
    for (through, wanted) in [(before, RecordState.standing), (retracted.sequence, .retracted)] {
      let record = try #require(try store.recordNow("s", through: through, reader: annReads))
      #expect(Array(retracted.id.utf8).withUnsafeBytes { record.state(ofLinkTo: $0) } == wanted)
    }
    await store.close()
  }

  @Test("finds the last entry that was written by a time")
  func times() async throws {
    let times = Times([100, 200, 200, 300])
    let ledger = TemporaryLedger()
    let store = try ledger.open { $0.clock = { times.next() } }
    for number in 0..<4 { _ = try await store.submit([draft(.claim, "k\(number)")]) }
    for (time, sequence) in [
      (Int64(99), UInt64(0)), (100, 1), (199, 1), (200, 3), (299, 3), (300, 4), (.max, 4),
    ] {
      #expect(try await store.sequence(at: time, reader: annReads) == sequence)
    }
    await store.close()
  }
}
