import ExclaimDomain

/// Judges what counts towards one obligation of an agreement, and under which conditions.
struct DeliveryRule {
  let ledger: Ledger
  let agreement: Agreement
  let obligation: Obligation
  /// Third parties to which the obligor handed persons over, each with the power of these.
  private let intermediaries: Set<[String]>

  init(ledger: Ledger, agreement: Agreement, obligation: Obligation) {
    (self.ledger, self.agreement, self.obligation) = (ledger, agreement, obligation)
    let begun = ledger.exchanges.filter { $0.status == .unspecified || $0.status.hasBegun }
    intermediaries = Set(
      begun.flatMap(\.legs).filter { $0.from == obligation.obligor && $0.to != $0.effectiveDependentPower }
        .map { [$0.to, $0.effectiveDependentPower] })
  }

  var measure: Measure { obligation.measure }
  /// The day by which it was due.
  var due: DayWindow? { (obligation.due ?? measure.to)?.window }

  func categoryCondition(_ category: PersonCategory) -> Condition? {
    guard measure.category != .unspecified, !measure.category.widestReading.contains(category) else {
      return nil
    }
    return .scope("category: \(category.label) counted against \(measure.category.label) pledged")
  }

  func scopeCondition(_ scope: String) -> Condition? {
    guard !measure.scope.isEmpty, scope.lowercased() != measure.scope.lowercased() else { return nil }
    return .scope(
      "scope: \(scope.isEmpty ? "no limit stated" : scope) counted against \(measure.scope) pledged")
  }
}

// MARK: - Exchanges

extension DeliveryRule {
  /// True for an exchange that has begun, with a group that is owed and under the agreement.
  func delivered(_ exchange: Exchange) -> Bool {
    (exchange.status == .unspecified || exchange.status.hasBegun) && !isOutside(exchange)
      && exchange.legs.contains { !groups(of: $0, in: exchange).isEmpty }
  }

  /// What each exchange delivered: for certain, and under conditions.
  ///
  /// A handover that is a part of another exchange listed here is counted there.
  func deliveries(_ exchanges: [Exchange]) -> [[Delivery]] {
    let names = Set(exchanges.map(\.identity))
    let wholes = exchanges.filter { Set($0.partOf).isDisjoint(with: names) }
    let partsOf = Dictionary(grouping: exchanges.flatMap { part in part.partOf.map { ($0, part) } }) { $0.0 }
    return zip(wholes, ledger.twins(wholes)).map { whole, twin in
      var found = deliveries(whole, besides: twin) { _ in true }
      let parts = (partsOf[whole.identity] ?? []).map(\.1)
      let ofParts = zip(parts, ledger.twins(parts)).map { part, twin in
        deliveries(part, besides: twin) { part.assigns($0, to: whole.identity) }
      }
      for isCertain in [true, false] {
        let sum = ofParts.compactMap { $0.first { $0.conditions.isEmpty || !isCertain } }
          .reduce(Delivery()) { $0.adding($1) }
        if sum.low > 0 { found.append(sum) }
      }
      return found
    }
  }

  /// What may have been delivered in one handover, and what was for certain, in this order.
  private func deliveries(
    _ exchange: Exchange, besides twin: Twin?, _ belongs: (PersonGroup) -> Bool
  ) -> [Delivery] {
    let conditions = conditions(exchange, besides: twin)
    let legs = exchange.legs.map { leg in
      groups(of: leg, in: exchange).filter(belongs).map { group in
        (group, conditions.all + status(exchange, group) + self.conditions(group, leg, exchange))
      }
    }
    func low(_ isIn: ([Condition]) -> Bool) -> Int64 {
      legs.map { sum($0.filter { isIn($0.1) }.map(\.0)).hard }.total.low ?? 0
    }
    let days = ledger.days(of: exchange) ?? .unknown
    let all = Delivery(
      low: low { _ in true }, conditions: unique(legs.flatMap(\.self).flatMap(\.1)),
      sources: [ledger.source(exchange)], days: days, isLate: conditions.isLate)
    let certain = Delivery(low: low(\.isEmpty), sources: all.sources, days: days)
    return all.conditions.isEmpty ? [all] : [all, certain]
  }

