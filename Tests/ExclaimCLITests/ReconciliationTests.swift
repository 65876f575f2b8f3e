import ExclaimMessages
import ExclaimWire
import Testing

@testable import ExclaimCLI

@Suite struct ReconciliationTests {
  private let script = Script()

  private static let held = V1.Figure(
    label: "held, soldiers of Northland", measure: V1.Measure(topic: .held, at: .init(edtf: "2024-06-05")),
    hard: V1.Bounds(low: 674, high: 2696), soft: V1.Bounds(low: 1321, high: 1375),
    lowSources: [V1.Source(id: "clm_1", key: "c1")], highSources: [V1.Source(id: "clm_1", key: "c1")],
    sources: [V1.Source(id: "clm_1", key: "c1"), V1.Source(id: "clm_2")],
    agreeing: V1.Agreeing(
      region: V1.Bounds(low: 1321, high: 1375), agreeing: 2, origins: 3, outside: [V1.Source(key: "c9")],
      regions: [V1.Bounds(low: 1321, high: 1375)]),
    origins: V1.Origins(documents: 2, outlets: 1, origins: 2))

  private static let open = V1.Figure(
    label: "returned to Northland", hard: V1.Bounds(low: 101), soft: V1.Bounds(low: 101, high: 199),
    besideConflict: true)

  private static func conflict(
    _ kind: V1.ConflictKind, _ keys: String..., because explanation: String = "They exclude each other."
  ) -> V1.Conflict {
    let members = keys.map { key in
      V1.ConflictMember(
        record: V1.Source(id: "clm_\(key)", key: key), kind: "claim", speaker: "A minister",
        side: "Northland",
        date: V1.Date(edtf: "2024-06-05"), words: "115", hard: V1.Bounds(low: 115, high: 115),
        measure: "returned")
    }
    return V1.Conflict(kind: kind, members: members, explanation: explanation)
  }

  // MARK: Questions

