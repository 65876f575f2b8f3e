import ExclaimDomain
import Testing

@Suite struct CodeListTests {
  @Test("names are those of the JSON form")
  func names() {
    #expect(Topic.internedInThirdState.name == "INTERNED_IN_THIRD_STATE")
    #expect(PersonCategory.under25.name == "UNDER_25")
    #expect(PersonCategory.prisonerOfWar.name == "PRISONER_OF_WAR")
    #expect(ReliabilityGrade.f.name == "F")
    #expect(Visibility.private.name == "PRIVATE")
    #expect(SpeechAct.declinesToDisclose.name == "DECLINES_TO_DISCLOSE")
  }

  @Test("no topic is a stock and a flow, and stocks and flows are counted", arguments: Topic.allCases)
  func stockOrFlow(topic: Topic) {
    #expect(!(topic.isStock && topic.isFlow))
    if topic.isStock || topic.isFlow { #expect(topic.hasNumber && topic.units.contains(topic.defaultUnit)) }
  }

  @Test("not disclosed is neither unknown nor none")
  func states() {
    let withheld: [ValueState] = [
      .notDisclosedPolicy, .notDisclosedUnstated, .notDisclosedDeferred, .notDisclosedNoComment,
    ]
    #expect(ValueState.allCases.filter(\.isNotDisclosed) == withheld)
  }
}

@Suite struct PersonCategoryTests {
  @Test("the whole holds all persons and no remains")
  func whole() {
    for category in PersonCategory.allCases where category != .unspecified {
      #expect(PersonCategory.all.contains(category) == (category != .mortalRemains), "\(category)")
    }
  }

  @Test("citizens are never read as prisoners of war, nor soldiers")
  func citizens() {
    #expect(!PersonCategory.prisonerOfWar.contains(.personsUnspecified))
    #expect(!PersonCategory.personsUnspecified.contains(.prisonerOfWar))
    #expect(!PersonCategory.prisonerOfWar.contains(.militaryUnspecified))
    #expect(!PersonCategory.personsUnspecified.excludes(.prisonerOfWar))
  }

  @Test("women in armed forces are among women and among the military")
  func crosscut() {
    #expect(PersonCategory.women.contains(.militaryWomen) && PersonCategory.military.contains(.militaryWomen))
    #expect(!PersonCategory.military.contains(.women) && !PersonCategory.military.excludes(.women))
    #expect(!PersonCategory.civilian.excludes(.foreignNationals))
  }

  @Test("what one category holds, it does not exclude; exclusion goes both ways")
  func consistency() {
    for first in PersonCategory.allCases {
      for second in PersonCategory.allCases {
        #expect(first.excludes(second) == second.excludes(first), "\(first) \(second)")
        if first.contains(second) { #expect(!first.excludes(second), "\(first) \(second)") }
        if first != second {
          #expect(!(first.contains(second) && second.contains(first)), "\(first) \(second)")
        }
      }
    }
  }

  @Test("soldiers and civilians exclude each other")
  func exclusion() {
    #expect(PersonCategory.prisonerOfWar.excludes(.hostages))
    #expect(PersonCategory.civilianUnspecified.excludes(.militaryUnspecified))
    #expect(!PersonCategory.prisonerOfWar.excludes(.seriouslyWoundedOrSick))
  }
}
