import ExclaimMessages
import Testing

@testable import ExclaimCLI

struct ReportTests {
  private func lines(_ report: some Report, columns: Int? = 80) throws -> [String] {
    var console = Console(out: Sink(), err: Sink())
    console.columns = columns
    try report.write(console, .table)
    return console.out.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private let evidence = V1.EvidenceResponse(
    measure: "held, of Russia",
    items: [
      V1.Evidence(
        claim: V1.Source(id: "clm_1", key: "s0-1"), speaker: "Vladimir Putin", role: "president",
        side: "Russia",
        speechAct: .asserts, asserted: V1.Date(edtf: "2024-06-05", basis: .externalKnowledge),
        quantity: V1.Quantity(
          words: "around 1,348", hard: V1.Bounds(low: 674, high: 2696), soft: V1.Bounds(low: 1321, high: 1375)
        ),
        challenges: [
          V1.Challenge(
            claim: V1.Source(id: "clm_3", key: "s0-3"), speaker: "Andrii Yusov", speechAct: .disputes)
        ],
        comparability: V1.Comparability(comparable: false, reasons: ["category: all against soldiers"]))
    ])

  @Test("evidence names every claim, its bounds, who contests it, and why it does not compare")
  func evidenceReport() throws {
    let text = try lines(EvidenceReport(response: evidence)).joined(separator: "\n")
    for part in [
      "s0-1", "asserts", "2024-06-05†", "Vladimir Putin, president", "[674, 2696]", "[1321, 1375]",
      "Andrii Yusov disputes (s0-3): no counter-number", "not comparable: category: all against soldiers",
    ] {
      #expect(text.contains(part), "\(part) in:\n\(text)")
    }
  }

  @Test("what is said of a claim stands beside it, and contests only what it contests")
  func besideIt() throws {
    func texts(_ act: V1.SpeechAct, _ proposition: String, isOnNumber: Bool = true) throws -> [String] {
      let item = V1.Evidence(
        quantity: isOnNumber ? V1.Quantity(words: "100") : nil,
        challenges: [
          V1.Challenge(
            claim: V1.Source(key: "b"), speaker: "A", speechAct: act, valueState: .qualitative,
            proposition: proposition)
        ])
      return try lines(EvidenceReport(response: V1.EvidenceResponse(items: [item]))).filter {
        $0.contains("(b)")
      }
    }
    #expect(try texts(.characterises, "propaganda") == ["    beside it: A characterises (b): propaganda"])
    #expect(try texts(.doesNotConfirm, "") == ["    beside it: A does not confirm (b)"])
    #expect(try texts(.disputes, "not so") == ["    contested: A disputes (b): no counter-number; not so"])
    #expect(
      try texts(.denies, "no talks", isOnNumber: false) == ["    contested: A denies (b): no talks"])
  }

