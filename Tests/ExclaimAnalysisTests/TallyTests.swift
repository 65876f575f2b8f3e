import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// A small ledger around one official total of Northland's returned people in 2024.
struct TallyCase {
  var measure: Measure
  var exchanges: [Exchange] = []
  var extraClaims: [Claim] = []
  var relations: [Relation] = []
  var speaker = "official"
  var statedExchanges: String? = "3"
  var statedPersons: String? = "300"

  init() throws {
    measure = Measure(
      .returned, dependent: .one("north"), detaining: .one("south"), category: .personsUnspecified,
      from: try date("2024-01-01"), to: try date("2024-12-31"))
  }

  /// A completed exchange in which as many returned to Northland as the words say; nil for no number.
  static func exchange(
    _ key: String, _ day: String?, _ words: String?, _ category: PersonCategory = .prisonerOfWar
  ) throws -> Exchange {
    let value = try words.map(number) ?? .state(.notDisclosedUnstated)
    return Exchange(
      key: key, date: try day.map { try date($0) }, status: .completed,
      legs: [Leg(from: "south", to: "north", persons: [PersonGroup(category: category, value: value)])])
  }

  var ledger: Ledger {
    get throws {
      var claims = extraClaims
      func claim(_ key: String, _ measure: Measure, _ words: String) throws -> Claim {
        Claim(
          key: key, speechAct: .asserts, speaker: Speaker(actor: speaker), asserted: try date("2025-01-05"),
          measure: measure, value: try number(words))
      }
      if let statedPersons { claims.append(try claim("persons", measure, statedPersons)) }
      if let statedExchanges {
        var counted = measure
        (counted.topic, counted.category) = (.exchanges, .unspecified)
        claims.append(try claim("exchanges", counted, statedExchanges))
      }
      return Ledger(
        actors: [
          Actor(key: "north", kind: .state, name: "Northland"),
          Actor(key: "south", kind: .state, name: "Southland"),
          Actor(key: "official", kind: .namedOfficial, name: "Official", side: "north"),
          Actor(key: "mediator", kind: .mediator, name: "Mediator"),
        ],
        claims: claims, exchanges: exchanges,
        agreements: [Agreement(key: "case", title: "separate case", parties: ["north", "south"])],
        relations: relations)
    }
  }

  var check: TallyCheck {
    get throws {
      try #require(try ledger.tally(claim: statedExchanges == nil ? "persons" : "exchanges").first)
    }
  }
}

@Suite struct TallyTests {
  @Test("an exchange without a number bounds the remainder from above only")
  func undisclosed() throws {
    var tally = try TallyCase()
    tally.exchanges = [
      try TallyCase.exchange("a", "2024-05-01", "100"), try TallyCase.exchange("b", "2024-06-01", nil),
    ]
    let check = try tally.check
    #expect(check.recordedExchanges == .exactly(2) && check.recordedPersons == .atLeast(100))
    #expect(check.remainingExchanges == .exactly(1) && check.remainingPersons == .between(0, 200))
  }

  @Test(
    "a vague number gives a vague remainder",
    arguments: [("up to 50", 0, 50), ("40-60", 40, 60)] as [(String, Int64, Int64)])
  func vague(words: String, low: Int64, high: Int64) throws {
    var tally = try TallyCase()
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", words)]
    #expect(try tally.check.remainingPersons == .between(300 - high, 300 - low))
  }

