import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// Small ledgers in which one can see by eye what follows.
struct Desk {
  var actors: [Actor] = [
    Actor(key: "ua", kind: .state, name: "Ukraine"), Actor(key: "ru", kind: .state, name: "Russia"),
    Actor(key: "hq", kind: .coordinationBody, name: "Headquarters", side: "ua"),
    Actor(key: "mod", kind: .ministry, name: "Ministry", side: "ru"),
    Actor(key: "agency", kind: .wireAgency, name: "Agency"),
  ]
  var claims: [Claim] = []
  var exchanges: [Exchange] = []
  var agreements: [Agreement] = []
  var relations: [Relation] = []

  var ledger: Ledger {
    Ledger(
      actors: actors, claims: claims, exchanges: exchanges, agreements: agreements, relations: relations)
  }
  var reconciliation: Reconciliation { get throws { try Reconciliation(ledger) } }

  /// "N were returned to Ukraine from the first to the last day."
  static func returned(
    _ from: String, _ to: String, _ category: PersonCategory = .all, scope: String = "",
    excludes: [Inclusion] = []
  ) throws -> Measure {
    Measure(
      .returned, dependent: .one("ua"), detaining: .one("ru"), category: category, scope: scope,
      from: try date(from), to: try date(to), excludes: excludes)
  }

  static func exchanges(_ from: String, _ to: String) throws -> Measure {
    Measure(
      .exchanges, dependent: .one("ua"), detaining: .one("ru"), from: try date(from), to: try date(to))
  }

  static func held(_ day: String, _ category: PersonCategory = .all, scope: String = "") throws -> Measure {
    Measure(
      .held, dependent: .one("ua"), detaining: .one("ru"), category: category, scope: scope, at: try date(day)
    )
  }

  mutating func say(
    _ key: String, _ words: String, _ measure: Measure, by speaker: String = "hq", in exchange: String = "",
    act: SpeechAct = .asserts
  ) throws {
    claims.append(
      Claim(
        key: key, speechAct: act, speaker: Speaker(actor: speaker), asserted: try date("2025-09-01"),
        about: About(exchange: exchange), measure: measure, value: try number(words)))
  }

  /// An exchange of persons who return to Ukraine.
  mutating func exchange(_ key: String, _ day: String, _ words: String?, _ category: PersonCategory = .all)
    throws
  {
    exchanges.append(
      Exchange(
        key: key, date: try date(day), category: .regular, status: .completed,
        legs: [
          Leg(
            from: "ru", to: "ua",
            persons: [
              PersonGroup(
                category: category, value: try words.map(number) ?? .state(.notDisclosedUnstated))
            ])
        ]))
  }

  mutating func relate(_ key: String, _ from: String, _ kind: RelationKind, _ to: String) {
    relations.append(Relation(key: key, from: from, to: to, kind: kind, reason: "as the desk sees it"))
  }

  /// The keys of each contradiction's records, the smallest sets first.
  func contradictions() throws -> [[String]] {
    try reconciliation.conflicts(EvidenceQuery(), kinds: [.contradiction]).conflicts.map {
      $0.members.map(\.source.key).sorted()
    }
  }

  /// The figure on which a claim speaks.
  func figure(_ claim: String) throws -> Figure {
    try #require(try reconciliation.consistency(EvidenceQuery(claim: claim)).figures.first)
  }

  /// The figure of an exchange.
  func figure(inExchange exchange: String) throws -> Figure {
    try #require(try reconciliation.consistency(EvidenceQuery(exchange: exchange)).figures.first)
  }
}

@Suite("Reconciliation") struct ReconciliationTests {
  @Test("two numbers on one measure that exclude each other are a contradiction, and each pair is told")
  func sameMeasure() throws {
    var desk = Desk()
    try desk.say("a", "100", Desk.held("2025-06-01"))
    try desk.say("b", "120", Desk.held("2025-06-01"), by: "mod")
    try desk.say("c", "more than 110", Desk.held("2025-06-01"), by: "agency")
    #expect(try desk.contradictions() == [["a", "b"], ["a", "c"]])
  }

  @Test func `a reconciliation that goes on sees what changed, be it a claim or what was made of one`() throws
  {
    var desk = Desk()
    try desk.say("a", "100", Desk.held("2025-06-01"))
    try desk.say("b", "100", Desk.held("2025-06-01"), by: "mod")
    var ledger = desk.ledger
    var reconciliation = try Reconciliation(ledger)
    func expectLikeAnew() throws {
      try reconciliation.update(to: ledger)
      let anew = try Reconciliation(ledger)
      let (conflicts, others) = (
        try reconciliation.conflicts(EvidenceQuery()), try anew.conflicts(EvidenceQuery())
      )
      #expect(conflicts == others)
      let (figures, otherFigures) = (
        try reconciliation.consistency(EvidenceQuery()), try anew.consistency(EvidenceQuery())
      )
      #expect(figures == otherFigures)
    }
    ledger.put(Document(key: "d", outlet: "agency", title: "Report"))
    ledger.put(Assessment(key: "s", claim: "a", credibility: 2, state: .open))
    try expectLikeAnew()
    desk.claims[1].value = try number("120")
    ledger.put(desk.claims[1])
    try expectLikeAnew()
    let contradictions = try reconciliation.conflicts(EvidenceQuery(), kinds: [.contradiction]).conflicts
    #expect(contradictions.count == 1)
    ledger.put(Actor(key: "mod", kind: .ministry, name: "Another name"))
    try expectLikeAnew()
  }

