import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

@Suite struct PersonSumTests {
  private func group(_ count: Int64, _ category: PersonCategory, stage: Int = 0, partOf: String = "") throws
    -> PersonGroup
  {
    PersonGroup(category: category, value: try number("\(count)"), stage: stage, partOf: partOf)
  }

  @Test(
    "groups that may share persons are bounded from below by the greatest that share none",
    arguments: [
      ([(75, .personsUnspecified), (71, .militaryUnspecified), (4, .civilianUnspecified)], 75, 150),
      ([(71, .militaryUnspecified), (4, .civilianUnspecified)], 75, 75),
      ([(50, .under25), (50, .seriouslyWoundedOrSick)], 50, 100),
      ([(100, .prisonerOfWar), (20, .seriouslyWoundedOrSick)], 100, 120),
      ([(100, .prisonerOfWar), (100, .militaryUnspecified)], 100, 200),
      ([(50, .women), (50, .foreignNationals)], 50, 100),
      ([(10, .children), (10, .hostages)], 10, 20),
      ([(75, .unspecified), (71, .militaryUnspecified)], 75, 146),
      ([(30, .unspecified), (20, .unspecified)], 30, 50),
      ([(100, .prisonerOfWar), (40, .prisonerOfWar)], 140, 140),
      ([(70, .prisonerOfWar), (30, .under25), (8, .children), (5, .hostages), (60, .women)], 78, 173),
    ] as [([(Int64, PersonCategory)], Int64, Int64)])
  func overlap(groups: [(Int64, PersonCategory)], low: Int64, high: Int64) throws {
    #expect(sum(try groups.map { try group($0.0, $0.1) }).hard == .between(low, high))
  }

  @Test("nobody is in two stages or in two larger exchanges; where that is not said, anybody may be")
  func apart() throws {
    let stages = [try group(50, .prisonerOfWar, stage: 1), try group(50, .under25, stage: 2)]
    #expect(sum(stages).hard == .exactly(100))
    #expect(sum(stages + [try group(100, .prisonerOfWar)]).hard == .between(100, 200))
    let parts = [try group(30, .prisonerOfWar, partOf: "a"), try group(20, .under25, partOf: "b")]
    #expect(sum(parts).hard == .exactly(50))
    #expect(sum([stages[0], try group(70, .prisonerOfWar)]).hard == .between(70, 120))
  }

  @Test("the bounds hold the number of persons in any way of counting them")
  func holdsTheTruth() throws {
    var random = SeededGenerator.announced()
    let kinds: [PersonCategory] = [
      .all, .military, .prisonerOfWar, .under25, .militaryWomen, .women, .foreignNationals, .civilian,
      .children, .hostages, .personsUnspecified,
    ]
    for _ in 0..<500 {
      let people = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Person(isMilitary: .random(using: &random), stage: .random(in: 1...2, using: &random), &random)
      }
      var groups: [PersonGroup] = []
      for category in kinds.shuffled(using: &random).prefix(4) {
        let stage = Int.random(in: 0...2, using: &random)
        let members = people.filter { $0.isIn(category) && (stage == 0 || $0.stage == stage) }
        groups.append(try group(Int64(members.count), category, stage: stage))
      }
      // Whoever is in no group is not counted by them.
      let counted = people.filter { person in
        groups.contains { person.isIn($0.category) && ($0.stage == 0 || $0.stage == person.stage) }
      }
      #expect(sum(groups).hard.contains(Int64(counted.count)), "\(groups)")
    }
  }
}

private struct Person {
  let stage: Int
  let categories: Set<PersonCategory>

  init(isMilitary: Bool, stage: Int, _ random: inout SeededGenerator) {
    self.stage = stage
    let own: [PersonCategory] =
      isMilitary ? [.prisonerOfWar, .under25, .militaryWomen] : [.children, .hostages]
    let across: [PersonCategory] = [.women, .foreignNationals]
    var categories = Set((own + across).filter { _ in Bool.random(using: &random) })
    if categories.contains(.militaryWomen) { categories.insert(.women) }
    categories.formUnion([.all, .personsUnspecified, isMilitary ? .military : .civilian])
    self.categories = categories
  }

  func isIn(_ category: PersonCategory) -> Bool { categories.contains(category) }
}
