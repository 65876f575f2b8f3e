import ExclaimAnalysis
import ExclaimDomain
import Testing

/// What a tally check must leave open.
@Suite struct TallyDoubtTests {
  private func leg(
    _ from: String, _ to: String, _ words: String?, _ category: PersonCategory = .prisonerOfWar
  )
    throws -> Leg
  {
    let value = try words.map(number) ?? .state(.notDisclosedUnstated)
    return Leg(from: from, to: to, persons: [PersonGroup(category: category, value: value)])
  }

  @Test(
    "a leg that is not recorded may have held anybody",
    arguments: [Powers.group(parties: ["north", "south"], all: false), .group(parties: [], all: true), nil]
      as [Powers?])
  func unrecordedLeg(dependent: Powers?) throws {
    var tally = try TallyCase()
    (tally.statedExchanges, tally.statedPersons, tally.speaker) = ("2", "500", "mediator")
    (tally.measure.dependent, tally.measure.detaining) = (dependent, nil)
    var both = try TallyCase.exchange("both", "2024-05-01", "100")
    both.legs.append(try leg("north", "south", "100"))
    tally.exchanges = [both, try TallyCase.exchange("one", "2024-06-01", "50")]
    let check = try tally.check
    #expect(check.recordedPersons.high == nil && !check.impossible)
    // Nothing else remains where both exchanges are recorded: the rest was in the leg that is not.
    #expect(check.remainingExchanges == .exactly(0))
    #expect(check.explanation.hasSuffix("; no exchange is missing, and persons not recorded were in these."))
    tally.statedExchanges = "3"
    #expect(try tally.check.remainingPersons == .between(0, dependent == nil ? 500 : 250))
    tally.exchanges[1].category = .oneWay
    tally.exchanges[1].inOfficialTally = .yes
    #expect(try tally.check.recordedPersons == .between(dependent == nil ? 0 : 250, 250))
  }

  @Test("others beside prisoners of war may be in a total of prisoners of war, or not")
  func looseCategory() throws {
    var tally = try TallyCase()
    (tally.statedExchanges, tally.statedPersons) = ("1", "100")
    tally.measure.category = .prisonerOfWar
    var mixed = try TallyCase.exchange("a", "2024-05-01", "100")
    mixed.legs[0].persons.append(PersonGroup(category: .civilian, value: try number("50")))
    tally.exchanges = [mixed]
    let check = try tally.check
    #expect(!check.impossible && check.remainingPersons == .exactly(0))
    (tally.statedExchanges, tally.statedPersons) = ("5", "500")
    #expect(try tally.check.remainingPersons == .between(350, 400))
  }

  @Test(
    "no exchange is certain to fall under a limit in the speaker's words, nor outside of an exclusion in words"
  )
  func words() throws {
    var tally = try TallyCase()
    tally.exchanges = try (1...4).map { try TallyCase.exchange("x\($0)", "2024-05-0\($0)", "100") }
    tally.measure.scope = "women's exchanges only"
    let limited = try tally.check
    #expect(!limited.impossible && limited.recordedExchanges == .between(0, 4))
    #expect(limited.counted.allSatisfy { $0.reason.contains("women's exchanges only") })
    tally.measure.scope = ""
    tally.measure.excludes = [.words("exchanges of the wounded")]
    let excluding = try tally.check
    #expect(!excluding.impossible && excluding.recordedExchanges == .between(0, 4))
    #expect(excluding.counted.allSatisfy { $0.reason.contains("exchanges of the wounded") })
  }

  @Test("handovers are not exchanges, and have no check")
  func handovers() throws {
    var tally = try TallyCase()
    tally.statedPersons = nil
    tally.statedExchanges = nil
    var measure = tally.measure
    (measure.topic, measure.unit) = (.exchanges, .handovers)
    tally.extraClaims = [
      Claim(
        key: "handovers", speechAct: .asserts, speaker: Speaker(actor: "official"), measure: measure,
        value: try number("5"))
    ]
    #expect(try tally.ledger.tally().isEmpty)
    #expect(try tally.ledger.tally(claim: "handovers").isEmpty)
  }

