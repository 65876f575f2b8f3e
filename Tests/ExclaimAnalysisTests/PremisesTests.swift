import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

@Suite struct PremiseReadingTests {
  @Test(
    "each way to say whose word counts is read",
    arguments: [
      ("yusov", Premise.speaker("yusov")), ("side:ua", .side("ua")), ("side:none", .noSide),
      ("side:side:x", .side("side:x")), ("team:yusov", .speaker("team:yusov")),
      ("reliability:A", .reliability([.a])), ("reliability:b-d", .reliability([.b, .c, .d])),
      ("reliability:A-E", .reliability([.a, .b, .c, .d, .e])), ("reliability:F", .reliability([.f])),
      ("credibility:1", .credibility(1...1)), ("credibility:1-5", .credibility(1...5)),
      ("credibility:6", .credibility(6...6)), ("assessment:preferred", .assessment(.preferred)),
      ("assessment:Rejected", .assessment(.rejected)),
    ])
  func reading(text: String, premise: Premise) throws {
    let read = try Premise(text)
    #expect(read == premise)
    let again = try Premise(premise.text)
    #expect(again == premise)
  }

  @Test(
    "what cannot be judged is no end of a range, and nonsense is refused with what to write instead",
    arguments: [
      "", " ", "side:", "side: ", "reliability:", "reliability:G", "reliability:A-F", "reliability:C-A",
      "reliability:A-", "reliability:A-B-C", "reliability:unspecified", "credibility:0", "credibility:7",
      "credibility:5-6", "credibility:2-1", "credibility:-1", "credibility:one", "assessment:",
      "assessment:good",
      "assessment:unspecified",
    ])
  func refusal(text: String) throws {
    let error = try #require(throws: PremiseError.self) { try Premise(text) }
    let problem = error.problem(field: "premises.trust[0]")
    #expect(problem.field == "premises.trust[0]" && problem.value == text)
    #expect(!problem.reason.isEmpty && !problem.remedy.isEmpty)
  }
}

@Suite struct PremisesTests {
  private func claim(
    _ key: String, _ speaker: String, _ topic: Topic = .held, _ act: SpeechAct = .asserts, about: String = ""
  ) -> Claim {
    Claim(
      key: key, speechAct: act, speaker: Speaker(actor: speaker), about: About(claim: about),
      measure: Measure(topic))
  }

  private func ledger() -> Ledger {
    Ledger(
      actors: [
        Actor(key: "ru", kind: .state), Actor(key: "ua", kind: .state),
        Actor(key: "ministry", kind: .ministry, side: "ua", reliability: [Reliability(grade: .b)]),
        Actor(
          key: "spokesman", kind: .namedOfficial, side: "ministry",
          reliability: [Reliability(topic: .held, grade: .f), Reliability(grade: .a)]),
        Actor(key: "agency", kind: .wireAgency, reliability: [Reliability(topic: .returned, grade: .c)]),
      ],
      claims: [
        claim("state", "ru"), claim("body", "ministry"), claim("held", "spokesman"),
        claim("returned", "spokesman", .returned), claim("report", "agency"),
        claim("news", "agency", .returned), claim("stranger", "nobody"),
        claim("dispute", "ministry", .held, .disputes, about: "state"),
      ],
      relations: [Relation(key: "r", from: "dispute", to: "state", kind: .disputes)],
      assessments: [
        Assessment(key: "1", claim: "report", credibility: 2),
        Assessment(key: "2", claim: "news", credibility: 6),
        Assessment(key: "3", claim: "report", credibility: 5, state: .rejected),
        Assessment(key: "4", claim: "state", state: .preferred),
      ])
  }

  private func kept(
    trust: [String] = [], distrust: [String] = [], in ledger: Ledger? = nil
  ) throws -> [String] {
    var premises = Premises()
    for text in trust { premises.trust.append(try Premise(text)) }
    for text in distrust { premises.distrust.append(try Premise(text)) }
    let ledger = ledger ?? self.ledger()
    let (taken, leftOut) = ledger.taking(premises)
    #expect(leftOut == ledger.claims.count - taken.claims.count)
    return taken.claims.map(\.key)
  }

