import ExclaimAnalysis
import ExclaimDomain
import Testing

/// How numbers stand to each other, and how challenges are worded.
@Suite struct EvidenceNumbersTests {
  private func claim(_ key: String, _ speaker: String, _ words: String?, at: String = "2024-06-05") throws
    -> Claim
  {
    Claim(
      key: key, speechAct: .asserts, speaker: Speaker(actor: speaker), asserted: try date("2024-06-06"),
      measure: Measure(
        .held, dependent: .one("north"), detaining: .one("south"), category: .prisonerOfWar, at: try date(at)),
      value: try words.map(number))
  }

  private func evidence(_ claims: [Claim], _ relations: [Relation] = []) -> EvidenceAnswer {
    Ledger(claims: claims, relations: relations).evidence(EvidenceQuery(topic: .held))
  }

  @Test("two numbers on one measure that exclude each other are named, and no winner")
  func irreconcilable() throws {
    let answer = evidence([try claim("a", "one", "100"), try claim("b", "other", "200")])
    #expect(
      answer.explanation.hasSuffix("On one measure, \"100\" by one and \"200\" by other cannot both hold."))
    #expect(answer.items[0].explanation.hasSuffix("; cannot hold beside \"200\" by other."))
  }

  @Test(
    "numbers of other days, of an open day, or that leave room for each other exclude nothing",
    arguments: [("200", "2024-06-06"), ("at least 90", "2024-06-05"), ("200", "2024-06")])
  func reconcilable(words: String, at: String) throws {
    let first = try claim("a", "one", "100", at: at == "2024-06" ? at : "2024-06-05")
    let answer = evidence([first, try claim("b", "other", words, at: at)])
    #expect(!answer.explanation.contains("cannot"))
  }

  @Test("what was taken back or corrected excludes nothing")
  func takenBack() throws {
    var retraction = try claim("c", "other", nil)
    (retraction.speechAct, retraction.about) = (.retracts, About(claim: "b"))
    let claims = [try claim("a", "one", "100"), try claim("b", "other", "200"), retraction]
    #expect(!evidence(claims).explanation.contains("cannot"))
  }

  @Test(
    "a share, a rate or a remainder does not compare with a count",
    arguments: ["most", "30 a week", "all but 12"])
  func kinds(words: String) throws {
    let answer = evidence([try claim("a", "one", "100"), try claim("b", "other", words)])
    #expect(answer.items.allSatisfy { $0.comparability.reasons.contains { $0.hasPrefix("kind of number:") } })
  }

  @Test("some day in June does not compare with all of June")
  func oneDayOfMany() throws {
    var (day, month) = (try claim("a", "one", "115"), try claim("b", "other", "120"))
    (day.measure.topic, month.measure.topic) = (.returned, .returned)
    (day.measure.at, month.measure.at) = (try date("2024-06"), nil)
    (month.measure.from, month.measure.to) = (try date("2024-06-01"), try date("2024-06-30"))
    let answer = Ledger(claims: [day, month]).evidence(EvidenceQuery(topic: .returned))
    #expect(answer.items.allSatisfy { $0.comparability.reasons.contains { $0.hasPrefix("time:") } })
  }

  @Test(
    "the order in which records came decides nothing",
    arguments: [EvidenceQuery(), EvidenceQuery(topic: .held)])
  func order(query: EvidenceQuery) throws {
    var (dispute, correction) = (try claim("d", "third", "95"), try claim("e", "other", "80"))
    (dispute.speechAct, dispute.about) = (.disputes, About(claim: "a"))
    (correction.speechAct, correction.about) = (.corrects, About(claim: "a"))
    let days = ["2024-06-05", "2024-06-05", "2024-06-05", "2024-06-06", "2024-07"]
    let claims = try zip(["a", "b", "c", "f", "g"], days).enumerated().map { place, item in
      try claim(item.0, item.0, "\(100 * (place + 1))", at: item.1)
    }
    let relations = [
      Relation(key: "r", from: "b", to: "a", kind: .contradicts),
      Relation(key: "q", from: "d", to: "a", kind: .disputes),
      Relation(key: "p", from: "d", to: "a", kind: .contradicts),
    ]
    let sample = try SampleLedger()
    let all = claims + [dispute, correction] + sample.claims
    func answer(_ claims: [Claim], _ relations: [Relation]) -> EvidenceAnswer {
      Ledger(
        actors: sample.actors, documents: sample.documents, claims: claims, exchanges: sample.exchanges,
        agreements: sample.agreements, relations: relations
      ).evidence(query)
    }
    let one = answer(all, relations + sample.relations)
    let other = answer(all.reversed(), (relations + sample.relations).reversed())
    #expect(one.items.count > 10 && one.explanation == other.explanation)
    for (first, second) in zip(one.items, other.items) where first != second {
      Issue.record("\(first.source.key): \(first) against \(second)")
    }
    #expect(one == other)
  }

  @Test("the word for a challenge is that of its tie to the claim")
  func tie() throws {
    var correction = try claim("c", "other", "80")
    (correction.speechAct, correction.about) = (.corrects, About(claim: "b"))
    let claims = [try claim("a", "one", "100"), try claim("b", "other", "90"), correction]
    let answer = evidence(claims, [Relation(key: "r", from: "c", to: "a", kind: .contradicts)])
    #expect(answer.items[0].explanation.contains("contradicted by other with the counter-number \"80\""))
    #expect(answer.items[1].explanation.contains("corrected by other with the counter-number \"80\""))
  }

  @Test("a challenge that was taken back says so")
  func challengeTakenBack() throws {
    var (dispute, retraction) = (try claim("b", "other", nil), try claim("c", "other", nil))
    (dispute.speechAct, dispute.about) = (.disputes, About(claim: "a"))
    (retraction.speechAct, retraction.about) = (.retracts, About(claim: "b"))
    let answer = evidence([try claim("a", "one", "100"), dispute, retraction])
    #expect(
      answer.items[0].explanation.hasSuffix(
        "disputed by other with no counter-number (itself taken back since)."))
  }

  @Test("a confirmation with another number is no support")
  func confirmation() throws {
    func origins(_ words: String?) throws -> Int? {
      var confirmation = try claim("b", "other", words)
      (confirmation.speechAct, confirmation.about) = (.confirms, About(claim: "a"))
      return evidence([try claim("a", "one", "100"), confirmation]).items.first?.origins.origins
    }
    #expect(try origins("100") == 2)
    #expect(try origins(nil) == 2)
    #expect(try origins("90") == 1)
  }

  @Test("outlets that copy one agency are one origin, and what an outlet reports itself is another")
  func wire() throws {
    let actors = [
      Actor(key: "agency", kind: .wireAgency), Actor(key: "paper", kind: .outlet),
      Actor(key: "site", kind: .outlet),
    ]
    func report(_ key: String, _ outlet: String, chain: [String]) throws -> Claim {
      var claim = try claim(key, outlet, "100")
      claim.chain = chain.map { Hop(actor: $0) }
      return claim
    }
    let copies = [
      try report("a", "paper", chain: ["agency", "paper"]),
      try report("b", "site", chain: ["agency", "site"]),
    ]
    #expect(Ledger(actors: actors, claims: copies).origins(of: copies).origins == 1)
    let own = copies + [try report("c", "site", chain: ["site"])]
    #expect(Ledger(actors: actors, claims: own).origins(of: own).origins == 2)
  }
}
