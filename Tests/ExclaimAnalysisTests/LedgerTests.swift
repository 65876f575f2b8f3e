import ExclaimAnalysis
import ExclaimDomain
import Testing

@Suite struct LedgerAsOfTests {
  private func ledger() throws -> Ledger {
    func claim(_ key: String, _ asserted: String?, _ documents: String...) throws -> Claim {
      Claim(
        key: key, speechAct: .asserts, asserted: try asserted.map { try date($0) },
        mentions: documents.map { Mention(document: $0) })
    }
    return Ledger(
      documents: [
        Document(key: "june", published: try date("2024-06-06")),
        Document(key: "july", published: try date("2024-07-01")),
        Document(key: "undated"),
      ],
      claims: [
        try claim("early", "2024-06-05", "june"), try claim("late", "2024-06-05", "july"),
        try claim("both", nil, "july", "june"), try claim("in-undated", nil, "undated"),
        try claim("bare", "2024-06-06"), try claim("bare-late", "2024-06-07"), try claim("vague", "2024-06"),
        try claim("said-later", "2024-06-07", "undated"),
      ],
      exchanges: [
        Exchange(key: "done", date: try date("2024-06-06")),
        Exchange(key: "later", date: try date("2024-06-07")),
        Exchange(key: "planned", plannedDate: try date("2024-08-01")),
        Exchange(key: "some-day", date: try date("2024")),
      ],
      agreements: [Agreement(key: "later", date: try date("2025"))],
      relations: [
        Relation(key: "kept", from: "early", to: "both", kind: .supports),
        Relation(key: "dropped", from: "early", to: "late", kind: .supports),
      ],
      assessments: [Assessment(key: "dropped", claim: "late")])
  }

  @Test("what was published or said later is not known, nor what stands in documents without a date alone")
  func claims() throws {
    let ledger = try ledger()
    let known = try ledger.asOf(day("2024-06-06"))
    #expect(known.claims.map(\.key) == ["early", "both", "bare", "vague"])
    #expect(known.documents.map(\.key) == ["june"])
    #expect(try ledger.undatedDocuments(asOf: day("2024-06-06")) == 1)
    #expect(known.relations.map(\.key) == ["kept"] && known.assessments.isEmpty)
  }

  @Test("what happened later is not known; what has no date, or a vague one, is kept")
  func exchanges() throws {
    let known = try ledger().asOf(day("2024-06-06"))
    #expect(known.exchanges.map(\.key) == ["done", "some-day"])
    #expect(try ledger().asOf(day("2024-08-01")).exchanges.map(\.key).contains("planned"))
    #expect(known.agreements.isEmpty)
  }

  @Test(
    "an exchange of which documents tell is known once one of them is published, any other from its day on")
  func told() throws {
    let ledger = try SampleLedger().ledger
    // It was on 31 May, and what tells of it is of 6 June.
    for (text, isKnown) in [("2024-05-30", false), ("2024-06-05", false), ("2024-06-06", true)] {
      let known = try ledger.asOf(day(text))
      #expect((known.exchange("x-2024-05-31") != nil) == isKnown, "\(text)")
      #expect((known.parity(of: "x-2024-05-31") != nil) == isKnown, "\(text)")
    }
    var sample = try SampleLedger()
    for index in sample.claims.indices { sample.claims[index].mentions = [] }
    let untold = sample.ledger
    #expect(try untold.asOf(day("2024-05-31")).exchange("x-2024-05-31") != nil)
    #expect(try untold.asOf(day("2024-05-30")).exchange("x-2024-05-31") == nil)
  }

  @Test("knowledge only grows from day to day")
  func growth() throws {
    let ledger = try ledger()
    var known: Set<String> = []
    for number in try day("2024-05-30").number...day("2025-01-02").number {
      let next = Set(ledger.asOf(Day(number: number)).claims.map(\.key))
      #expect(known.isSubset(of: next))
      known = next
    }
    #expect(known.union(["in-undated", "said-later"]) == Set(ledger.claims.map(\.key)))
  }
}

@Suite struct OriginsTests {
  private func origins(_ claims: [Claim], documents: [Document] = [], relations: [Relation] = []) -> Origins {
    let actors = [
      Actor(key: "agency", kind: .wireAgency), Actor(key: "paper", kind: .outlet),
      Actor(key: "site", kind: .outlet),
    ]
    return Ledger(actors: actors, documents: documents, claims: claims, relations: relations).origins(
      of: claims)
  }

  private func claim(_ key: String, _ speaker: String, _ documents: String...) -> Claim {
    Claim(key: key, speaker: Speaker(actor: speaker), mentions: documents.map { Mention(document: $0) })
  }

  @Test("one utterance in four documents of two outlets is one origin")
  func copies() {
    let documents = ["a", "b", "c", "d"].map { Document(key: $0, outlet: $0 < "c" ? "paper" : "site") }
    let found = origins(
      [claim("1", "official", "a", "b"), claim("2", "official", "c", "d")], documents: documents)
    #expect(found == Origins(documents: 4, outlets: 2, origins: 1))
    #expect(found.words == "4 documents, 2 outlets, 1 origin")
  }

  @Test("outlets that speak in copies or editions of one story are one origin")
  func clusters() {
    let claims = [claim("1", "paper", "a"), claim("2", "site", "b")]
    func documents(_ cluster: String, editionOf: String = "") -> [Document] {
      [Document(key: "a", cluster: cluster), Document(key: "b", cluster: cluster, editionOf: editionOf)]
    }
    #expect(origins(claims, documents: documents("")).origins == 2)
    #expect(origins(claims, documents: documents("story")).origins == 1)
    #expect(origins(claims, documents: documents("", editionOf: "a")).origins == 1)
  }

