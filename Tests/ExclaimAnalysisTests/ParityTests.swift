import ExclaimAnalysis
import ExclaimDomain
import Testing

@Suite struct ParityTests {
  private func leg(
    _ from: String, _ to: String, _ words: String?, _ category: PersonCategory = .prisonerOfWar
  ) throws -> Leg {
    let value = try words.map(number) ?? .state(.notDisclosedPolicy)
    return Leg(from: from, to: to, persons: [PersonGroup(category: category, value: value)])
  }

  private func parity(
    _ legs: [Leg], _ category: ExchangeCategory = .regular, _ status: ExchangeStatus = .completed
  ) throws -> ParityFinding {
    let exchange = Exchange(key: "x", category: category, status: status, legs: legs)
    return try #require(Ledger(exchanges: [exchange]).parity(of: "x"))
  }

  @Test(
    "the verdict follows from hard bounds alone",
    arguments: [
      ("115", "115", ParityVerdict.equal), ("144", "64", .unequal), ("at least 100", "115", .indeterminate),
      ("at least 116", "115", .unequal), ("100-120", "121-130", .unequal),
      ("around 100", "100", .indeterminate),
      ("115", nil, .indeterminate), (nil, nil, .indeterminate), ("0", "0", .equal),
    ] as [(String?, String?, ParityVerdict)])
  func verdicts(there: String?, back: String?, verdict: ParityVerdict) throws {
    let finding = try parity([leg("south", "north", there), leg("north", "south", back)])
    #expect(finding.verdict == verdict, "\(finding.explanation)")
  }

  @Test("one side's number never fills in the other's")
  func noFilling() throws {
    let finding = try parity([leg("south", "north", "115"), leg("north", "south", nil)])
    #expect(finding.legs.map(\.hard) == [.exactly(115), .atLeast(0)])
    #expect(finding.legs.map(\.undisclosed) == [false, true])
    #expect(finding.explanation.contains("never stands in"))
  }

  @Test("a group without a number leaves the lower end to the rest")
  func partlyUndisclosed() throws {
    var first = try leg("south", "north", "71")
    first.persons.append(PersonGroup(category: .civilianUnspecified, value: .state(.notDisclosedUnstated)))
    let finding = try parity([first, leg("north", "south", "70")])
    #expect(finding.legs[0].hard == .atLeast(71) && finding.legs[0].undisclosed)
    #expect(finding.verdict == .unequal)
  }

  @Test("children beside civilians may be among them, and are not added twice")
  func overlappingGroups() throws {
    var first = try leg("south", "north", "70", .civilian)
    first.persons.append(PersonGroup(category: .children, value: try number("5")))
    let finding = try parity([first, leg("north", "south", "70")])
    #expect(finding.legs[0].hard == .between(70, 75))
    #expect(finding.verdict == .indeterminate)
  }

  @Test("a release with nothing in return is unequal; one direction of an ordinary exchange decides nothing")
  func oneWay() throws {
    #expect(try parity([leg("south", "north", "10")], .oneWay).verdict == .unequal)
    #expect(try parity([leg("south", "north", nil)], .oneWay).verdict == .indeterminate)
    #expect(try parity([leg("south", "north", "10")]).verdict == .indeterminate)
  }

  @Test("remains for prisoners do not compare, and are never added to persons")
  func remains() throws {
    let finding = try parity(
      [leg("south", "north", "1,000", .mortalRemains), leg("north", "south", "30")], .remains)
    #expect(finding.verdict == .indeterminate)
    #expect(finding.legs.map(\.unit) == [.bodies, .persons])
    let mixed = try parity([
      Leg(
        from: "south", to: "north",
        persons: [
          PersonGroup(category: .prisonerOfWar, value: try number("30")),
          PersonGroup(category: .mortalRemains, value: try number("9")),
        ]),
      leg("north", "south", "30"),
    ])
    #expect(mixed.legs.map(\.hard) == [.exactly(30), .exactly(9), .exactly(30)])
    #expect(mixed.verdict == .indeterminate)
  }

  @Test(
    "what is planned, offered or cancelled has no parity",
    arguments: [ExchangeStatus.planned, .proposed, .cancelled, .postponed])
  func notYet(status: ExchangeStatus) throws {
    let finding = try parity([leg("south", "north", "115"), leg("north", "south", "115")], .regular, status)
    #expect(finding.verdict == .indeterminate && finding.explanation.contains(status.label))
  }

  @Test("several legs of one direction add up, and a leg to a third state counts as given")
  func severalLegs() throws {
    let finding = try parity([
      leg("south", "north", "70"), leg("south", "north", "30"), leg("south", "third", "5"),
      leg("north", "south", "105"),
    ])
    #expect(finding.legs.map(\.hard) == [.exactly(100), .exactly(5), .exactly(105)])
    #expect(finding.verdict == .equal)
  }

  @Test("with three parties that hand over there are no two sides")
  func threeParties() throws {
    let finding = try parity([
      leg("south", "third", "5"), leg("third", "north", "5"), leg("north", "south", "5"),
    ])
    #expect(finding.verdict == .indeterminate)
  }

  @Test("an exchange that the ledger does not have has no finding")
  func unknown() {
    #expect(Ledger().parity(of: "x") == nil)
  }

  @Test("the truth never contradicts a verdict")
  func soundness() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<300 {
      let truths = [Int64.random(in: 0...5, using: &random), .random(in: 0...5, using: &random)]
      let words = truths.map { truth in
        [nil, "\(truth)", "at least \(truth)", "at most \(truth)", "\(truth)-\(truth + 1)"].randomElement(
          using: &random) ?? nil
      }
      let finding = try parity([leg("south", "north", words[0]), leg("north", "south", words[1])])
      switch finding.verdict {
      case .equal: #expect(truths[0] == truths[1])
      case .unequal: #expect(truths[0] != truths[1])
      case .indeterminate: break
      }
      #expect(zip(finding.legs, truths).allSatisfy { $0.hard.contains($1) })
    }
  }
}
