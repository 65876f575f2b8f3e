import ExclaimAnalysis
import ExclaimDomain

/// What a random ledger is to exercise besides what all of them do.
enum RandomTopic: String, CaseIterable {
  /// Speakers who take back, correct or replace what they or others said.
  case retractions
  /// Claims that analysts call components of others.
  case components
  /// Exchanges that the official tally counts, leaves out, or may count.
  case officialTally
  /// Totals of exchanges, and of the persons who returned in them.
  case personsInExchanges
  /// Handovers that are parts of larger exchanges.
  case parts
  /// Exchanges in stages.
  case stages
  /// Records that may be of one event.
  case oneEvent
  /// Legs and groups that are under agreements of their own, and totals that are of these or leave them out.
  case agreements
  /// Legs to and from a third state.
  case thirdStates
  /// Exchanges that may or may not count, on days that are not certain or on several.
  case doubts

  init?(seed: UInt64) {
    let (number, rest) = seed.quotientAndRemainder(dividingBy: 2)
    guard rest == 1 else { return nil }
    self = Self.allCases[Int(number % UInt64(Self.allCases.count))]
  }
}

extension RandomLedger {
  mutating func addTopic(_ topic: RandomTopic?) throws {
    switch topic {
    case nil: return
    case .retractions: for number in 0..<random(2...4) { try addReply("t\(number)") }
    case .components: try addComponents()
    case .officialTally:
      try addExchanges(2)
      let marks: [TallyMembership] = [.unspecified, .yes, .no, .partly, .unknown, .no]
      for place in exchanges.indices { exchanges[place].inOfficialTally = marks[random(0...marks.count - 1)] }
      for number in 0..<random(2...4) { try addTotal("t\(number)", percent(60) ? .returned : .exchanges) }
    case .personsInExchanges:
      // Few records, for the judge tries for each stretch of days whether there was an exchange.
      claims = Array(claims.prefix(2))
      (exchanges, relations) = (Array(exchanges.prefix(2)), [])
      claims.removeAll { claim in
        !claim.about.exchange.isEmpty && !exchanges.contains { $0.key == claim.about.exchange }
      }
      try addExchanges(1)
      for number in 0..<random(1...2) { try addPair("t\(number)") }
    case .parts:
      try addExchanges(1)
      try addParts()
      for number in 0..<random(2...3) { try addTotal("t\(number)", percent(50) ? .returned : .exchanges) }
    case .stages:
      try addExchanges(1)
      try addStages()
      for number in 0..<random(1...3) { try addTotal("t\(number)", .returned) }
    case .oneEvent:
      try addExchanges(1)
      if percent(40) { try addParts() }
      for number in 0..<random(1...2) { try addRepetition("e\(number)") }
      try addNearTotals()
    case .agreements:
      try addExchanges(1)
      try addAgreements()
    case .thirdStates:
      try addExchanges(2)
      try addThirdStates()
    case .doubts:
      try addExchanges(2)
      try addDoubts()
    }
  }

  /// Adds exchanges until there are so many.
  private mutating func addExchanges(_ least: Int) throws {
    while exchanges.count < least { try addExchange("x\(exchanges.count)") }
  }

  /// What a speaker says of an earlier claim.
  private mutating func addReply(_ key: String) throws {
    guard let claim = claims.randomElement(using: &generator) else { return }
    var reply = Claim(
      key: key, speechAct: .retracts, speaker: percent(75) ? claim.speaker : Speaker(actor: "agency"),
      asserted: claim.asserted, about: About(claim: claim.key), measure: claim.measure)
    if percent(50) {
      reply.speechAct = percent(80) ? .corrects : .asserts
      (reply.about.exchange, reply.about.agreement) = (claim.about.exchange, claim.about.agreement)
      reply.value = try value(claim.measure, random(1...12))
    }
    claims.append(reply)
    if reply.speechAct == .asserts {
      reply.about.claim = ""
      claims[claims.count - 1] = reply
      relate(key, claim.key, .supersedes)
    }
  }