  @Test("two officials quoted in one story are two origins")
  func twoSpeakers() {
    #expect(
      origins([claim("1", "one", "a"), claim("2", "other", "a")], documents: [Document(key: "a")]).origins
        == 2)
  }

  @Test(
    "relations that make one utterance of two claims make one origin",
    arguments: [
      (RelationKind.sameUtterance, 1), (.derivedFrom, 1), (.scopeDriftOf, 1), (.supports, 2),
      (.contradicts, 2),
      (.subsetOf, 2),
    ])
  func relations(kind: RelationKind, count: Int) {
    let relation = Relation(from: "1", to: "2", kind: kind)
    let claims = [claim("1", "one", "a"), claim("2", "other", "b")]
    #expect(origins(claims, relations: [relation]).origins == count)
  }

  @Test("editions that name each other in a circle do not hang the count")
  func circle() {
    let documents = [Document(key: "a", editionOf: "b"), Document(key: "b", editionOf: "a")]
    #expect(origins([claim("1", "paper", "a")], documents: documents).origins == 1)
  }
}

@Suite struct EvidenceTests {
  private func ledger() throws -> Ledger {
    var sample = try SampleLedger()
    let measure = Measure(.returned, dependent: .one("ua"), category: .all, at: try date("2024-05-31"))
    sample.claims += [
      Claim(
        key: "corrects", speechAct: .corrects, speaker: Speaker(actor: "zelensky"),
        about: About(claim: "s0-9"),
        measure: measure, value: try number("76")),
      Claim(
        key: "rival", speechAct: .asserts, speaker: Speaker(actor: "ru-mod"), measure: measure,
        value: try number("70")),
      Claim(
        key: "retracts", speechAct: .retracts, speaker: Speaker(actor: "putin"), about: About(claim: "s0-2"),
        measure: Measure(.held)),
    ]
    sample.relations.append(Relation(from: "s0-9", to: "rival", kind: .contradicts))
    return sample.ledger
  }

  @Test("corrections and contradictions bring their own numbers, a contradiction from either end")
  func counterNumbers() throws {
    let answer = try ledger().evidence(EvidenceQuery(topic: .returned, date: try date("2024-05-31").window))
    let item = try #require(answer.items.first { $0.source.key == "s0-9" })
    #expect(Set(item.challenges.map(\.source.key)) == ["corrects", "rival"])
    #expect(Set(item.challenges.compactMap { $0.counterNumber?.hard }) == [.exactly(76), .exactly(70)])
    let rival = try #require(answer.items.first { $0.source.key == "rival" })
    #expect(rival.challenges.map(\.source.key) == ["s0-9"])
  }

  @Test("a claim that was taken back says so and stays")
  func retraction() throws {
    let answer = try ledger().evidence(EvidenceQuery(topic: .held, dependentPower: "ua"))
    let item = try #require(answer.items.first { $0.source.key == "s0-2" })
    #expect(item.challenges.contains { $0.claim.speechAct == .retracts })
    #expect(item.explanation.contains("taken back by Putin"))
  }

  @Test(
    "what the contesting speaker withholds in the same breath stands beside the challenge, others' silence does not"
  )
  func remarks() throws {
    func claim(_ key: String, _ act: SpeechAct, _ speaker: String, about: String = "") -> Claim {
      Claim(
        key: key, speechAct: act, speaker: Speaker(actor: speaker), about: About(claim: about),
        measure: Measure(.held))
    }
    let claims = [
      claim("a", .asserts, "one"), claim("b", .disputes, "other"), claim("c", .declinesToDisclose, "other"),
      claim("d", .declinesToDisclose, "third"), claim("e", .doesNotConfirm, "third", about: "a"),
    ]
    let relations = [
      Relation(from: "b", to: "a", kind: .disputes), Relation(from: "c", to: "b", kind: .supports),
      Relation(from: "d", to: "b", kind: .supports),
    ]
    let answer = Ledger(claims: claims, relations: relations).evidence(EvidenceQuery(topic: .held))
    #expect(answer.items[0].challenges.map(\.source.key) == ["b", "e", "c"])
    #expect(answer.items[0].explanation.hasSuffix("disclosure declined; third: not confirmed."))
  }

  @Test("an exchange or an agreement restricts to the claims about it")
  func restriction() throws {
    let ledger = try ledger()
    #expect(
      ledger.evidence(EvidenceQuery(exchange: "x-2024-08-24")).items.map(\.source.key) == [
        "s3-1", "s3-2", "s3-3",
      ])
    let agreed = ledger.evidence(EvidenceQuery(agreement: "istanbul-2")).items.map(\.source.key)
    #expect(agreed == ["s1-2", "s1-2a", "s2-3"])
  }

  @Test("claims on parts of a category are shown as parts, and what excludes it is not shown")
  func categories() throws {
    let ledger = try ledger()
    let answer = ledger.evidence(
      EvidenceQuery(topic: .returned, category: .military, exchange: "x-2024-05-31"))
    #expect(answer.items.map(\.source.key) == ["s0-8", "s0-9"])
    #expect(answer.items[0].comparability == .partOf(["category: soldiers against military of every kind"]))
    #expect(
      answer.items[1].comparability
        == .wholeOf(["category: soldiers and civilians against military of every kind"]))
    #expect(ledger.evidence(EvidenceQuery(topic: .returned, category: .mortalRemains)).items.isEmpty)
  }

  @Test("nothing found is said in words")
  func nothing() throws {
    let answer = try ledger().evidence(EvidenceQuery(topic: .sentence))
    #expect(answer.items.isEmpty && answer.explanation == "No claim on this is recorded.")
    #expect(answer.origins == Origins(documents: 0, outlets: 0, origins: 0))
  }
}
