import ExclaimAnalysis
import ExclaimDomain
import Testing

/// Southland owes Northland the return of soldiers.
struct Pledge {
  var words: String? = "at least 1,000"
  var category = PersonCategory.militaryUnspecified
  var due: String?
  var made: String?
  var measure: Measure?
  var relations: [Relation] = []
  var claims: [Claim] = []
  var exchanges: [Exchange] = []

  static func claim(
    _ key: String, _ words: String, _ category: PersonCategory = .militaryUnspecified, to: String? = nil,
    speaker: String = "north-official"
  ) throws -> Claim {
    Claim(
      key: key, speechAct: .asserts, speaker: Speaker(actor: speaker), about: About(agreement: "pledge"),
      measure: Measure(
        .returned, dependent: .one("north"), detaining: .one("south"), category: category,
        to: try to.map { try date($0) }),
      value: try number(words))
  }

  static func exchange(_ key: String, _ words: String, _ category: PersonCategory = .militaryUnspecified)
    throws -> Exchange
  {
    Exchange(
      key: key, status: .completed, agreements: ["pledge"],
      legs: [
        Leg(from: "south", to: "north", persons: [PersonGroup(category: category, value: try number(words))])
      ])
  }

  var progress: ObligationProgress {
    get throws {
      let obligation = Obligation(
        obligor: "south",
        measure: measure
          ?? Measure(.returned, dependent: .one("north"), detaining: .one("south"), category: category),
        quantity: try words.map(quantity), due: try due.map { try date($0) })
      let agreement = Agreement(
        key: "pledge", parties: ["north", "south"], date: try made.map { try date($0) },
        obligations: [obligation])
      let ledger = Ledger(
        claims: claims, exchanges: exchanges, agreements: [agreement], relations: relations)
      return try #require(ledger.progress(of: "pledge")?.obligations.first)
    }
  }
}

@Suite struct ProgressTests {
  @Test(
    "a number of the same scope meets the pledge from its least number on",
    arguments: [
      ("1,000", ProgressVerdict.met), ("999", .indeterminate), ("over a thousand", .met),
      ("around 1,500", .indeterminate),
    ])
  func threshold(words: String, verdict: ProgressVerdict) throws {
    var pledge = Pledge()
    pledge.claims = [try Pledge.claim("a", words)]
    #expect(try pledge.progress.verdict == verdict)
  }

  @Test("prisoners of war are soldiers; citizens may not be; civilians are not")
  func categories() throws {
    var pledge = Pledge()
    pledge.claims = [try Pledge.claim("a", "1,200", .prisonerOfWar)]
    #expect(try pledge.progress.verdict == .met)
    pledge.claims = [try Pledge.claim("a", "1,200", .personsUnspecified)]
    #expect(try pledge.progress.verdict == .metIfScopesMatch)
    pledge.claims = [try Pledge.claim("a", "1,200", .civilianUnspecified)]
    #expect(try pledge.progress.verdict == .indeterminate)
    #expect(try pledge.progress.delivered == .atLeast(0))
  }

  @Test("recorded exchanges add up; a claim of them is never added on top")
  func exchangesAndClaims() throws {
    var pledge = Pledge()
    pledge.exchanges = [try Pledge.exchange("x", "400"), try Pledge.exchange("y", "500")]
    pledge.claims = [try Pledge.claim("a", "800")]
    let progress = try pledge.progress
    #expect(progress.delivered == .atLeast(900) && progress.verdict == .indeterminate)
    pledge.exchanges.append(try Pledge.exchange("z", "100"))
    #expect(try pledge.progress.verdict == .met)
    #expect(try pledge.progress.sources.map(\.key) == ["x", "y", "z"])
  }

  @Test("exchanges that are planned, or under another agreement as well, deliver nothing for certain")
  func otherExchanges() throws {
    var pledge = Pledge()
    var planned = try Pledge.exchange("x", "1,000")
    planned.status = .planned
    var shared = try Pledge.exchange("y", "1,000")
    shared.agreements.append("other")
    pledge.exchanges = [planned, shared]
    #expect(try pledge.progress.delivered == .atLeast(0))
    shared.legs[0].agreement = "pledge"
    pledge.exchanges = [shared]
    #expect(try pledge.progress.verdict == .met)
  }

  @Test("a handover that is a part of another exchange of the agreement is counted once")
  func parts() throws {
    var pledge = Pledge()
    var part = try Pledge.exchange("part", "600")
    part.partOf = ["whole"]
    pledge.exchanges = [try Pledge.exchange("whole", "at least 500"), part]
    #expect(try pledge.progress.delivered == .atLeast(600))
  }

