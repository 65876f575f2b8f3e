import ExclaimDomain

/// A stated total: a number of exchanges, of persons returned in them, or both by the same speaker.
struct Total {
  /// The claim of the exchanges, or else of the persons.
  let claim: Claim
  let exchanges: Claim?
  let persons: Claim?

  init(exchanges: Claim, persons: Claim?) {
    (claim, self.exchanges, self.persons) = (exchanges, exchanges, persons)
  }

  init(persons: Claim) {
    (claim, exchanges, self.persons) = (persons, nil, persons)
  }

  var claims: [Claim] { [exchanges, persons].compactMap(\.self) }
  var dependent: Powers? { persons?.measure.dependent ?? exchanges?.measure.dependent }
  var detaining: Powers? { persons?.measure.detaining ?? exchanges?.measure.detaining }
  var includes: [Inclusion] { claims.flatMap(\.measure.includes) }
  var excludes: [Inclusion] {
    var seen: Set<Inclusion> = []
    return claims.flatMap(\.measure.excludes).filter { seen.insert($0).inserted }
  }
  /// Limits of the total in its speaker's words.
  var scopes: [String] { Set(claims.map(\.measure.scope)).subtracting([""]).sorted() }
}

extension Ledger {
  /// The totals to check: the one that a claim states, or the latest official ones.
  ///
  /// Official is what a state, its bodies or its officials say, and have neither taken back nor replaced. The
  /// latest of each speaker counts for each thing counted and each start of the window.
  func totals(claim reference: String, dependentPower: String) -> [Total] {
    if !reference.isEmpty {
      guard let claim = claim(reference) else { return [] }
      return total(from: claim).map { [$0] } ?? []
    }
    let official = claims.filter { claim in
      isOfficial(claim.speaker.actor) && stands(claim)
        && (dependentPower.isEmpty || claim.measure.dependent.map { mayHold($0, dependentPower) } ?? true)
    }
    var totals = official.filter(statesExchanges).map { Total(exchanges: $0, persons: persons(for: $0)) }
    let paired = Set(totals.compactMap(\.persons?.identity))
    totals += official.filter { statesPersons($0) && !paired.contains($0.identity) }.map {
      Total(persons: $0)
    }
    return latest(totals)
  }

  private func total(from claim: Claim) -> Total? {
    if statesExchanges(claim) { return Total(exchanges: claim, persons: persons(for: claim)) }
    guard claim.measure.topic == .returned, claim.about.exchange.isEmpty, statesCount(claim) else {
      return nil
    }
    let exchanges = claims(by: claim.speaker.actor).last {
      statesExchanges($0) && stands($0) && persons(for: $0) == claim
    }
    return exchanges.map { Total(exchanges: $0, persons: claim) } ?? Total(persons: claim)
  }

  private func statesCount(_ claim: Claim) -> Bool {
    claim.speechAct.affirms && claim.value?.quantity?.count != nil
  }

  /// A count of exchanges in a window, or up to a day. Handovers and missions are no exchanges.
  func statesExchanges(_ claim: Claim) -> Bool {
    claim.measure.topic == .exchanges && claim.measure.effectiveUnit == .exchanges && statesCount(claim)
  }

  /// A running count of persons returned: neither in one exchange nor under one agreement, and since a start.
  private func statesPersons(_ claim: Claim) -> Bool {
    claim.measure.topic == .returned && statesCount(claim) && claim.about.exchange.isEmpty
      && claim.about.agreement.isEmpty && claim.measure.from != nil
  }

  /// The claim that says how many persons were in the exchanges that another claim counts.
  ///
  /// It is of the same speaker, on the same power, with the same limit and the same things left out; and tied by
  /// a relation, or of the same window, or said in the same breath.
  func persons(for exchanges: Claim) -> Claim? {
    persons(for: exchanges, among: claimsBySpeaker[exchanges.speaker.actor])
  }