  @Test("numbers on two days, two categories or two scopes do not contradict each other")
  func unlike() throws {
    var desk = Desk()
    try desk.say("a", "100", Desk.held("2025-06-01"))
    try desk.say("b", "120", Desk.held("2025-06-02"))
    try desk.say("c", "30", Desk.held("2025-06-01", .militaryUnspecified, scope: "Kursk"))
    try desk.say("d", "40", Desk.held("2025-06-01", .militaryUnspecified, scope: "the Kursk region"))
    #expect(try desk.contradictions() == [])
  }

  @Test("a part is at most its whole: by category, by scope, and by what is left out")
  func parts() throws {
    var desk = Desk()
    try desk.say("whole", "100", Desk.held("2025-06-01"))
    try desk.say("part", "120", Desk.held("2025-06-01", .prisonerOfWar))
    try desk.say("scoped", "at least 101", Desk.held("2025-06-01", scope: "Kursk"))
    #expect(try desk.contradictions() == [["part", "whole"], ["scoped", "whole"]])
  }

  @Test("soldiers and civilians make up all; where three do not fit, all three are needed")
  func sums() throws {
    var desk = Desk()
    try desk.say("all", "100", Desk.held("2025-06-01"))
    try desk.say("soldiers", "70", Desk.held("2025-06-01", .military))
    #expect(try desk.figure("all").hard == .exactly(100))
    try desk.say("civilians", "at most 50", Desk.held("2025-06-01", .civilian))
    let civilians = try desk.figure("civilians")
    #expect(civilians.hard == .exactly(30))
    #expect(civilians.lowSources.map(\.key).sorted() == ["all", "soldiers"])
    try desk.say("children", "31", Desk.held("2025-06-01", .children))
    #expect(try desk.contradictions() == [["all", "children", "soldiers"]])
  }

  @Test("a running total never falls")
  func runningTotal() throws {
    var desk = Desk()
    try desk.say("june", "500", Desk.returned("2022-02-24", "2025-06-01"))
    try desk.say("july", "490", Desk.returned("2022-02-24", "2025-07-01"))
    #expect(try desk.contradictions() == [["july", "june"]])
  }

  @Test(
    "an undisclosed exchange gets its bounds from the totals around it and the other exchanges between them")
  func undisclosed() throws {
    var desk = Desk()
    try desk.say("before", "500", Desk.returned("2022-02-24", "2025-06-01"))
    try desk.say("after", "700", Desk.returned("2022-02-24", "2025-07-01"))
    try desk.exchange("known", "2025-06-10", "150")
    try desk.exchange("secret", "2025-06-20", nil)
    let secret = try desk.figure(inExchange: "secret")
    #expect(secret.hard == .between(0, 50))
    #expect(secret.highSources.map(\.key).sorted() == ["after", "before", "known", "secret"])
  }

  @Test("when no exchange is missing, an undisclosed one has the whole difference")
  func noneMissing() throws {
    var desk = Desk()
    try desk.say("before", "500", Desk.returned("2022-02-24", "2025-06-01"))
    try desk.say("after", "700", Desk.returned("2022-02-24", "2025-07-01"))
    try desk.say("count before", "60", Desk.exchanges("2022-02-24", "2025-06-01"))
    try desk.say("count after", "62", Desk.exchanges("2022-02-24", "2025-07-01"))
    try desk.exchange("known", "2025-06-10", "150")
    try desk.exchange("secret", "2025-06-20", nil)
    #expect(try desk.figure(inExchange: "secret").hard == .exactly(50))
  }

  @Test("totals of exchanges say how many the records lack")
  func missing() throws {
    var desk = Desk()
    try desk.say("count", "at least 5", Desk.exchanges("2025-06-01", "2025-07-01"))
    try desk.exchange("x", "2025-06-10", "150")
    try desk.exchange("y", "2025-06-20", nil)
    #expect(try desk.figure("count").explanation.contains("At least 3 exchanges are missing"))
  }

  @Test("a total that is less than the exchanges within it contradicts them")
  func totalAgainstExchanges() throws {
    var desk = Desk()
    try desk.say("total", "200", Desk.returned("2025-06-01", "2025-07-01"))
    try desk.exchange("x", "2025-06-10", "150")
    try desk.exchange("y", "2025-06-20", "90")
    #expect(try desk.contradictions() == [["total", "x", "y"]])
  }

