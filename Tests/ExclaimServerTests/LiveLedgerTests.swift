import ExclaimAnalysis
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Testing

@testable import ExclaimServer

@Suite struct LiveLedgerTests {
  private static let budgetBytes = 1 << 24

  private func expectSame(
    _ live: LiveLedger, _ ledger: WatchedLedger, _ uid: UInt32, _ note: String
  ) async throws {
    let (known, _) = try await live.ledger(for: .user(uid))
    let (loaded, _, _) = try await Ledger.load(
      from: ledger.store, reader: .user(uid), budgetBytes: Self.budgetBytes)
    #expect(Array(known.actors) == Array(loaded.actors), "\(note)")
    #expect(Array(known.claims) == Array(loaded.claims), "\(note)")
    #expect(Array(known.exchanges) == Array(loaded.exchanges), "\(note)")
    #expect(known.recordCount == loaded.recordCount, "\(note)")
  }

  /// Stores a claim, or another revision of it; nil when that was refused.
  private func submit(_ record: String, as user: UInt32, _ ledger: WatchedLedger) async throws -> String? {
    var request = V1.SubmitRequest()
    (request.records, request.revise) = ([try V1.Record(json: record)], true)
    guard case .message(let response) = try await ledger.records.submit(request, ledger.context(user)) else {
      return nil
    }
    return response.refused == 0 ? response.results.first?.id : nil
  }

  private func claim(_ key: String, _ speaker: String, about: String, isPrivate: Bool, _ words: Int) -> String
  {
    let visibility = isPrivate ? #""visibility": "PRIVATE", "# : ""
    return
      #"{"claim": {"key": "\#(key)", \#(visibility)"speechAct": "ASSERTS", "speaker": {"actor": "\#(speaker)"}, "#
      + #""about": {"claim": "\#(about)"}, "measure": {"topic": "HELD"}, "quantity": {"words": "\#(words)"}}}"#
  }

  @Test(
    "whatever is recorded, revised, hidden, shown, taken back or destroyed, it is what one would load anew",
    arguments: [Limits.standard.liveLedgerBytesMax, 0])
  func likeLoaded(bytesMax: Int) async throws {
    var random = SeededGenerator.announced()
    try await WatchedLedger.run { ledger in
      let live = LiveLedger(ledger.store, budgetBytes: Self.budgetBytes, bytesMax: bytesMax)
      let users = [WatchedLedger.me, WatchedLedger.other]
      let first = try await ledger.submit(
        WatchedLedger.actor("s"), claim("base", "s", about: "", isPrivate: false, 1))
      var ids: [(owner: UInt32, key: String, id: String)] = []
      for step in 0..<120 {
        let user = users.randomElement(using: &random)!
        let number = Int.random(in: 1...9_999, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0...3:
          let target = ids.randomElement(using: &random)?.id ?? first[1]
          let record = claim(
            "c\(step)", first[0], about: target, isPrivate: Int.random(in: 0..<3, using: &random) == 0, number
          )
          // Refused where it would tell of a private record.
          if let id = try await submit(record, as: user, ledger) { ids.append((user, "c\(step)", id)) }
        case 4...5:
          guard let old = ids.randomElement(using: &random) else { continue }
          let record = claim(
            old.key, first[0], about: first[1], isPrivate: Int.random(in: 0..<2, using: &random) == 0, number)
          _ = try await submit(record, as: old.owner, ledger)
        case 6:
          guard let old = ids.randomElement(using: &random) else { continue }
          _ = try? await ledger.records.retract(
            .with { ($0.id, $0.reason) = (old.id, "wrong") }, ledger.context(old.owner))
        default:
          guard Int.random(in: 0..<4, using: &random) == 0, let old = ids.randomElement(using: &random) else {
            continue
          }
          _ = try? await ledger.records.redact(
            .with { ($0.id, $0.reason) = (old.id, "wrong") }, ledger.context(old.owner))
        }
        for user in users + [WatchedLedger.other + 1] {
          try await expectSame(live, ledger, user, "step \(step), user \(user)")
        }
      }
    }
  }

  @Test("the status tells what is kept, and that nothing is before somebody asks")
  func status() async throws {
    try await WatchedLedger.run { ledger in
      let live = LiveLedger(ledger.store, budgetBytes: Self.budgetBytes)
      let control = ControlServer(
        store: ledger.store, limits: .standard, state: ServingState(), work: FairTurns(atOnce: 2), live: live)
      func told() async throws -> V1.LiveLedger? {
        let reply = try await control.status(V1.StatusRequest(), ledger.context(WatchedLedger.me))
        guard case .message(let status) = reply else { return nil }
        return status.liveLedger
      }
      try await ledger.submit(WatchedLedger.actor("a"), WatchedLedger.actor("b"))
      let before = try await told()
      _ = try await live.reconciliation(for: .user(WatchedLedger.me))
      let after = try await told()
      #expect(before == V1.LiveLedger())
      #expect(after == V1.LiveLedger(records: 2, views: 2, bytes: UInt64(live.kept.bytes)))
    }
  }