  private mutating func addComponents() throws {
    let topic: Topic = percent(50) ? .held : .captured
    var whole = measure(topic)
    (whole.scope, whole.excludes) = ("", [])
    let day = try date(text(random(1...25)))
    if topic == .held { whole.at = day } else { (whole.from, whole.to) = (day, day) }
    func claim(_ key: String, _ measure: Measure) throws -> Claim {
      Claim(
        key: key, speechAct: .asserts, speaker: Speaker(actor: ["hq", "mod", "agency"][random(0...2)]),
        asserted: day, measure: measure, value: try value(measure, 1))
    }
    claims.append(try claim("t", whole))
    for number in 0..<random(2...3) {
      var part = whole
      part.scope = ["Kursk", "Donetsk", "kursk"][number]
      claims.append(try claim("t\(number)", part))
      relate("t\(number)", "t", .componentOf)
      // Two analysts may say the same, also of different claims on one number.
      if percent(20) { relate("t\(number)", "t", .componentOf) }
    }
    if percent(30), let other = claims.randomElement(using: &generator), other.key != "t" {
      relate(other.key, "t", .componentOf)
    }
    // What is called the same is one part, under whatever names.
    guard percent(40) else { return }
    var part = whole
    part.scope = "Sumy"
    claims.append(try claim("t9", part))
    relate("t9", "t", .componentOf)
    relate(
      "t9", ["t", "t0", "t0", "t1", "t1"][random(0...4)],
      [.sameMeasure, .subsetOf, .componentOf][random(0...2)])
    // And so is what counts some of another part.
    guard percent(50), let category = categories.randomElement(using: &generator) else { return }
    (part.scope, part.category) = ("Kursk", category)
    if topic == .captured, percent(50) { part.to = try date(text(28)) }
    claims.append(try claim("t10", part))
    relate("t10", "t", .componentOf)
  }

  /// Running totals of about as many as the records have.
  private mutating func addNearTotals() throws {
    for number in 0..<random(2...3) {
      try addTotal("t\(number)", percent(50) ? .returned : .exchanges)
      let place = claims.count - 1
      let isOfExchanges = claims[place].measure.topic == .exchanges
      let count = random(1...exchanges.count)
      claims[place].value =
        isOfExchanges
        ? .quantity(try quantity("\(percent(50) ? "" : "up to ")\(count)"))
        : try value(claims[place].measure, count)
    }
  }

  /// A running total since the beginning.
  private mutating func addTotal(_ key: String, _ topic: Topic) throws {
    var measure = measure(topic)
    let last = random(5...28)
    (measure.from, measure.to) = (try date(text()), try date(text(last)))
    if percent(20), let exchange = exchanges.randomElement(using: &generator) {
      measure.includes = [.exchange(exchange.key)]
    }
    var about = About()
    if measure.excludes.isEmpty, measure.includes.isEmpty, percent(20) { about.agreement = "pact" }
    claims.append(
      Claim(
        key: key, speechAct: .asserts, speaker: Speaker(actor: ["hq", "mod", "agency"][random(0...2)]),
        asserted: try date(text(28)), about: about, measure: measure, value: try value(measure, last)))
  }

  /// So many exchanges, and so many persons in them.
  private mutating func addPair(_ key: String) throws {
    let last = random(10...28)
    let speaker = Speaker(actor: ["hq", "mod", "agency"][random(0...2)])
    var (total, persons) = (measure(.exchanges), measure(.returned))
    (total.from, total.to) = (try date(text()), try date(text(last)))
    (persons.from, persons.to, persons.excludes, persons.scope) =
      (total.from, total.to, total.excludes, total.scope)
    if percent(80) { (persons.dependent, persons.detaining) = (total.dependent, total.detaining) }
    let asserted = try date(text(28))
    let number = max(1, exchanges.count + random(-1...1))
    claims.append(
      Claim(
        key: "\(key)x", speechAct: .asserts, speaker: speaker, asserted: asserted, measure: total,
        value: .quantity(try quantity(words(number)))))
    claims.append(
      Claim(
        key: "\(key)p", speechAct: .asserts, speaker: speaker, asserted: asserted, measure: persons,
        value: try value(persons, random(1...3))))
  }

  private mutating func addParts() throws {
    let whole = random(0...exchanges.count - 1)
    let status: [ExchangeStatus] = [
      .completed, .completed, .unspecified, .underWay, .partlyCompleted, .planned,
    ]
    exchanges[whole].status = status[random(0...status.count - 1)]
    let others = exchanges.map(\.key).filter { $0 != exchanges[whole].key }
    for number in 0..<random(1...3) {
      try addExchange("p\(number)")
      let part = exchanges.count - 1
      exchanges[part].status = percent(80) ? .completed : .underWay
      exchanges[part].partOf = [exchanges[whole].key]
      if percent(20), let other = others.randomElement(using: &generator) {
        exchanges[part].partOf.append(other)
      }
    }
  }

  /// Another record of an exchange, or of one that looks like it.
  private mutating func addRepetition(_ key: String) throws {
    let place = random(0...exchanges.count - 1)
    if percent(30) { exchanges[place].ordinals = [Ordinal(series: "of the war", number: random(7...8))] }
    var other = exchanges[place]
    other.key = key
    if percent(70) { other.status = .completed }
    if percent(70) { other.partOf = [] }
    if percent(30) { other.partOf = [exchanges[random(0...exchanges.count - 1)].key] }
    if percent(30) { other.agreements = other.agreements.isEmpty ? ["pact"] : [] }
    if percent(20) { other.inOfficialTally = [.yes, .no, .unknown][random(0...2)] }
    if percent(20) { other.ordinals = [Ordinal(series: "of the war", number: random(7...8))] }
    if percent(20) { other.date = try date(text(random(1...25))) }
    if percent(30) { other.legs.removeLast(other.legs.count - 1) }
    if percent(40) { other.legs[0].persons = try groups() }
    exchanges.insert(other, at: percent(50) ? exchanges.count : random(0...exchanges.count))
  }