  /// The same, where one of the claims at these places may say it; the last that does.
  func persons(for exchanges: Claim, among places: [Int]) -> Claim? {
    let window = exchanges.measure.time
    let excludes = Set(exchanges.measure.excludes)
    // Through pointers, for a speaker may have made thousands of claims, and to copy one costs more than to look at it.
    func last(where suits: (UnsafePointer<Claim>) -> Bool) -> Claim? {
      let place = places.last { place in
        claims.withRecord(at: place) { persons in
          persons.pointee.measure.topic == .returned && persons.pointee.about.exchange.isEmpty
            && persons.pointee.speaker.actor == exchanges.speaker.actor
            && persons.pointee.about.agreement == exchanges.about.agreement
            && persons.pointee.measure.scope == exchanges.measure.scope
            && (exchanges.measure.dependent == nil
              || persons.pointee.measure.dependent == exchanges.measure.dependent)
            && isSame(persons.pointee.measure.time, window) != false
            && suits(persons) && statesCount(persons.pointee)
            && Set(persons.pointee.measure.excludes) == excludes && stands(persons.pointee)
        }
      }
      return place.map { claims[$0] }
    }
    let isRelated = !relationsByClaim[exchanges.identity].isEmpty
    return (isRelated ? last { isTied($0.pointee, exchanges) } : nil)
      ?? last { isSame($0.pointee.measure.time, window) == true }
      ?? last { $0.pointee.measure.time == nil && saidAtOnce($0.pointee, exchanges) }
  }

  private func isTied(_ claim: Claim, _ other: Claim) -> Bool {
    relations(at: claim).contains { relation in
      guard relation.from == other.identity || relation.to == other.identity else { return false }
      return [.sameUtterance, .componentOf, .subsetOf, .supports].contains(relation.kind)
    }
  }

  /// Whether two windows are the same; nil where one is not said.
  private func isSame(
    _ window: (begin: DayWindow, end: DayWindow)?, _ other: (begin: DayWindow, end: DayWindow)?
  ) -> Bool? {
    guard let window, let other else { return nil }
    return window == other
  }

  private func saidAtOnce(_ claim: Claim, _ other: Claim) -> Bool {
    claim.asserted != nil && claim.asserted?.window == other.asserted?.window
  }

  private func latest(_ totals: [Total]) -> [Total] {
    var latest: [Series: Total] = [:]
    var order: [Series] = []
    for total in totals {
      let series = Series(total, begin: window(of: total).begin)
      if let present = latest[series] {
        if rank(total) >= rank(present) { latest[series] = total }
      } else {
        order.append(series)
        latest[series] = total
      }
    }
    return order.compactMap { latest[$0] }.sorted { rank($0) > rank($1) }
  }

  /// Later is what was said later and, of one day, what runs on longer.
  private func rank(_ total: Total) -> (said: Int, end: Int) {
    let end = window(of: total).end.latest
    return ((total.claim.asserted?.window.latest ?? end)?.number ?? .min, end?.number ?? .min)
  }

  /// First and last day of a total. One that names no end runs to the day on which it was said.
  ///
  /// A number at one day is taken as a running one up to that day, of which nobody says since when it runs.
  func window(of total: Total) -> (begin: DayWindow, end: DayWindow) {
    if let day = total.exchanges?.measure.at ?? total.persons?.measure.at { return (.unknown, day.window) }
    let time = total.exchanges?.measure.time ?? total.persons?.measure.time
    let begin = time?.begin ?? .unknown
    if let end = time?.end, end != .unknown { return (begin, end) }
    return (begin, total.claim.asserted?.window ?? .unknown)
  }

  /// True for what a state, its bodies and its officials say; an actor that is not recorded may be one.
  func isOfficial(_ reference: String) -> Bool {
    switch actor(reference)?.kind {
    case nil, .unspecified, .state, .ministry, .securityService, .coordinationBody, .ombudsman, .headOfState,
      .namedOfficial, .anonymousOfficial:
      true
    default: false
    }
  }

  /// True when the speaker's total is one of those that "in the official tally" speaks of.
  func isOfficial(_ total: Total) -> Bool { isOfficial(total.claim.speaker.actor) }

  private func mayHold(_ powers: Powers, _ power: String) -> Bool {
    powers.isAll || powers.parties.contains(power)
  }
}

/// What the totals have in common that one speaker states again and again.
private struct Series: Hashable {
  var speaker: String
  var dependent: Powers?
  var detaining: Powers?
  var agreement: String
  var excludes: Set<Inclusion>
  var scopes: [String]
  var begin: DayWindow
  /// Nil beside a number of exchanges, where speakers change the word for the persons.
  var category: PersonCategory?

  init(_ total: Total, begin: DayWindow) {
    speaker = total.claim.speaker.actor
    (dependent, detaining) = (total.dependent, total.detaining)
    agreement = total.claim.about.agreement
    excludes = Set(total.excludes)
    scopes = total.scopes
    self.begin = begin
    category = total.exchanges == nil ? total.persons?.measure.category : nil
  }
}
