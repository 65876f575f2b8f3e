import ExclaimAnalysis
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Foundation
import Testing

@testable import ExclaimServer

/// The analyses on a store of the test's own, without a socket.
private final class Desk {
  let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "exclaim-\(UUID().uuidString)")
  let store: SQLiteStore
  let records: RecordsServer
  let analysis: AnalysisServer
  let context = CallContext(
    peer: Peer(uid: 1000, gid: 1000), method: "test", id: .init(connection: 1, serial: 1, stream: 1))

  private init() throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    store = try SQLiteStore(SQLiteStore.Options(path: directory.appendingPathComponent("ledger.db").path))
    records = RecordsServer(store: store, limits: .standard, work: FairTurns(atOnce: 2))
    analysis = AnalysisServer(store: store, limits: .standard, work: FairTurns(atOnce: 2))
  }

  /// Runs `body` with the actors and the claims of the two sides of a war.
  static func run(_ body: (Desk) async throws -> Void) async throws {
    let desk = try Desk()
    defer { try? FileManager.default.removeItem(at: desk.directory) }
    do {
      try await desk.submit(parties)
      try await desk.submit(claims)
      try await body(desk)
    } catch {
      await desk.store.close()
      throw error
    }
    await desk.store.close()
  }

  func submit(_ records: [String]) async throws {
    var request = V1.SubmitRequest()
    request.records = try records.map { try V1.Record(json: $0) }
    let response = try await self.records.submit(request, context).message()
    try #require(response.refused == 0, "\(response.results)")
  }

  func id(_ key: String) async throws -> String {
    try #require(try await store.resolve(key, reader: .user(1000))).id
  }

  private static let parties = [
    #"{"actor": {"key": "n", "kind": "STATE", "name": "Northland"}}"#,
    #"{"actor": {"key": "s", "kind": "STATE", "name": "Southland"}}"#,
    #"{"actor": {"key": "ns", "kind": "NAMED_OFFICIAL", "name": "Speaker of the north", "side": "n"}}"#,
    #"{"actor": {"key": "ss", "kind": "NAMED_OFFICIAL", "name": "Speaker of the south", "side": "s"}}"#,
    #"{"agreement": {"key": "g", "title": "Accord", "parties": ["n", "s"]}}"#,
    #"{"exchange": {"key": "x", "date": {"edtf": "2024-02-10"}, "legs": [{"from": "s", "to": "n"}]}}"#,
  ]

  /// The two sides contradict each other on the first day, and agree on the second.
  private static let claims = [
    held("c1", "ns", "100", "2024-01-01"), held("c2", "ss", "70", "2024-01-01"),
    held("c3", "ns", "90", "2024-02-01"), held("c4", "ss", "90", "2024-02-01"),
  ]

  static func held(_ key: String, _ speaker: String, _ words: String, _ day: String) -> String {
    let measure =
      #""topic": "HELD", "dependentPower": "n", "detainingPower": "s", "category": "ALL", "at": {"edtf": "\#(day)"}"#
    return #"{"claim": {"key": "\#(key)", "speechAct": "ASSERTS", "speaker": {"actor": "\#(speaker)"}, "#
      + #""asserted": {"edtf": "2024-03-01"}, "measure": {\#(measure)}, "quantity": {"words": "\#(words)"}}}"#
  }
}

extension Reply {
  fileprivate func message() throws -> M {
    switch self {
    case .message(let message): message
    case .encoded(let bytes): try M(decoding: bytes, budgetBytes: 1 << 26)
    }
  }
}

private func failure(_ body: () async throws -> Void) async -> RPCError? {
  do {
    try await body()
    return nil
  } catch {
    return ErrorMapping.status(of: error)
  }
}

