import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

/// Which conflicts a question gets told, and in which words.
@Suite struct ConflictTellingTests {
  private func keys(
    _ desk: Desk, _ kind: ConflictKind, _ query: EvidenceQuery = EvidenceQuery()
  ) throws -> [[String]] {
    try desk.reconciliation.conflicts(query, kinds: [kind]).conflicts.map {
      $0.members.map(\.source.key).sorted()
    }
  }

  private static let returned = Measure(
    .returned, dependent: .one("ua"), detaining: .one("ru"), category: .prisonerOfWar)

  @Test("numbers of different exchanges do not look alike, those of one exchange do")
  func exchanges() throws {
    var desk = Desk()
    for (key, day) in [("a", "2025-01-10"), ("b", "2025-02-10"), ("c", "2025-03-10")] {
      try desk.exchange(key, day, nil)
      try desk.say("c-\(key)", "75", Self.returned, in: key)
    }
    #expect(try keys(desk, .notComparable).isEmpty)
    var soldiers = Self.returned
    soldiers.category = .civilian
    try desk.say("civilians", "4", soldiers, in: "a")
    #expect(try keys(desk, .notComparable) == [["c-a", "civilians"]])
    let told = try desk.reconciliation.conflicts(EvidenceQuery(), kinds: [.notComparable]).conflicts[0]
    #expect(!told.explanation.contains("time:"), "both are of one exchange")
  }

