import ExclaimDomain

/// Whether a total counts an exchange, and how many persons of it.
struct Membership {
  /// Whether the total counts the exchange: yes, no, or nil for "it may or may not".
  var counts: Bool?
  /// Persons of it whom the total counts, if it counts the exchange.
  var persons: Bounds
  /// Why not, or why not for certain.
  var reasons: [String]
}

/// Decides for each recorded exchange whether one total counts it.
struct TallyMembershipRule {
  let ledger: Ledger
  let total: Total
  /// Whose returned people are counted; nil for everybody's.
  let dependent: Powers?

  func membership(of exchange: Exchange) -> Membership {
    var membership = Membership(counts: true, persons: persons(of: exchange), reasons: [])
    apply(status(exchange), to: &membership)
    apply(time(exchange), to: &membership)
    apply(exclusion(exchange), to: &membership)
    apply(restriction(exchange), to: &membership)
    apply(tallyMark(exchange), to: &membership)
    apply(largerExchange(exchange), to: &membership)
    apply(parties(exchange), to: &membership)
    return membership
  }

  /// A finding against an exchange: certain, or a doubt.
  fileprivate enum Objection {
    case out(String)
    case doubt(String)
  }

  private func apply(_ objection: Objection?, to membership: inout Membership) {
    switch objection {
    case nil: break
    case .out(let reason):
      membership.counts = false
      membership.reasons.append(reason)
    case .doubt(let reason):
      if membership.counts == true { membership.counts = nil }
      membership.reasons.append(reason)
    }
  }

  private func status(_ exchange: Exchange) -> Objection? {
    switch exchange.status {
    case .completed: nil
    case .proposed, .agreed, .planned, .postponed, .cancelled: .out("it is \(exchange.status.label)")
    case .unspecified, .underWay, .partlyCompleted: .doubt(exchange.status.label)
    }
  }

  fileprivate func time(_ exchange: Exchange) -> Objection? {
    guard let days = ledger.days(of: exchange) else { return .doubt("its date is not recorded") }
    let (begin, end) = ledger.window(of: total)
    if days.isBefore(begin) { return .out("it was before the total begins") }
    if end.isBefore(days) { return .out("it was after the total ends") }
    let window = DayWindow(earliest: begin.latest, latest: end.earliest)
    if begin.latest == nil { return .doubt("the total does not say since when it counts") }
    if end.earliest == nil { return .doubt("the total does not say until when it counts") }
    return window.contains(days) ? nil : .doubt("its date may lie outside the total's window")
  }

  private func exclusion(_ exchange: Exchange) -> Objection? {
    for inclusion in total.excludes {
      switch inclusion {
      case .agreement(let agreement) where exchange.agreements.contains(agreement):
        let reason = "it belongs to \(ledger.title(agreement)), which the total leaves out"
        return exchange.agreements.count == 1 ? .out(reason) : .doubt("\(reason), and to another agreement")
      case .agreement(let agreement) where exchange.legs.contains(where: { $0.mentions(agreement) }):
        return .doubt("a part of it belongs to \(ledger.title(agreement)), which the total leaves out")
      case .exchange(let other) where other == exchange.identity:
        return .out("the total leaves it out by name")
      case .exchange(let other) where exchange.partOf.contains(other):
        let reason = "it belongs to \(ledger.title(other)), which the total leaves out"
        return exchange.partOf.count == 1 ? .out(reason) : .doubt("\(reason), and to another exchange")
      default: continue
      }
    }
    return nil
  }

  /// A total that is about one agreement counts only what is under it.
  private func restriction(_ exchange: Exchange) -> Objection? {
    let agreement = total.claim.about.agreement
    if agreement.isEmpty || exchange.agreements.contains(agreement) { return nil }
    if exchange.legs.contains(where: { $0.mentions(agreement) }) {
      return .doubt("only a part of it belongs to \(ledger.title(agreement))")
    }
    return .out("the total counts only what is under \(ledger.title(agreement))")
  }

  private func tallyMark(_ exchange: Exchange) -> Objection? {
    guard ledger.isOfficial(total), !isNamed(exchange) else { return nil }
    return switch exchange.inOfficialTally {
    case .yes, .unspecified: nil
    case .no: .out("the official tally does not count it")
    case .partly: .doubt("the official tally counts a part of it")
    case .unknown: .doubt("whether the official tally counts it is unknown")
    }
  }

  /// True when the total says that it takes the exchange in, or is of nothing but its agreement.
  private func isNamed(_ exchange: Exchange) -> Bool {
    exchange.agreements.contains(total.claim.about.agreement)
      || total.includes.contains(.exchange(exchange.identity))
      || exchange.agreements.contains { total.includes.contains(.agreement($0)) }
  }

