import ExclaimAnalysis
import ExclaimDomain

/// A small ledger in which totals, parts, exchanges and relations meet, from a seed.
///
/// Numbers lie near a course of events that is the same every day, so that they go together unless somebody errs.
struct RandomLedger {
  /// What makes it again.
  let seed: UInt64
  /// What it has more records for; nil for nothing, which is every other ledger.
  let topic: RandomTopic?
  var claims: [Claim] = []
  var exchanges: [Exchange] = []
  var relations: [Relation] = []

  var generator: SeededGenerator
  private let topics: [Topic]
  let categories: [PersonCategory]
  private let days: [Int]
  private let errorsPercent: Int
  private let hasManyPowers: Bool
  private let hasAgreement: Bool
  private let hasScopes: Bool
  private let hasUncertainDates: Bool

  static let actors: [Actor] = [
    Actor(key: "ua", kind: .state, name: "Ukraine"), Actor(key: "ru", kind: .state, name: "Russia"),
    Actor(key: "hq", kind: .coordinationBody, name: "Headquarters", side: "ua"),
    Actor(key: "mod", kind: .ministry, name: "Ministry", side: "ru"),
    Actor(key: "agency", kind: .wireAgency, name: "Agency"), Actor(key: "tr", kind: .state, name: "Türkiye"),
  ]
  static let agreements = [
    Agreement(key: "pact", title: "Pact", parties: ["ua", "ru"]),
    Agreement(key: "deal", title: "Deal", parties: ["ua", "ru"]),
  ]

  /// How many of each there are in a day; the parts add up to their wholes.
  private static let daily: [PersonCategory: Int] = [
    .all: 120, .military: 90, .prisonerOfWar: 55, .militaryUnspecified: 70, .militaryWomen: 5, .civilian: 30,
    .civilianUnspecified: 20, .children: 8, .women: 15, .personsUnspecified: 60, .unspecified: 50,
  ]

  init(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    self.seed = seed
    topic = RandomTopic(seed: seed)
    topics =
      [
        [.held], [.returned], [.returned], [.returned, .captured], [.held, .missing], [.exchanges],
        [.held, .returned],
      ]
      .randomElement(using: &generator) ?? []
    let families: [[PersonCategory]] = [
      [.all], [.all, .military, .civilian], [.all, .military, .civilian, .children],
      [.military, .prisonerOfWar, .militaryUnspecified], [.all, .women, .militaryWomen, .military],
      Array(Self.daily.keys).sorted { $0.rawValue < $1.rawValue },
    ]
    categories = families.randomElement(using: &generator) ?? []
    days = (0..<Int.random(in: 2...4, using: &generator)).map { _ in Int.random(in: 1...25, using: &generator)
    }
    errorsPercent = [0, 0, 10, 25][Int.random(in: 0..<4, using: &generator)]
    hasManyPowers = chance(30)
    hasAgreement = chance(25)
    hasScopes = chance(20)
    hasUncertainDates = chance(40)
    self.generator = generator
    if topics.contains(.returned) || topics.contains(.exchanges), percent(70) {
      for number in 0..<random(1...3) { try addExchange("x\(number)") }
    }
    for number in 0..<(percent(70) ? random(2...6) : random(5...12)) { try addClaim("c\(number)") }
    for number in 0..<(percent(40) ? random(1...2) : 0) { addRelation("r\(number)") }
    try addTopic(topic)
  }

  var ledger: Ledger {
    Ledger(
      actors: Self.actors, claims: claims, exchanges: exchanges, agreements: Self.agreements,
      relations: relations)
  }

  // MARK: - Claims

  private mutating func addClaim(_ key: String) throws {
    let speaker = ["hq", "mod", "agency"][random(0...2)]
    let act: SpeechAct = [.asserts, .asserts, .asserts, .confirms, .corrects, .disputes, .denies, .pledges][
      random(0...7)]
    var asserted: ResolvedDate?
    if !percent(10) { asserted = try date(percent(90) ? text(28) : "2025-06") }
    if percent(25), let exchange = exchanges.randomElement(using: &generator) {
      var measure = measure(percent(80) ? .returned : .handedOver)
      if percent(50) { measure.at = exchange.date }
      if percent(20) { measure.detaining = nil }
      measure.excludes = []
      claims.append(
        Claim(
          key: key, speechAct: act, speaker: Speaker(actor: speaker), asserted: asserted,
          about: About(exchange: exchange.key), measure: measure, value: try value(measure, 1)))
      return
    }
    var measure = measure(topics[random(0..<topics.count)])
    var about = About()
    if hasAgreement, measure.excludes.isEmpty, percent(40) { about.agreement = "pact" }
    let (first, last) = days(&measure, try text())
    var share = measure.excludes.isEmpty ? 12 : 9
    if !about.agreement.isEmpty { share = 3 }
    claims.append(
      Claim(
        key: key, speechAct: act, speaker: Speaker(actor: speaker), asserted: asserted, about: about,
        measure: measure, value: try value(measure, (last - first + 1) * share / 12)))
  }

