import ExclaimMessages
import Testing

@testable import ExclaimCLI

@Suite struct ViewTests {
  private let script = Script()

  private func console(columns: Int? = 100, isUTF8: Bool = true) -> Console {
    Console(out: Sink(), err: Sink(), outIsTerminal: columns != nil, columns: columns, isUTF8: isUTF8)
  }

  private let coverage = V1.CoverageResponse(
    rows: [
      V1.CoverageRow(
        exchange: V1.Source(id: "exc_1", key: "x1"), date: V1.Date(edtf: "2024-08-24"),
        sides: [
          V1.CoverageSide(
            party: "Ukraine", number: V1.CoverageCell(state: .known, sources: [V1.Source(key: "s3-1")]),
            category: V1.CoverageCell(state: .known), place: V1.CoverageCell(state: .notReported),
            mediator: V1.CoverageCell(state: .notDisclosed, sources: [V1.Source(key: "s9")])),
          V1.CoverageSide(
            party: "Russia", number: V1.CoverageCell(state: .notDisclosed),
            category: V1.CoverageCell(state: .notReported), place: V1.CoverageCell(state: .notReported),
            mediator: V1.CoverageCell(state: .notDisclosed)),
        ])
    ], known: 2, notReported: 3, notDisclosed: 3, explanation: "1 exchange, 2 sides.")

