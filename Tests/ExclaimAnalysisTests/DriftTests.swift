import ExclaimAnalysis
import ExclaimDomain
import Testing

@Suite struct DriftTests {
  @Test("captured that day, said one report; had been taken since it began, says a later one")
  func kursk() throws {
    var sample = try SampleLedger()
    for index in sample.claims.indices {
      if sample.claims[index].key == "s4-9" {
        sample.claims[index].measure.scope = "that day"
        sample.claims[index].measure.at = try date("2024-08-14")
      }
      if sample.claims[index].key == "s3-7" {
        sample.claims[index].measure.scope = "had taken"
        sample.claims[index].measure.from = try date("2024-08-06")
      }
    }
    for asked in ["s4-9", "s3-7"] {
      let answer = try #require(sample.ledger.drift(of: asked))
      #expect(answer.claim.key == asked && answer.steps.count == 2)
      #expect(answer.steps.map { $0.claim?.key ?? asked } == ["s4-9", "s3-7"])
      #expect(answer.steps[0].changes.isEmpty && answer.steps[0].scope == "that day")
      #expect(
        answer.steps[1].changes == [
          "scope: \"that day\" became \"had taken\"", "time: 14 August 2024 became since 6 August 2024",
          "day on which it was said: 14 August 2024 became 13 August 2024 to 19 August 2024",
          "its scope drifted, by relation r5",
        ])
      #expect(answer.steps.map(\.document?.key) == ["s4", "s3"])
      #expect(
        answer.explanation
          == "2 steps; what changed on the way: scope, time and day on which it was said.")
    }
  }

  @Test("each hop tells what it made of the number, the category and the scope")
  func hops() throws {
    let claim = Claim(
      key: "c", speechAct: .asserts, speaker: Speaker(actor: "s"), asserted: try date("2024-06-05"),
      measure: Measure(.held, category: .militaryUnspecified, scope: "in the south"),
      value: try number("around 1,348"),
      chain: [
        Hop(actor: "s", channel: "meeting"), Hop(actor: "agency", quantity: try quantity("1,348")),
        Hop(
          actor: "paper", channel: "article", document: "d", quantity: try quantity("1,500"),
          category: .prisonerOfWar, scope: "everywhere"),
      ], mentions: [Mention(document: "d")])
    let ledger = Ledger(
      actors: [Actor(key: "s", name: "Speaker")], documents: [Document(key: "d")], claims: [claim])
    let answer = try #require(ledger.drift(of: "c"))
    #expect(answer.steps.map(\.actor) == ["Speaker", "agency", "paper"])
    #expect(answer.steps.map(\.channel) == ["meeting", "", "article"])
    #expect(answer.steps.map(\.document?.key) == [nil, nil, "d"])
    #expect(
      answer.steps.map(\.changes) == [
        [], ["hedge: \"around 1,348\" became \"1,348\""],
        [
          "number: \"1,348\" became \"1,500\"", "category: soldiers became prisoners of war",
          "scope: \"in the south\" became \"everywhere\"",
        ],
      ])
    #expect(answer.steps[0].date == claim.asserted && answer.steps.allSatisfy { $0.claim == nil })
    #expect(answer.explanation == "3 steps; what changed on the way: hedge, number, category and scope.")
  }

  @Test("the same number in other words is no change")
  func words() throws {
    let claim = Claim(
      key: "c", speaker: Speaker(actor: "s"), value: try number("more than 100"),
      chain: [Hop(actor: "paper", quantity: try quantity("more than a hundred"))])
    let answer = try #require(Ledger(claims: [claim]).drift(of: "c"))
    #expect(answer.steps.map(\.actor) == ["s", "paper"] && answer.steps[1].changes.isEmpty)
    #expect(answer.explanation == "2 steps; nothing that is recorded changed on the way.")
  }

  @Test("a claim from which several were made is told before them, each against its own source")
  func branches() throws {
    func claim(_ key: String, _ words: String, _ asserted: String) throws -> Claim {
      Claim(
        key: key, speaker: Speaker(actor: "s"), asserted: try date(asserted), value: try number(words))
    }
    let claims = try [
      claim("late", "12", "2024-06-03"), claim("root", "10", "2024-06-01"),
      claim("early", "11", "2024-06-02"),
      claim("leaf", "13", "2024-06-02"),
    ]
    let relations = [
      Relation(key: "r1", from: "late", to: "root", kind: .derivedFrom),
      Relation(key: "r2", from: "early", to: "root", kind: .derivedFrom),
      Relation(key: "r3", from: "leaf", to: "early", kind: .derivedFrom, reason: "copied"),
    ]
    let ledger = Ledger(claims: claims, relations: relations)
    for asked in claims.map(\.key) {
      let steps = try #require(ledger.drift(of: asked)).steps
      #expect(steps.map { $0.claim?.key ?? asked } == ["root", "early", "leaf", "late"])
      #expect(steps[2].changes.last == "it was made from that, by relation r3: copied")
      #expect(steps[3].changes.first == "since root: number: \"10\" became \"12\"")
    }
  }

  @Test("claims that name each other in a circle end, and an unknown claim has no way")
  func circle() {
    let claims = ["a", "b"].map { Claim(key: $0, speaker: Speaker(actor: "s")) }
    let relations = [
      Relation(from: "a", to: "b", kind: .derivedFrom), Relation(from: "b", to: "a", kind: .derivedFrom),
      Relation(from: "a", to: "a", kind: .sameUtterance),
    ]
    let ledger = Ledger(claims: claims, relations: relations)
    #expect(ledger.drift(of: "a")?.steps.count == 2 && ledger.drift(of: "b")?.steps.count == 2)
    #expect(ledger.drift(of: "c") == nil)
  }
}
