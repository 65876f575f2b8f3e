import ExclaimAnalysis
import ExclaimDomain
import Testing

/// What must hold besides for a pledge to be met.
@Suite struct ProgressConditionsTests {
  @Test(
    "an exchange that is not known to be complete meets nothing for certain",
    arguments: [ExchangeStatus.unspecified, .underWay, .partlyCompleted])
  func status(status: ExchangeStatus) throws {
    var pledge = Pledge()
    pledge.exchanges = [try Pledge.exchange("x", "1,200")]
    pledge.exchanges[0].status = status
    let progress = try pledge.progress
    #expect(progress.verdict == .metIfConditionsHold && progress.conditions[0].hasPrefix("status:"))
  }

  @Test("a finished stage counts for certain, one to come not at all")
  func stages() throws {
    var pledge = Pledge()
    var exchange = try Pledge.exchange("x", "500")
    exchange.legs[0].persons[0].stage = 1
    exchange.legs[0].persons.append(
      PersonGroup(category: .prisonerOfWar, value: try number("600"), stage: 2))
    exchange.status = .underWay
    exchange.stages = [Stage(number: 1, status: .completed), Stage(number: 2, status: .planned)]
    pledge.exchanges = [exchange]
    pledge.words = "500"
    #expect(try pledge.progress.verdict == .met)
    pledge.words = "501"
    #expect(try pledge.progress.verdict == .indeterminate)
  }

  @Test(
    "a relation that contradicts or supersedes the figure is a condition",
    arguments: [RelationKind.contradicts, .supersedes, .disputes])
  func relations(kind: RelationKind) throws {
    var pledge = Pledge()
    var rival = try Pledge.claim("b", "more than 800", speaker: "south-official")
    rival.about = About()
    pledge.claims = [try Pledge.claim("a", "1,200"), rival]
    pledge.relations = [Relation(key: "r", from: "b", to: "a", kind: kind)]
    #expect(try pledge.progress.conditions == ["the figure holds, which south-official (b) contests"])
  }

  @Test("a speaker's own later figure takes the place of the earlier")
  func replaced() throws {
    var pledge = Pledge()
    pledge.claims = [try Pledge.claim("a", "1,200"), try Pledge.claim("b", "800")]
    pledge.relations = [Relation(key: "r", from: "b", to: "a", kind: .supersedes)]
    #expect(try pledge.progress.delivered == .atLeast(800))
  }

  @Test(
    "a pledge of no more than so many is broken by more, and kept only if nothing more is known to be possible",
    arguments: [
      ("at most 500", "900", ProgressVerdict.notMet), ("0", "5", .notMet),
      ("up to 1,000", "900", .indeterminate),
    ])
  func atMost(pledged: String, delivered: String, verdict: ProgressVerdict) throws {
    var pledge = Pledge()
    pledge.words = pledged
    pledge.exchanges = [try Pledge.exchange("x", delivered)]
    #expect(try pledge.progress.verdict == verdict)
    pledge.exchanges = []
    #expect(try pledge.progress.verdict == .indeterminate)
    (pledge.due, pledge.claims) = ("2025-06-30", [try Pledge.claim("a", "0", to: "2025-06-30")])
    #expect(try pledge.progress.verdict == .met)
  }

  @Test("exchanges are held against the limit of the pledge and against what it leaves out")
  func limits() throws {
    var pledge = Pledge()
    pledge.exchanges = [try Pledge.exchange("x", "1,200")]
    let measure = Measure(
      .returned, dependent: .one("north"), detaining: .one("south"), category: .militaryUnspecified)
    pledge.measure = measure
    pledge.measure?.scope = "captured at Mariupol"
    #expect(
      try pledge.progress.conditions == [
        "scope: no limit stated counted against captured at Mariupol pledged"
      ])
    pledge.measure = measure
    pledge.measure?.excludes = [.category(.under25)]
    #expect(try pledge.progress.conditions.first?.hasPrefix("excludes:") == true)
    pledge.exchanges = [try Pledge.exchange("x", "1,200", .under25)]
    #expect(try pledge.progress.delivered == .atLeast(0))
  }

  @Test("what a third party hands over is the obligor's return only if that party passed it on")
  func thirdParty() throws {
    var pledge = Pledge()
    var fromThird = try Pledge.exchange("x", "1,200")
    fromThird.legs[0].from = "third"
    pledge.exchanges = [fromThird]
    #expect(try pledge.progress.delivered == .atLeast(0))
    var toThird = try Pledge.exchange("y", "1,200")
    (toThird.legs[0].to, toThird.legs[0].dependentPower) = ("third", "north")
    pledge.exchanges.append(toThird)
    let progress = try pledge.progress
    #expect(progress.verdict == .metIfConditionsHold && progress.delivered == .atLeast(1200))
    #expect(progress.conditions == ["giver: third passed on those whom south had handed to it"])
  }

  @Test("handovers of a larger exchange under the agreement are under it too")
  func parts() throws {
    var pledge = Pledge()
    var part = try Pledge.exchange("part", "600")
    (part.agreements, part.partOf) = ([], ["whole"])
    var whole = try Pledge.exchange("whole", "0")
    whole.legs[0].persons = []
    pledge.exchanges = [whole, part]
    #expect(try pledge.progress.delivered == .atLeast(600))
  }

  @Test("two records that may be one event add up only if they are two")
  func repetition() throws {
    var pledge = Pledge()
    pledge.exchanges = [try Pledge.exchange("x", "600"), try Pledge.exchange("y", "600")]
    for index in 0...1 { pledge.exchanges[index].date = try date("2025-06-10") }
    let progress = try pledge.progress
    #expect(progress.verdict == .metIfConditionsHold)
    #expect(
      progress.conditions == [
        "exchange of 10 June 2025 (y) is another event than exchange of 10 June 2025 (x)"
      ])
  }

  @Test("groups that may share persons are not added up")
  func overlap() throws {
    var pledge = Pledge()
    pledge.words = "100"
    var exchange = try Pledge.exchange("x", "50", .under25)
    exchange.legs[0].persons.append(
      PersonGroup(category: .seriouslyWoundedOrSick, value: try number("50")))
    pledge.exchanges = [exchange]
    let progress = try pledge.progress
    #expect(progress.verdict == .indeterminate && progress.delivered == .atLeast(50))
  }
}
