import ExclaimAnalysis
import ExclaimDomain
import Testing

/// Which totals are checked, and what is said of their standing.
@Suite struct TallyTotalsTests {
  private func claim(_ act: SpeechAct, _ speaker: String, about: String, _ words: String? = nil) throws
    -> Claim
  {
    let measure = try TallyCase().measure
    return Claim(
      key: "answer", speechAct: act, speaker: Speaker(actor: speaker), asserted: try date("2025-01-06"),
      about: About(claim: about), measure: measure, value: try words.map(number))
  }

  @Test("a number of persons taken back is no longer held beside the exchanges, and says so when asked for")
  func retractedPersons() throws {
    var tally = try TallyCase()
    tally.extraClaims = [try claim(.retracts, "official", about: "persons")]
    #expect(try tally.ledger.tally().map { $0.personsClaim?.key } == [nil])
    let asked = try #require(try tally.ledger.tally(claim: "persons").first)
    #expect(asked.explanation.hasSuffix("The number of persons: taken back by Official."))
  }

  @Test("nobody takes back another's total")
  func retractedByAnother() throws {
    var tally = try TallyCase()
    tally.extraClaims = [try claim(.retracts, "mediator", about: "exchanges")]
    let check = try #require(try tally.ledger.tally().first)
    #expect(check.exchangesClaim?.key == "exchanges" && check.personsClaim?.key == "persons")
    #expect(check.explanation.contains("The number of exchanges: declared void by Mediator"))
  }

  @Test("a retraction that is taken back leaves the total as it was")
  func retractionTakenBack() throws {
    var tally = try TallyCase()
    var again = try claim(.retracts, "official", about: "answer")
    again.key = "again"
    tally.extraClaims = [try claim(.retracts, "official", about: "exchanges"), again]
    #expect(try tally.ledger.tally().first?.exchangesClaim?.key == "exchanges")
  }

  @Test("a corrected number gives way to its correction, and does not come back as a second total")
  func corrected() throws {
    var tally = try TallyCase()
    tally.extraClaims = [try claim(.corrects, "official", about: "persons", "250")]
    let checks = try tally.ledger.tally()
    #expect(checks.map { $0.personsClaim?.key } == ["answer"])
    #expect(checks.first?.statedPersons == .exactly(250))
  }

  @Test("a number that the same speaker's later one supersedes gives way to that")
  func superseded() throws {
    var tally = try TallyCase()
    tally.extraClaims = [try claim(.asserts, "official", about: "", "250")]
    tally.relations = [Relation(key: "r", from: "answer", to: "persons", kind: .supersedes)]
    #expect(try tally.ledger.tally().map { $0.personsClaim?.key } == ["answer"])
  }

  @Test("denials and disputes are told, with their number or without")
  func contested() throws {
    var tally = try TallyCase()
    tally.extraClaims = [try claim(.denies, "mediator", about: "exchanges")]
    #expect(
      try tally.check.explanation.hasSuffix(
        "The number of exchanges: denied by Mediator with no counter-number."))
    tally.extraClaims = [try claim(.disputes, "mediator", about: "persons", "200")]
    #expect(
      try tally.check.explanation.hasSuffix(
        "The number of persons: disputed by Mediator with the counter-number \"200\"."))
  }

  @Test("totals that count from different days or under different limits stand side by side")
  func series() throws {
    var tally = try TallyCase()
    for (key, from, scope) in [("quarter", "2024-10-01", ""), ("wounded", "2024-01-01", "wounded only")] {
      var measure = tally.measure
      (measure.topic, measure.category, measure.scope) = (.exchanges, .unspecified, scope)
      measure.from = try date(from)
      tally.extraClaims.append(
        Claim(
          key: key, speechAct: .asserts, speaker: Speaker(actor: "official"),
          asserted: try date("2025-01-05"),
          measure: measure, value: try number("1")))
    }
    #expect(
      Set(try tally.ledger.tally().compactMap { $0.exchangesClaim?.key }) == [
        "exchanges", "quarter", "wounded",
      ])
  }

  @Test("a number of persons in another window is not held beside the exchanges, whatever ties them")
  func otherWindow() throws {
    var tally = try TallyCase()
    var other = try claim(.asserts, "official", about: "", "50")
    other.measure.from = try date("2024-10-01")
    tally.extraClaims = [other]
    tally.statedPersons = nil
    tally.relations = [Relation(key: "r", from: "answer", to: "exchanges", kind: .supports)]
    #expect(try #require(try tally.ledger.tally(claim: "exchanges").first).personsClaim == nil)
  }
}
