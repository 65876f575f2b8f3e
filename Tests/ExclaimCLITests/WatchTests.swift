import ExclaimMessages
import ExclaimWire
import Glibc
import Synchronization
import Testing

@testable import ExclaimCLI

@Suite struct WatchTests {
  private let script = Script()

  private static func page(_ sequences: ClosedRange<UInt64>, atEnd: Bool = false) -> FakeServer.Reply {
    let records = sequences.map { sequence in
      V1.Record(
        id: "act_\(sequence)", revision: 1, sequence: sequence, author: V1.Author(uid: 7),
        change: V1.Change(action: .create), content: .actor(V1.Actor(key: "k\(sequence)", name: "N")))
    }
    let response = V1.WatchResponse(records: records, sequence: sequences.upperBound, atEnd: atEnd)
    return .message(response.encoded())
  }

  /// Answers each call of Watch with the next of these.
  private func answer(journalEnd: UInt64 = 9, _ calls: [[FakeServer.Reply]]) {
    let left = Mutex(calls[...])
    script.on(V1.Control.status) { _ in V1.StatusResponse(sequence: journalEnd) }
    script.stream(V1.Journal.watch) { _ in
      left.withLock { $0.popFirst() } ?? [.failure(Status(.internal, "called once too often"))]
    }
  }

  private func froms() throws -> [UInt64] { try script.requests(V1.Journal.watch).map(\.from) }

  @Test("each change is a line, and --until-now ends where the journal ends")
  func untilNow() async throws {
    answer([[Self.page(1...2), Self.page(3...3, atEnd: true)]])
    let outcome = try await script.run("watch", "actors", "--from", "1", "--until-now", "--author-uid", "7")
    #expect(outcome.status == 0 && outcome.err.isEmpty, "\(outcome.err)")
    let lines = outcome.out.split(separator: "\n")
    #expect(lines.count == 3)
    for part in ["1 ", "created", "actor", "k1", "user 7", "N"] { #expect(lines[0].contains(part)) }
    let request = try #require(try script.requests(V1.Journal.watch).first)
    #expect(request.filter?.kind == .actor && request.filter?.authorUid == 7)
  }

  private static func claim(_ revision: UInt32, at time: Int64, _ number: Int64) -> V1.Record {
    let bounds = V1.Bounds(low: number, high: number)
    let quantity = V1.Quantity(words: "\(number)", hard: bounds, soft: bounds)
    return V1.Record(
      id: "clm_1", revision: revision, sequence: UInt64(revision), recordedAt: Timestamp(seconds: time),
      change: V1.Change(
        action: revision == 1 ? .create : .revise, reason: revision == 1 ? "" : "a day later"),
      content: .claim(V1.Claim(key: "c", value: .quantity(quantity))))
  }

  @Test("where a number was replaced, both are drawn; what cannot be seen any more is not")
  func numberChange() async throws {
    let response = V1.WatchResponse(
      records: [Self.claim(1, at: 0, 5), Self.claim(2, at: 60, 7), Self.claim(3, at: 61, 8)], sequence: 3,
      atEnd: true)
    answer([[.message(response.encoded())]])
    script.on(V1.Records.get) { request in
      guard request.revision == 1 else { throw Status(.notFound, "redacted") }
      return V1.GetResponse(record: Self.claim(1, at: 0, 5))
    }
    let out = try await script.run("watch", "--from", "1", "--until-now").out
    #expect(
      out == """
             1 1970-01-01T00:00:00Z claim c created: 5
             2 1970-01-01T00:01:00Z claim c revised: 7 (a day later)
               was  ●                         5
               now                         ●  7
             3 1970-01-01T00:01:01Z claim c revised: 8 (a day later)

        """)
    #expect(try script.requests(V1.Records.get).map(\.id) == ["clm_1", "clm_1"])
  }

