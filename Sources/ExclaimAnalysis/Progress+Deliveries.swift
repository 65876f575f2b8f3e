import ExclaimDomain

/// A number that the records say was delivered, and what must hold for it to count.
struct Delivery {
  /// At least so many.
  var low: Int64
  /// What must hold; empty for a number that counts as it stands.
  var conditions: [String]
  var sources: [Source]
}

/// Finds what was delivered towards one obligation of an agreement.
struct Deliveries {
  let ledger: Ledger
  let agreement: Agreement
  let obligation: Obligation
  /// Claims tied to the agreement that say how many came back.
  private(set) var claims: [Claim] = []
  /// Exchanges under the agreement in which the persons owed were handed over.
  private(set) var exchanges: [Exchange] = []

  private var measure: Measure { obligation.measure }

  init(ledger: Ledger, agreement: Agreement, obligation: Obligation) {
    self.ledger = ledger
    self.agreement = agreement
    self.obligation = obligation
    claims = ledger.claims.filter(saysDelivered)
    exchanges = ledger.exchanges.filter(delivered)
  }

  /// Everything that was delivered for certain or under conditions. Entries may overlap: never add them.
  func all() -> [Delivery] {
    claims.map(delivery) + exchangeSums()
  }

  private func saysDelivered(_ claim: Claim) -> Bool {
    let isTied =
      claim.about.agreement == agreement.identity
      || claim.measure.includes.contains(.agreement(agreement.identity))
    return isTied && claim.speechAct.affirms && claim.value?.quantity?.count != nil
      && claim.measure.effectiveUnit == measure.effectiveUnit && isFulfilment(claim.measure.topic)
      && isOfSamePowers(claim.measure) && !claim.measure.category.excludes(measure.category.widestReading)
      && !ledger.isRetracted(claim)
  }

  /// What one party hands over the other gets back: the two words name one event.
  private func isFulfilment(_ topic: Topic) -> Bool {
    topic == measure.topic || Set([topic, measure.topic]) == [.returned, .handedOver]
  }

  private func isOfSamePowers(_ other: Measure) -> Bool {
    if let mine = measure.dependent, let theirs = other.dependent, !mine.contains(theirs) { return false }
    if let mine = measure.detaining, let theirs = other.detaining, !mine.contains(theirs) { return false }
    if measure.dependent == nil && measure.detaining == nil {
      return other.detaining == .one(obligation.obligor)
    }
    return other.dependent != nil || other.detaining != nil
  }

  private func delivery(_ claim: Claim) -> Delivery {
    var conditions: [String] = []
    if measure.dependent != nil && claim.measure.dependent == nil {
      conditions.append("dependent power: not said against that of the pledge")
    }
    if let condition = categoryCondition(claim.measure.category) { conditions.append(condition) }
    if !measure.scope.isEmpty && claim.measure.scope.lowercased() != measure.scope.lowercased() {
      conditions.append(
        "scope: \(claim.measure.scope.isEmpty ? "no limit stated" : claim.measure.scope) counted"
          + " against \(measure.scope) pledged")
    }
    let contesting = ledger.challenges(of: claim).filter { $0.claim.speechAct.contests }
    if !contesting.isEmpty {
      let speakers = Set(contesting.map(\.speaker)).sorted()
      conditions.append(
        "the figure holds, which \(list(speakers)) \(speakers.count == 1 ? "contests" : "contest")")
    }
    if let rival = claims.first(where: { contradicts($0, claim) }) {
      conditions.append("the figure holds rather than that of \(ledger.source(rival).label)")
    }
    return Delivery(
      low: claim.value?.quantity?.count?.hard.low ?? 0, conditions: conditions,
      sources: [ledger.source(claim)])
  }

  private func categoryCondition(_ category: PersonCategory) -> String? {
    guard measure.category != .unspecified, !measure.category.widestReading.contains(category) else {
      return nil
    }
    return "category: \(category.label) counted against \(measure.category.label) pledged"
  }

  /// True when the first claim, of a whole and no earlier, says that there were fewer than the second says.
  private func contradicts(_ claim: Claim, _ other: Claim) -> Bool {
    guard isWhole(claim), claim.identity != other.identity,
      let high = claim.value?.quantity?.count?.hard.high, let low = other.value?.quantity?.count?.hard.low,
      high < low, claim.measure.category.contains(other.measure.category)
    else { return false }
    guard let end = lastDay(claim), let others = lastDay(other) else { return true }
    return !end.isBefore(others)
  }

  /// True for a claim of everything delivered so far, not of one exchange or one limited part.
  private func isWhole(_ claim: Claim) -> Bool {
    claim.about.exchange.isEmpty && claim.measure.scope.isEmpty && claim.measure.excludes.isEmpty
      && claim.measure.dependent == measure.dependent
  }