  @Test("coverage is a grid of signs with a legend, in plain letters where the locale has no others")
  func grid() {
    let report = CoverageReport(response: coverage)
    #expect(
      report.lines(console()) == [
        "1 exchange, 2 sides.", "",
        "exchange  date        side     number  category  place  mediator",
        "x1        2024-08-24  Ukraine  ●       ●         ○      ✕",
        "                      Russia   ✕       ○         ○      ✕", "",
        "● known   ○ not reported   ✕ somebody declined to say",
      ])
    let plain = report.lines(console(isUTF8: false)).joined()
    #expect(
      plain.utf8.allSatisfy { $0 < 0x80 } && plain.contains("+ known   . not reported   x somebody"))
  }

  @Test("coverage asks the question, page by page, and gives the same to programs")
  func coverageCommand() async throws {
    let coverage = coverage
    script.on(V1.Analysis.coverage) { request in
      var page = coverage
      page.nextCursor = request.question?.cursor == "" ? "1" : ""
      page.basis = V1.Basis(claimsLeftOut: 2)
      return page
    }
    let outcome = try await script.run(
      "coverage", "--agreement", "g", "--dependent-power", "ua", "--distrust", "side:ru")
    #expect(outcome.status == 0 && outcome.out.split(separator: "Ukraine").count == 3)
    #expect(outcome.err.contains("2 claims left out"))
    let asked = try script.requests(V1.Analysis.coverage).compactMap(\.question)
    #expect(asked.map(\.cursor) == ["", "1"] && asked.allSatisfy { $0.agreement == "g" })
    #expect(asked[0].dependentPower == "ua" && asked[0].premises?.distrust == ["side:ru"])
    let csv = try await script.run("coverage", "--limit", "1", "--output", "csv").out
    #expect(csv.hasPrefix("exchange,date,side,number,category,place,mediator,number_sources"))
    #expect(csv.contains("\nx1,2024-08-24,Ukraine,KNOWN,KNOWN,NOT_REPORTED,NOT_DISCLOSED,s3-1,,,s9\n"))
  }

  @Test("each view that finds nothing is a negative answer and says so")
  func nothing() async throws {
    script.on(V1.Analysis.coverage) { _ in V1.CoverageResponse() }
    script.on(V1.Analysis.origins) { _ in V1.OriginsResponse() }
    script.on(V1.Analysis.timeline) { _ in V1.TimelineResponse() }
    for command in ["coverage", "origins", "timeline"] {
      let outcome = try await script.run(command)
      #expect(
        outcome.status == 1 && outcome.out.isEmpty && outcome.err.hasPrefix("exclaim: no"), "\(command)")
    }
  }

  @Test("origins tell claims, documents and reasons of each place, and stories with how alike they are")
  func origins() async throws {
    let response = V1.OriginsResponse(
      origins: V1.Origins(documents: 3, outlets: 2, origins: 1),
      groups: [
        V1.Origin(
          name: "AFP", claims: [V1.Source(id: "clm_1", key: "a", label: "AFP"), V1.Source(key: "b")],
          documents: [V1.Source(key: "d1"), V1.Source(key: "d2")], outlets: ["Paper", "Site"],
          reasons: ["one story: texts are alike"])
      ],
      stories: [
        V1.Story(
          documents: [V1.Source(key: "d1", label: "Paper: Home"), V1.Source(key: "d2")], likeness: 0.739,
          reasons: ["texts are alike"])
      ], explanation: "2 claims in 3 documents, 2 outlets, 1 origin.")
    script.on(V1.Analysis.origins) { _ in response }
    script.on(V1.Records.get) { _ in
      V1.GetResponse(record: V1.Record(id: "clm_1", content: .claim(V1.Claim())))
    }
    let outcome = try await script.run("origins", "a", "--topic", "held")
    #expect(
      outcome.out == """
        2 claims in 3 documents, 2 outlets, 1 origin.

        AFP · 2 claims
            claims: a, b
            in: d1, d2 by Paper, Site
            because: one story: texts are alike

        One story in 2 documents
            documents: d1 (Paper: Home); d2
            because: texts are alike
            likeness: at least 73 % of the text

        """)
    let asked = try #require(try script.requests(V1.Analysis.origins).first?.question)
    #expect(asked.claim == "a" && asked.topic == .held)
    let json = try await script.run("origins", "--output", "json").out
    #expect(try V1.OriginsResponse(json: json) == response)
    #expect(try await script.run("origins", "--output", "jsonl").out.split(separator: "\n").count == 2)
    let csv = try await script.run("origins", "--output", "csv").out.split(separator: "\n")
    #expect(csv.count == 3 && csv[1] == "1,AFP,clm_1,a,AFP,d1 d2,Paper; Site,one story: texts are alike")
  }

  @Test("drift is told step by step, with what changed under each")
  func drift() async throws {
    let response = V1.DriftResponse(
      claim: V1.Source(key: "s3-7", label: "Zelensky"),
      steps: [
        V1.DriftStep(
          actor: "Zelensky", date: V1.Date(edtf: "2024-08-14", basis: .externalKnowledge),
          document: V1.Source(key: "s4"),
          quantity: V1.Quantity(words: "more than 100", hard: V1.Bounds(low: 101)),
          category: .militaryUnspecified, scope: "that day", claim: V1.Source(key: "s4-9")),
        V1.DriftStep(
          actor: "outlet", channel: "article", changes: ["scope: \"that day\" became \"had taken\""]),
      ], explanation: "2 steps.")
    script.on(V1.Analysis.drift) { _ in response }
    let outcome = try await script.run("drift", "s3-7", "--as-of", "2024-08-20")
    #expect(
      outcome.out == """
        s3-7 (Zelensky): 2 steps.

        1 · Zelensky · 2024-08-14† · claim s4-9
            more than 100 → [101, ∞) · military unspecified · “that day”
            in s4

        2 · outlet · article
            ≠ scope: "that day" became "had taken"

        † dated from knowledge outside the document

        """)
    #expect(
      try script.requests(V1.Analysis.drift) == [
        V1.DriftRequest(question: V1.Question(claim: "s3-7", asOf: "2024-08-20"))
      ])
    let csv = try await script.run("drift", "s3-7", "--output", "csv").out.split(separator: "\n")
    #expect(csv.count == 3 && csv[1].hasPrefix("1,s4-9,Zelensky,,2024-08-14,s4,more than 100,101,,"))
    #expect(csv[2].hasPrefix("2,s3-7,outlet,article,"))
  }
}

@Suite struct TimeBarsTests {
  private let stretches: [TimeBars.Stretch] = [
    .init(first: 0, last: 0), .init(first: 0, last: 100), .init(first: 50, last: 50),
    .init(first: nil, last: 50),
    .init(first: 50, last: nil), .init(first: 100, last: 100), .init(first: 60, last: 61), .init(),
  ]

