import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// What is said of one exchange, of its days and its handovers.
@Suite("Reconciliation: what is said of an exchange") struct ReconciliationExchangeTests {
  /// A claim about the exchange "x".
  private func say(
    _ key: String, _ words: String, _ topic: Topic, at day: String? = nil, said: String = "2025-09-01",
    by speaker: String = "hq", _ desk: inout Desk
  ) throws {
    var measure = Measure(topic, dependent: .one("ua"), detaining: .one("ru"), category: .all)
    measure.at = try day.map { try date($0) }
    try desk.say(key, words, measure, by: speaker, in: "x")
    desk.claims[desk.claims.count - 1].asserted = try date(said)
  }

  @Test("numbers of two days of one exchange are two, and together at most the exchange's")
  func days() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-05-23/2025-05-24", "697")
    try say("first", "390", .returned, at: "2025-05-23", &desk)
    try say("second", "307", .returned, at: "2025-05-24", &desk)
    #expect(try desk.contradictions() == [])
    #expect(try desk.figure("first").measure.at?.window.words == "23 May 2025")
    desk.claims[1].value = try number("308")
    #expect(try desk.contradictions() == [["first", "second", "x"]])
    try say("again", "391", .returned, at: "2025-05-23", by: "mod", &desk)
    #expect(try desk.contradictions().contains(["again", "first"]))
  }

  @Test("on an exchange of one day, a number is that of the exchange, whatever day is told with it")
  func oneDay() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-05-23", "390")
    try say("next", "391", .returned, at: "2025-05-24", &desk)
    #expect(try desk.contradictions() == [["next", "x"]])
  }

  @Test(
    "what may change from day to day is one number for each day",
    arguments: [Topic.held, .planned, .listed, .offered, .internedInThirdState])
  func changing(topic: Topic) throws {
    var desk = Desk()
    try desk.exchange("x", "2025-05-23", nil)
    try say("before", "120", topic, said: "2025-05-01", &desk)
    try say("later", "100", topic, said: "2025-05-05", by: "mod", &desk)
    #expect(try desk.contradictions() == [])
    try say("dated", "110", topic, at: "2025-05-05", by: "agency", &desk)
    #expect(try desk.contradictions() == [["dated", "later"]])
  }

  @Test("who chose not to return was handed over and did not return")
  func declined() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-05-23", nil)
    try say("over", "103", .handedOver, by: "mod", &desk)
    try say("back", "100", .returned, &desk)
    #expect(try desk.contradictions() == [["back", "over"]])
    var reconciliation = try desk.reconciliation
    try say("stayed", "3", .declinedReturn, by: "agency", &desk)
    #expect(try desk.contradictions() == [])
    try reconciliation.update(to: desk.ledger)
    #expect(try reconciliation.conflicts(EvidenceQuery()).counts[.contradiction] == 0)
  }

  @Test("the handovers of a completed exchange bring at most what it brought")
  func handovers() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-03-01/2025-03-31", nil)
    try desk.exchange("one", "2025-03-10", "40", .military)
    try desk.exchange("two", "2025-03-12", "at least 30", .military)
    for place in 1...2 { desk.exchanges[place].partOf = ["x"] }
    try say("whole", "60", .returned, &desk)
    #expect(try desk.contradictions() == [["one", "two", "whole"]])
    desk.claims[0].value = try number("80")
    #expect(try desk.contradictions() == [])
    let figures = try desk.reconciliation.consistency(EvidenceQuery(exchange: "two")).figures
    #expect(figures.first { $0.measure.category == .all }?.hard == .between(30, 40))
  }

  @Test("two records that may be of one handover add up to nothing")
  func oneHandoverTwice() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-03-01/2025-03-31", nil)
    try desk.exchange("one", "2025-03-10", "40")
    try desk.exchange("again", "2025-03-10", "40")
    for place in 1...2 { desk.exchanges[place].partOf = ["x"] }
    try say("whole", "60", .returned, &desk)
    #expect(try desk.contradictions() == [])
    desk.claims[0].value = try number("39")
    #expect(try Set(desk.contradictions()) == [["again", "whole"], ["one", "whole"]])
  }

  @Test("a number of remains that does not say from whom is that of the leg")
  func remains() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-03-10", "1,000", .mortalRemains)
    desk.exchanges[0].legs[0].persons[0].unit = .bodies
    try desk.say(
      "bodies", "909", Measure(.remainsRepatriated, dependent: .one("ua"), category: .mortalRemains), in: "x")
    #expect(try desk.contradictions() == [["bodies", "x"]])
  }

  @Test("a group without a number is told where totals bound it")
  func undisclosed() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-02-10", nil, .prisonerOfWar)
    let measures = try ["2025-01-31", "2025-02-28"].map {
      try Desk.returned("2022-02-24", $0, .prisonerOfWar)
    }
    try desk.say("before", "1,000", measures[0])
    func ofPrisoners(_ desk: Desk) throws -> [Bounds] {
      try desk.reconciliation.consistency(EvidenceQuery(exchange: "x")).figures
        .filter { $0.measure.category == .prisonerOfWar }.map(\.hard)
    }
    #expect(try ofPrisoners(desk) == [], "nothing follows yet")
    try desk.say("after", "1,100", measures[1])
    #expect(try ofPrisoners(desk) == [.between(0, 100)])
  }

  @Test("a mediator's number over two sides is the sum of both")
  func bothSides() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-03-10", "115")
    desk.exchanges[0].legs.append(
      Leg(from: "ua", to: "ru", persons: [PersonGroup(category: .all, value: try number("115"))]))
    let both = Powers.group(parties: ["ua", "ru"], all: false)
    try desk.say(
      "sum", "230", Measure(.returned, dependent: both, detaining: both, category: .all), by: "agency",
      in: "x")
    #expect(try desk.contradictions() == [])
    for wrong in ["200", "231"] {
      desk.claims[0].value = try number(wrong)
      #expect(try desk.contradictions() == [["sum", "x"]])
    }
  }

  @Test("who takes a correction back does not say again what it corrected")
  func correctionTakenBack() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-05-23", nil)
    try say("first", "75", .returned, &desk)
    try say("corrected", "76", .returned, &desk)
    try say("back", "76", .returned, &desk)
    (desk.claims[1].speechAct, desk.claims[1].about.claim) = (.corrects, "first")
    (desk.claims[2].speechAct, desk.claims[2].about.claim) = (.retracts, "corrected")
    try say("others", "80", .returned, by: "mod", &desk)
    #expect(try desk.contradictions() == [])
  }

  @Test("totals up to two hours of a day are two, and those up to one hour are one")
  func hours() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-02-10", "90")
    try desk.say("morning", "1,000", Desk.returned("2022-02-24", "2025-02-10T08:00:00Z"))
    try desk.say("evening", "1,090", Desk.returned("2022-02-24", "2025-02-10T20:00:00Z"))
    #expect(try desk.contradictions() == [])
    try desk.say("same hour", "1,080", Desk.returned("2022-02-24", "2025-02-10T20:00:00Z"), by: "mod")
    #expect(try desk.contradictions() == [["evening", "same hour"]])
    try desk.say("before", "1,001", Desk.returned("2022-02-24", "2025-02-09"), by: "agency")
    #expect(try desk.contradictions().contains(["before", "morning"]))
  }
}