  private func lastDay(_ claim: Claim) -> DayWindow? { claim.measure.time?.end ?? claim.asserted?.window }
}

extension Deliveries {
  /// At most so many by the day on which the obligation was due; nil while nothing bounds it.
  ///
  /// Only a claim of the whole that reaches to that day bounds it: later returns are open before.
  func high() -> (bound: Int64, source: Source)? {
    guard let due = obligation.due?.window.latest else { return nil }
    let wholes = claims.filter { claim in
      guard isWhole(claim), let end = lastDay(claim)?.earliest else { return false }
      return end >= due && claim.measure.category.contains(measure.category)
    }
    let bounds = wholes.compactMap { claim in
      claim.value?.quantity?.count?.hard.high.map { (bound: $0, source: ledger.source(claim)) }
    }
    return bounds.min { $0.bound < $1.bound }
  }

  private func delivered(_ exchange: Exchange) -> Bool {
    guard exchange.status == .unspecified || exchange.status.hasBegun else { return false }
    return exchange.legs.filter(isOwed).contains { leg in
      isUnder(leg, exchange) || !groups(of: leg, in: exchange).isEmpty
    }
  }

  /// The sum of the recorded exchanges: of those persons who count for certain, and of all who may.
  private func exchangeSums() -> [Delivery] {
    let recorded = exchanges
    guard !recorded.isEmpty else { return [] }
    let names = Set(recorded.map(\.identity))
    // A handover that is a part of another exchange listed here is counted there.
    let wholes = recorded.filter { Set($0.partOf).isDisjoint(with: names) }
    func total(_ counts: (PersonGroup) -> Bool) -> Int64 {
      wholes.map { low($0, recorded, counts) }.reduce(Bounds.exactly(0)) { $0.sum(.exactly($1)) }.low ?? 0
    }
    let sources = wholes.map(ledger.source)
    let certain = Delivery(low: total { isCertain($0) }, conditions: [], sources: sources)
    let doubtful = recorded.flatMap { exchange in
      exchange.legs.filter(isOwed).flatMap { groups(of: $0, in: exchange) }
    }.filter { !isCertain($0) && !isExcluded($0) }
    if doubtful.isEmpty { return [certain] }
    let conditions = Set(doubtful.compactMap { categoryCondition($0.category) }).sorted()
    return [certain, Delivery(low: total { !isExcluded($0) }, conditions: conditions, sources: sources)]
  }

  private func low(_ exchange: Exchange, _ recorded: [Exchange], _ counts: (PersonGroup) -> Bool) -> Int64 {
    func low(of handover: Exchange, where belongs: (PersonGroup) -> Bool) -> Int64 {
      let legs = handover.legs.filter(isOwed)
      return legs.map { sum(groups(of: $0, in: handover).filter { counts($0) && belongs($0) }).hard }
        .reduce(Bounds.exactly(0)) { $0.sum($1) }.low ?? 0
    }
    let parts = recorded.filter { $0.partOf.contains(exchange.identity) }
    let handedOver = parts.map { part in low(of: part) { part.assigns($0, to: exchange.identity) } }
    return max(low(of: exchange) { _ in true }, handedOver.reduce(0, +))
  }

  /// The groups of a leg that are under this agreement for certain.
  private func groups(of leg: Leg, in exchange: Exchange) -> [PersonGroup] {
    leg.persons.filter { group in
      guard group.effectiveUnit == measure.effectiveUnit else { return false }
      return group.agreement.isEmpty ? isUnder(leg, exchange) : group.agreement == agreement.identity
    }
  }

  private func isUnder(_ leg: Leg, _ exchange: Exchange) -> Bool {
    leg.agreement.isEmpty ? exchange.agreements == [agreement.identity] : leg.agreement == agreement.identity
  }

  /// True for a leg in which the obligor gives back those whom it owes.
  private func isOwed(_ leg: Leg) -> Bool {
    if measure.topic == .handedOver || measure.dependent == nil {
      guard leg.from == obligation.obligor else { return false }
    } else if leg.to != leg.effectiveDependentPower {
      return false
    }
    guard let dependent = measure.dependent else { return true }
    return dependent.isAll || dependent.parties.contains(leg.effectiveDependentPower)
  }

  private func isCertain(_ group: PersonGroup) -> Bool {
    measure.category == .unspecified || measure.category.widestReading.contains(group.category)
  }

  private func isExcluded(_ group: PersonGroup) -> Bool {
    measure.category.widestReading.excludes(group.category)
  }
}
