import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

@Suite struct LikeClaimsTests {
  private struct Change {
    var respect: String
    var make: (inout Claim) throws -> Void

    init(_ respect: String, _ make: @escaping (inout Claim) throws -> Void) {
      (self.respect, self.make) = (respect, make)
    }
  }

  /// A ledger in which official totals leave an exchange out.
  private func numbers(of claims: [Claim]) throws -> [Int] {
    var desk = Desk()
    desk.claims = claims
    for (place, key) in ["first", "again", "other"].enumerated() { desk.claims[place].key = key }
    try desk.exchange("x", "2025-06-05", "90")
    desk.exchanges[0].inOfficialTally = .no
    desk.agreements = [Agreement(key: "pact", title: "Pact")]
    return try StatementReader(desk.ledger).table.numberOfClaim
  }

  private func claim(_ measure: Measure) throws -> Claim {
    Claim(
      speechAct: .asserts, speaker: Speaker(actor: "hq"), asserted: try date("2025-09-01"), measure: measure,
      value: try number("100"))
  }

  /// Expects that the third of three claims, of which the second is like the first, speaks of a number of its own.
  private func expectApart(_ claim: Claim, _ changes: [Change]) throws {
    for change in changes {
      var other = claim
      try change.make(&other)
      let numbers = try numbers(of: [claim, claim, other])
      #expect(numbers[0] == numbers[1], "\(change.respect)")
      #expect(numbers[0] != numbers[2], "\(change.respect)")
    }
  }

  @Test func `claims on a window that differ in what they count speak of different numbers`() throws {
    try expectApart(
      claim(Desk.returned("2025-06-01", "2025-06-30")),
      [
        Change("topic") { $0.measure.topic = .captured }, Change("unit") { $0.measure.unit = .bodies },
        Change("category") { $0.measure.category = .military },
        Change("dependent") { $0.measure.dependent = .one("ru") },
        Change("no dependent") { $0.measure.dependent = nil },
        Change("detaining") { $0.measure.detaining = .group(parties: [], all: true) },
        Change("scope") { $0.measure.scope = "the north" },
        Change("from") { $0.measure.from = try date("2025-06-02") },
        Change("to") { $0.measure.to = try date("2025-06-29") },
        Change("open end") { $0.measure.to = nil },
        Change("uncertain end") { $0.measure.to = try date("2025-06-30~") },
        Change("includes") { $0.measure.includes = [.category(.children)] },
        Change("excludes") { $0.measure.excludes = [.agreement("pact")] },
        Change("agreement") { $0.about.agreement = "pact" },
        Change("speaker") { $0.speaker.actor = "agency" },
      ])
  }

  @Test func `claims without an end that were said on different days speak of different numbers`() throws {
    var claim = try claim(Desk.returned("2025-06-01", "2025-06-30"))
    claim.measure.to = nil
    try expectApart(claim, [Change("asserted") { $0.asserted = try date("2025-09-02") }])
    claim.measure.to = ResolvedDate(date: EDTFDate(form: .interval(.open, .unknown)), basis: .stated)
    try expectApart(claim, [Change("asserted") { $0.asserted = try date("2025-09-02") }])
  }

  @Test func `claims on a day that differ in the day or the exchange speak of different numbers`() throws {
    try expectApart(
      claim(
        Measure(
          .returned, dependent: .one("ua"), detaining: .one("ru"), category: .all, at: try date("2025-06-05"))
      ),
      [
        Change("day") { $0.measure.at = try date("2025-06-06") },
        Change("exchange") { $0.about.exchange = "x" },
      ])
  }

  @Test func `claims that differ in who speaks and how the day is known speak of one number`() throws {
    let claim = try claim(Desk.held("2025-06-01"))
    var other = claim
    other.speaker.actor = "mod"
    other.speechAct = .confirms
    other.asserted = nil
    other.measure.at = try date("2025-06-01", .resolvedWeekday)
    other.value = try number("120")
    let numbers = try numbers(of: [claim, claim, other])
    #expect(Set(numbers).count == 1)
  }

  @Test func `each claim on an uncertain day speaks of a number of its own`() throws {
    let claim = try claim(Desk.held("2025-06"))
    let numbers = try numbers(of: [claim, claim, claim])
    #expect(Set(numbers).count == 3)
  }

  @Test func `a claim that is taken back or set apart leaves claims that are like it alone`() throws {
    let claim = try claim(Desk.held("2025-06-01"))
    var claims = [claim, claim, claim, claim]
    for (place, key) in ["gone", "apart", "a", "b"].enumerated() { claims[place].key = key }
    var back = claim
    (back.key, back.speechAct, back.value, back.about.claim) = ("back", .retracts, nil, "gone")
    var desk = Desk()
    desk.claims = claims + [back]
    desk.relate("r", "apart", .notComparable, "a")
    let table = try StatementReader(desk.ledger).table
    let numbers = table.numberOfClaim
    #expect(numbers[0] == -1 && numbers[4] == -1)
    #expect(numbers[2] == numbers[3] && numbers[1] != numbers[2])
    #expect(table.numbers[numbers[2]].statements.map(\.record) == [.claim(2), .claim(3)])
    #expect(table.numbers[numbers[1]].statements.map(\.record) == [.claim(1)])
  }
}
