import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct MomentTests {
  private static let time = ["--as-of", "2024-08-20", "--known", "recorded"]
  private let script = Script()

  @Test("every question may be asked as of a moment, by either clock")
  func requests() async throws {
    script.on(V1.Records.get) { _ in V1.GetResponse(record: V1.Record(id: "act_1")) }
    script.stream(V1.Records.listStream) { _ in [.message(V1.ListResponse().encoded()), .end] }
    script.on(V1.Records.list) { _ in V1.ListResponse() }
    script.on(V1.Records.search) { _ in V1.SearchResponse() }
    script.on(V1.Analysis.evidence) { _ in V1.EvidenceResponse() }
    script.on(V1.Analysis.tally) { _ in V1.TallyResponse() }
    script.on(V1.Analysis.parity) { _ in V1.ParityResponse() }
    script.on(V1.Analysis.progress) { _ in V1.ProgressResponse() }
    let commands = [
      ["show", "x"], ["list"], ["list", "--limit", "1"], ["search", "x"], ["evidence"], ["tally"],
      ["parity", "x"], ["progress", "x"],
    ]
    for command in commands { _ = try await script.run(command + Self.time) }
    let asked = [
      try script.requests(V1.Records.get).map { ($0.asOf, $0.known) },
      try script.requests(V1.Records.listStream).map { ($0.asOf, $0.known) },
      try script.requests(V1.Records.list).map { ($0.asOf, $0.known) },
      try script.requests(V1.Records.search).map { ($0.asOf, $0.known) },
      try script.requests(V1.Analysis.evidence).map { ($0.asOf, $0.known) },
      try script.requests(V1.Analysis.tally).map { ($0.asOf, $0.known) },
      try script.requests(V1.Analysis.parity).map { ($0.asOf, $0.known) },
      try script.requests(V1.Analysis.progress).map { ($0.asOf, $0.known) },
    ].flatMap { $0 }
    #expect(asked.count == 8)
    #expect(asked.allSatisfy { $0 == ("2024-08-20", .recorded) }, "\(asked)")
  }

  @Test(
    "as of when an answer holds is told beside it, and stands in JSON as it came",
    arguments: [
      (
        V1.Moment(asOf: "2024-08-20", known: .public, undatedDocuments: 2),
        "as of 2024-08-20, published: 2 undated documents left out"
      ),
      (V1.Moment(asOf: "2024-08-20", known: .public), "as of 2024-08-20, published"),
      (
        V1.Moment(asOf: "#7", known: .recorded, sequence: 7),
        "as of #7, recorded: up to entry 7 of the journal"
      ),
      (
        V1.Moment(asOf: "#7", known: .recorded, sequence: 7, destroyedRecords: 1),
        "as of #7, recorded: up to entry 7 of the journal, without 1 record destroyed since"
      ),
    ])
  func told(moment: V1.Moment, text: String) async throws {
    script.on(V1.Analysis.parity) { _ in V1.ParityResponse(moment: moment) }
    #expect(try await script.run("parity", "x").err == "exclaim: \(text)\n")
    let json = try await script.run("parity", "x", "--output", "json")
    #expect(try V1.ParityResponse(json: json.out).moment == moment && json.err.isEmpty)
    script.stream(V1.Records.listStream) { _ in
      let record = V1.Record(id: "act_1", content: .actor(V1.Actor(name: "A")))
      return [.message(V1.ListResponse(records: [record], moment: moment).encoded()), .end]
    }
    #expect(try await script.run("list").err == "exclaim: \(text)\n")
    let list = try await script.run("list", "--output", "json")
    #expect(try V1.ListResponse(json: list.out).moment == moment && list.err.isEmpty)
  }

  private let response = V1.AsOfResponse(
    moment: V1.Moment(asOf: "2024-08-20", known: .public, undatedDocuments: 1),
    other: V1.Moment(asOf: "2024-09-01", known: .public),
    conclusions: [V1.Conclusion(analysis: "tally", subject: V1.Source(key: "t"), finding: "2 of 66")],
    added: [V1.Source(key: "s9", label: "a ministry")],
    corrected: [
      V1.CorrectedRecord(
        record: V1.Source(key: "s1"),
        differences: [V1.FieldDifference(field: "claim.note", before: "\"a\"", after: "\"b\"")])
    ],
    retracted: [V1.Source(key: "s2")],
    changed: [V1.ChangedConclusion(analysis: "parity", subject: V1.Source(key: "x"), after: "equal")],
    records: 12)

  @Test("what was known at a moment is one report: conclusions, and what changed by the other moment")
  func asOf() async throws {
    let response = response
    script.on(V1.Analysis.asOf) { _ in response }
    let outcome = try await script.run("asof", "2024-08-20", "--diff", "2024-09-01", "--known", "public")
    #expect(
      outcome.out == """
        as of 2024-08-20, published: 1 undated document left out; then as of 2024-09-01, published
        12 records

        concluded (1)
          tally t: 2 of 66

        added (1)
          s9 (a ministry)

        corrected (1)
          s1
              claim.note: "a" → "b"

        taken back (1)
          s2

        concluded otherwise (1)
          parity x
              before: (none)
              after: equal

        """)
    let request = V1.AsOfRequest(asOf: "2024-08-20", known: .public, diff: "2024-09-01")
    #expect(try script.requests(V1.Analysis.asOf) == [request])
    let json = try await script.run("asof", "2024-08-20", "--output", "json").out
    #expect(try V1.AsOfResponse(json: json) == response)
    let csv = try await script.run("asof", "2024-08-20", "--output", "csv").out.split(separator: "\n")
    #expect(
      csv.count == 6
        && csv.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 6 })
  }

  @Test("a moment before anything was known is a negative answer; one without change says so")
  func nothing() async throws {
    script.on(V1.Analysis.asOf) {
      $0.diff.isEmpty ? V1.AsOfResponse() : V1.AsOfResponse(other: V1.Moment(), records: 1)
    }
    let outcome = try await script.run("asof", "1900-01-01")
    #expect(outcome.status == 1 && outcome.err == "exclaim: nothing was known then\n")
    let same = try await script.run("asof", "2024-01-01", "--diff", "2024-01-02")
    #expect(same.status == 0 && same.out.contains("nothing had changed"))
  }
}