  private func largerExchange(_ exchange: Exchange) -> Objection? {
    let recorded = exchange.partOf.compactMap { ledger.exchange($0) }.filter {
      $0.identity != exchange.identity
    }
    guard !recorded.isEmpty else { return nil }
    return .out("it is a part of \(list(recorded.map { ledger.source($0).label })), which stands for it")
  }

  private func parties(_ exchange: Exchange) -> Objection? {
    if exchange.category == .oneWay, dependent != nil, !exchange.legs.contains(where: isReturn) {
      return .doubt("nobody counted here returned in it")
    }
    guard let detaining = total.detaining, !detaining.isAll, !exchange.concerns(detaining) else { return nil }
    return .doubt("\(list(detaining.parties.map(ledger.name).sorted())) takes no part in it")
  }
}

extension TallyMembershipRule {
  /// Persons of an exchange whom the total counts; from 0 without end where no number is known.
  ///
  /// The numbers of handovers that belong to this exchange raise its lower end: there may be more handovers.
  func persons(of exchange: Exchange) -> Bounds {
    let own = persons(in: exchange) { _ in true }
    let parts = ledger.parts(of: exchange).filter { $0.status.hasBegun && time($0) == nil }
    let handedOver = parts.map { part in persons(in: part) { part.assigns($0, to: exchange.identity) } }
    let low = handedOver.reduce(Bounds.exactly(0)) { $0.sum($1) }.low ?? 0
    // Numbers of parts that do not fit the exchange's own are for the reader to see, not to be averaged away.
    return own.high.map { low > $0 } ?? false ? own : Bounds(low: max(own.low ?? 0, low), high: own.high)
  }

  private func persons(in exchange: Exchange, _ belongs: (PersonGroup) -> Bool) -> Bounds {
    let legs = exchange.legs.filter(isReturn)
    guard !legs.isEmpty else { return exchange.category == .oneWay ? .exactly(0) : .atLeast(0) }
    let sum = legs.map { persons(of: $0, belongs) }.reduce(Bounds.exactly(0)) { $0.sum($1) }
    // A number without a word on whose people it counts may be of one side only.
    return dependent == nil ? Bounds(low: 0, high: sum.high) : sum
  }

  /// True for a leg that brings home people whom the total counts, or may.
  private func isReturn(_ leg: Leg) -> Bool {
    dependent.map { $0.isAll || $0.parties.contains(leg.effectiveDependentPower) } ?? true
  }

  private func persons(of leg: Leg, _ belongs: (PersonGroup) -> Bool) -> Bounds {
    if leg.persons.isEmpty { return .atLeast(0) }
    let groups = leg.persons.filter { $0.effectiveUnit == .persons && belongs($0) }
    let inside = groups.filter { counts($0, leg) == true }
    let possible = groups.filter { counts($0, leg) == nil }
    let all = sum(inside).hard.sum(sum(possible).orNone.hard)
    // Persons handed to a third state have not come home yet for all that the leg says.
    let isHome = leg.to == leg.effectiveDependentPower
    return isHome ? all : Bounds(low: 0, high: all.high)
  }

  /// Whether the total counts a group: yes, no, or nil for "it may or may not".
  private func counts(_ group: PersonGroup, _ leg: Leg) -> Bool? {
    var isCertain = true
    for inclusion in total.excludes {
      switch inclusion {
      case .category(let category) where category.contains(group.category): return false
      case .category(let category) where !category.excludes(group.category): isCertain = false
      case .agreement(let agreement) where [group.agreement, leg.agreement].contains(agreement): return false
      case .exchange(let exchange) where group.partOf == exchange: return false
      default: continue
      }
    }
    guard let category = total.persons?.measure.category.widestReading else { return isCertain ? true : nil }
    if isLoose(category) || category.contains(group.category) { return isCertain ? true : nil }
    return category.excludes(group.category) ? false : nil
  }

  /// True for words that speakers use for everybody who came back in an exchange.
  ///
  /// Totals of exchanges are called prisoners of war in one sentence and citizens in the next. Beside a number
  /// of exchanges such a total is of all who returned in them, unless it says what it leaves out.
  private func isLoose(_ category: PersonCategory) -> Bool {
    if category == .all { return true }
    return total.exchanges != nil && PersonCategory.military.contains(category)
  }
}

extension Exchange {
  /// True when one of the powers gives, receives or has its people in the exchange.
  func concerns(_ powers: Powers) -> Bool {
    powers.isAll
      || legs.contains { !powers.parties.isDisjoint(with: [$0.from, $0.to, $0.effectiveDependentPower]) }
  }

  /// True for a group of this handover that is certainly a part of the larger exchange.
  func assigns(_ group: PersonGroup, to larger: String) -> Bool {
    group.partOf.isEmpty ? partOf == [larger] : group.partOf == larger
  }
}

extension Leg {
  /// True when the leg, or a group in it, is under the agreement by itself.
  func mentions(_ agreement: String) -> Bool {
    self.agreement == agreement || persons.contains { $0.agreement == agreement }
  }
}