  @Test("nothing is held before somebody asks, and copies that were given do not change")
  func copies() async throws {
    try await WatchedLedger.run { ledger in
      let live = LiveLedger(ledger.store, budgetBytes: Self.budgetBytes)
      try await ledger.submit(WatchedLedger.actor("a"), WatchedLedger.actor("b"))
      #expect(live.kept == LiveLedger.Kept())
      let (before, _) = try await live.ledger(for: .user(WatchedLedger.me))
      try await ledger.submit(WatchedLedger.actor("c"), WatchedLedger.actor("a", "Other"))
      let (after, _) = try await live.ledger(for: .user(WatchedLedger.me))
      #expect(
        before.actors.map(\.key) == ["a", "b"] && before.actors.map(\.name) == ["Somebody", "Somebody"])
      #expect(after.actors.map(\.key) == ["a", "b", "c"] && after.actors.first?.name == "Other")
      #expect(live.kept.records == 3 && live.kept.views == 1)
    }
  }

  @Test(
    "a ledger is kept up to the limit, reconciled too; one that takes a byte more is loaded for each question"
  )
  func bound() async throws {
    try await WatchedLedger.run { ledger in
      let me = Reader.user(WatchedLedger.me)
      let ids = try await ledger.submit(
        WatchedLedger.actor("s"), claim("c", "s", about: "", isPrivate: false, 7),
        ##"{"document": {"key": "d", "text": "Seven are held."}}"##)
      func kept(_ bytesMax: Int) async throws -> LiveLedger.Kept {
        let live = LiveLedger(ledger.store, budgetBytes: Self.budgetBytes, bytesMax: bytesMax)
        #expect(try await live.ledger(for: me).0.recordCount == ids.count)
        #expect(try await figureCount(live, me) == 1)
        return live.kept
      }
      let live = LiveLedger(ledger.store, budgetBytes: Self.budgetBytes)
      _ = try await live.ledger(for: me)
      let plain = live.kept
      _ = try await live.reconciliation(for: me)
      let whole = live.kept
      #expect(plain.records == 3 && plain.views == 1 && plain.bytes > 0)
      #expect(whole.records == 3 && whole.views == 2 && whole.bytes > plain.bytes)

      let (asWhole, justLess) = (try await kept(whole.bytes), try await kept(whole.bytes - 1))
      #expect(asWhole == whole && justLess == plain)
      let (asPlain, tooLittle) = (try await kept(plain.bytes), try await kept(plain.bytes - 1))
      #expect(asPlain == plain && tooLittle == LiveLedger.Kept())
    }
  }

  private func figureCount(_ live: LiveLedger, _ reader: Reader) async throws -> Int? {
    guard let (reconciliation, _) = try await live.reconciliation(for: reader) else { return nil }
    return try reconciliation.consistency(EvidenceQuery()).figureCount
  }

  @Test(
    "what no longer may stay is dropped once it has grown, and bytes of texts come and go with their documents"
  )
  func dropped() async throws {
    try await WatchedLedger.run { ledger in
      let me = Reader.user(WatchedLedger.me)
      func document(_ text: String) -> String { ##"{"document": {"key": "d", "text": "\##(text)"}}"## }
      let ids = try await ledger.submit(document("Short."))
      let live = LiveLedger(ledger.store, budgetBytes: Self.budgetBytes)
      _ = try await live.ledger(for: me)
      let short = live.kept.bytes
      let few = LiveLedger(ledger.store, budgetBytes: Self.budgetBytes, bytesMax: short)
      _ = try await few.reconciliation(for: me)
      #expect(few.kept.records == 1 && few.kept.bytes == short)

      var request = V1.SubmitRequest()
      (request.records, request.revise) = ([try V1.Record(json: document("Longer."))], true)
      _ = try await ledger.records.submit(request, ledger.context(WatchedLedger.me))
      _ = try await live.ledger(for: me)
      let (grown, _) = try await few.ledger(for: me)
      #expect(live.kept.bytes == short + 1 && few.kept == LiveLedger.Kept())
      #expect(grown.document(ids[0])?.text == "Longer.")
    }
  }
}
