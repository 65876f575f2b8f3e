import Dispatch
import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Foundation
import Testing

@testable import ExclaimServer
@testable import ExclaimStore

@Suite struct WatchConflictsTests {
  private static func party(_ key: String) -> String { WatchedLedger.actor(key, "State \(key)") }

  private static func held(_ key: String, _ speaker: String, _ words: String, _ day: String = "2024-01-01")
    -> String
  {
    let measure =
      #""topic": "HELD", "dependentPower": "n", "detainingPower": "s", "category": "ALL", "at": {"edtf": "\#(day)"}"#
    return #"{"claim": {"key": "\#(key)", "speechAct": "ASSERTS", "speaker": {"actor": "\#(speaker)"}, "#
      + #""measure": {\#(measure)}, "quantity": {"words": "\#(words)"}}}"#
  }

  /// What a watch hears of, message by message, while something is done to the ledger between them.
  private func watch(
    _ ledger: WatchedLedger, _ question: String = "{}",
    _ body: @escaping @Sendable (_ next: () async throws -> V1.WatchConflictsResponse) async throws -> Void
  ) async throws {
    let (responses, out) = AsyncThrowingStream<V1.WatchConflictsResponse, any Error>.makeStream()
    let request = V1.WatchConflictsRequest(question: try V1.Question(json: question))
    DispatchQueue(label: "client").async { [socketPath = ledger.socketPath] in
      do {
        let connection = try Connection(path: socketPath)
        let stream = try AnalysisClient(connection).watchConflicts(
          request, options: .init(timeout: .seconds(300)))
        while let response = try stream.next() { out.yield(response) }
        out.finish()
      } catch {
        out.finish(throwing: error)
      }
    }
    var iterator = responses.makeAsyncIterator()
    try await body { try #require(await iterator.next()) }
  }

  @Test(
    "all contradictions come first, then those that come up and those that are resolved, and nothing else")
  func follows() async throws {
    try await WatchedLedger.run { ledger in
      try await ledger.submit(Self.party("n"), Self.party("s"))
      let ids = try await ledger.submit(Self.held("c1", "n", "100"), Self.held("c2", "s", "70"))
      try await watch(ledger) { next in
        let first = try await next()
        #expect(first.created.map { Set($0.members.compactMap(\.record?.id)) } == [Set(ids)])
        #expect(first.contradictions == 1 && first.resolved.isEmpty)
        // Unrelated, and so told as a place in the journal at most.
        try await ledger.submit(Self.held("c3", "n", "50", "2024-02-01"))
        let more = try await ledger.submit(Self.held("c4", "s", "60", "2024-02-01"))
        var second = try await next()
        while second.created.isEmpty {
          #expect(second.resolved.isEmpty && second.contradictions == 1)
          second = try await next()
        }
        #expect(second.created.count == 1 && second.contradictions == 2)
        #expect(second.created.first?.members.contains { $0.record?.id == more[0] } ?? false)
        _ = try await ledger.records.retract(
          .with { ($0.id, $0.reason) = (ids[1], "wrong") }, ledger.context(WatchedLedger.me))
        var third = try await next()
        while third.resolved.isEmpty { third = try await next() }
        #expect(third.resolved.map { Set($0.members.compactMap(\.record?.id)) } == [Set(ids)])
        #expect(third.created.isEmpty && third.contradictions == 1)
      }
    }
  }

  @Test(
    "the place that is told is that of the ledger judged, whatever came while it waited to be judged",
    arguments: ["{}", #"{"premises": {"trust": ["n", "s"]}}"#])
  func placeOfWhatIsJudged(_ question: String) async throws {
    try await WatchedLedger.run { ledger in
      try await ledger.submit(Self.party("n"), Self.party("s"))
      try await ledger.submit(Self.held("c1", "n", "100"), Self.held("c2", "s", "100"))
      try await watch(ledger, question) { next in
        var message = try await next()
        // While somebody else of this user has the turn, a contradiction comes up by two entries.
        let last = try await ledger.work.run(for: WatchedLedger.me) {
          try await ledger.submit(Self.held("c1", "n", "70"))
          while ledger.work.waitingCount == 0 { await Task.yield() }
          try await ledger.submit(Self.held("c2", "s", "60"))
          return ledger.store.lastSequence
        }
        while message.created.isEmpty { message = try await next() }
        #expect(message.contradictions == 1 && message.sequence == last)
      }
    }
  }

  @Test("a question restricts to what it asks, and premises to whose word counts")
  func restricted() async throws {
    try await WatchedLedger.run { ledger in
      try await ledger.submit(Self.party("n"), Self.party("s"))
      try await ledger.submit(Self.held("c1", "n", "100"), Self.held("c2", "s", "70"))
      for question in [#"{"topic": "RETURNED"}"#, #"{"premises": {"distrust": ["s"]}}"#] {
        try await watch(ledger, question) { next in
          let first = try await next()
          #expect(first.created.isEmpty && first.contradictions == 0, "\(question)")
        }
      }
    }
  }

  @Test("the end of the server ends it with a word on what to do")
  func stops() async throws {
    try await WatchedLedger.run { ledger in
      try await watch(ledger) { next in
        _ = try await next()
        ledger.changes.stop()
        do {
          while true { _ = try await next() }
        } catch let error as CallError {
          #expect(error.code == .unavailable && error.message.contains("again"))
        }
      }
    }
  }
}
