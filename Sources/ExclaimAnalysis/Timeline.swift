import ExclaimDomain

/// What happened when.
public struct TimelineAnswer: Sendable, Hashable {
  /// By the first day on which each may have been; those without a date last.
  public var events: [TimelineEvent]
  /// The finding in words.
  public var explanation: String
}

/// An exchange, an agreement, or a statement of a total.
public struct TimelineEvent: Sendable, Hashable {
  /// The record.
  public var record: Source
  /// What it is: an exchange, an agreement or a claim.
  public var kind: RecordKind
  /// When it was; of a claim, when it was said.
  public var date: ResolvedDate?
  /// The days on which it may have been.
  public var days: DayWindow
  /// How an exchange stands.
  public var status: ExchangeStatus
  /// Of an exchange one number for each direction, of a claim its own.
  public var numbers: [TimelineNumber]

  /// What puts days in order: the first, with an open beginning before all; then the last; without any, at the end.
  static func order(_ days: DayWindow?) -> (Int, Int) {
    guard let days, days != .unknown else { return (.max, .max) }
    return (days.earliest?.number ?? .min, days.latest?.number ?? .max)
  }
}

/// A number of an event.
public struct TimelineNumber: Sendable, Hashable {
  /// What it counts, in words: "returned to Ukraine".
  public var label: String
  /// How many for certain.
  public var hard: Bounds
  /// How many by the usual reading.
  public var soft: Bounds
  /// By how many a completed exchange raises what was certainly handed over by its last day, added up over the exchanges
  /// of the answer; see `CertainReturns`.
  public var adds: Int64 = 0
}

extension Ledger {
  /// Exchanges, agreements and statements of totals that a question meets, by date.
  ///
  /// A statement of a total is a number that somebody affirms and that is not of one exchange; it stands at the day on
  /// which it was said. What has no date meets every date.
  public func timeline(_ query: EvidenceQuery) -> TimelineAnswer {
    let exchanges = exchanges(on: query)
    var events = exchanges.mapWhileWanted(event)
    addUp(&events, exchanges)
    events += agreements.filter { isMet(query, $0) }.map(event)
    events += claims.filter { isMet(query, $0) }.map(event)
    let ordered = events.enumerated().sorted { one, other in
      let (first, second) = (TimelineEvent.order(one.element.days), TimelineEvent.order(other.element.days))
      return (first.0, first.1, one.offset) < (second.0, second.1, other.offset)
    }.map(\.element)
    return TimelineAnswer(events: ordered, explanation: words(ordered))
  }

  private func event(_ exchange: Exchange) -> TimelineEvent {
    let date = exchange.date ?? exchange.plannedDate
    let numbers = directions(of: exchange).map(\.total).filter { $0.hard != .atLeast(0) }.map { total in
      TimelineNumber(label: label(exchange, to: total.to, total.unit), hard: total.hard, soft: total.soft)
    }
    return TimelineEvent(
      record: source(exchange), kind: .exchange, date: date,
      days: days(of: exchange) ?? date?.window ?? .unknown, status: exchange.status, numbers: numbers)
  }

  /// "returned to Ukraine", "bodies handed over to Belarus".
  private func label(_ exchange: Exchange, to party: String, _ unit: Unit) -> String {
    let verb = exchange.passesOn(party) ? "handed over" : "returned"
    return "\(unit == .persons ? "" : "\(unit.label) ")\(verb) to \(name(party))"
  }

  /// Says what each exchange adds to those before it.
  private func addUp(_ events: inout [TimelineEvent], _ exchanges: [Exchange]) {
    var returns = CertainReturns(
      self, zip(exchanges, events).map { (exchange: $0, days: $1.days) })
    let added = returns.added(certain)
    for (index, exchange) in zip(events.indices, exchanges) {
      var added = added[exchange.identity] ?? [:]
      for place in events[index].numbers.indices {
        events[index].numbers[place].adds = added.removeValue(forKey: events[index].numbers[place].label) ?? 0
      }
    }
  }