  /// What must hold for an exchange as a whole.
  private func conditions(_ exchange: Exchange, besides twin: Twin?) -> (
    all: [Condition], isLate: Bool
  ) {
    let label = ledger.source(exchange).label
    let days = ledger.days(of: exchange)
    let late = lateness(days, label)
    var all = [scopeCondition(""), late].compactMap(\.self)
    if let days, let made = agreement.date?.window, days.isBefore(made) {
      all.append(.other("time: \(label) was before the agreement was made, \(made.words)"))
    }
    if let begin = measure.from?.window, !DayWindow(earliest: begin.latest).contains(days ?? .unknown) {
      all.append(
        .other("time: \(label) may have been before \(begin.words), from which the pledge counts"))
    }
    for case .words(let words) in measure.excludes {
      all.append(.scope("excludes: \(label) has none of \"\(words)\", which the pledge leaves out"))
    }
    if let twin {
      let other = ledger.source(twin.exchange).words
      all.append(.other("\(ledger.source(exchange).words) is another event than \(other)"))
    }
    return (all, late != nil)
  }

  private func status(_ exchange: Exchange, _ group: PersonGroup) -> [Condition] {
    let stage = exchange.stages.first { $0.number == group.stage }
    if exchange.status == .completed || stage?.status == .completed { return [] }
    let label = ledger.source(exchange).label
    return exchange.status == .unspecified
      ? [.other("status: that of \(label) is not recorded")]
      : [
        .other("status: \(label) is \(exchange.status.label), and the number is of those handed over so far")
      ]
  }

  private func lateness(_ days: DayWindow?, _ label: String) -> Condition? {
    guard let due, let last = due.latest else { return nil }
    guard let days else {
      return .other("time: the day of \(label) is not recorded, and the due day is \(due.words)")
    }
    if due.isBefore(days) { return .other("time: \(label) came after the due day, \(due.words)") }
    return days.latest.map { $0 > last } ?? true
      ? .other("time: \(label) may have come after the due day, \(due.words)") : nil
  }

  /// True for an exchange that the pledge certainly does not count.
  private func isOutside(_ exchange: Exchange) -> Bool {
    if let begin = measure.from?.window, ledger.days(of: exchange)?.isBefore(begin) == true { return true }
    return measure.excludes.contains { inclusion in
      if case .exchange(let other) = inclusion {
        other == exchange.identity || exchange.partOf.contains(other)
      } else {
        false
      }
    }
  }

  /// The groups of a leg that are owed and under this agreement for certain, as far as their category allows.
  private func groups(of leg: Leg, in exchange: Exchange) -> [PersonGroup] {
    guard isOwed(leg) else { return [] }
    return exchange.transferred(leg).filter { group in
      group.effectiveUnit == measure.effectiveUnit
        && ledger.isUnder(agreement.identity, group, leg, exchange) == true
        && !measure.category.widestReading.excludes(group.category)
        && !measure.excludes.contains { excludes($0, group, leg, exchange) == true }
    }
  }

  /// What must hold for one group to count.
  private func conditions(_ group: PersonGroup, _ leg: Leg, _ exchange: Exchange) -> [Condition] {
    var conditions = [categoryCondition(group.category)].compactMap(\.self)
    for inclusion in measure.excludes where excludes(inclusion, group, leg, exchange) == nil {
      conditions.append(
        .scope(
          "excludes: none of the \(group.category.label) counted are of \(inclusion.words(ledger.title))"))
    }
    if leg.from != obligation.obligor {
      conditions.append(
        .other(
          "giver: \(ledger.name(leg.from)) passed on those whom \(ledger.name(obligation.obligor)) had handed to it"
        ))
    }
    return conditions
  }

  private func excludes(
    _ inclusion: Inclusion, _ group: PersonGroup, _ leg: Leg, _ exchange: Exchange
  ) -> Bool? {
    switch inclusion {
    case .category(let category):
      category.contains(group.category) ? true : category.excludes(group.category) ? false : nil
    case .agreement(let other): ledger.isUnder(other, group, leg, exchange)
    case .exchange(let larger): group.partOf == larger
    case .words: false
    }
  }

  /// True for a leg in which the obligor gives back those whom it owes, or a third party passes them on.
  private func isOwed(_ leg: Leg) -> Bool {
    let power = leg.effectiveDependentPower
    if let dependent = measure.dependent, !dependent.isAll, !dependent.parties.contains(power) {
      return false
    }
    if measure.topic == .handedOver || measure.dependent == nil { return leg.from == obligation.obligor }
    return leg.to == power
      && (leg.from == obligation.obligor || intermediaries.contains([leg.from, power]))
  }
}