  @Test("a number of an exchange has the exchange's time, which tells it apart from one of another time")
  func timeOfExchange() throws {
    var desk = Desk()
    try desk.exchange("a", "2025-01-10", nil)
    try desk.say("of-a", "75", Self.returned, in: "a")
    try desk.say("total", "5,000", try Desk.returned("2022-02-24", "2025-02-28", .prisonerOfWar))
    let told = try desk.reconciliation.conflicts(EvidenceQuery(), kinds: [.notComparable]).conflicts
    #expect(
      told.map(\.explanation) == [
        "\"75\" by Headquarters and \"5,000\" by Headquarters do not count the same thing: "
          + "time: 10 January 2025 against 24 February 2022 to 28 February 2025."
      ])
  }

  @Test("a pair that is in contradiction is not told as one that does not compare")
  func contradiction() throws {
    var desk = Desk()
    try desk.say("more", "1,000", try Desk.returned("2022-02-24", "2025-01-31"))
    try desk.say("fewer", "900", try Desk.returned("2022-02-24", "2025-02-28"))
    #expect(try desk.contradictions() == [["fewer", "more"]])
    #expect(try keys(desk, .notComparable).isEmpty)
    // Where both can be true, they are told.
    desk.claims[1].value = try number("1,100")
    #expect(try keys(desk, .notComparable) == [["fewer", "more"]])
  }

  @Test("what was handed over and what returned in one exchange is one number, side by side too")
  func oneNumber() throws {
    var desk = Desk()
    try desk.exchange("a", "2025-01-10", nil)
    var handedOver = Self.returned
    handedOver.topic = .handedOver
    try desk.say("out", "50", handedOver, by: "mod", in: "a")
    try desk.say("in", "51", Self.returned, in: "a")
    #expect(try desk.contradictions() == [["in", "out"]])
    let items = desk.ledger.evidence(EvidenceQuery(exchange: "a")).items
    #expect(items.count == 2 && items.allSatisfy { $0.comparability == .same })
  }

  @Test(
    "a question about one claim is told all pairs, disputes, tensions and contradictions of that claim, and no others"
  )
  func oneClaim() throws {
    var desk = Desk()
    try desk.say("about", "about 100", try Desk.held("2025-03-10", .prisonerOfWar))
    try desk.say("over", "more than 150", try Desk.held("2025-03-10", .prisonerOfWar), by: "mod")
    try desk.say("exact", "160", try Desk.held("2025-03-10", .prisonerOfWar), by: "agency")
    try desk.say("earlier", "90", try Desk.held("2024-03-10", .prisonerOfWar))
    try desk.say("earliest", "80", try Desk.held("2023-03-10", .prisonerOfWar))
    desk.claims.append(
      Claim(
        key: "not", speechAct: .disputes, speaker: Speaker(actor: "mod"), about: About(claim: "exact"),
        measure: try Desk.held("2025-03-10", .prisonerOfWar), proposition: "it is not so"))
    for kind in [ConflictKind.tension, .dispute, .notComparable] {
      let all = try keys(desk, kind)
      #expect(!all.isEmpty)
      for claim in desk.claims.map(\.key) {
        let told = try keys(desk, kind, EvidenceQuery(claim: claim))
        // Of claims on one number one is shown beside those of other numbers: the one that is asked for.
        if kind == .notComparable {
          #expect(told.allSatisfy { $0.contains(claim) }, "\(kind) of \(claim)")
        } else {
          #expect(told == all.filter { $0.contains(claim) }, "\(kind) of \(claim)")
        }
      }
    }
    #expect(
      try keys(desk, .notComparable, EvidenceQuery(claim: "exact"))
        == [["earlier", "exact"], ["earliest", "exact"]])
    #expect(
      try keys(desk, .notComparable, EvidenceQuery(claim: "earlier"))
        == [["about", "earlier"], ["earlier", "earliest"]])
  }

  @Test("the members of a tension have their usual readings, which is what does not go together")
  func usualReadings() throws {
    var desk = Desk()
    try desk.say("over", "more than 150", try Desk.held("2025-03-10"))
    try desk.say("exact", "260", try Desk.held("2025-03-10"), by: "mod")
    let told = try desk.reconciliation.conflicts(EvidenceQuery(), kinds: [.tension]).conflicts
    let over = try #require(told.first?.members.first { $0.source.key == "over" })
    #expect(over.hard == .atLeast(151) && over.soft?.high != nil)
  }

  @Test("a scope is told as it was said")
  func scope() throws {
    var desk = Desk()
    try desk.say("c", "102", try Desk.held("2025-03-10", scope: "by the SBU alone"))
    #expect(try desk.figure("c").label.contains("\"by the SBU alone\""))
    #expect(try desk.figure("c").measure.scope == "by the SBU alone")
    try desk.say("d", "90", try Desk.held("2025-03-10", scope: "By the SBU alone"))
    let members = try desk.reconciliation.conflicts(EvidenceQuery(), kinds: [.contradiction]).conflicts[0]
      .members
    #expect(Set(members.map(\.measure)).count == 2)
  }

  // MARK: - What is denied without a number

  private func talks() -> Desk {
    var desk = Desk()
    desk.claims = [
      Claim(
        key: "held", speechAct: .asserts, speaker: Speaker(actor: "hq"),
        measure: Measure(.negotiationStatus), value: .state(.qualitative),
        proposition: "talks were held on 3 March"),
      Claim(
        key: "denied", speechAct: .denies, speaker: Speaker(actor: "mod"), about: About(claim: "held"),
        measure: Measure(.negotiationStatus), value: .state(.qualitative),
        proposition: "there were no talks"),
    ]
    return desk
  }

  @Test("a denial of what is no number tells both propositions, and speaks of no counter-number")
  func propositions() throws {
    let told = try talks().reconciliation.conflicts(EvidenceQuery(), kinds: [.dispute]).conflicts
    #expect(
      told.map(\.explanation)
        == ["Headquarters: talks were held on 3 March; denied by Ministry: there were no talks."])
    #expect(
      Set(talks().ledger.evidence(EvidenceQuery()).items.map(\.explanation)) == [
        "Headquarters: talks were held on 3 March; denied by Ministry: there were no talks.",
        "Ministry: there were no talks.",
      ])
  }

  // MARK: - What is said of a claim

  @Test(
    "who characterises a claim does not dispute it by that, and a speaker's own words of it are no challenge")
  func characterised() throws {
    var desk = Desk()
    try desk.say("c", "100", try Desk.held("2025-03-10"))
    desk.claims.append(
      Claim(
        key: "own", speechAct: .characterises, speaker: Speaker(actor: "hq"), about: About(claim: "c"),
        proposition: "the most there ever were"))
    #expect(desk.ledger.evidence(EvidenceQuery()).items[0].challenges.isEmpty)
    desk.claims.append(
      Claim(
        key: "propaganda", speechAct: .characterises, speaker: Speaker(actor: "mod"),
        about: About(claim: "c"),
        proposition: "propaganda"))
    let item = desk.ledger.evidence(EvidenceQuery(topic: .held)).items[0]
    #expect(item.challenges.map(\.source.key) == ["propaganda"])
    #expect(item.explanation.hasSuffix("; Ministry: said of it: propaganda."))
    #expect(try desk.ledger.conclusions().allSatisfy { $0.analysis != .dispute })
    desk.claims[2].proposition = ""
    let wordless = desk.ledger.evidence(EvidenceQuery(topic: .held)).items[0]
    #expect(wordless.explanation.hasSuffix("; Ministry: characterised, in words that are not recorded."))
    desk.claims[2].value = try number("200")
    let counting = desk.ledger.evidence(EvidenceQuery(topic: .held)).items[0]
    #expect(counting.explanation.hasSuffix("; Ministry: said of it: \"200\"."))
  }

  @Test("what does not compare says with which claim")
  func namesTheOther() throws {
    var desk = Desk()
    try desk.say("now", "100", try Desk.held("2025-03-10"))
    try desk.say("then", "90", try Desk.held("2024-03-10"))
    #expect(
      desk.ledger.evidence(EvidenceQuery(topic: .held)).items.map(\.comparability) == [
        .notComparable(["time: 10 March 2025 against 10 March 2024 (then)"]),
        .notComparable(["time: 10 March 2024 against 10 March 2025 (now)"]),
      ])
  }

  @Test("what only one side counts is told with those of the other side who contest it")
  func contestedInTheOtherWorld() throws {
    var desk = Desk()
    try desk.say("c", "100", try Desk.held("2025-03-10"))
    desk.claims.append(
      Claim(
        key: "not", speechAct: .disputes, speaker: Speaker(actor: "mod"), about: About(claim: "c"),
        proposition: "it is not so"))
    func world(without party: String) throws -> Reconciliation {
      try Reconciliation(desk.ledger.taking(Premises(distrust: [.side(party)])).ledger)
    }
    let answer = try Reconciliation.compare(
      world(without: "ru"), named: "Ukraine", world(without: "ua"), named: "Russia", EvidenceQuery())
    #expect(answer.partings.map { $0.other == nil } == [true])
    #expect(answer.partings.map { $0.contests.map(\.key) } == [["not"]])
  }

  @Test("contradictions are among what is concluded, so that two moments differ in them")
  func conclusions() throws {
    var desk = Desk()
    try desk.say("c", "100", try Desk.held("2025-03-10"))
    #expect(try desk.ledger.conclusions().isEmpty)
    try desk.say("d", "90", try Desk.held("2025-03-10"), by: "mod")
    let found = try desk.ledger.conclusions()
    #expect(found.map(\.analysis) == [.contradiction] && found[0].finding.contains("cannot both be true"))
  }
}