  /// How many an exchange hands over for certain, of those groups that are wanted, by label.
  private func certain(_ exchange: Exchange, _ isWanted: (PersonGroup) -> Bool) -> [String: Int64] {
    var numbers: [String: Int64] = [:]
    for leg in exchange.legs {
      let groups = exchange.transferred(leg).filter(isWanted)
      for (unit, groups) in Dictionary(grouping: groups, by: \.effectiveUnit) {
        numbers[label(exchange, to: leg.to, unit), default: 0] += sum(groups).hard.low ?? 0
      }
    }
    return numbers
  }

  private func event(_ agreement: Agreement) -> TimelineEvent {
    let numbers = agreement.obligations.compactMap { obligation in
      obligation.quantity?.count.map { count in
        TimelineNumber(
          label: "\(name(obligation.obligor)) must: \(label(obligation.measure))", hard: count.hard,
          soft: count.soft)
      }
    }
    return TimelineEvent(
      record: source(agreement), kind: .agreement, date: agreement.date,
      days: agreement.date?.window ?? .unknown, status: .unspecified, numbers: numbers)
  }

  private func event(_ claim: Claim) -> TimelineEvent {
    let date = claim.asserted ?? claim.measure.at ?? claim.measure.to
    let number = claim.value?.quantity?.count.map {
      TimelineNumber(label: label(claim.measure), hard: $0.hard, soft: $0.soft)
    }
    return TimelineEvent(
      record: source(claim), kind: .claim, date: date, days: date?.window ?? .unknown, status: .unspecified,
      numbers: [number].compactMap(\.self))
  }

  /// "returned, of Ukraine, since 24 February 2022".
  private func label(_ measure: Measure) -> String {
    func names(_ powers: Powers) -> String {
      powers.isAll ? "all parties" : list(powers.parties.map(name).sorted())
    }
    var parts = [measure.topic.label]
    if measure.category != .unspecified { parts.append(measure.category.label) }
    if let dependent = measure.dependent { parts.append("of \(names(dependent))") }
    if let detaining = measure.detaining, measure.topic.isStock {
      parts.append("in the hands of \(names(detaining))")
    }
    if let from = measure.from { parts.append("since \(from.window.words)") }
    return parts.joined(separator: ", ")
  }

  private func isMet(_ query: EvidenceQuery, _ agreement: Agreement) -> Bool {
    let exchange = exchange(query.exchange)
    let powers = [query.dependentPower, query.detainingPower].filter { !$0.isEmpty }
    return (query.agreement.isEmpty || agreement.identity == query.agreement)
      && (query.exchange.isEmpty || exchange?.agreements.contains(agreement.identity) == true)
      && (query.claim.isEmpty || claim(query.claim)?.about.agreement == agreement.identity)
      && powers.allSatisfy(agreement.parties.contains) && meets(query.date, agreement.date?.window)
      && (query.topic == .unspecified || agreement.obligations.contains { $0.measure.topic == query.topic })
      && (query.category == .unspecified
        || agreement.obligations.contains { !$0.measure.category.excludes(query.category) })
  }

  private func isMet(_ query: EvidenceQuery, _ claim: Claim) -> Bool {
    let topic = claim.measure.topic
    return claim.speechAct.affirms && claim.about.exchange.isEmpty && (topic.isFlow || topic.isStock)
      && claim.value?.quantity?.count != nil && stands(claim) && isOn(query, claim)
      && (query.claim.isEmpty || claim.identity == query.claim)
      && meets(query.date, (claim.asserted ?? claim.measure.at ?? claim.measure.to)?.window)
  }

  private func words(_ events: [TimelineEvent]) -> String {
    guard !events.isEmpty else { return "Nothing that this meets is recorded." }
    let kinds: [(RecordKind, String)] = [
      (.exchange, "exchange"), (.agreement, "agreement"), (.claim, "statement of a total"),
    ]
    let counts = kinds.compactMap { kind, noun -> String? in
      let number = events.count { $0.kind == kind }
      if number == 0 { return nil }
      return kind == .claim && number > 1
        ? "\(grouped(Int64(number))) statements of totals" : count(number, noun)
    }
    let vague = events.count { $0.days.earliest != $0.days.latest || $0.days.earliest == nil }
    return sentence(list(counts))
      + (vague == 0 ? "." : "; the day of \(grouped(Int64(vague))) of them is not certain.")
  }
}