@Suite("Premises of an analysis") struct PremisesServerTests {
  @Test("every analysis leaves out claims whose word does not count, and says how many")
  func taken() async throws {
    try await Desk.run { desk in
      let (analysis, context) = (desk.analysis, desk.context)
      let south = V1.Premises(distrust: ["side:s"])
      let evidence = try await analysis.evidence(.init(topic: .held, premises: south), context).message()
      #expect(evidence.items.compactMap(\.claim?.key) == ["c1", "c3"] && evidence.claimsLeftOut == 2)
      let tally = try await analysis.tally(.init(premises: south), context).message()
      let parity = try await analysis.parity(.init(exchange: "x", premises: south), context).message()
      let progress = try await analysis.progress(.init(agreement: "g", premises: south), context).message()
      #expect(tally.claimsLeftOut == 2 && parity.claimsLeftOut == 2 && progress.claimsLeftOut == 2)
      let question = V1.Question(premises: south)
      let consistency = try await analysis.consistency(.init(question: question), context).message()
      #expect(consistency.consistent && consistency.basis?.claimsLeftOut == 2)
      #expect(consistency.basis?.rules == Reconciliation.rules)
      let conflicts = try await analysis.conflicts(.init(question: question), context).message()
      #expect(conflicts.contradictions == 0 && conflicts.basis?.claimsLeftOut == 2)
      let cited = try await analysis.cite(.init(question: question), context).message()
      #expect(cited.basis?.claimsLeftOut == 2)
      let everybody = try await analysis.consistency(.init(), context).message()
      #expect(!everybody.consistent && everybody.basis?.claimsLeftOut == 0)
    }
  }

  @Test("an actor that is not there is not found, and what is no premise is refused with its place")
  func refused() async throws {
    try await Desk.run { desk in
      for text in ["nobody", "side:nobody"] {
        let missing = await failure {
          _ = try await desk.analysis.evidence(
            .init(premises: V1.Premises(trust: ["n", text])), desk.context)
        }
        #expect(missing?.code == .notFound)
        #expect(missing?.message.hasPrefix("premises.trust[1]: there is no actor \"nobody\"") == true)
      }
      let refused = await failure {
        _ = try await desk.analysis.consistency(
          .init(question: V1.Question(premises: V1.Premises(distrust: ["reliability:A-F"]))), desk.context)
      }
      #expect(refused?.code == .invalidArgument)
      #expect(refused?.message.hasPrefix("question.premises.distrust[0]: \"reliability:A-F\" is no") == true)
    }
  }

  @Test("a question has at most so many premises", arguments: [(0, true), (1, false)])
  func most(beyond: Int, isTaken: Bool) async throws {
    try await Desk.run { desk in
      let count = Premises.entryCountMax + beyond
      let premises = V1.Premises(
        trust: Array(repeating: "n", count: 40), distrust: Array(repeating: "side:s", count: count - 40))
      let refused = await failure {
        _ = try await desk.analysis.evidence(.init(premises: premises), desk.context)
      }
      #expect((refused == nil) == isTaken)
      if !isTaken { #expect(refused?.code == .invalidArgument && refused?.message.contains("100") == true) }
    }
  }
}

@Suite("Figures and conflicts of a server") struct ReconciliationServerTests {
  @Test("figures come a page at a time, and each page tells the contradictions of all")
  func pages() async throws {
    try await Desk.run { desk in
      var figures: [V1.Figure] = []
      var cursor = ""
      repeat {
        let question = V1.Question(topic: .held, limit: 1, cursor: cursor)
        let page = try await desk.analysis.consistency(.init(question: question), desk.context).message()
        #expect(page.figures.count == 1 && !page.consistent && page.conflictCount == 1)
        #expect(page.conflicts.map { $0.members.compactMap(\.record?.key).sorted() } == [["c1", "c2"]])
        figures += page.figures
        cursor = page.nextCursor
      } while !cursor.isEmpty
      let whole = try await desk.analysis.consistency(
        .init(question: V1.Question(topic: .held)), desk.context
      ).message()
      #expect(whole.figures == figures && figures.count == 2 && whole.nextCursor.isEmpty)
      let agreed = try #require(figures.first { $0.measure?.at?.edtf == "2024-02-01" })
      #expect(agreed.hard == V1.Bounds(low: 90, high: 90) && agreed.sources.map(\.key) == ["c3", "c4"])
      #expect(agreed.measure?.dependent == .dependentPower(try await desk.id("n")))
      let beside = try #require(figures.first { $0.besideConflict })
      #expect(beside.stated == nil && beside.hard != V1.Bounds(low: 70, high: 70))
      let refused = await failure {
        _ = try await desk.analysis.consistency(.init(question: V1.Question(cursor: "x")), desk.context)
      }
      #expect(refused?.message.hasPrefix("question.cursor: \"x\"") == true)
    }
  }