  @Test("evidence always says whose people are counted and in whose hands, and the unit unless it is persons")
  func counted() throws {
    func line(_ measure: V1.Measure) throws -> String? {
      let response = V1.EvidenceResponse(items: [V1.Evidence(measure: measure)])
      return try lines(EvidenceReport(response: response), columns: 200).first { $0.contains("counts: ") }
    }
    #expect(
      try line(V1.Measure(topic: .held, unit: .persons))
        == "    counts: held, whose people not stated, in whose hands not stated")
    #expect(
      try line(
        V1.Measure(
          topic: .remainsRepatriated, unit: .bags, dependent: .dependentPower("ua"),
          detaining: .detainingPowers(V1.Powers(parties: ["ru", "by"])), category: .mortalRemains))
        == "    counts: remains repatriated, in bags, mortal remains, of ua, in the hands of ru+by")
    let rows = EvidenceReport(
      response: V1.EvidenceResponse(
        items: [V1.Evidence(measure: V1.Measure(unit: .bags, dependent: .dependentPower("ua")))])
    ).rows
    let row = Dictionary(uniqueKeysWithValues: zip(rows.header, rows.rows[0]))
    #expect(row["unit"] == "BAGS" && row["dependent_power"] == "ua" && row["detaining_power"] == "")
  }

  @Test("parity shows the unit of a number that does not count persons")
  func parityUnit() throws {
    let fifteen = V1.Bounds(low: 15, high: 15)
    let report = ParityReport(
      response: V1.ParityResponse(legs: [
        V1.LegTotal(from: "A", to: "B", hard: fifteen, soft: fifteen, unit: .bodies),
        V1.LegTotal(from: "B", to: "A", hard: fifteen, soft: fifteen, unit: .persons),
      ]))
    let lines = try lines(report)
    #expect(lines.contains { $0.contains("number") })
    #expect(lines.contains("  A     B   15 bodies  15 bodies"))
    #expect(lines.contains("  B     A          15         15"))
    #expect(report.rows.rows.map { $0[4] } == ["BODIES", "PERSONS"])
  }

  @Test("parity says whose people did not come home, and when only the exchange tells the numbers")
  func parityWhose() throws {
    let one = V1.Bounds(low: 1, high: 1)
    let report = ParityReport(
      response: V1.ParityResponse(
        legs: [
          V1.LegTotal(from: "A", to: "C", hard: one, soft: one, unit: .bodies, dependentPower: "B"),
          V1.LegTotal(from: "A", to: "B", hard: one, soft: one, unit: .persons, dependentPower: "B"),
        ], origins: V1.Origins()))
    let lines = try lines(report)
    #expect(lines.contains("  known from the record of the exchange alone"))
    #expect(lines.contains("  A     C, people of B  1 body   1 body"))
    #expect(lines.contains { $0.hasPrefix("  A     B  ") })
    #expect(report.rows.rows.map(\.last) == ["B", "B"])
  }

  @Test("reports fit the terminal", arguments: [40, 60, 110])
  func fits(columns: Int) throws {
    for line in try lines(EvidenceReport(response: evidence), columns: columns) {
      #expect(line.displayWidth <= columns)
    }
  }

  @Test("a tally shows what is stated, recorded and left, and names the exchanges with the reason")
  func tally() throws {
    let check = V1.TallyCheck(
      exchangesClaim: V1.Source(key: "s2-1"), statedExchanges: V1.Bounds(low: 66, high: 66),
      recordedExchanges: V1.Bounds(low: 2, high: 2), remainingExchanges: V1.Bounds(low: 64, high: 64),
      counted: [V1.TallyExchange(exchange: V1.Source(key: "x-1"), persons: V1.Bounds(low: 75, high: 75))],
      leftOut: [V1.TallyExchange(exchange: V1.Source(key: "x-2"), reason: "it belongs elsewhere")],
      explanation: "Recorded 2 of 66.")
    let report = TallyReport(response: V1.TallyResponse(checks: [check]))
    let lines = try lines(report)
    #expect(lines[0] == "Recorded 2 of 66.")
    #expect(lines.contains("  exchanges      66         2         64"))
    #expect(lines.contains { $0.hasPrefix("  x-1 ") && $0.hasSuffix(" 75") })
    #expect(lines.contains("      it belongs elsewhere"))
    #expect(!lines.contains { $0.hasPrefix("  persons") }, "no row for what nobody stated")
    #expect(report.rows.header.count == report.rows.rows[0].count)
  }

  @Test("rows of every report are as long as its header")
  func rows() {
    let parity = ParityReport(response: V1.ParityResponse(legs: [V1.LegTotal(from: "A", to: "B")]))
    let progress = ProgressReport(response: V1.ProgressResponse(obligations: [V1.ObligationProgress()]))
    let search = SearchReport(response: V1.SearchResponse(hits: [V1.SearchHit(snippet: "words")]))
    let reports: [any Report] = [EvidenceReport(response: evidence), parity, progress, search]
    for report in reports {
      for row in report.rows.rows { #expect(row.count == report.rows.header.count) }
    }
  }

  @Test("a progress report gives the verdict in words and the condition on which it rests")
  func progress() throws {
    let obligation = V1.ObligationProgress(
      obligor: "Russia", pledged: V1.Bounds(low: 1000), delivered: V1.Bounds(low: 1001),
      verdict: .metIfScopesMatch, conditions: ["citizens against soldiers"])
    let text = try lines(ProgressReport(response: V1.ProgressResponse(obligations: [obligation])))
      .joined(separator: "\n")
    for part in ["[1000, ∞)", "[1001, ∞)", "met if scopes match", "citizens against soldiers"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("a submission's results in JSON name file, line and outcome, and count them")
  func submissionResults() throws {
    let console = Console(out: Sink(), err: Sink())
    let report = try ConsoleReport(console, .json, ProgressBar(console, files: []))
    try report.kept(Place(file: "f", line: 1), V1.SubmitResult(outcome: .created, id: "act_1", revision: 1))
    try report.refused(
      Place(file: "f", line: 2), Refusal(field: "actor.x", reason: "is odd", remedy: "mend it"))
    try report.finish(SubmissionCounts(created: 1, refused: 1), dryRun: false, nothingStored: false)
    let document = try JSONValue(parsing: console.out.text)
    #expect(document["created"]?.text() == "1" && document["refused"]?.text() == "1")
    let results = try #require(document["results"]?.elements)
    #expect(results[0]["outcome"]?.string == "CREATED" && results[0]["line"]?.text() == "1")
    #expect(results[1]["outcome"]?.string == "REFUSED")
    #expect(results[1]["problems"]?.elements?.first?["field"]?.string == "actor.x")
    #expect(console.err.text == "f:2: actor.x: is odd. Mend it.\n")
  }

  @Test("a submission that is interrupted leaves a whole JSON document")
  func interruptedResults() throws {
    let console = Console(out: Sink(), err: Sink())
    let report = try ConsoleReport(console, .json, ProgressBar(console, files: []))
    try report.kept(Place(file: "f", line: 1), V1.SubmitResult(outcome: .created, id: "act_1", revision: 1))
    try report.breakOff(SubmissionCounts(created: 1))
    #expect(try JSONValue(parsing: console.out.text)["created"]?.text() == "1")
  }

  @Test("the bar shows the share of the bytes, or only a count when the whole is not known")
  func progressBar() {
    #expect(
      ProgressBar.text(count: 5, bytes: 50, of: 100) == "[###############---------------]  50 %  5 records")
    #expect(ProgressBar.text(count: 5, bytes: 200, of: 100).contains("100 %"))
    #expect(ProgressBar.text(count: 5, bytes: 50, of: nil) == "5 records")
  }
}