  @Test("an exchange of an uncertain day falls on one side of a total's day, whole")
  func straddling() throws {
    var desk = Desk()
    try desk.say("early", "60", Desk.returned("2025-06-01", "2025-06-10"))
    try desk.say("late", "60", Desk.returned("2025-06-11", "2025-06-30"))
    try desk.exchange("x", "2025-06-10~", "100")
    #expect(try desk.contradictions() == [["early", "late", "x"]])
    desk.exchanges[0].date = try date("2025-06-08/2025-06-14")
    #expect(try desk.contradictions() == [], "over several days it may be divided")
  }

  @Test("what analysts say of measures ties numbers, and stands in the contradiction")
  func relations() throws {
    var desk = Desk()
    try desk.say("kursk", "40", Desk.held("2025-06-01", scope: "Kursk"))
    try desk.say("region", "30", Desk.held("2025-06-01", scope: "the Kursk region"))
    #expect(try desk.contradictions() == [])
    desk.relate("same", "kursk", .sameMeasure, "region")
    #expect(try desk.contradictions() == [["kursk", "region", "same"]])
    desk.relations[0].kind = .subsetOf
    #expect(try desk.contradictions() == [["kursk", "region", "same"]])
    (desk.relations[0].from, desk.relations[0].to) = ("region", "kursk")
    #expect(try desk.contradictions() == [])
  }

  @Test("what an analyst sets apart contradicts nothing")
  func setApart() throws {
    var desk = Desk()
    try desk.say("a", "100", Desk.held("2025-06-01"))
    try desk.say("b", "120", Desk.held("2025-06-01"), by: "mod")
    desk.relate("apart", "b", .notComparable, "a")
    #expect(try desk.contradictions() == [])
  }

  @Test("the two directions of an exchange are two numbers")
  func directions() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-06-10", "115")
    desk.exchanges[0].legs.append(
      Leg(from: "ua", to: "ru", persons: [PersonGroup(category: .all, value: try number("90"))]))
    let figures = try desk.reconciliation.consistency(EvidenceQuery(exchange: "x")).figures
    #expect(figures.map(\.hard) == [.exactly(115), .exactly(90)])
    #expect(try desk.contradictions() == [])
  }

  @Test("what was handed over to the own power was returned by that")
  func handedOver() throws {
    var desk = Desk()
    try desk.exchange("x", "2025-06-10", nil)
    try desk.say(
      "over", "115", Measure(.handedOver, dependent: .one("ua"), detaining: .one("ru"), category: .all),
      in: "x")
    try desk.say("back", "114", Measure(.returned, dependent: .one("ua"), category: .all), in: "x")
    #expect(try desk.contradictions() == [["back", "over"]])
  }

  @Test("usual readings make a tension, and never a contradiction")
  func tensions() throws {
    var desk = Desk()
    try desk.say("a", "more than a hundred", Desk.held("2025-06-01"))
    try desk.say("b", "350", Desk.held("2025-06-01"), by: "mod")
    let answer = try desk.reconciliation.conflicts(EvidenceQuery(), kinds: [.contradiction, .tension])
    #expect(answer.conflicts.map(\.kind) == [.tension])
    #expect(try desk.figure("a").hard == .exactly(350))
    #expect(try desk.figure("a").soft == nil)
  }

  @Test("beside a contradiction, what follows rests on the other records")
  func besideConflict() throws {
    var desk = Desk()
    try desk.say("a", "100", Desk.held("2025-06-01"))
    try desk.say("b", "120", Desk.held("2025-06-01"), by: "mod")
    try desk.say("c", "at least 90", Desk.held("2025-06-01"), by: "agency")
    let figure = try desk.figure("c")
    #expect(figure.hard == .atLeast(90))
    #expect(figure.isBesideConflict)
  }
  @Test("a reconciliation that goes on says what one made anew says")
  func goesOn() throws {
    var desk = Desk()
    try desk.say("a", "100", Desk.held("2025-06-01"))
    try desk.say("june", "500", Desk.returned("2022-02-24", "2025-06-01"))
    var reconciliation = try desk.reconciliation
    try desk.say("b", "120", Desk.held("2025-06-01"), by: "mod")
    try desk.say("july", "at least 400", Desk.returned("2022-02-24", "2025-07-01"))
    try reconciliation.update(to: desk.ledger)
    let anew = try desk.reconciliation
    #expect(try reconciliation.consistency(EvidenceQuery()) == anew.consistency(EvidenceQuery()))
    #expect(try reconciliation.conflicts(EvidenceQuery()).counts[.contradiction] == 1)
    desk.claims.removeLast(2)
    try reconciliation.update(to: desk.ledger)
    #expect(try reconciliation.conflicts(EvidenceQuery()).counts[.contradiction] == 0)
  }
}