  @Test("certain days are points, uncertain ones bars, open ends arrows")
  func bars() {
    let bars = TimeBars(stretches, columns: 63, isUTF8: true)
    #expect(bars.columns == 21)
    #expect(
      stretches.map(bars.bar) == [
        "●", "├───────────────────┤", "          ●", "◀─────────┤", "          ├─────────▶",
        "                    ●", "            ◆", "",
      ])
    let plain = TimeBars(stretches, columns: 63, isUTF8: false)
    #expect(plain.bar(stretches[3]) == "<---------|" && plain.bar(stretches[6]) == "            =")
  }

  @Test(
    "no bar is wider than its share of the terminal, and each order of days shows",
    arguments: [1, 40, 80, 200])
  func width(columns: Int) {
    let bars = TimeBars(stretches, columns: columns, isUTF8: true)
    #expect(bars.columns == [1: 10, 40: 13, 80: 26, 200: 60][columns])
    for stretch in stretches { #expect(bars.bar(stretch).displayWidth <= bars.columns) }
    let places = [0, 50, 100].map { bars.bar(.init(first: $0, last: $0)).count }
    #expect(places == places.sorted() && Set(places).count == 3)
  }

  @Test("one day, no day, and days that are no date, do no harm")
  func odd() {
    #expect(
      TimeBars([.init(first: 5, last: 5)], columns: 80, isUTF8: true).bar(.init(first: 5, last: 5)) == "●")
    #expect(TimeBars([], columns: nil, isUTF8: true).bar(.init()) == "")
    #expect(["", "2024", "2024-13-01", "x-y-z", "2024-06-00"].allSatisfy { dayNumber($0) == nil })
    #expect(dayNumber("2024-03-01")! - dayNumber("2024-02-28")! == 2)
    #expect(dayNumber("2025-01-01")! - dayNumber("2024-01-01")! == 366)
    #expect(dayNumber("0000-01-01") != nil && dayNumber("9999-12-31") != nil)
  }

  private let response = V1.TimelineResponse(
    events: [
      V1.TimelineEvent(
        record: V1.Source(key: "g", label: "Accord"), kind: "agreement", date: V1.Date(edtf: "2024-06"),
        fromDay: "2024-06-01", toDay: "2024-06-30"),
      V1.TimelineEvent(
        record: V1.Source(key: "x", label: "exchange of 30 June 2024"), kind: "exchange",
        date: V1.Date(edtf: "2024-06-30"), fromDay: "2024-06-30", toDay: "2024-06-30", status: .completed,
        numbers: [V1.TimelineNumber(label: "returned to Northland", hard: V1.Bounds(low: 7, high: 7))]),
      V1.TimelineEvent(record: V1.Source(key: "y"), kind: "exchange"),
    ], explanation: "2 exchanges and 1 agreement.")

  @Test("the time line fits the terminal, and tells day, record and numbers of each event")
  func table() {
    let console = Console(out: Sink(), err: Sink(), outIsTerminal: true, columns: 98)
    let lines = TimelineReport(response: response).lines(console)
    #expect(lines.allSatisfy { $0.displayWidth <= 98 })
    #expect(
      Array(lines[2...5]) == [
        "2024-06-01            2024-06-30  date        record  what",
        "├──────────────────────────────┤  2024-06     g       agreement Accord",
        "                               ●  2024-06-30  x       exchange, completed: returned to Northland 7",
        "                                  not dated   y       exchange",
      ])
  }

  @Test("on a narrow terminal the text of an event stands under it, whole", arguments: [89, 90])
  func narrow(columns: Int) {
    let console = Console(out: Sink(), err: Sink(), outIsTerminal: true, columns: columns)
    let lines = TimelineReport(response: response).lines(console)
    #expect(lines.allSatisfy { $0.displayWidth <= columns })
    #expect(lines.contains("    exchange, completed: returned to Northland 7") == (columns == 89))
    #expect(lines[2].hasSuffix("what") == (columns == 90))
  }

  @Test("programs get the days and numbers of each event")
  func csv() async throws {
    let script = Script()
    let response = response
    script.on(V1.Analysis.timeline) { _ in response }
    let csv = try await script.run("timeline", "--date", "2024", "--output", "csv").out.split(separator: "\n")
    #expect(csv[0].hasPrefix("from_day,to_day,date,kind,record_id,record_key,title,status,label,hard_low"))
    #expect(csv[1] == "2024-06-01,2024-06-30,2024-06,agreement,,g,Accord,,,,,,")
    #expect(
      csv[2]
        == "2024-06-30,2024-06-30,2024-06-30,exchange,,x,exchange of 30 June 2024,COMPLETED,returned to Northland,7,7,,"
    )
    #expect(try script.requests(V1.Analysis.timeline).first?.question?.date == "2024")
    #expect(try await script.run("timeline", "--output", "jsonl").out.split(separator: "\n").count == 3)
  }
}