  private mutating func addAgreements() throws {
    func agreement() -> String { ["", "pact", "pact", "deal"][random(0...3)] }
    for place in exchanges.indices where percent(90) {
      exchanges[place].status = .completed
      exchanges[place].agreements = [[], [], ["pact"], ["deal"], ["pact", "deal"]][random(0...4)]
      for leg in exchanges[place].legs.indices {
        if percent(40) { exchanges[place].legs[leg].agreement = agreement() }
        if percent(40) { exchanges[place].legs[leg].persons += try groups() }
        for group in exchanges[place].legs[leg].persons.indices where percent(40) {
          exchanges[place].legs[leg].persons[group].agreement = agreement()
        }
      }
    }
    if percent(30) { try addParts() }
    for place in claims.indices where !claims[place].about.exchange.isEmpty && percent(50) {
      claims[place].about.agreement = agreement()
    }
    try addNearTotals()
    for place in claims.indices.suffix(2) where percent(60) {
      (claims[place].about.agreement, claims[place].measure.excludes) = (agreement(), [])
      if percent(20) { claims[place].measure.excludes = [.agreement("deal")] }
      if percent(20) { claims[place].measure.includes = [.agreement("pact")] }
    }
  }

  private mutating func addThirdStates() throws {
    let ways = [
      ("ru", "tr", "ua"), ("ru", "tr", "ua"), ("tr", "ua", ""), ("ua", "tr", "ru"), ("tr", "ru", "ru"),
    ]
    for place in exchanges.indices where percent(80) {
      exchanges[place].status = .completed
      for _ in 0..<random(1...2) {
        let (from, to, dependent) = ways[random(0...ways.count - 1)]
        let leg = Leg(from: from, to: to, dependentPower: dependent, persons: try groups())
        if percent(60) { exchanges[place].legs.append(leg) } else { exchanges[place].legs[0] = leg }
      }
    }
    try addNearTotals()
    let dependents: [Powers?] = [nil, .one("ua"), .one("ru"), .group(parties: [], all: true)]
    let detaining: [Powers?] = [
      nil, .one("ru"), .one("ua"), .one("tr"), .group(parties: ["ru", "tr"], all: false),
    ]
    for place in claims.indices where percent(40) {
      guard [.returned, .handedOver, .exchanges].contains(claims[place].measure.topic) else { continue }
      claims[place].measure.dependent = dependents[random(0...dependents.count - 1)]
      claims[place].measure.detaining = detaining[random(0...detaining.count - 1)]
    }
  }

  private mutating func addDoubts() throws {
    let status: [ExchangeStatus] = [
      .unspecified, .underWay, .partlyCompleted, .completed, .completed, .completed, .completed,
    ]
    let marks: [TallyMembership] = [.unspecified, .unspecified, .unspecified, .yes, .partly, .unknown]
    if percent(50) { try addParts() }
    if percent(30) { try addStages() }
    for place in exchanges.indices {
      exchanges[place].status = status[random(0...status.count - 1)]
      exchanges[place].inOfficialTally = marks[random(0...marks.count - 1)]
      let day = random(1...20)
      let dates = ["2025-06", "\(text(day))/\(text(day + 3))", "\(text(day))/\(text(day + 1))", text(day)]
      if percent(60) { exchanges[place].date = try date(dates[random(0...3)]) }
      for number in 0..<random(0...2) {
        // What it brought on one of its days, or on some of them.
        var measure = measure(percent(80) ? .returned : .handedOver)
        measure.excludes = []
        measure.at = try date(percent(80) ? text(day + random(0...2)) : "2025-06")
        claims.append(
          Claim(
            key: "d\(place)\(number)", speechAct: .asserts, speaker: Speaker(actor: "hq"),
            about: About(exchange: exchanges[place].key), measure: measure, value: try value(measure, 1)))
      }
    }
    try addNearTotals()
  }

  private mutating func addStages() throws {
    for place in exchanges.indices where percent(80) {
      let last: ExchangeStatus = [.completed, .unspecified, .planned][random(0...2)]
      exchanges[place].stages = [Stage(number: 1, status: .completed), Stage(number: 2, status: last)]
      for leg in exchanges[place].legs.indices {
        let first = try groups()
        let second = try groups()
        exchanges[place].legs[leg].persons = first + second
        for group in exchanges[place].legs[leg].persons.indices where percent(80) {
          exchanges[place].legs[leg].persons[group].stage = group < first.count ? 1 : 2
        }
      }
    }
  }

  private mutating func relate(_ from: String, _ to: String, _ kind: RelationKind) {
    relations.append(
      Relation(key: "s\(relations.count)", from: from, to: to, kind: kind, reason: "as the desk sees it"))
  }
}