  @Test("a question and its premises reach every analysis, and a record narrows it by what it is")
  func questions() async throws {
    script.on(V1.Records.get) { request in
      let isClaim = request.id.hasPrefix("c")
      return V1.GetResponse(
        record: V1.Record(id: "x", content: isClaim ? .claim(V1.Claim()) : .exchange(V1.Exchange())))
    }
    script.on(V1.Analysis.consistency) { _ in V1.ConsistencyResponse() }
    script.on(V1.Analysis.conflicts) { _ in V1.ConflictsResponse() }
    script.on(V1.Analysis.compare) { _ in V1.CompareResponse() }
    script.on(V1.Analysis.cite) { _ in V1.CiteResponse() }
    let options = [
      "--topic", "held", "--dependent-power", "n", "--as-of", "#5", "--trust", "reliability:A-C", "--trust",
      "y",
      "--distrust", "side:ru",
    ]
    var expected = V1.Question(
      topic: .held, dependentPower: "n", asOf: "#5",
      premises: V1.Premises(trust: ["reliability:A-C", "y"], distrust: ["side:ru"]))
    _ = try await script.run(["conflicts", "c1", "--kind", "tension", "--kind", "dispute"] + options)
    _ = try await script.run(["consistency", "x1"] + options)
    _ = try await script.run(["consistency"] + options + ["--compare", "ru", "ua"])
    _ = try await script.run(["cite", "c1"] + options)
    let cited = try script.requests(V1.Analysis.cite).compactMap(\.question)
    expected.claim = "c1"
    #expect(cited == [expected])
    expected.limit = 1_000
    #expect(
      try script.requests(V1.Analysis.conflicts) == [
        V1.ConflictsRequest(question: expected, kinds: [.tension, .dispute])
      ])
    expected.claim = ""
    #expect(
      try script.requests(V1.Analysis.compare) == [
        V1.CompareRequest(question: expected, one: "ru", other: "ua")
      ])
    expected.exchange = "x1"
    #expect(try script.requests(V1.Analysis.consistency) == [V1.ConsistencyRequest(question: expected)])
  }

  @Test("every analysis takes premises, and says how many claims were left out, but in JSON")
  func leftOut() async throws {
    script.on(V1.Analysis.evidence) { _ in V1.EvidenceResponse(items: [V1.Evidence()], claimsLeftOut: 2) }
    script.on(V1.Analysis.tally) { _ in V1.TallyResponse(checks: [V1.TallyCheck()], claimsLeftOut: 2) }
    script.on(V1.Analysis.parity) { _ in V1.ParityResponse(claimsLeftOut: 2) }
    script.on(V1.Analysis.progress) { _ in
      V1.ProgressResponse(obligations: [V1.ObligationProgress()], claimsLeftOut: 2)
    }
    let basis = V1.Basis(claimsLeftOut: 2)
    script.on(V1.Analysis.consistency) { _ in
      V1.ConsistencyResponse(consistent: true, figures: [Self.held], basis: basis)
    }
    script.on(V1.Analysis.conflicts) { _ in V1.ConflictsResponse(basis: basis) }
    script.on(V1.Analysis.cite) { _ in
      V1.CiteResponse(citations: [V1.Citation(figure: Self.held)], basis: basis)
    }
    let commands = [
      ["evidence"], ["tally"], ["parity", "x"], ["progress", "x"], ["consistency"], ["conflicts"], ["cite"],
    ]
    let premises = ["--trust", "side:none", "--distrust", "y"]
    for command in commands {
      let outcome = try await script.run(command + premises)
      #expect(outcome.status == 0)
      #expect(outcome.err == "exclaim: 2 claims left out: their word does not count here\n", "\(command)")
      let json = try await script.run(command + premises + ["--output", "json"])
      #expect(json.err.isEmpty && json.out.contains("\"claimsLeftOut\""), "\(command)")
    }
    let expected = V1.Premises(trust: ["side:none"], distrust: ["y"])
    #expect(try script.requests(V1.Analysis.evidence).allSatisfy { $0.premises == expected })
    #expect(try script.requests(V1.Analysis.tally).allSatisfy { $0.premises == expected })
    #expect(try script.requests(V1.Analysis.parity).allSatisfy { $0.premises == expected })
    #expect(try script.requests(V1.Analysis.progress).allSatisfy { $0.premises == expected })
  }

  @Test("what is neither a claim nor an exchange narrows no question")
  func subject() async throws {
    script.on(V1.Records.get) { request in
      if request.id == "none" { throw Status(.notFound, "there is no record \"none\"") }
      return V1.GetResponse(record: V1.Record(content: .actor(V1.Actor())))
    }
    let actor = try await script.run("cite", "ua")
    #expect(actor.status == 65 && actor.err.contains("ua is of the kind actor; give a claim or an exchange"))
    #expect(try await script.run("conflicts", "none").status == 1)
    script.on(V1.Records.get) { _ in V1.GetResponse(record: V1.Record(id: "clm_1", state: .redacted)) }
    for command in ["cite", "consistency", "conflicts", "origins"] {
      let redacted = try await script.run(command, "clm_1")
      #expect(redacted.status == 65 && redacted.err.contains("clm_1 was redacted"), "\(command)")
    }
    #expect(throws: (any Error).self) { try Exclaim.parseAsRoot(["consistency", "--compare", "ru"]) }
  }

  @Test("a claim that states no total is not taken for all of them")
  func noTotal() async throws {
    script.on(V1.Analysis.tally) { _ in V1.TallyResponse() }
    let (one, all) = (try await script.run("tally", "s0-1"), try await script.run("tally"))
    #expect(one.status == 1 && one.err.contains("s0-1 states no total"))
    #expect(all.status == 1 && all.err.contains("no claim states a total"))
  }

  // MARK: Answers

  @Test("figures stand under each other with bars of one scale, and name what forces them")
  func figures() async throws {
    script.on(V1.Analysis.consistency) { _ in
      V1.ConsistencyResponse(
        consistent: true, figures: [Self.held, Self.open], explanation: "2 figures, all of which can be true."
      )
    }
    let outcome = try await script.run("consistency")
    #expect(outcome.status == 0)
    let lines = outcome.out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let bars = lines.filter { $0.contains("├") && $0.hasPrefix("    ") }
    #expect(bars.count == 2)
    #expect(
      bars[0].hasSuffix("┤") && bars[1].hasSuffix("▶") && bars[0].contains("━") && bars[1].contains("━"))
    for part in [
      "scale 101 to 2696", "[674, 2696] for certain; usual reading [1321, 1375]", "low end forced by: c1",
      "high end forced by: c1", "usual readings: 2 of 3 origins agree on [1321, 1375]; outside: c9",
      "spoken of in: c1, clm_2", "known from: 2 documents, 1 outlet, 2 origins", "[101, ∞) for certain",
      "beside a contradiction",
    ] {
      #expect(outcome.out.contains(part), "\(part) in:\n\(outcome.out)")
    }
    for format in ["csv", "json", "jsonl"] {
      let other = try await script.run("consistency", "--output", format)
      #expect(!other.out.contains("├") && other.out.contains("2696"))
    }
  }

  @Test(
    "where no two origins agree that is said, and of several regions with as many origins none is left out")
  func noWinner() async throws {
    func notes(_ agreeing: V1.Agreeing) async throws -> [String] {
      var figure = Self.held
      figure.agreeing = agreeing
      let told = figure
      script.on(V1.Analysis.consistency) { _ in V1.ConsistencyResponse(figures: [told]) }
      return try await script.run("consistency").out.split(separator: "\n").filter {
        $0.contains("readings:")
      }
      .map(String.init)
    }
    let (five, nine) = (V1.Bounds(low: 5, high: 5), V1.Bounds(low: 8, high: 9))
    #expect(
      try await notes(V1.Agreeing(agreeing: 1, origins: 2, regions: [five, nine]))
        == ["    usual readings: no two of 2 origins agree"])
    #expect(
      try await notes(
        V1.Agreeing(agreeing: 2, origins: 5, outside: [V1.Source(key: "c")], regions: [five, nine]))
        == ["    usual readings: 2 of 5 origins agree on 5, as many on [8, 9]; outside: c"])
  }

  @Test("a contradiction in what was asked is exit 1, and so is nothing at all")
  func negative() async throws {
    let conflict = Self.conflict(.contradiction, "a", "b")
    script.on(V1.Analysis.consistency) { request in
      switch request.question?.topic {
      case .held?:
        V1.ConsistencyResponse(
          consistent: false, figures: [Self.held], conflicts: [conflict], explanation: "Not all can be true.",
          conflictCount: 3)
      case .missing?: V1.ConsistencyResponse(consistent: true)
      default: V1.ConsistencyResponse(consistent: true, figures: [Self.held])
      }
    }
    let contradicting = try await script.run("consistency", "--topic", "held")
    #expect(contradicting.status == 1)
    #expect(contradicting.out.contains("contradiction: They exclude each other."))
    #expect(
      contradicting.out.contains("a · claim · A minister (Northland) · 2024-06-05 · “115” → 115 · returned"))
    #expect(contradicting.out.contains("2 more contradictions"))
    let rows = try await script.run("consistency", "--topic", "held", "--output", "csv")
    #expect(rows.status == 1 && rows.err.contains("3 contradictions in what was asked"))
    let nothing = try await script.run("consistency", "--topic", "missing")
    #expect(nothing.status == 1 && nothing.err == "exclaim: no record speaks of such a number\n")
    #expect(try await script.run("consistency").status == 0)
  }

  @Test("pages are fetched to the end and told as one answer")
  func pages() async throws {
    script.on(V1.Analysis.consistency) { request in
      let isFirst = request.question?.cursor == ""
      return V1.ConsistencyResponse(
        consistent: true, figures: [isFirst ? Self.held : Self.open], nextCursor: isFirst ? "1" : "")
    }
    let json = try await script.run("consistency", "--output", "json").out
    #expect(try V1.ConsistencyResponse(json: json).figures == [Self.held, Self.open])
    let first = try await script.run("consistency", "--limit", "1")
    #expect(first.err == "exclaim: there is more: --cursor 1\n")
  }

  @Test("two worlds are told next to each other; exit 1 when they exclude each other")
  func worlds() async throws {
    let exclusive = V1.Parting(label: "held", one: Self.held, other: Self.open, exclusive: true)
    let oneSided = V1.Parting(label: "returned", other: Self.open)
    let contested = V1.Parting(label: "captured", one: Self.open, contests: [V1.Source(key: "c3")])
    script.on(V1.Analysis.compare) { request in
      V1.CompareResponse(
        one: "Northland", other: "Southland",
        partings: request.one == "n" ? [exclusive, oneSided, contested] : [oneSided],
        alike: 4, conflictsOfOther: request.one == "k" ? [Self.conflict(.contradiction, "a")] : [])
    }
    let outcome = try await script.run("consistency", "--compare", "n", "s")
    #expect(outcome.status == 1)
    for part in [
      "held: no number satisfies both", "Northland: [674, 2696] for certain",
      "Southland: [101, ∞) for certain",
      "Northland: nobody speaks of it", "Southland: no number, but it is contested in c3",
      "4 figures alike in both",
    ] {
      #expect(outcome.out.contains(part), "\(part) in:\n\(outcome.out)")
    }
    #expect(try await script.run("consistency", "--compare", "m", "s").status == 0)
    let torn = try await script.run("consistency", "--compare", "k", "s")
    #expect(torn.status == 1 && torn.out.contains("within the world of Southland:"))
  }

  @Test("conflicts: exit 1 for a contradiction that was asked for, and 0 with a sentence where there is none")
  func conflicts() async throws {
    script.on(V1.Analysis.conflicts) { request in
      if request.question?.topic == .held { return V1.ConflictsResponse() }
      return V1.ConflictsResponse(
        conflicts: [Self.conflict(.contradiction, "a", "b"), Self.conflict(.tension, "c", "d")],
        contradictions: 1, tensions: 1, disputes: 2)
    }
    let all = try await script.run("conflicts")
    #expect(all.status == 1)
    #expect(all.out.hasPrefix("1 contradiction, 1 tension, 2 disputes, 0 pairs not comparable\n"))
    #expect(all.out.contains("tension by the usual reading, which proves nothing: They exclude each other."))
    #expect(try await script.run("conflicts", "--kind", "tension").status == 0)
    let none = try await script.run("conflicts", "--topic", "held")
    #expect(none.status == 0 && none.out == "Nothing that was asked for is in conflict.\n")
    let csv = try await script.run("conflicts", "--output", "csv").out.split(separator: "\n")
    #expect(csv.count == 5)
  }

  @Test("a tension shows the usual readings, which is what does not go together; a contradiction does not")
  func usualReadings() async throws {
    @Sendable func conflict(_ kind: V1.ConflictKind) -> V1.Conflict {
      V1.Conflict(
        kind: kind,
        members: [
          V1.ConflictMember(
            record: V1.Source(key: "a"), words: "more than 150", hard: V1.Bounds(low: 151),
            soft: V1.Bounds(low: 151, high: 199)),
          V1.ConflictMember(
            record: V1.Source(key: "b"), words: "260", hard: V1.Bounds(low: 260, high: 260),
            soft: V1.Bounds(low: 260, high: 260)),
        ])
    }
    script.on(V1.Analysis.conflicts) { request in
      V1.ConflictsResponse(conflicts: [conflict(request.kinds.first ?? .unspecified)])
    }
    let tension = try await script.run("conflicts", "--kind", "tension").out
    #expect(tension.contains("a · “more than 150” → [151, ∞), usually [151, 199]\n"))
    #expect(tension.contains("b · “260” → 260\n") && tension.contains("━"))
    #expect(try await !script.run("conflicts", "--kind", "contradiction").out.contains("usually"))
    let rows = try await script.run("conflicts", "--kind", "tension", "--output", "csv").out
    #expect(rows.contains(",151,199\n") || rows.contains(",151,199\r\n"))
  }

  @Test("a citation as of a day says by which clock that is")
  func citationAsOf() async throws {
    script.on(V1.Analysis.cite) { request in
      let asOf = request.question?.asOf ?? ""
      return V1.CiteResponse(
        citations: [V1.Citation(figure: Self.held)], sequence: 57,
        basis: V1.Basis(moment: V1.Moment(asOf: asOf, known: .recorded, sequence: 57)))
    }
    let day = try await script.run("cite", "--as-of", "2024-08-20")
    #expect(
      day.out.contains(
        "as of: entry 57 of the journal, with what was recorded by 2024-08-20, whenever it was published\n"))
    #expect(day.err.contains("as of 2024-08-20, recorded: up to entry 57 of the journal"))
    #expect(try await script.run("cite", "--as-of", "#57").out.contains("as of: entry 57 of the journal\n"))
  }

  @Test(
    "a citation is a block with bounds, date, records, rules, place, hash and the command to get it again")
  func citation() async throws {
    script.on(V1.Analysis.cite) { request in
      guard request.question?.topic != .missing else { return V1.CiteResponse(sequence: 9) }
      return V1.CiteResponse(
        citations: [
          V1.Citation(
            figure: Self.held, records: [V1.Source(id: "clm_1", key: "c1"), V1.Source(id: "clm_2")],
            text: "Held, soldiers of Northland: 674 to 2,696.")
        ], sequence: 57, treeRoot: [0x9F, 0x00, 0xA1], basis: V1.Basis(rules: "quantity/1 reconciliation/1"),
        arguments: "clm_1 --as-of '#57'")
    }
    let outcome = try await script.run("cite")
    #expect(outcome.status == 0)
    #expect(
      outcome.out == """
        Held, soldiers of Northland: 674 to 2,696.
          number: [674, 2696] for certain; usual reading [1321, 1375]
          date: 2024-06-05
          records: c1 = clm_1, clm_2
          rules: quantity/1 reconciliation/1
          as of: entry 57 of the journal
          hash of the journal up to there: 9f00a1
          again: exclaim cite clm_1 --as-of '#57'

        """)
    let line = try await script.run("cite", "--output", "jsonl").out
    #expect(try V1.CiteResponse(json: line).sequence == 57)
    #expect(try await script.run("cite", "--topic", "missing").status == 1)
  }

  @Test("reports fit the terminal, whatever its width and locale", arguments: [40, 80, 200], [true, false])
  func fits(columns: Int, isUTF8: Bool) throws {
    var console = Console(out: Sink(), err: Sink())
    (console.columns, console.isUTF8) = (columns, isUTF8)
    let conflict = Self.conflict(.contradiction, "a", "b")
    let consistency = ConsistencyReport(
      response: V1.ConsistencyResponse(figures: [Self.held, Self.open], conflicts: [conflict]))
    let comparison = ComparisonReport(
      response: V1.CompareResponse(
        one: "N", other: "S", partings: [V1.Parting(label: "held", one: Self.held, other: Self.open)]))
    let conflicts = ConflictsReport(response: V1.ConflictsResponse(conflicts: [conflict]))
    for report in [consistency, comparison, conflicts] as [any Report] {
      for line in report.lines(console) { #expect(line.displayWidth <= columns, "\(line)") }
      for row in report.rows.rows { #expect(row.count == report.rows.header.count) }
    }
    if !isUTF8 {
      let signs = Set("├┤─━●▶")
      #expect(!consistency.lines(console).joined().contains(where: signs.contains))
    }
  }

  @Test("evidence draws every number by one scale, and nothing where there is none")
  func evidence() async throws {
    let items = [
      V1.Evidence(
        claim: V1.Source(key: "c1"),
        quantity: V1.Quantity(
          words: "around 1,348", hard: V1.Bounds(low: 674, high: 2696), soft: V1.Bounds(low: 1321, high: 1375)
        )),
      V1.Evidence(claim: V1.Source(key: "c2"), valueState: .notDisclosedPolicy),
    ]
    script.on(V1.Analysis.evidence) { _ in V1.EvidenceResponse(items: items) }
    let out = try await script.run("evidence").out
    let bars = out.split(separator: "\n").filter { $0.contains("├") && $0.contains("┤  around 1,348") }
    #expect(bars.count == 1 && out.contains("scale 674 to 2696"))
    #expect(out.contains("not disclosed policy\n"))
  }
}
