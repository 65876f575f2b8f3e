import ExclaimDomain

extension TallyMembershipRule {
  /// Persons of an exchange whom the total counts; from 0 without end where no number is known.
  ///
  /// The numbers of handovers that belong to this exchange raise its lower end: there may be more handovers.
  func persons(of exchange: Exchange) -> Bounds {
    let own = persons(in: exchange) { _ in true }
    let parts = ledger.parts(of: exchange).filter { $0.status.hasBegun && time($0) == nil }
    let handedOver = zip(parts, ledger.twins(parts)).filter { $0.1 == nil }.map { part, _ in
      persons(in: part) { part.assigns($0, to: exchange.identity) }
    }
    let low = handedOver.total.low ?? 0
    // Numbers of parts that do not fit the exchange's own are for the reader to see, not to be averaged away.
    return own.high.map { low > $0 } ?? false ? own : Bounds(low: max(own.low ?? 0, low), high: own.high)
  }

  /// Persons of those groups of an exchange that belong, whom the total counts.
  ///
  /// Where no leg is recorded for one of the powers whose people are counted, there may be any number of them.
  func persons(in exchange: Exchange, _ belongs: (PersonGroup) -> Bool) -> Bounds {
    let returning = exchange.legs.filter(isReturn)
    let sum = returning.map { persons(of: $0, exchange, belongs) }.total
    let home = Set(returning.map(\.effectiveDependentPower))
    let isWhole = exchange.category == .oneWay || home.isSuperset(of: countedParties(exchange))
    // A number without a word on whose people it counts may be of one side only.
    return Bounds(low: dependent == nil ? 0 : sum.low, high: isWhole ? sum.high : nil)
  }

  /// True for a leg that brings home people whom the total counts, or may.
  private func isReturn(_ leg: Leg) -> Bool {
    dependent.map { $0.isAll || $0.parties.contains(leg.effectiveDependentPower) } ?? true
  }

  /// The parties to the exchange whose people the total counts, or may.
  private func countedParties(_ exchange: Exchange) -> Set<String> {
    if let dependent, !dependent.isAll { return dependent.parties.intersection(exchange.parties) }
    return Set(exchange.legs.flatMap { [$0.from, $0.effectiveDependentPower] }).filter {
      !exchange.passesOn($0)
    }
  }

  private func persons(of leg: Leg, _ exchange: Exchange, _ belongs: (PersonGroup) -> Bool) -> Bounds {
    let groups = exchange.transferred(leg).filter { $0.effectiveUnit == .persons && belongs($0) }
    let certain = groups.filter { counts($0, leg, exchange) == true }
    let possible = groups.filter { counts($0, leg, exchange) != false }
    let all = Bounds(low: sum(certain).hard.low, high: sum(possible).hard.high)
    // Persons handed to a third state have not come home yet for all that the leg says.
    return leg.to == leg.effectiveDependentPower ? all : all.orNone
  }

  /// Whether the total counts a group: yes, no, or nil for "it may or may not".
  private func counts(_ group: PersonGroup, _ leg: Leg, _ exchange: Exchange) -> Bool? {
    guard isSelective else { return true }
    var answers = total.excludes.map { excludes($0, group, leg, exchange).map { !$0 } }
    let agreement = total.claim.about.agreement
    if !agreement.isEmpty { answers.append(ledger.isUnder(agreement, group, leg, exchange)) }
    answers.append(isOfCategory(group.category))
    return answers.contains(false) ? false : answers.contains(nil) ? nil : true
  }

  /// Whether an exclusion leaves a group out.
  private func excludes(
    _ inclusion: Inclusion, _ group: PersonGroup, _ leg: Leg, _ exchange: Exchange
  ) -> Bool? {
    switch inclusion {
    case .category(let category):
      category.contains(group.category) ? true : category.excludes(group.category) ? false : nil
    case .agreement(let agreement): ledger.isUnder(agreement, group, leg, exchange)
    case .exchange(let larger): group.partOf == larger
    // What cannot be held against a record is a doubt about the exchange.
    case .words: false
    }
  }

  private func isOfCategory(_ category: PersonCategory) -> Bool? {
    guard let stated = total.persons?.measure.category, !total.includes.contains(.category(category)) else {
      return true
    }
    return stated.counts(category, loosely: total.exchanges != nil)
  }
}

extension PersonCategory {
  /// Whether a number on this category counts persons of another: yes, no, or nil for "it may or may not".
  ///
  /// `loosely` is for totals of what exchanges brought: speakers call these prisoners of war in one sentence
  /// and citizens in the next, so that a word for military persons may stand for everybody.
  func counts(_ category: PersonCategory, loosely: Bool) -> Bool? {
    if widestReading.contains(category) || widestReading == .all { return true }
    if loosely && PersonCategory.military.contains(self) && category != .mortalRemains { return nil }
    return widestReading.excludes(category) ? false : nil
  }
}
