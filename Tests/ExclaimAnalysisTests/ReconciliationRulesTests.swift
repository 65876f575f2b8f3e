import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// Rules of `DESIGN.md` that take more than two records.
@Suite("Reconciliation: components, totals and parts") struct ReconciliationRulesTests {
  private func contradictions(_ desk: Desk) throws -> [[String]] {
    try desk.reconciliation.conflicts(EvidenceQuery(), kinds: [.contradiction]).conflicts.map { finding in
      finding.members.map(\.source.key).sorted()
    }
  }

  @Test("a part that is called a component twice, or by two speakers, counts once in its whole")
  func components() throws {
    var desk = Desk()
    try desk.say("whole", "150", Desk.held("2025-06-01"))
    try desk.say("part", "100", Desk.held("2025-06-01", scope: "Kursk"))
    try desk.say("again", "100", Desk.held("2025-06-01", scope: "Kursk"), by: "mod")
    for (number, part) in ["part", "part", "again"].enumerated() {
      desk.relations.append(Relation(key: "r\(number)", from: part, to: "whole", kind: .componentOf))
    }
    #expect(try contradictions(desk) == [])
    try desk.say("other", "51", Desk.held("2025-06-01", scope: "Donetsk"))
    desk.relations.append(Relation(key: "r3", from: "other", to: "whole", kind: .componentOf))
    #expect(try contradictions(desk).allSatisfy { $0.contains("r3") && $0.contains("other") })
    #expect(try !contradictions(desk).isEmpty)
  }

  /// A whole of 150 and parts of it that are there by name, each with its measure and number.
  private func whole(_ parts: KeyValuePairs<String, (Measure, String)>) throws -> Desk {
    var desk = Desk()
    try desk.say("whole", "150", Desk.returned("2025-01-01", "2025-12-31", scope: "all fronts"))
    for (part, (measure, number)) in parts {
      try desk.say(part, number, measure, by: "mod")
      desk.relate("\(part) of whole", part, .componentOf, "whole")
    }
    return desk
  }

  @Test("two parts that are one number count once in their whole, and so does what is within a part")
  func nestedByRelations() throws {
    var desk = try whole([
      "one": (Desk.returned("2025-02-01", "2025-02-28", scope: "north"), "100"),
      "other": (Desk.returned("2025-02-01", "2025-02-28", scope: "south"), "90"),
    ])
    #expect(try contradictions(desk) == [["one", "one of whole", "other", "other of whole", "whole"]])
    desk.relate("tie", "other", .subsetOf, "one")
    #expect(try contradictions(desk) == [])
    desk.relations[2].kind = .componentOf
    #expect(try contradictions(desk) == [])
    (desk.relations[2].kind, desk.claims[2].value) = (.sameMeasure, desk.claims[1].value)
    #expect(try contradictions(desk) == [])
    desk.relations.removeLast()
    #expect(try contradictions(desk).count == 1)
  }

  @Test("a part that counts some of what another counts, or some of its days, counts once")
  func nestedByMeasure() throws {
    let measures = try [
      Desk.returned("2025-06-01", "2025-06-30", .military),
      Desk.returned("2025-06-10", "2025-06-20", .military),
      Desk.returned("2025-06-01", "2025-06-30", .prisonerOfWar),
    ]
    for measure in measures.dropFirst() {
      let desk = try whole(["month": (measures[0], "100"), "some": (measure, "90")])
      #expect(try contradictions(desk) == [])
    }
    let apart = try whole([
      "month": (measures[0], "100"), "some": (Desk.returned("2025-07-01", "2025-07-30", .military), "90"),
    ])
    #expect(try contradictions(apart).count == 1)
  }

  @Test("a part within another may not be more than the whole by itself")
  func nestedBounds() throws {
    var desk = try whole([
      "one": (Desk.returned("2025-02-01", "2025-02-28", scope: "north"), "at least 1"),
      "other": (Desk.returned("2025-02-01", "2025-02-28", scope: "south"), "151"),
    ])
    desk.relate("tie", "other", .subsetOf, "one")
    #expect(try contradictions(desk).contains(["other", "other of whole", "whole"]))
  }