  /// Sets when it was, and says which days that are.
  private mutating func days(_ measure: inout Measure, _ start: ResolvedDate) -> (Int, Int) {
    let one = days[random(0..<days.count)]
    let two = days[random(0..<days.count)]
    let (first, last) = (min(one, two), max(one, two))
    if measure.topic.isStock || percent(15) {
      if percent(90) { measure.at = try? date(hasUncertainDates && percent(25) ? month(one) : text(one)) }
      return (one, one)
    }
    if percent(60) {
      // A running total.
      measure.from = hasUncertainDates && percent(30) ? try? date("2025-05") : start
      measure.to = try? date(hasUncertainDates && percent(20) ? "\(text(first))/\(text(last))" : text(last))
      if hasUncertainDates, percent(10) { measure.from = nil }
      if hasUncertainDates, measure.from != nil, percent(10) { measure.to = nil }
      return (0, last)
    }
    measure.from = try? date(hasUncertainDates && percent(20) ? month(first) : text(first))
    measure.to = try? date(hasUncertainDates && percent(20) ? month(last) : text(last))
    return (first, last)
  }

  mutating func measure(_ topic: Topic) -> Measure {
    let parties: [Powers] = [
      .one("ua"), .one("ru"), .group(parties: ["ua", "ru"], all: false), .group(parties: [], all: true),
    ]
    var measure = Measure(topic, dependent: parties[0], detaining: parties[1])
    if topic != .exchanges { measure.category = categories[random(0..<categories.count)] }
    if hasManyPowers, topic != .exchanges {
      measure.dependent = percent(15) ? nil : parties[random(0...3)]
      measure.detaining = percent(15) ? nil : parties[[1, 1, 2, 3][random(0...3)]]
    }
    if hasScopes, percent(40) { measure.scope = ["Kursk", " kursk", "Donetsk"][random(0...2)] }
    if hasAgreement, percent(40) { measure.excludes = [.agreement("pact")] }
    return measure
  }

  mutating func value(_ measure: Measure, _ days: Int) throws -> Value {
    if percent(5) { return .state(.notDisclosedUnstated) }
    var number = (Self.daily[measure.category] ?? 0) * days
    if measure.topic == .exchanges { number = max(1, days / 5) }
    if case .group(_, let isAll)? = measure.dependent { number *= isAll ? 3 : 2 }
    if !measure.scope.isEmpty { number /= 2 }
    if percent(errorsPercent) { number += percent(50) ? random(-5...5) : random(-100...100) }
    return .quantity(try quantity(words(max(number, 2))))
  }

  mutating func words(_ number: Int) -> String {
    switch random(0...9) {
    case 0...4: "\(number)"
    case 5: "more than \(number - 1)"
    case 6: "at least \(number)"
    case 7: "up to \(number)"
    case 8: "between \(number - 1) and \(number + 2)"
    default: "around \(number)"
    }
  }

  // MARK: - Exchanges and relations

  mutating func addExchange(_ key: String) throws {
    var day = random(1...25)
    while exchanges.contains(where: {
      $0.date?.window.earliest?.number == (try? EDTFDate(text(day)).earliest)??.number
    }) {
      day = random(1...25)
    }
    var when = text(day)
    if hasUncertainDates, percent(30) {
      when = percent(50) ? month(day) : "\(when)/\(text(min(28, day + 5)))"
    }
    var legs = [Leg(from: "ru", to: "ua", persons: try groups())]
    if percent(40) { legs.append(Leg(from: "ua", to: "ru", persons: try groups())) }
    let status: ExchangeStatus = [.completed, .completed, .completed, .completed, .planned, .cancelled][
      random(0...5)]
    exchanges.append(
      Exchange(
        key: key, date: try date(when), category: .regular, status: status,
        agreements: hasAgreement && percent(40) ? ["pact"] : [], legs: legs))
  }

  mutating func groups() throws -> [PersonGroup] {
    let choices: [[PersonCategory]] = [
      [.all], [.military, .civilian], [.prisonerOfWar], [.militaryUnspecified, .children],
      [.personsUnspecified], [.militaryWomen, .military, .civilian],
    ]
    return try choices[random(0..<choices.count)].map { category in
      let number = (Self.daily[category] ?? 0) * random(1...12) / 12
      let value: Value =
        percent(25) ? .state(.notDisclosedUnstated) : .quantity(try quantity(words(max(2, number))))
      return PersonGroup(category: category, value: value)
    }
  }

  private mutating func addRelation(_ key: String) {
    guard claims.count > 1 else { return }
    let from = claims[random(0..<claims.count)].key
    let others = claims.map(\.key).filter { $0 != from }
    let kinds: [RelationKind] = [
      .subsetOf, .subsetOf, .sameMeasure, .notComparable, .scopeDriftOf, .supports,
    ]
    relations.append(
      Relation(
        key: key, from: from, to: others[random(0..<others.count)], kind: kinds[random(0..<kinds.count)],
        reason: "as the desk sees it"))
  }

  // MARK: - Chance

  mutating func random(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
  private mutating func random(_ range: Range<Int>) -> Int { .random(in: range, using: &generator) }
  mutating func percent(_ share: Int) -> Bool { random(0..<100) < share }

  /// The first day is the last of May.
  func text(_ day: Int = 0) -> String {
    day == 0 ? "2025-05-31" : "2025-06-\(day < 10 ? "0" : "")\(day)"
  }
  func text() throws -> ResolvedDate { try date(text(0)) }
  private func month(_ day: Int) -> String { day == 0 ? "2025-05" : "2025-06" }
}
