import ExclaimAnalysis
import ExclaimDomain
import Testing

@Suite struct OriginGroupsTests {
  private let actors = [
    Actor(key: "agency", kind: .wireAgency, name: "Agency"),
    Actor(key: "paper", kind: .outlet, name: "Paper"),
    Actor(key: "site", kind: .outlet, name: "Site"),
    Actor(key: "minister", kind: .namedOfficial, name: "Minister"),
    Actor(key: "general", kind: .namedOfficial, name: "General"),
  ]

  private func claim(_ key: String, _ speaker: String, _ documents: String..., chain: [Hop] = []) -> Claim {
    Claim(
      key: key, speechAct: .asserts, speaker: Speaker(actor: speaker), chain: chain,
      mentions: documents.map { Mention(document: $0) })
  }

  private func relation(_ key: String, _ from: String, _ kind: RelationKind, _ to: String) -> Relation {
    Relation(key: key, from: from, to: to, kind: kind)
  }

  private func ledger(
    _ claims: [Claim], _ relations: [Relation] = [], documents: [Document] = [],
    assessments: [Assessment] = []
  ) -> Ledger {
    Ledger(
      actors: actors, documents: documents, claims: claims, relations: relations, assessments: assessments)
  }

  /// The keys of the claims of each origin.
  private func groups(_ ledger: Ledger) -> [[String]] {
    ledger.originGroups(EvidenceQuery()).groups.map { $0.claims.map(\.key) }
  }

