import ExclaimAnalysis
import ExclaimDomain
import Testing

@Suite struct CoverageTests {
  private func states(_ side: CoverageSide) -> [CoverageState] { side.cells.map(\.state) }

  @Test("the reference documents: what each exchange tells of each side, and what somebody declined to tell")
  func samples() throws {
    let answer = try SampleLedger().ledger.coverage(EvidenceQuery())
    #expect(answer.rows.map(\.exchange.key) == ["x-2024-05-31", "x-2024-08-24", "x-2025-06-26"])
    #expect(answer.rows.map { $0.sides.map(\.party) } == Array(repeating: ["Ukraine", "Russia"], count: 3))
    let sides = answer.rows.flatMap(\.sides)
    #expect(states(sides[0]) == [.known, .known, .notReported, .notReported])
    // Nobody says what went the other way on 31 May 2024.
    #expect(states(sides[1]) == [.notReported, .notReported, .notReported, .notReported])
    #expect(states(sides[2]) == [.known, .known, .notReported, .known])
    #expect(states(sides[3]) == [.known, .known, .notReported, .known])
    #expect(states(sides[4]) == [.notDisclosed, .known, .notReported, .notReported])
    #expect(states(sides[5]) == [.notDisclosed, .known, .notReported, .notReported])
    #expect(sides[4].number.sources.map(\.key) == ["x-2025-06-26", "s1-2"])
    #expect(sides[5].number.sources.map(\.key) == ["x-2025-06-26", "s1-2a"])
    #expect(sides[2].number.sources.map(\.key) == ["x-2024-08-24", "s3-1"])
    #expect(answer.counts == [.known: 10, .notReported: 12, .notDisclosed: 2])
    #expect(
      answer.explanation
        == "3 exchanges, 6 sides. The number of persons is known for 3 of 6, and was declined for 2. Of 24 facts 10"
        + " are known, 12 not reported and 2 not disclosed.")
  }

  private let exchange = Exchange(
    key: "x", status: .completed, legs: [Leg(from: "b", to: "a"), Leg(from: "a", to: "b")])

  private func side(_ exchange: Exchange, _ claims: [Claim]) throws -> CoverageSide {
    let claims = claims.enumerated().map { index, claim in
      var claim = claim
      (claim.key, claim.about.exchange) = ("c\(index)", "x")
      return claim
    }
    let rows = Ledger(claims: claims, exchanges: [exchange]).coverage(EvidenceQuery(exchange: "x")).rows
    return try #require(rows.first?.sides.first)
  }

  private func claim(_ act: SpeechAct, _ measure: Measure, _ value: Value? = nil) -> Claim {
    Claim(speechAct: act, speaker: Speaker(actor: "s"), measure: measure, value: value)
  }

  @Test("a claim tells the number of one side only where it counts all of its people and nobody else's")
  func numbers() throws {
    let mine = Measure(.returned, dependent: .one("a"))
    var (part, both) = (mine, mine)
    part.scope = "wounded"
    both.dependent = .group(parties: ["a", "b"], all: false)
    #expect(try side(exchange, [claim(.asserts, mine, number("7"))]).number.state == .known)
    for measure in [part, both, Measure(.returned), Measure(.returned, dependent: .one("b")), Measure(.held)]
    {
      #expect(
        try side(exchange, [claim(.asserts, measure, number("7"))]).number.state == .notReported, "\(measure)"
      )
    }
    #expect(try side(exchange, [claim(.denies, mine, number("7"))]).number.state == .notReported)
  }

  @Test("a number that somebody gives is known, whoever declined to")
  func declined() throws {
    let mine = Measure(.returned, dependent: .one("a"))
    let declining = claim(.declinesToDisclose, mine)
    #expect(try side(exchange, [declining]).number.state == .notDisclosed)
    #expect(
      try side(exchange, [claim(.declinesToDisclose, Measure(.disclosure))]).number.state == .notDisclosed)
    #expect(
      try side(exchange, [claim(.asserts, mine, .state(.notDisclosedPolicy))]).number.state == .notDisclosed)
    #expect(try side(exchange, [declining, claim(.asserts, mine, number("7"))]).number.state == .known)
    #expect(
      try side(exchange, [claim(.declinesToDisclose, Measure(.returned, dependent: .one("b")))]).number.state
        == .notReported)
    var recorded = exchange
    recorded.legs[0].persons = [PersonGroup(category: .prisonerOfWar, value: .state(.notDisclosedUnstated))]
    let side = try side(recorded, [])
    #expect(side.number.state == .notDisclosed && side.category.state == .known)
    recorded.legs[0].persons = [PersonGroup(category: .personsUnspecified, value: .state(.unknownToSpeaker))]
    let open = try self.side(recorded, [])
    #expect(open.number.state == .notReported && open.category.state == .notReported)
  }

  @Test("a number that a speaker does not know is not reported, and the speaker is named")
  func notKnown() throws {
    let claim = claim(.asserts, Measure(.returned, dependent: .one("a")), .state(.unknownToSpeaker))
    let number = try side(exchange, [claim]).number
    #expect(number.state == .notReported && number.sources.map(\.key) == ["c0"])
    #expect(try side(exchange, []).number.sources.isEmpty)
  }

  @Test("place and mediator are told by the record, by transit and by mediation; the same claims may decline")
  func places() throws {
    let told = try side(
      exchange, [claim(.asserts, Measure(.transit)), claim(.declinesToDisclose, Measure(.mediation))])
    #expect(told.place.state == .known && told.place.sources.map(\.key) == ["c0"])
    #expect(told.mediator.state == .notDisclosed && told.mediator.sources.map(\.key) == ["c1"])
    var recorded = exchange
    (recorded.places, recorded.mediators) = ([Place(name: "bridge")], ["m"])
    let known = try side(recorded, [])
    #expect(known.place.sources.map(\.key) == ["x"] && known.mediator.state == .known)
  }

  @Test("what has not begun is left out unless it is asked for; who passes others' people on is no side")
  func kept() throws {
    var planned = exchange
    planned.status = .planned
    let ledger = Ledger(exchanges: [planned])
    #expect(ledger.coverage(EvidenceQuery()).rows.isEmpty)
    #expect(ledger.coverage(EvidenceQuery()).explanation == "No exchange that this meets is recorded.")
    #expect(ledger.coverage(EvidenceQuery(exchange: "x")).rows.count == 1)
    let passing = Exchange(
      key: "x",
      legs: [
        Leg(from: "b", to: "third", dependentPower: "a"), Leg(from: "third", to: "a"),
        Leg(from: "a", to: "b"),
      ])
    #expect(Ledger(exchanges: [passing]).coverage(EvidenceQuery()).rows[0].sides.map(\.party) == ["a", "b"])
    var oneWay = Exchange(key: "x", category: .oneWay, legs: [Leg(from: "b", to: "a")])
    #expect(Ledger(exchanges: [oneWay]).coverage(EvidenceQuery()).rows[0].sides.map(\.party) == ["a"])
    oneWay.category = .regular
    #expect(Ledger(exchanges: [oneWay]).coverage(EvidenceQuery()).rows[0].sides.map(\.party) == ["a", "b"])
  }

  @Test("a question restricts the exchanges by agreement, date, side, topic and claim")
  func question() throws {
    let ledger = try SampleLedger().ledger
    func keys(_ query: EvidenceQuery) -> [String] { ledger.coverage(query).rows.map(\.exchange.key) }
    #expect(keys(EvidenceQuery(agreement: "istanbul-2")) == ["x-2025-06-26"])
    #expect(try keys(EvidenceQuery(date: date("2024").window)) == ["x-2024-05-31", "x-2024-08-24"])
    #expect(
      keys(EvidenceQuery(claim: "s3-2")) == ["x-2024-08-24"] && keys(EvidenceQuery(claim: "s2-1")) == [])
    #expect(
      keys(EvidenceQuery(topic: .remainsRepatriated)).isEmpty
        && keys(EvidenceQuery(topic: .returned)).count == 3)
    #expect(keys(EvidenceQuery(category: .mortalRemains)).isEmpty)
    #expect(keys(EvidenceQuery(detainingPower: "ua")) == ["x-2024-08-24", "x-2025-06-26"])
    let mine = ledger.coverage(EvidenceQuery(dependentPower: "ru")).rows
    #expect(mine.map { $0.sides.map(\.party) } == [["Russia"], ["Russia"]])
  }
}