  @Test("a page that begins after the end is empty, and the largest numbers of a cursor stop nothing")
  func beyond() async throws {
    try await Desk.run { desk in
      for cursor in ["7", "\(Int.max)"] {
        let page = try await desk.analysis.conflicts(
          .init(question: V1.Question(cursor: cursor)), desk.context
        ).message()
        #expect(page.conflicts.isEmpty && page.nextCursor.isEmpty && page.contradictions == 1)
      }
    }
  }

  @Test("conflicts are those of the kinds asked for, with who said what; a kind that is none is refused")
  func kinds() async throws {
    try await Desk.run { desk in
      let all = try await desk.analysis.conflicts(.init(), desk.context).message()
      let conflict = try #require(all.conflicts.first)
      #expect(conflict.kind == .contradiction && all.contradictions == 1)
      let member = try #require(conflict.members.first { $0.record?.key == "c1" })
      #expect(
        member.kind == "claim" && member.speaker == "Speaker of the north" && member.side == "Northland")
      #expect(member.words == "100" && member.hard == V1.Bounds(low: 100, high: 100))
      #expect(member.date?.edtf == "2024-03-01")
      let tensions = try await desk.analysis.conflicts(.init(kinds: [.tension]), desk.context).message()
      #expect(tensions.conflicts.isEmpty)
      for kind in [V1.ConflictKind.unspecified, .unrecognized(9)] {
        let refused = await failure {
          _ = try await desk.analysis.conflicts(.init(kinds: [.dispute, kind]), desk.context)
        }
        #expect(refused?.code == .invalidArgument && refused?.message.hasPrefix("kinds[1]") == true)
      }
    }
  }

  @Test("each world is everybody's word but the other side's")
  func worlds() async throws {
    try await Desk.run { desk in
      let response = try await desk.analysis.compare(
        .init(question: V1.Question(topic: .held), one: "n", other: "s"), desk.context
      ).message()
      #expect(response.one == "Northland" && response.other == "Southland" && response.alike == 1)
      let parting = try #require(response.partings.first)
      #expect(response.partings.count == 1 && parting.exclusive)
      #expect(parting.one?.hard == V1.Bounds(low: 100, high: 100))
      #expect(parting.other?.hard == V1.Bounds(low: 70, high: 70))
      #expect(response.conflictsOfOne.isEmpty && response.basis?.claimsLeftOut == 0)
      for (one, other) in [("", "s"), ("n", ""), ("n", "n")] {
        let refused = await failure {
          _ = try await desk.analysis.compare(.init(one: one, other: other), desk.context)
        }
        #expect(refused?.code == .invalidArgument)
      }
      let missing = await failure {
        _ = try await desk.analysis.compare(.init(one: "n", other: "c1"), desk.context)
      }
      #expect(missing?.code == .notFound && missing?.message.hasPrefix("other: ") == true)
    }
  }
}