  @Test("where every stated exchange is recorded, nobody remains, or total and records cannot both be right")
  func allRecorded() throws {
    var tally = try TallyCase()
    tally.statedExchanges = "1"
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", "at least 100")]
    let check = try tally.check
    #expect(
      check.remainingExchanges == .exactly(0) && check.remainingPersons == .exactly(0) && !check.impossible)
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", "100")]
    let short = try tally.check
    #expect(short.impossible && short.remainingPersons == nil)
    #expect(short.explanation.contains("no numbers satisfy"))
  }

  @Test("more recorded than stated is impossible")
  func tooMany() throws {
    var tally = try TallyCase()
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", "301")]
    #expect(try tally.check.impossible)
    tally.statedExchanges = "0"
    tally.statedPersons = nil
    #expect(try tally.check.impossible)
  }

  @Test(
    "an exchange that is not certain to count gives bounds, and says why",
    arguments: [
      ("2024", nil, TallyMembership.yes, true, ""), ("2023/2024", nil, .yes, false, "outside"),
      (nil, nil, .yes, false, "not recorded"), ("2024-05-01", nil, .unknown, false, "unknown"),
      ("2024-05-01", nil, .partly, false, "a part"), ("2024-05-01", .underWay, .yes, false, "under way"),
    ] as [(String?, ExchangeStatus?, TallyMembership, Bool, String)])
  func doubt(day: String?, status: ExchangeStatus?, mark: TallyMembership, certain: Bool, why: String) throws
  {
    var tally = try TallyCase()
    var exchange = try TallyCase.exchange("a", day, "100")
    exchange.status = status ?? .completed
    exchange.inOfficialTally = mark
    tally.exchanges = [exchange]
    let check = try tally.check
    #expect(check.counted.map(\.isCertain) == [certain])
    #expect(why.isEmpty ? check.counted[0].reason.isEmpty : check.counted[0].reason.contains(why))
    #expect(check.recordedExchanges == .between(certain ? 1 : 0, 1))
    #expect(check.remainingPersons == .between(200, certain ? 200 : 300))
  }

  @Test(
    "what did not happen, or not in the window, is left out",
    arguments: [
      ("2024-05-01", ExchangeStatus.planned), ("2024-05-01", .cancelled), ("2024-05-01", .postponed),
      ("2024-05-01", .proposed), ("2023-12-31", .completed), ("2025-01-01", .completed),
    ])
  func leftOut(day: String, status: ExchangeStatus) throws {
    var tally = try TallyCase()
    var exchange = try TallyCase.exchange("a", day, "100")
    exchange.status = status
    tally.exchanges = [exchange]
    let check = try tally.check
    #expect(check.counted.isEmpty && check.leftOut.count == 1 && !check.leftOut[0].reason.isEmpty)
    #expect(check.remainingPersons == .exactly(300))
  }

  @Test("a total that begins to leave out civilians counts the soldiers of a mixed exchange")
  func changedBasis() throws {
    var tally = try TallyCase()
    var exchange = try TallyCase.exchange("a", "2024-05-31", "71")
    exchange.legs[0].persons.append(PersonGroup(category: .civilianUnspecified, value: try number("4")))
    tally.exchanges = [exchange]
    #expect(try tally.check.recordedPersons == .exactly(75))
    tally.measure.excludes = [.category(.civilian)]
    #expect(try tally.check.recordedPersons == .exactly(71))
    exchange.legs[0].persons.append(PersonGroup(category: .personsUnspecified, value: try number("10")))
    tally.exchanges = [exchange]
    #expect(try tally.check.recordedPersons == .between(71, 81))
  }

  @Test(
    "a total called prisoners of war may or may not count others who returned in its exchanges, and says so")
  func looseWord() throws {
    var tally = try TallyCase()
    tally.measure.category = .prisonerOfWar
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-31", "4", .civilianUnspecified)]
    let check = try tally.check
    #expect(check.recordedPersons == .between(0, 4))
    #expect(
      check.explanation.hasSuffix(
        "The total speaks of prisoners of war; it may or may not count others who returned in the exchanges.")
    )
    tally.statedExchanges = nil
    #expect(try tally.check.recordedPersons == .exactly(0))
  }

  @Test("an excluded agreement takes out its exchange, or the leg or group that is under it")
  func exclusions() throws {
    var tally = try TallyCase()
    tally.measure.excludes = [.agreement("case"), .exchange("c")]
    var whole = try TallyCase.exchange("a", "2024-05-01", "100")
    whole.agreements = ["case"]
    var partly = try TallyCase.exchange("b", "2024-05-02", "20")
    partly.legs[0].persons.append(PersonGroup(category: .under25, value: try number("30"), agreement: "case"))
    tally.exchanges = [whole, partly, try TallyCase.exchange("c", "2024-05-03", "40")]
    let check = try tally.check
    #expect(check.leftOut.map(\.source.key) == ["a", "c"])
    #expect(check.counted.map(\.persons) == [.exactly(20)])
    #expect(check.excludes == ["separate case", "exchange of 3 May 2024"])
  }

  @Test(
    "a handover is not counted beside the exchange of which it is a part, but raises what that is known to hold"
  )
  func parts() throws {
    var tally = try TallyCase()
    var day1 = try TallyCase.exchange("day-1", "2024-05-01", "30")
    var day2 = try TallyCase.exchange("day-2", "2024-05-02", "40")
    (day1.partOf, day2.partOf) = (["whole"], ["whole"])
    tally.exchanges = [try TallyCase.exchange("whole", "2024-05-01", nil), day1, day2]
    let check = try tally.check
    #expect(check.counted.map(\.source.key) == ["whole"])
    #expect(check.recordedExchanges == .exactly(1) && check.recordedPersons == .atLeast(70))
  }

  @Test("a handover of two exchanges gives each its own groups, and its day to the one without a date")
  func twoLargerExchanges() throws {
    var tally = try TallyCase()
    var handover = try TallyCase.exchange("handover", "2024-07-02", "30")
    handover.partOf = ["regular", "young"]
    handover.legs[0].persons[0].partOf = "regular"
    handover.legs[0].persons.append(
      PersonGroup(category: .under25, value: try number("20"), agreement: "case", partOf: "young"))
    var (regular, young) = (
      try TallyCase.exchange("regular", nil, nil), try TallyCase.exchange("young", nil, nil)
    )
    (regular.legs[0].persons, young.legs[0].persons) = ([], [])
    (young.agreements, young.inOfficialTally) = (["case"], .no)
    tally.exchanges = [regular, young, handover]
    let check = try tally.check
    #expect(check.counted.map(\.source.key) == ["regular"])
    #expect(check.recordedExchanges == .exactly(1) && check.recordedPersons == .atLeast(30))
  }

  @Test("what the official tally does not count is left out of it, unless the total names it")
  func mark() throws {
    var tally = try TallyCase()
    var exchange = try TallyCase.exchange("a", "2024-05-01", "100")
    exchange.inOfficialTally = .no
    tally.exchanges = [exchange]
    #expect(try tally.check.leftOut.map(\.reason) == ["the official tally does not count it"])
    tally.measure.includes = [.exchange("a")]
    #expect(try tally.check.recordedPersons == .exactly(100))
  }

  @Test("exchanges of other parties are passed over; where the detaining power takes no part it stays open")
  func otherParties() throws {
    var tally = try TallyCase()
    var other = try TallyCase.exchange("other", "2024-05-01", "100")
    (other.legs[0].from, other.legs[0].to) = ("east", "west")
    var passedOn = try TallyCase.exchange("passed-on", "2024-05-01", "15")
    passedOn.legs[0].from = "third"
    tally.exchanges = [other, passedOn]
    let check = try tally.check
    #expect(check.leftOut.isEmpty && check.counted.map(\.source.key) == ["passed-on"])
    #expect(check.counted[0].reason == "Southland takes no part in it")
    #expect(check.recordedPersons == .between(0, 15))
  }

  @Test("persons handed to a third state may or may not have come home; remains are nobody's return")
  func thirdState() throws {
    var tally = try TallyCase()
    var exchange = try TallyCase.exchange("a", "2024-05-01", "10")
    exchange.legs.append(
      Leg(from: "south", to: "third", dependentPower: "north", persons: [PersonGroup(value: try number("5"))])
    )
    exchange.legs[0].persons.append(PersonGroup(category: .mortalRemains, value: try number("1,000")))
    tally.exchanges = [exchange]
    #expect(try tally.check.recordedPersons == .between(10, 15))
  }

  @Test(
    "a mediator's total over both sides adds both directions, and no mark of the official tally touches it")
  func mediator() throws {
    var tally = try TallyCase()
    tally.speaker = "mediator"
    tally.measure.dependent = .group(parties: ["north", "south"], all: false)
    tally.measure.detaining = nil
    var exchange = try TallyCase.exchange("a", "2024-05-01", "100")
    exchange.legs.append(Leg(from: "north", to: "south", persons: [PersonGroup(value: try number("90"))]))
    exchange.inOfficialTally = .no
    tally.exchanges = [exchange]
    #expect(try tally.check.recordedPersons == .exactly(190))
    #expect(try tally.ledger.tally().isEmpty, "a mediator's total is not among the official ones")
  }

  @Test("exchanges alone, or persons alone, are checked alone")
  func oneNumberOnly() throws {
    var tally = try TallyCase()
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", "100")]
    tally.statedPersons = nil
    let exchanges = try tally.check
    #expect(exchanges.personsClaim == nil && exchanges.remainingPersons == nil)
    #expect(exchanges.remainingExchanges == .exactly(2))
    (tally.statedPersons, tally.statedExchanges) = ("300", nil)
    let persons = try tally.check
    #expect(persons.exchangesClaim == nil && persons.remainingExchanges == nil)
    #expect(persons.remainingPersons == .exactly(200))
  }

  @Test("the latest total of a speaker stands, and one taken back does not")
  func latest() throws {
    var tally = try TallyCase()
    var older = tally.measure
    older.to = try date("2024-06-30")
    (older.topic, older.category) = (.exchanges, .unspecified)
    tally.extraClaims = [
      Claim(
        key: "older", speechAct: .asserts, speaker: Speaker(actor: "official"),
        asserted: try date("2024-07-01"),
        measure: older, value: try number("2"))
    ]
    #expect(try tally.ledger.tally().map { $0.exchangesClaim?.key } == ["exchanges"])
    tally.extraClaims.append(
      Claim(
        key: "sorry", speechAct: .retracts, speaker: Speaker(actor: "official"),
        about: About(claim: "exchanges"),
        measure: older))
    let left = try tally.ledger.tally()
    #expect(left.first { $0.exchangesClaim != nil }?.exchangesClaim?.key == "older")
  }

  @Test(
    "of two totals said on one day the one that runs on longer is the latest, in whatever order they came")
  func latestOfOneDay() throws {
    var tally = try TallyCase()
    let exchanges = try #require(tally.ledger.claims.first { $0.key == "exchanges" })
    var shorter = exchanges
    (shorter.key, shorter.measure.to) = ("shorter", try date("2024-06-30"))
    tally.extraClaims = [shorter]
    #expect(try tally.ledger.tally().compactMap { $0.exchangesClaim?.key } == ["exchanges"])
  }

  @Test("a claim that states no total has no check")
  func noTotal() throws {
    var tally = try TallyCase()
    tally.statedExchanges = nil
    #expect(try tally.ledger.tally(claim: "nobody").isEmpty)
    let sample = try SampleLedger().ledger
    #expect(sample.tally(claim: "s0-1").isEmpty && sample.tally(claim: "s0-8").isEmpty)
  }

  @Test("a total without a start says so, and nothing is certain to count")
  func noStart() throws {
    var tally = try TallyCase()
    tally.measure.from = nil
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", "100")]
    let check = try tally.check
    #expect(check.counted[0].reason == "the total does not say since when it counts")
    #expect(check.remainingPersons == .between(200, 300))
  }
}