  @Test("nobody returned beside the recorded exchanges, whoever first spoke of how many there were")
  func pairs() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-06-10", "100")
    let window = ("2025-06-01", "2025-06-30")
    try desk.say("first", "1", Desk.exchanges(window.0, window.1), by: "agency")
    try desk.say("exchanges", "1", Desk.exchanges(window.0, window.1))
    try desk.say("persons", "160", Desk.returned(window.0, window.1))
    let found = try contradictions(desk)
    #expect(found == [["exchanges", "persons", "x"]] || found == [["first", "persons", "x"]])
  }

  @Test("who returned without a number is bounded by the totals that speak of them")
  func undisclosed() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-06-10", "up to 45", .military)
    desk.exchanges[0].legs[0].persons.append(PersonGroup(category: .civilian))
    var total = try Desk.returned("2025-06-01", "2025-06-30", .civilian)
    (total.dependent, total.detaining) = (.group(parties: [], all: true), .group(parties: [], all: true))
    try desk.say("civilians", "up to 30", total)
    let figures = try desk.reconciliation.consistency(EvidenceQuery(exchange: "x")).figures
    #expect(figures.first { $0.measure.category == .all }?.hard == .between(0, 75))
  }

  @Test("an official total under an agreement is no part of the official tally, which may leave it out")
  func official() throws {
    var desk = Desk()
    desk.agreements = [Agreement(key: "pact", title: "Pact", parties: ["ua", "ru"])]
    try desk.exchange("x", "2025-06-10", "1000")
    desk.exchanges[0].agreements = ["pact"]
    desk.exchanges[0].inOfficialTally = .no
    try desk.say("total", "500", Desk.returned("2025-06-01", "2025-06-30"))
    try desk.say("under", "1000", Desk.returned("2025-06-01", "2025-06-30"))
    desk.claims[1].about.agreement = "pact"
    #expect(try contradictions(desk) == [])
  }

  @Test("a total under an agreement takes in those of an exchange who are under it, and perhaps who may be")
  func groupsUnderAgreement() throws {
    func found(_ total: String) throws -> [[String]] {
      var desk = Desk()
      desk.agreements = [Agreement(key: "pact", title: "Pact", parties: ["ua", "ru"])]
      try desk.exchange("x", "2025-06-10", "50", .military)
      let others = try PersonGroup(category: .civilian, value: .quantity(quantity("70")))
      desk.exchanges[0].legs[0].persons[0].agreement = "pact"
      desk.exchanges[0].legs[0].persons.append(others)
      try desk.say("total", total, Desk.returned("2025-06-01", "2025-06-30"))
      desk.claims[0].about.agreement = "pact"
      return try contradictions(desk)
    }
    #expect(try found("50") == [])
    #expect(try found("49") == [["total", "x"]])
  }

  @Test(
    "who returned in an exchange under one of its agreements may be some of all, and is all under the only one"
  )
  func exchangeUnderAgreements() throws {
    func found(_ agreements: [String]) throws -> [[String]] {
      var desk = Desk()
      desk.agreements = ["pact", "deal"].map { Agreement(key: $0, title: $0, parties: ["ua", "ru"]) }
      try desk.exchange("x", "2025-06-10", "100")
      desk.exchanges[0].agreements = agreements
      var measure = try Desk.returned("2025-06-10", "2025-06-10")
      (measure.from, measure.to) = (nil, nil)
      try desk.say("under", "40", measure)
      desk.claims[0].about = About(exchange: "x", agreement: "pact")
      return try contradictions(desk)
    }
    #expect(try found(["pact", "deal"]) == [])
    #expect(try found(["pact"]) == [["under", "x"]])
  }

  @Test("who is handed to a third state may or may not have returned with those who were handed to their own")
  func thirdState() throws {
    func found(_ returned: String) throws -> [[String]] {
      var desk = Desk()
      try desk.exchange("x", "2025-06-10", "100")
      let interned = try PersonGroup(category: .all, value: .quantity(quantity("50")))
      desk.exchanges[0].legs.append(Leg(from: "ru", to: "tr", dependentPower: "ua", persons: [interned]))
      try desk.say("said", returned, Desk.returned("2025-06-10", "2025-06-10"))
      (desk.claims[0].measure.from, desk.claims[0].measure.to) = (nil, nil)
      desk.claims[0].about.exchange = "x"
      return try contradictions(desk)
    }
    for possible in ["100", "150"] { #expect(try found(possible) == []) }
    for impossible in ["99", "151"] { #expect(try found(impossible) == [["said", "x"]]) }
  }

  @Test("handovers of an exchange that is not said to have been completed may count as one")
  func family() throws {
    var desk = Desk()
    for (key, day) in [("whole", "2025-06-10"), ("one", "2025-06-10"), ("two", "2025-06-12")] {
      try desk.exchange(key, day, "100")
      if key != "whole" { desk.exchanges[desk.exchanges.count - 1].partOf = ["whole"] }
    }
    desk.exchanges[0].status = .underWay
    try desk.say("total", "1", Desk.exchanges("2025-06-01", "2025-06-30"))
    #expect(try contradictions(desk) == [])
    #expect(desk.ledger.tally(claim: "total").first?.recordedExchanges == .between(1, 2))
  }
}