  @Test(
    "what is counted in part may be counted in any part",
    arguments: [
      (ExchangeStatus.completed, TallyMembership.partly), (.partlyCompleted, .yes), (.underWay, .yes),
    ])
  func partly(status: ExchangeStatus, mark: TallyMembership) throws {
    var tally = try TallyCase()
    (tally.statedExchanges, tally.statedPersons) = ("1", "40")
    var exchange = try TallyCase.exchange("a", "2024-05-01", "100")
    (exchange.status, exchange.inOfficialTally) = (status, mark)
    tally.exchanges = [exchange]
    let check = try tally.check
    #expect(!check.impossible)
    #expect(check.remainingPersons == .between(0, 40) && check.remainingExchanges == .between(0, 1))
  }

  @Test("of an exchange under two agreements, one of which is left out, any part may be counted")
  func twoAgreements() throws {
    var tally = try TallyCase()
    (tally.statedExchanges, tally.statedPersons) = ("1", "40")
    tally.measure.excludes = [.agreement("case")]
    var exchange = try TallyCase.exchange("a", "2024-05-01", "100")
    exchange.agreements = ["case", "other"]
    tally.exchanges = [exchange]
    #expect(try tally.check.remainingPersons == .between(0, 40))
  }

  @Test("a total about one agreement counts the group that is under it, and no other")
  func partUnderAgreement() throws {
    var tally = try TallyCase()
    (tally.statedExchanges, tally.statedPersons) = (nil, nil)
    var exchange = try TallyCase.exchange("a", "2024-05-01", "50")
    exchange.legs[0].persons[0].agreement = "case"
    exchange.legs[0].persons.append(PersonGroup(category: .civilian, value: try number("70")))
    tally.exchanges = [exchange]
    for (key, topic, words) in [("exchanges", Topic.exchanges, "1"), ("persons", .returned, "50")] {
      var measure = tally.measure
      measure.topic = topic
      tally.extraClaims.append(
        Claim(
          key: key, speechAct: .asserts, speaker: Speaker(actor: "official"), about: About(agreement: "case"),
          measure: measure, value: try number(words)))
    }
    let check = try #require(try tally.ledger.tally(claim: "exchanges").first)
    #expect(check.recordedPersons == .exactly(50) && check.remainingPersons == .exactly(0))
    #expect(check.recordedExchanges == .exactly(1))
  }

  @Test("an exchange of remains alone may or may not be among the exchanges")
  func remains() throws {
    var tally = try TallyCase()
    var exchange = try TallyCase.exchange("a", "2024-05-01", "6,000", .mortalRemains)
    exchange.category = .remains
    tally.exchanges = [exchange, try TallyCase.exchange("b", "2024-05-02", "100")]
    let check = try tally.check
    #expect(check.recordedExchanges == .between(1, 2) && check.recordedPersons == .exactly(100))
    #expect(check.counted.first?.reason.contains("only remains") == true)
  }

  @Test("groups of a stage that has not begun did not return")
  func stages() throws {
    var tally = try TallyCase()
    var exchange = try TallyCase.exchange("a", "2024-05-01", "50")
    exchange.legs[0].persons[0].stage = 1
    exchange.legs[0].persons.append(PersonGroup(category: .prisonerOfWar, value: try number("70"), stage: 2))
    exchange.stages = [Stage(number: 1, status: .completed), Stage(number: 2, status: .planned)]
    tally.exchanges = [exchange]
    #expect(try tally.check.recordedPersons == .exactly(50))
  }

  @Test("a number without a word on whose people it counts may be of others than those asked for")
  func askedFor() throws {
    var tally = try TallyCase()
    (tally.measure.dependent, tally.measure.detaining) = (nil, nil)
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", "100")]
    let check = try #require(try tally.ledger.tally(dependentPower: "north").first)
    #expect(check.recordedPersons.low == 0 && check.dependentPowers.isEmpty)
  }

  @Test("a stated number that nobody knows how much of is recorded reads as English")
  func sentence() throws {
    var tally = try TallyCase()
    tally.statedExchanges = "1"
    tally.exchanges = [try TallyCase.exchange("a", "2024-05-01", nil)]
    tally.exchanges[0].inOfficialTally = .unknown
    #expect(
      try tally.check.explanation.hasPrefix(
        "Recorded 0 to 1 of 1 exchange, with an unknown number of the 300 persons returned to Northland;"))
  }
}