  @Test("on a terminal the day stands above its changes, and each takes one line")
  func terminal() throws {
    let console = Console(out: Sink(), err: Sink(), outIsTerminal: true, columns: 40)
    var lines = try ChangeLines(console, .table)
    try lines.write([Self.claim(1, at: 0, 5), Self.claim(2, at: 60, 7)])
    try lines.write([Self.claim(3, at: 86_400, 8)])
    #expect(
      console.out.text == """
        1970-01-01 (UTC)
             1 00:00:00 claim c created: 5
             2 00:01:00 claim c revised: 7 (a da
        1970-01-02 (UTC)
             3 00:00:00 claim c revised: 8 (a da

        """)
  }

  @Test("json and jsonl are a record a line, csv has a header", arguments: ["json", "jsonl", "csv"])
  func formats(format: String) async throws {
    answer([[Self.page(1...2, atEnd: true)]])
    let out = try await script.run("watch", "--from", "1", "--until-now", "--output", format).out
    let lines = out.split(separator: "\n").map(String.init)
    if format == "csv" {
      #expect(
        lines.count == 3 && lines[0].hasPrefix("sequence,") && lines[1] == "1,,CREATE,actor,act_1,k1,1,7,N")
    } else {
      #expect(try lines.map { try V1.Record(json: $0).sequence } == [1, 2])
    }
  }

  @Test(
    "when the server goes away, restarts or cuts the call off, it goes on with the next entry: no gap, no repeat"
  )
  func comesBack() async throws {
    answer([
      [Self.page(1...2), .hangUp],
      // A server that sends again what has come already.
      [Self.page(1...4), .failure(Status(.unavailable, "the server stops"))],
      [Self.page(5...5), .end],
      [Self.page(6...6), .failure(Status(.resourceExhausted, "answers were not read"))],
      [Self.page(7...8, atEnd: true)],
    ])
    let outcome = try await script.run("watch", "--from", "1", "--until-now", "--output", "jsonl")
    #expect(outcome.status == 0, "\(outcome.err)")
    let sequences = try outcome.out.split(separator: "\n").map { try V1.Record(json: String($0)).sequence }
    #expect(sequences == Array(1...8))
    #expect(try froms() == [1, 3, 5, 6, 7])
    for place in [3, 5, 6, 7] { #expect(outcome.err.contains("going on with entry \(place)")) }
  }

  @Test(
    "without --from it begins after the journal's end as it is now, also when the first call breaks at once")
  func fromNow() async throws {
    answer(journalEnd: 41, [[.hangUp], [Self.page(42...42), .failure(Status(.internal, "that is all"))]])
    let outcome = try await script.run("watch", "--output", "jsonl")
    #expect(try froms() == [42, 42])
    #expect(outcome.status == 70 && outcome.out.contains("\"42\""))
  }

  @Test(
    "Ctrl-C is how it ends: exit 0, or 75 where it was to go to an end",
    arguments: [false, true])
  func interrupted(untilNow: Bool) async throws {
    var ends: [Int32] = [-1, -1]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    defer { ends.forEach { close($0) } }
    let user = ends[1]
    script.on(V1.Control.status) { _ in V1.StatusResponse(sequence: 9) }
    script.stream(V1.Journal.watch) { _ in
      var byte: UInt8 = 0
      _ = write(user, &byte, 1)
      return [Self.page(1...1)]
    }
    let options = untilNow ? ["--until-now"] : []
    let outcome = try await script.run(["watch", "--from", "1"] + options, wish: ends[0])
    #expect(outcome.status == (untilNow ? 75 : 0), "\(outcome.err)")
  }

  @Test("a ledger that lacks what was seen before is not followed in silence")
  func otherLedger() async throws {
    let ends = Mutex<[UInt64]>([9, 4])
    answer([[Self.page(1...9), .hangUp]])
    script.on(V1.Control.status) { _ in V1.StatusResponse(sequence: ends.withLock { $0.removeFirst() }) }
    let outcome = try await script.run("watch", "--from", "1")
    #expect(outcome.status == 65)
    #expect(outcome.err.contains("ends with entry 4, before entry 10") && outcome.err.contains("--from 1"))
  }

  @Test(
    "a call that is refused at once is told, not tried for ever",
    arguments: [(StatusCode.resourceExhausted, Int32(75)), (.permissionDenied, 77), (.invalidArgument, 65)])
  func refused(code: StatusCode, status: Int32) async throws {
    answer([[.failure(Status(code, "no"))]])
    #expect(try await script.run("watch", "--from", "1").status == status)
    #expect(try froms().count == 1)
  }

  @Test(
    "a place that is none, and an end without a beginning, are refused",
    arguments: [["--from", "0"], ["--until-now"], ["--from", "9223372036854775808"]])
  func usage(options: [String]) {
    #expect(throws: (any Error).self) { try Exclaim.parseAsRoot(["watch"] + options) }
  }
}