@Suite("Citations") struct CitationTests {
  @Test("what is cited is the same as of its place, whatever is recorded later")
  func again() async throws {
    try await Desk.run { desk in
      let (analysis, context) = (desk.analysis, desk.context)
      var question = V1.Question(claim: "c3", premises: V1.Premises(distrust: ["assessment:rejected"]))
      let first = try await analysis.cite(.init(question: question), context).message()
      #expect(first.sequence == 10 && first.citations.count == 1)
      #expect(first.treeRoot == (try await desk.store.treeHead(size: 10, reader: .user(1000)).root))
      #expect(first.citations[0].records.map(\.key) == ["c3", "c4"])
      #expect(first.arguments == "\(try await desk.id("c3")) --distrust assessment:rejected --as-of '#10'")

      try await desk.submit([
        Desk.held("c5", "ns", "95", "2024-02-01"),
        #"{"assessment": {"claim": "c4", "state": "REJECTED"}}"#,
      ])
      let later = try await analysis.cite(.init(question: question), context).message()
      #expect(later.sequence == 12 && later.citations != first.citations && later.treeRoot != first.treeRoot)
      #expect(later.basis?.claimsLeftOut == 1)
      question.asOf = "#10"
      let again = try await analysis.cite(.init(question: question), context).message()
      #expect(again == first)
    }
  }

  @Test("what is cited of all that stands now comes from memory, and is the same as of its place")
  func fromMemory() async throws {
    try await Desk.run { desk in
      let (analysis, context) = (desk.analysis, desk.context)
      for number in 0..<3 {
        var question = V1.Question()
        let now = try await analysis.cite(.init(question: question), context).message()
        #expect(analysis.live.kept.views == 2 && now.sequence == (desk.store.lastSequence))
        #expect(!now.citations.isEmpty && now.treeRoot.count == 32)
        question.asOf = "#\(now.sequence)"
        let placed = try await analysis.cite(.init(question: question), context).message()
        #expect(placed == now)
        try await desk.submit([Desk.held("n\(number)", "ns", "\(95 + number)", "2024-02-0\(number + 1)")])
      }
    }
  }

  @Test("the words of a citation say all that was asked, with ids for keys, as a shell takes them")
  func arguments() async throws {
    try await Desk.run { desk in
      let question = V1.Question(
        topic: .handedOver, dependentPower: "n", detainingPower: "s", category: .under25,
        date: "2024-01~/2024-02",
        exchange: "x", agreement: "g", asOf: "2100",
        premises: V1.Premises(
          trust: ["side:n", "reliability:A-C", "ss"], distrust: ["credibility:6", "side:none"]))
      let words = try await desk.analysis.cite(.init(question: question), desk.context).message().arguments
      var expected = "--topic handed-over --dependent-power \(try await desk.id("n"))"
      expected += " --detaining-power \(try await desk.id("s")) --category under-25 --date '2024-01~/2024-02'"
      expected += " --exchange \(try await desk.id("x")) --agreement \(try await desk.id("g"))"
      expected += " --trust side:\(try await desk.id("n")) --trust reliability:A-C"
      expected += " --trust \(try await desk.id("ss")) --distrust credibility:6 --distrust side:none"
      expected += " --as-of '#10'"
      #expect(words == expected)
    }
  }

  @Test("what cannot be computed again, or would be only a part, is refused")
  func refused() async throws {
    try await Desk.run { desk in
      let questions = [
        (V1.Question(asOf: "2024-08-20", known: .public), "question.known"),
        (V1.Question(limit: 1), "question.limit"),
        (V1.Question(cursor: "1"), "question.cursor"), (V1.Question(asOf: "#11"), "question.asOf"),
      ]
      for (question, field) in questions {
        let refused = await failure {
          _ = try await desk.analysis.cite(.init(question: question), desk.context)
        }
        #expect(refused?.code == .invalidArgument && refused?.message.hasPrefix("\(field): ") == true)
      }
    }
  }

  @Test("a day without a clock means what was recorded by then")
  func day() async throws {
    try await Desk.run { desk in
      let response = try await desk.analysis.cite(
        .init(question: V1.Question(asOf: "2000-01-01")), desk.context
      ).message()
      #expect(response.citations.isEmpty && response.sequence == 0)
      #expect(response.basis?.moment?.known == .recorded)
    }
  }
}