  @Test("of a handover that belongs to two exchanges only the groups under the agreement are delivered, once")
  func sharedHandover() throws {
    var pledge = Pledge()
    var handover = try Pledge.exchange("handover", "20", .under25)
    (handover.agreements, handover.partOf) = ([], ["young", "regular"])
    handover.legs[0].persons[0].agreement = "pledge"
    handover.legs[0].persons[0].partOf = "young"
    handover.legs[0].persons.append(
      PersonGroup(category: .prisonerOfWar, value: try number("30"), partOf: "regular"))
    var young = try Pledge.exchange("young", "0")
    young.legs[0].persons = []
    pledge.exchanges = [young, handover]
    #expect(try pledge.progress.delivered == .atLeast(20))
  }

  @Test("not met only once the day is past and a total up to it falls short")
  func notMet() throws {
    var pledge = Pledge()
    pledge.claims = [try Pledge.claim("a", "300", to: "2025-09-30")]
    #expect(try pledge.progress.verdict == .indeterminate)
    pledge.due = "2025-10-31"
    #expect(try pledge.progress.verdict == .indeterminate)
    pledge.due = "2025-09-30"
    let late = try pledge.progress
    #expect(late.verdict == .notMet && late.delivered == .between(300, 300))
  }

  @Test("two sides that contradict each other leave it to a condition or open, never to the higher number")
  func contradiction() throws {
    var pledge = Pledge()
    pledge.claims = [
      try Pledge.claim("south-says", "1,100", to: "2025-09-30", speaker: "south-official"),
      try Pledge.claim("north-says", "300", to: "2025-09-30"),
    ]
    let disputed = try pledge.progress
    #expect(disputed.verdict == .metIfConditionsHold)
    #expect(disputed.conditions == ["the figure holds rather than \"300\" by north-official (north-says)"])
    pledge.due = "2025-09-30"
    #expect(try pledge.progress.verdict == .indeterminate)
  }

  @Test("a contested figure meets the pledge only if it holds, and one taken back not at all")
  func contested() throws {
    var pledge = Pledge()
    let contest = Claim(
      key: "b", speechAct: .disputes, speaker: Speaker(actor: "south-official"), about: About(claim: "a"),
      measure: Measure(.returned))
    pledge.claims = [try Pledge.claim("a", "1,100"), contest]
    #expect(try pledge.progress.verdict == .metIfConditionsHold)
    #expect(try pledge.progress.conditions == ["the figure holds, which south-official (b) contests"])
    pledge.claims[1].speechAct = .retracts
    #expect(try pledge.progress.verdict == .metIfConditionsHold, "nobody takes back what another said")
    pledge.claims[1].speaker.actor = "north-official"
    #expect(try pledge.progress.verdict == .indeterminate)
  }

  @Test("a vague pledge is met for certain only at its greatest reading")
  func vaguePledge() throws {
    var pledge = Pledge()
    pledge.words = "around 1,000"
    pledge.claims = [try Pledge.claim("a", "1,200")]
    #expect(try pledge.progress.verdict == .metIfConditionsHold)
    pledge.claims = [try Pledge.claim("a", "2,000")]
    #expect(try pledge.progress.verdict == .met)
  }

  @Test("a pledge without a number stays open")
  func noNumber() throws {
    var pledge = Pledge()
    pledge.words = nil
    pledge.claims = [try Pledge.claim("a", "1,200")]
    let progress = try pledge.progress
    #expect(
      progress.verdict == .indeterminate && progress.pledged == nil && progress.delivered == .atLeast(1200))
  }

  @Test("the truth never contradicts a verdict without conditions")
  func soundness() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      var pledge = Pledge()
      pledge.words = "at least \(Int.random(in: 1...60, using: &random))"
      pledge.due = "2025-09-30"
      var truth: Int64 = 0
      for index in 0..<Int.random(in: 0...4, using: &random) {
        let persons = Int64.random(in: 0...20, using: &random)
        truth += persons
        if Bool.random(using: &random) {
          pledge.exchanges.append(try Pledge.exchange("x\(index)", "at least \(persons)"))
        }
      }
      if Bool.random(using: &random) {
        let words = ["\(truth)", "at least \(truth)", "at most \(truth)"].randomElement(using: &random) ?? ""
        pledge.claims = [try Pledge.claim("a", words, to: "2025-09-30")]
      }
      let progress = try pledge.progress
      #expect(progress.delivered.contains(truth))
      let least = progress.pledged?.low ?? 0
      if progress.verdict == .met { #expect(truth >= least) }
      if progress.verdict == .notMet { #expect(truth < least) }
    }
  }
}