  @Test("each origin tells its claims, documents and outlets, and why they are one")
  func answer() {
    var maker = TextMaker()
    let text = maker.text(80)
    let documents = [
      Document(key: "d1", outlet: "paper", text: text), Document(key: "d2", outlet: "site", text: text),
      Document(key: "d3", outlet: "site"),
    ]
    let answer = ledger(
      [
        claim("a", "minister", "d3"), claim("b", "paper", "d1"), claim("c", "site", "d2"),
        claim("d", "general", "d3"), claim("e", "general", "d2"),
      ], documents: documents
    ).originGroups(EvidenceQuery())
    #expect(answer.groups.map { $0.claims.map(\.key) } == [["b", "c"], ["d", "e"], ["a"]])
    #expect(answer.groups.map(\.name) == ["Paper", "General", "Minister"])
    #expect(answer.groups.map(\.reasons) == [["one story: texts are alike"], ["one speaker, General"], []])
    #expect(answer.groups[0].outlets == ["Paper", "Site"])
    #expect(answer.groups[1].documents.map(\.key) == ["d3", "d2"])
    #expect(answer.origins == Origins(documents: 3, outlets: 2, origins: 3))
    #expect(
      answer.explanation
        == "5 claims in 3 documents, 2 outlets, 3 origins. 2 documents tell one story.")
  }

  @Test("a publisher that passes on what another has published speaks for that one")
  func passedOn() {
    let claims = [
      claim("a", "agency", "d1"),
      claim("b", "paper", "d2", chain: [Hop(actor: "agency"), Hop(actor: "paper")]), claim("c", "site", "d3"),
    ]
    #expect(groups(ledger(claims)) == [["a", "b"], ["c"]])
  }

  @Test(
    "a claim that was made from another has its origin, through any number of steps, and not its writer's")
  func descent() {
    let claims = [claim("a", "paper", "d1"), claim("b", "paper", "d2"), claim("c", "minister", "d3")]
    let steps = [
      relation("r1", "a", .derivedFrom, "x"), relation("r2", "x", .scopeDriftOf, "y"),
      relation("r3", "y", .sameUtterance, "c"),
    ]
    let whole = ledger(claims + [claim("x", "site"), claim("y", "agency")], steps)
    let asked = claims.compactMap { whole.claim($0.key) }
    #expect(whole.originIndexes(of: asked) == [0, 1, 0])
    #expect(groups(whole).first == ["a", "c", "x", "y"])
    let reasons = whole.originGroups(EvidenceQuery()).groups[0].reasons
    #expect(reasons.contains("a was made from x, by relation r1"))
    #expect(reasons.contains("same utterance, by relation r3"))
  }

  @Test("a sum has the origins of its parts, and does not make them one")
  func sums() {
    let claims = [claim("a", "minister"), claim("b", "general"), claim("sum", "paper")]
    let whole = ledger(
      claims, [relation("r1", "sum", .derivedFrom, "a"), relation("r2", "sum", .derivedFrom, "b")])
    #expect(whole.originIndexes(of: claims) == [0, 1, 0])
    #expect(whole.originIndexes(of: [claims[0], claims[1]]) == [0, 1])
    #expect(whole.originIndexes(of: [claims[1], claims[2]]) == [0, 0])
  }

  @Test(
    "reports of one claim that is left out are still one; who passes it on is then who is known to say it")
  func leftOut() {
    let claims = [claim("a", "minister"), claim("b", "general"), claim("c", "paper"), claim("d", "paper")]
    let whole = ledger(
      claims,
      [
        relation("r1", "a", .derivedFrom, "gone"), relation("r2", "b", .derivedFrom, "gone"),
        relation("r3", "c", .sameUtterance, "lost"),
      ])
    #expect(whole.originIndexes(of: claims) == [0, 0, 1, 1])
  }

  @Test("claims made from each other in a circle are one, and end")
  func circle() {
    let claims = [claim("a", "minister"), claim("b", "general"), claim("c", "paper")]
    let whole = ledger(
      claims,
      [
        relation("r1", "a", .derivedFrom, "b"), relation("r2", "b", .derivedFrom, "a"),
        relation("r3", "c", .derivedFrom, "a"), relation("r4", "c", .derivedFrom, "c"),
      ])
    #expect(whole.originIndexes(of: claims) == [0, 0, 0])
  }

  @Test("what an analyst calls independent is joined by no speaker, story or likeness, and says why")
  func independent() {
    var maker = TextMaker()
    let text = maker.text(80)
    let documents = [Document(key: "d1", text: text), Document(key: "d2", text: text, editionOf: "d1")]
    let word = relation("r9", "b", .independentOf, "a")
    let twice = ledger([claim("a", "minister", "d1"), claim("b", "minister", "d2")], [word])
    #expect(groups(twice) == [["a"], ["b"]])
    #expect(
      twice.originGroups(EvidenceQuery()).groups[1].reasons == [
        "kept apart from others of one speaker, Minister: b is independent of a, by relation r9"
      ])
    let told = ledger([claim("a", "paper", "d1"), claim("b", "site", "d2")], [word], documents: documents)
    #expect(groups(told) == [["a"], ["b"]])
    var copies = documents
    copies[1].editionOf = ""
    #expect(
      groups(ledger([claim("a", "paper", "d1"), claim("b", "site", "d2")], [word], documents: copies)) == [
        ["a"], ["b"],
      ])
    let supported = [word, relation("r1", "a", .supports, "b")]
    #expect(
      groups(
        ledger([claim("a", "minister", "d1"), claim("b", "general", "d1")], supported, documents: documents))
        == [["a"], ["b"]])
  }

  @Test("nothing brings independent claims together through others; the weaker tie gives way")
  func transitive() {
    let claims = [
      claim("a", "minister"), claim("b", "general"), claim("c", "minister"), claim("d", "general"),
    ]
    // c is one utterance with b, so it is not the minister's own, and a and b stay apart.
    let relations = [relation("r1", "a", .independentOf, "b"), relation("r2", "c", .sameUtterance, "b")]
    let whole = ledger(claims, relations)
    #expect(whole.originIndexes(of: claims) == [0, 1, 1, 1])
    // Without anything else c would go either way; the earlier claim takes it.
    let three = [claim("a", "minister"), claim("b", "minister"), claim("c", "minister")]
    #expect(ledger(three, [relation("r1", "a", .independentOf, "b")]).originIndexes(of: three) == [0, 1, 0])
    let turned: [Claim] = three.reversed()
    #expect(ledger(three, [relation("r1", "a", .independentOf, "b")]).originIndexes(of: turned) == [0, 1, 0])
  }

  @Test("claims that analysts call one utterance are one, even where one calls them independent")
  func bothSaid() {
    let claims = [claim("a", "minister"), claim("b", "general")]
    let whole = ledger(
      claims, [relation("r1", "a", .independentOf, "b"), relation("r2", "a", .sameUtterance, "b")])
    #expect(groups(whole) == [["a", "b"]])
    #expect(
      whole.originGroups(EvidenceQuery()).groups[0].reasons == [
        "same utterance, by relation r2",
        "a is independent of b, by relation r1, but one utterance by another",
      ])
  }

  @Test(
    "for claims chosen by lot, no two independent ones share an origin, and the count is that of the groups")
  func random() {
    var random = SeededGenerator.announced()
    for _ in 0..<200 {
      let speakers = ["minister", "general", "paper", "site", "agency"]
      let claims = (0..<12).map { index in
        claim(
          "c\(index)", speakers.randomElement(using: &random)!, "d\(Int.random(in: 0..<5, using: &random))")
      }
      let relations = (0..<8).map { index in
        let kinds: [RelationKind] = [.independentOf, .independentOf, .supports, .independentOf]
        return relation(
          "r\(index)", claims.randomElement(using: &random)!.key, kinds.randomElement(using: &random)!,
          claims.randomElement(using: &random)!.key)
      }
      let documents = (0..<5).map { Document(key: "d\($0)", cluster: $0 < 2 ? "story" : "") }
      let whole = ledger(claims, relations, documents: documents)
      let indexes = whole.originIndexes(of: claims)
      let byKey = Dictionary(uniqueKeysWithValues: zip(claims.map(\.key), indexes))
      for relation in relations where relation.kind == .independentOf && relation.from != relation.to {
        #expect(byKey[relation.from] != byKey[relation.to], "\(relation.from) and \(relation.to)")
      }
      #expect(whole.origins(of: claims).origins == Set(indexes).count)
      #expect(groups(whole).count == Set(indexes).count)
    }
  }

  @Test("credibility 1 on one origin is told, in origins and in evidence; on two it is not")
  func credibility() {
    let assessments = [Assessment(claim: "a", credibility: 1), Assessment(claim: "b", credibility: 2)]
    let claims = [claim("a", "minister"), claim("b", "minister")]
    let doubt = "a is assessed as confirmed (credibility 1), which takes two independent origins; it has one."
    let alone = ledger(claims, assessments: assessments)
    #expect(alone.originGroups(EvidenceQuery()).explanation.hasSuffix(" \(doubt)"))
    let items = alone.evidence(EvidenceQuery()).items
    #expect(items[0].explanation.hasSuffix(doubt) && !items[1].explanation.contains("credibility"))
    let supported = ledger(
      [claim("a", "minister"), claim("b", "general")], [relation("r1", "b", .supports, "a")],
      assessments: assessments)
    #expect(!supported.originGroups(EvidenceQuery()).explanation.contains("credibility"))
  }

  @Test("a question about one claim finds what a relation ties to it, and what is about it")
  func oneClaim() throws {
    let ledger = try SampleLedger().ledger
    let answer = ledger.originGroups(EvidenceQuery(claim: "s0-1"))
    #expect(Set(answer.groups.flatMap { $0.claims.map(\.key) }) == ["s0-1", "s0-3", "s0-4", "s0-5"])
    #expect(ledger.originGroups(EvidenceQuery(topic: .sentence)).groups.isEmpty)
  }
}
