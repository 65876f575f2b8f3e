import ExclaimDomain
import Testing

@Suite struct ExchangeProblemsTests {
  private let leg = Leg(from: "ru", to: "ua")

  @Test("one leg without date, number or status is an exchange")
  func leastExchange() {
    #expect(Exchange(legs: [leg]).problems().isEmpty)
  }

  @Test("an exchange without a direction is refused")
  func noLegs() {
    #expect(Exchange().wrongFields == ["legs"])
  }

  @Test("a leg needs both parties, and two of them")
  func parties() {
    #expect(Exchange(legs: [leg, Leg(to: "ua")]).wrongFields == ["legs[1].from"])
    #expect(Exchange(legs: [Leg(from: "ua")]).wrongFields == ["legs[0].to"])
    #expect(Exchange(legs: [Leg(from: "ua", to: "ua")]).wrongFields == ["legs[0].to"])
  }

  @Test("a third state may receive, and a power may give up people of its own")
  func thirdState() {
    #expect(Exchange(legs: [Leg(from: "ru", to: "tr", dependentPower: "ua")]).problems().isEmpty)
    #expect(Exchange(legs: [Leg(from: "by", to: "lt", dependentPower: "by")]).problems().isEmpty)
  }

  @Test(
    "persons and remains keep their units apart",
    arguments: [
      (PersonGroup(category: .prisonerOfWar, unit: .bodies), ["legs[0].persons[0].unit"]),
      (PersonGroup(category: .mortalRemains, unit: .persons), ["legs[0].persons[0].unit"]),
      (PersonGroup(category: .mortalRemains, unit: .bags), []),
      (PersonGroup(category: .mortalRemains), []),
      (PersonGroup(unit: .bodies), []),
      (PersonGroup(unit: .exchanges), ["legs[0].persons[0].unit"]),
    ] as [(PersonGroup, [String])])
  func units(group: PersonGroup, wrong: [String]) {
    #expect(Exchange(legs: [Leg(from: "ru", to: "ua", persons: [group])]).wrongFields == wrong)
  }

  @Test("a rate is not a number of persons transferred")
  func rate() throws {
    let group = PersonGroup(value: .quantity(try quantity("30 a week")))
    #expect(
      Exchange(legs: [Leg(from: "ru", to: "ua", persons: [group])]).wrongFields
        == ["legs[0].persons[0].quantity.words"])
  }

  @Test("a group's stage is one of the exchange's, and each stage has a number of its own")
  func stages() {
    let group = PersonGroup(stage: 2)
    let legs = [Leg(from: "ru", to: "ua", persons: [group])]
    #expect(Exchange(legs: legs).wrongFields == ["legs[0].persons[0].stage"])
    #expect(Exchange(stages: [Stage(number: 1), Stage(number: 2)], legs: legs).problems().isEmpty)
    #expect(
      Exchange(stages: [Stage(), Stage(number: 2), Stage(number: 2)], legs: legs).wrongFields
        == ["stages[0].number", "stages[2].number"])
  }

  @Test("ordinals count from 1, once in each series")
  func ordinals() {
    let of = { (series: String, number: Int) in Ordinal(series: series, number: number) }
    #expect(Exchange(ordinals: [of("of the war", 66), of("in 2025", 4)], legs: [leg]).problems().isEmpty)
    #expect(Exchange(ordinals: [of("of the war", 0)], legs: [leg]).wrongFields == ["ordinals[0].number"])
    #expect(Exchange(ordinals: [of("", 1)], legs: [leg]).wrongFields == ["ordinals[0].series"])
    #expect(Exchange(ordinals: [of("a", 1), of("a", 2)], legs: [leg]).wrongFields == ["ordinals[1].series"])
  }

  @Test("an exchange is no part of itself")
  func partOfItself() {
    #expect(Exchange(key: "x", legs: [leg], partOf: ["y", "x"]).wrongFields == ["partOf[1]"])
  }

  @Test("a group's larger exchange is one of its handover's")
  func groupPartOf() {
    let legs = [Leg(from: "ru", to: "ua", persons: [PersonGroup(partOf: "young")])]
    #expect(Exchange(legs: legs).wrongFields == ["legs[0].persons[0].partOf"])
    #expect(Exchange(legs: legs, partOf: ["regular", "young"]).problems().isEmpty)
  }

  @Test("everything wrong is named at once, with a remedy")
  func everythingAtOnce() {
    let exchange = Exchange(
      key: " x", ordinals: [Ordinal(series: "of the war")], places: [Place()],
      legs: [Leg(), Leg(from: "a", to: "a")])
    #expect(
      exchange.wrongFields
        == ["key", "ordinals[0].number", "places[0].name", "legs[0].from", "legs[0].to", "legs[1].to"])
    #expect(exchange.problems().allSatisfy { !$0.reason.isEmpty && !$0.remedy.isEmpty })
  }
}