  @Test(
    "claims are taken by their speaker, the speaker's side or grade, or an analyst's judgement",
    arguments: [
      (["ministry"], ["body", "dispute"]), (["ua"], []),
      // A spokesman of a ministry speaks for the ministry's party.
      (["side:ua"], ["body", "held", "returned", "dispute"]), (["side:ru"], ["state"]),
      (["side:ministry"], ["body", "held", "returned", "dispute"]),
      (["side:none"], ["report", "news", "stranger"]),
      // The grade for the topic comes before the general one; who has none matches none.
      (["reliability:A"], ["returned"]), (["reliability:F"], ["held"]),
      (["reliability:A-E"], ["body", "returned", "news", "dispute"]),
      // One analyst is enough, and what cannot be judged is no middle.
      (["credibility:1-2"], ["report"]), (["credibility:1-5"], ["report"]), (["credibility:6"], ["news"]),
      (["assessment:preferred"], ["state"]), (["assessment:open"], []),
      (["side:ru", "agency"], ["state", "report", "news"]),
    ])
  func trust(premises: [String], expected: [String]) throws {
    #expect(try kept(trust: premises) == expected)
    // Who distrusts the same has the rest.
    let rest = ledger().claims.map(\.key).filter { !expected.contains($0) }
    #expect(try kept(distrust: premises) == rest)
  }

  @Test("distrust goes before trust, and nobody's word is left where the two meet")
  func both() throws {
    #expect(try kept(trust: ["side:ua"], distrust: ["reliability:F"]) == ["body", "returned", "dispute"])
    #expect(try kept(trust: ["side:ua"], distrust: ["side:ua"]).isEmpty)
  }

  @Test("without premises the ledger is the same; what analysts say is never left out")
  func analysts() throws {
    #expect(try kept().count == 8)
    let (taken, leftOut) = ledger().taking(Premises(trust: [.speaker("nobody")]))
    #expect(leftOut == 7)
    #expect(taken.relations.count == 1 && taken.assessments.count == 4 && taken.actors.count == 5)
  }

  @Test("a trusted dispute of a claim that was left out stays, and contests nothing that is there")
  func dispute() throws {
    let (taken, _) = ledger().taking(Premises(trust: [.speaker("ministry")]))
    let answer = taken.evidence(EvidenceQuery(topic: .held))
    #expect(answer.items.map(\.source.key) == ["body", "dispute"])
    let challenges = answer.items.flatMap(\.challenges)
    #expect(challenges.isEmpty)
    let (others, _) = ledger().taking(Premises(distrust: [.speaker("ministry")]))
    let state = others.evidence(EvidenceQuery(topic: .held)).items.first { $0.source.key == "state" }
    #expect(state?.challenges.isEmpty == true)
  }

  @Test("a word that its speaker took back does not come back because only the word itself is trusted")
  func amendments() throws {
    let ledger = Ledger(
      claims: [
        claim("first", "one"), claim("back", "one", .held, .retracts, about: "first"),
        claim("again", "one", .held, .retracts, about: "back"),
        claim("other", "two", .held, .retracts, about: "first"),
        claim("better", "one", .held, .corrects, about: "first"), claim("more", "one"),
      ],
      assessments: [Assessment(key: "1", claim: "first", credibility: 1)])
    #expect(try kept(trust: ["credibility:1"], in: ledger) == ["first", "back", "again", "better"])
    #expect(
      try kept(trust: ["credibility:1"], distrust: ["one"], in: ledger).isEmpty)
  }

  @Test("reports of one utterance have one origin, also when the utterance is not believed")
  func origins() {
    let ledger = Ledger(
      claims: [claim("said", "x"), claim("a", "one"), claim("b", "two")],
      relations: [
        Relation(key: "1", from: "a", to: "said", kind: .derivedFrom),
        Relation(key: "2", from: "b", to: "said", kind: .derivedFrom),
      ])
    let (taken, _) = ledger.taking(Premises(distrust: [.speaker("x")]))
    #expect(taken.evidence(EvidenceQuery(topic: .held)).origins.origins == 1)
  }

  @Test("parties whose sides go in a circle hang nothing")
  func circle() throws {
    let ledger = Ledger(
      actors: [Actor(key: "a", side: "b"), Actor(key: "b", side: "a"), Actor(key: "c")],
      claims: [claim("1", "a")])
    #expect(try kept(trust: ["side:c"], in: ledger).isEmpty)
    #expect(try kept(trust: ["side:b"], in: ledger) == ["1"])
  }
}
