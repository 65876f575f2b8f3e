import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Foundation
import Testing

@testable import ExclaimServer

/// The views on a store of the test's own, without a socket.
private final class Library {
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

  static func run(_ body: (Library) async throws -> Void) async throws {
    let library = try Library()
    defer { try? FileManager.default.removeItem(at: library.directory) }
    do {
      var request = V1.SubmitRequest()
      request.records = try ledger.map { try V1.Record(json: $0) }
      let response = try await library.records.submit(request, library.context).message()
      try #require(response.refused == 0, "\(response.results)")
      try await body(library)
    } catch {
      await library.store.close()
      throw error
    }
    await library.store.close()
  }
}

private let story =
  "Fourteen people who had been held for two years came home on Friday through the northern crossing, said the"
  + " office that counts them, and more will follow before the end of the month if the talks go on as planned."

private let ledger = [
  #"{"actor": {"key": "n", "kind": "STATE", "name": "Northland"}}"#,
  #"{"actor": {"key": "s", "kind": "STATE", "name": "Southland"}}"#,
  #"{"actor": {"key": "office", "kind": "COORDINATION_BODY", "name": "Office", "side": "n"}}"#,
  #"{"actor": {"key": "paper", "kind": "OUTLET", "name": "Paper"}}"#,
  #"{"actor": {"key": "site", "kind": "OUTLET", "name": "Site"}}"#,
  #"{"document": {"key": "d1", "outlet": "paper", "title": "Home", "text": "\#(story)"}}"#,
  #"{"document": {"key": "d2", "outlet": "site", "title": "Back", "text": "\#(story)"}}"#,
  #"{"agreement": {"key": "g", "title": "Accord", "parties": ["n", "s"], "date": {"edtf": "2024-01"}}}"#,
  #"{"exchange": {"key": "x", "date": {"edtf": "2024-02-09"}, "status": "COMPLETED", "agreements": ["g"], "#
    + #""mediators": ["office"], "legs": [{"from": "s", "to": "n", "persons": [{"category": "PRISONER_OF_WAR", "#
    + #""quantity": {"words": "14"}}]}]}}"#,
  #"{"exchange": {"key": "y", "date": {"edtf": "2024-02"}, "status": "COMPLETED", "legs": [{"from": "s", "to": "n"}]}}"#,
  claim("c1", "paper", "d1", "14", #""about": {"exchange": "x"}, "#),
  claim("c2", "site", "d2", "14", #""about": {"exchange": "x"}, "#),
  claim("c3", "office", "d2", "some 900", ""),
  claim(
    "c4", "paper", "d1", "900",
    #""chain": [{"actor": "office"}, {"actor": "paper", "channel": "article", "#
      + #""quantity": {"words": "1,000"}}], "#),
  #"{"claim": {"key": "c5", "speechAct": "DECLINES_TO_DISCLOSE", "speaker": {"actor": "s"}, "#
    + #""asserted": {"edtf": "2024-02-10"}, "about": {"exchange": "x"}, "#
    + #""measure": {"topic": "RETURNED", "dependentPower": "s"}, "valueState": "NOT_DISCLOSED_POLICY"}}"#,
  #"{"relation": {"key": "r", "from": "c4", "to": "c3", "kind": "DERIVED_FROM", "reason": "the hedge was lost"}}"#,
]

private func claim(_ key: String, _ speaker: String, _ document: String, _ words: String, _ more: String)
  -> String
{
  #"{"claim": {"key": "\#(key)", "speechAct": "ASSERTS", "speaker": {"actor": "\#(speaker)"}, \#(more)"#
    + #""asserted": {"edtf": "2024-02-10"}, "measure": {"topic": "RETURNED", "dependentPower": "n", "#
    + #""from": {"edtf": "2023-01-01"}, "to": {"edtf": "2024-02-10"}}, "quantity": {"words": "\#(words)"}, "#
    + #""mentions": [{"document": "\#(document)"}]}}"#
}

extension Reply {
  fileprivate func message() throws -> M {
    switch self {
    case .message(let message): message
    case .encoded(let bytes): try M(decoding: bytes, budgetBytes: 1 << 26)
    }
  }
}

@Suite("Coverage, origins, time line and drift") struct ViewsServerTests {
  @Test("coverage tells each cell with its records, page by page, and counts all of them on each page")
  func coverage() async throws {
    try await Library.run { library in
      func page(_ question: V1.Question) async throws -> V1.CoverageResponse {
        try await library.analysis.coverage(.init(question: question), library.context).message()
      }
      let first = try await page(V1.Question(limit: 1))
      #expect(first.rows.map { $0.exchange?.key } == ["y"] && first.nextCursor == "1")
      let second = try await page(V1.Question(limit: 1, cursor: "1"))
      #expect(second.rows.map { $0.exchange?.key } == ["x"] && second.nextCursor == "")
      #expect(second.known == first.known && first.known + first.notReported + first.notDisclosed == 16)
      let sides = try #require(second.rows.first?.sides)
      #expect(sides.map(\.party) == ["Northland", "Southland"])
      #expect(sides[0].number?.state == .known && sides[0].number?.sources.map(\.key) == ["x", "c1", "c2"])
      #expect(sides[1].number?.state == .notDisclosed && sides[1].number?.sources.map(\.key) == ["c5"])
      #expect(sides.allSatisfy { $0.mediator?.state == .known && $0.place?.state == .notReported })
      let trusting = try await page(V1.Question(exchange: "x", premises: .init(distrust: ["side:s"])))
      #expect(trusting.rows[0].sides[1].number?.state == .notReported && trusting.basis?.claimsLeftOut == 1)
    }
  }

  @Test("origins put copies of one story together by their texts, and tell the stories once")
  func origins() async throws {
    try await Library.run { library in
      func page(_ question: V1.Question) async throws -> V1.OriginsResponse {
        try await library.analysis.origins(.init(question: question), library.context).message()
      }
      let whole = try await page(V1.Question(exchange: "x"))
      #expect(whole.groups.map { $0.claims.map(\.key) } == [["c1", "c2"], ["c5"]])
      #expect(whole.groups[0].reasons == ["one story: texts are alike"])
      #expect(whole.groups[0].outlets == ["Paper", "Site"] && whole.origins?.origins == 2)
      #expect(
        whole.stories.map { $0.documents.map(\.key) } == [["d1", "d2"]] && whole.stories[0].likeness == 1)
      let second = try await page(V1.Question(exchange: "x", limit: 1, cursor: "1"))
      #expect(second.groups.map(\.name) == ["Southland"] && second.stories.isEmpty && second.nextCursor == "")
    }
  }

  @Test("the time line has events in order, each with its first and last day and its numbers")
  func timeline() async throws {
    try await Library.run { library in
      let answer = try await library.analysis.timeline(.init(), library.context).message()
      #expect(answer.events.compactMap { $0.record?.key } == ["g", "y", "x", "c3", "c4"])
      #expect(answer.events.map(\.kind) == ["agreement", "exchange", "exchange", "claim", "claim"])
      #expect(answer.events[0].fromDay == "2024-01-01" && answer.events[0].toDay == "2024-01-31")
      #expect(answer.events[2].numbers.map(\.label) == ["returned to Northland"])
      #expect(answer.events[2].numbers[0].hard == V1.Bounds(low: 14, high: 14))
      let page = try await library.analysis.timeline(
        .init(question: V1.Question(agreement: "g", limit: 1)), library.context
      ).message()
      #expect(page.events.compactMap { $0.record?.key } == ["g"] && page.nextCursor == "1")
    }
  }

  @Test(
    "what was recorded is not held against what was published",
    arguments: [("#5", "2024-01-01"), ("2024-01-01", "#5")])
  func clocks(asOf: String, diff: String) async throws {
    try await Library.run { library in
      func change(_ known: V1.Known) async throws -> V1.AsOfResponse {
        try await library.analysis.asOf(.init(asOf: asOf, known: known, diff: diff), library.context)
          .message()
      }
      let error = await #expect(throws: (any Error).self) { try await change(.unspecified) }
      let status = error.map { ErrorMapping.status(of: $0) }
      #expect(status?.code == .invalidArgument)
      #expect(status?.message.contains("published") == true && status?.message.contains("RECORDED") == true)
      let recorded = try await change(.recorded)
      #expect(recorded.moment?.known == .recorded && recorded.other?.known == .recorded)
    }
  }

  @Test(
    "as of a place in the journal it is told how many records stood there whose content was destroyed since")
  func destroyedSince() async throws {
    try await Library.run { library in
      let (before, reader) = (library.store.lastSequence, Reader.user(1000))
      func cited(_ place: UInt64) async throws -> V1.CiteResponse {
        let question = V1.Question(topic: .returned, asOf: place == 0 ? "" : "#\(place)")
        return try await library.analysis.cite(.init(question: question), library.context).message()
      }
      let whole = try await cited(before)
      #expect(whole.basis?.moment?.destroyedRecords == 0)
      let id = try #require(try library.store.recordNow("c3", revision: nil, reader: reader)?.stamp.id)
      _ = try await library.records.redact(.with { ($0.id, $0.reason) = (id, "asked for") }, library.context)
      let rest = try await cited(before)
      #expect(rest.basis?.moment?.destroyedRecords == 1 && rest.treeRoot == whole.treeRoot)
      #expect(rest.citations != whole.citations)
      for place in [0, library.store.lastSequence] {
        #expect(try await cited(place).basis?.moment?.destroyedRecords == 0)
      }
      let asOf = try await library.analysis.asOf(.init(asOf: "#\(before)"), library.context).message()
      #expect(asOf.moment?.destroyedRecords == 1)
    }
  }

  @Test("evidence tells the unit in which a claim counts, though the claim does not name it")
  func units() async throws {
    try await Library.run { library in
      let answer = try await library.analysis.evidence(.init(topic: .returned), library.context).message()
      #expect(!answer.items.isEmpty && answer.items.allSatisfy { $0.measure?.unit == .persons })
    }
  }

  @Test("drift follows a claim, and a claim that is missing is named")
  func drift() async throws {
    try await Library.run { library in
      func drift(_ question: V1.Question?) async throws -> V1.DriftResponse {
        try await library.analysis.drift(.init(question: question), library.context).message()
      }
      let answer = try await drift(V1.Question(claim: "c4"))
      #expect(answer.claim?.key == "c4")
      #expect(answer.steps.map { $0.claim?.key } == ["c3", nil, nil])
      #expect(answer.steps.map { $0.quantity?.words } == ["some 900", "900", "1,000"])
      #expect(answer.steps[1].changes.last == "it was made from that, by relation r: the hedge was lost")
      #expect(answer.steps[2].changes == ["number: \"900\" became \"1,000\""])
      for (question, code) in [
        (nil, StatusCode.invalidArgument), (V1.Question(claim: "nobody"), .notFound),
        (V1.Question(claim: "c4", premises: .init(distrust: ["paper"])), .notFound),
      ] {
        let error = await #expect(throws: (any Error).self) { try await drift(question) }
        #expect(error.map { ErrorMapping.status(of: $0).code } == code)
      }
    }
  }

  @Test("of a record that is there and yet in no answer it is said why, and never that there is none")
  func absences() async throws {
    try await Library.run { library in
      func drift(_ question: V1.Question) async throws {
        _ = try await library.analysis.drift(.init(question: question), library.context)
      }
      func tally(_ claim: String, _ asOf: String) async throws {
        _ = try await library.analysis.tally(.init(claim: claim, asOf: asOf), library.context)
      }
      func expect(_ words: String, _ body: () async throws -> Void) async {
        let error = await #expect(throws: (any Error).self) { try await body() }
        let status = error.map { ErrorMapping.status(of: $0) }
        #expect(status?.code == .notFound && status?.message.contains(words) == true)
        #expect(status?.message.contains("there is no") == false, "\(status?.message ?? "")")
      }
      await expect("claim \"c3\" was not public by 2024-02-09") {
        try await drift(.init(claim: "c3", asOf: "2024-02-09"))
      }
      await expect("claim \"c3\" was not recorded by #3") { try await drift(.init(claim: "c3", asOf: "#3")) }
      await expect("whose word does not count") {
        try await drift(.init(claim: "c3", premises: .init(distrust: ["office"])))
      }
      await expect("claim \"c3\" was not public by 2024-02-09") { try await tally("c3", "2024-02-09") }
      await expect("exchange \"x\" was not public by 2024-02-08") {
        _ = try await library.analysis.parity(.init(exchange: "x", asOf: "2024-02-08"), library.context)
      }
      await expect("agreement \"g\" was not public by 2023-12") {
        _ = try await library.analysis.progress(.init(agreement: "g", asOf: "2023-12"), library.context)
      }
      for (key, words) in [("c4", "was retracted"), ("c1", "was redacted")] {
        let id = try #require(try library.store.recordNow(key, revision: nil, reader: .user(1000))?.stamp.id)
        if key == "c4" {
          _ = try await library.records.retract(.with { ($0.id, $0.reason) = (id, "wrong") }, library.context)
        } else {
          _ = try await library.records.redact(
            .with { ($0.id, $0.reason) = (id, "asked for") }, library.context)
        }
        // With its content a record loses its key.
        await expect("claim \"\(id)\" \(words)") { try await drift(.init(claim: id)) }
        await expect("claim \"\(id)\" \(words)") { try await tally(id, "") }
      }
    }
  }
}
