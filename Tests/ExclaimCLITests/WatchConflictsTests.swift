import ExclaimMessages
import ExclaimWire
import Synchronization
import Testing

@testable import ExclaimCLI

@Suite struct WatchConflictsTests {
  private let script = Script()

  private static func conflict(_ keys: String...) -> V1.Conflict {
    V1.Conflict(
      kind: .contradiction,
      members: keys.map { V1.ConflictMember(record: V1.Source(id: "clm_\($0)", key: $0), kind: "claim") },
      explanation: "not both")
  }

  private static func message(
    _ sequence: UInt64, created: [V1.Conflict] = [], resolved: [V1.Conflict] = [], left: UInt64 = 0
  ) -> FakeServer.Reply {
    .message(
      V1.WatchConflictsResponse(
        sequence: sequence, created: created, resolved: resolved, contradictions: left
      ).encoded())
  }

  /// Answers each call with the next of these.
  private func answer(_ calls: [[FakeServer.Reply]]) {
    let left = Mutex(calls[...])
    script.stream(V1.Analysis.watchConflicts) { _ in
      left.withLock { $0.popFirst() } ?? [.failure(Status(.internal, "that is all"))]
    }
  }

  private let ab = conflict("a", "b")
  private let cd = conflict("c", "d")
  private let ef = conflict("e", "f")

  @Test("what stands is told first, then what comes up and what is resolved, each with its place")
  func lines() async throws {
    answer([
      [
        Self.message(5, created: [ab], left: 1), Self.message(7, created: [cd], resolved: [ab], left: 1),
        .failure(Status(.internal, "that is all")),
      ]
    ])
    let outcome = try await script.run(
      "watch", "--analysis", "--topic", "returned", "--claim", "c", "--distrust", "side:ru")
    #expect(
      outcome.out == """
        #5 contradiction: a, b
            not both
        #7 contradiction comes up: c, d
            not both
        #7 contradiction resolved: a, b
            not both

        """)
    #expect(outcome.err.hasPrefix("exclaim: 1 contradiction as of entry 5 of the journal\n"))
    let question = V1.Question(
      topic: .returned, claim: "c", premises: V1.Premises(distrust: ["side:ru"]))
    #expect(
      try script.requests(V1.Analysis.watchConflicts) == [V1.WatchConflictsRequest(question: question)])
  }

  @Test("the numbers that do not go together are drawn under each other")
  func drawing() async throws {
    var conflict = ab
    for (index, number) in [100, 200].enumerated() {
      conflict.members[index].hard = V1.Bounds(low: Int64(number), high: Int64(number))
    }
    answer([[Self.message(5, created: [conflict], left: 1), .failure(Status(.internal, "that is all"))]])
    #expect(
      try await script.run("watch", "--analysis").out == """
        #5 contradiction: a, b
            not both
            a       ●                                         100
            b                                              ●  200

        """)
  }

  @Test(
    "after a break only what differs is told: no contradiction twice, none that came up or went unheard",
    arguments: ["jsonl", "json"])
  func comesBack(format: String) async throws {
    answer([
      [Self.message(5, created: [ab, cd], left: 2), .hangUp],
      // Nothing has changed.
      [Self.message(6, created: [cd, ab], left: 2), .failure(Status(.unavailable, "the server stops"))],
      [Self.message(9, created: [ef, ab], left: 2), .end],
      [
        Self.message(9, created: [ab, ef], left: 2), Self.message(11, resolved: [ab], left: 1),
        .failure(Status(.internal, "that is all")),
      ],
    ])
    let outcome = try await script.run("watch", "--analysis", "--output", format)
    let told = try outcome.out.split(separator: "\n").map { try V1.WatchConflictsResponse(json: String($0)) }
    #expect(told.map(\.sequence) == [5, 9, 11])
    #expect(told.map(\.created) == [[ab, cd], [ef], []])
    #expect(told.map(\.resolved) == [[], [cd], [ab]])
    #expect(outcome.err.contains("going on with what has changed"))
  }

  @Test("csv has a header and a line for each change")
  func csv() async throws {
    answer([
      [
        Self.message(5, created: [ab], left: 1), Self.message(6, resolved: [ab]),
        .failure(Status(.internal, "that is all")),
      ]
    ])
    let out = try await script.run("watch", "--analysis", "--output", "csv").out
    #expect(
      out.split(separator: "\n") == [
        "sequence,change,records,explanation", "5,STANDS,a b,not both", "6,RESOLVED,a b,not both",
      ])
  }

  @Test("a ledger that lacks what was seen before is not followed in silence")
  func otherLedger() async throws {
    answer([[Self.message(9, created: [ab], left: 1), .hangUp], [Self.message(4)]])
    let outcome = try await script.run("watch", "--analysis")
    #expect(outcome.status == 65 && outcome.err.contains("before entry 9 that was seen"))
  }

  @Test(
    "options that say nothing about contradictions are refused, and premises without them",
    arguments: [
      ["--analysis", "--from", "1"], ["--analysis", "claims"], ["--analysis", "--speaker", "x"],
      ["--analysis", "--key", "x"], ["--analysis", "--unit", "bags"], ["--trust", "x"], ["--distrust", "x"],
    ])
  func usage(options: [String]) {
    #expect(throws: (any Error).self) { try Exclaim.parseAsRoot(["watch"] + options) }
  }
}
