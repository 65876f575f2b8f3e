import ExclaimDomain

extension Ledger {
  /// The exchanges that a question meets, in the order of the ledger.
  ///
  /// An exchange without a date meets every date. A topic is met where its legs count it, or a claim about it does.
  func exchanges(on query: EvidenceQuery) -> [Exchange] {
    let asked = claim(query.claim)
    return exchanges.filter { exchange in
      (query.exchange.isEmpty || exchange.identity == query.exchange
        || exchange.partOf.contains(query.exchange))
        && (query.claim.isEmpty || asked?.about.exchange == exchange.identity)
        && (query.agreement.isEmpty || exchange.agreementsNamed.contains(query.agreement))
        && meets(query.date, days(of: exchange) ?? exchange.plannedDate?.window)
        && isOf(query.dependentPower, exchange, \.effectiveDependentPower) { $0.dependent }
        && isOf(query.detainingPower, exchange, \.from) { $0.detaining }
        && isOf(query.category, exchange) && isOn(query.topic, exchange)
    }
  }

  /// True unless the days are certainly others.
  func meets(_ date: DayWindow?, _ days: DayWindow?) -> Bool {
    guard let date, let days else { return true }
    return days.intersects(date)
  }

  private func isOf(
    _ power: String, _ exchange: Exchange, _ ofLeg: (Leg) -> String, _ ofMeasure: (Measure) -> Powers?
  ) -> Bool {
    power.isEmpty || exchange.legs.contains { ofLeg($0) == power }
      || claims(about: exchange).contains { ofMeasure($0.measure)?.contains(.one(power)) == true }
  }

  private func isOf(_ category: PersonCategory, _ exchange: Exchange) -> Bool {
    guard category != .unspecified else { return true }
    let groups = exchange.legs.flatMap(\.persons)
    return groups.isEmpty || groups.contains { !$0.category.excludes(category) }
  }

  private func isOn(_ topic: Topic, _ exchange: Exchange) -> Bool {
    switch topic {
    case .unspecified, .exchanges: return true
    case .returned, .handedOver: if !exchange.isOfRemainsOnly { return true }
    case .remainsRepatriated:
      if exchange.legs.flatMap(\.persons).contains(where: { $0.category == .mortalRemains }) { return true }
    default: break
    }
    return claims(about: exchange).contains { $0.measure.topic == topic }
  }
}

extension Exchange {
  /// Agreements under which some of it took place.
  fileprivate var agreementsNamed: Set<String> {
    Set(agreements + legs.flatMap { [$0.agreement] + $0.persons.map(\.agreement) }).subtracting([""])
  }
}
