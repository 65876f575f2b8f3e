import ExclaimDomain

/// One direction of an exchange in one unit, and how claims stand to its record.
struct Direction {
  var total: LegTotal
  /// Claims that agree with the record.
  var claims: [Claim]
  /// A sentence for each claim that contradicts the record.
  var conflicts: [String]
  /// What claims say of a direction for which the record holds no number: "Yusov says \"115\"".
  var saidOnly: [String]
}

extension Ledger {
  /// The directions of an exchange, each once for each unit.
  func directions(of exchange: Exchange) -> [Direction] {
    var directions: [(from: String, to: String)] = []
    for leg in exchange.legs where !directions.contains(where: { $0 == (leg.from, leg.to) }) {
      directions.append((leg.from, leg.to))
    }
    return directions.flatMap { direction in
      let legs = exchange.legs.filter { ($0.from, $0.to) == direction }
      let units = Set(legs.flatMap(\.persons).map(\.effectiveUnit)).sorted { $0.rawValue < $1.rawValue }
      return (units.isEmpty ? [.persons] : units).map { self.direction(exchange, legs, $0) }
    }
  }

  private func direction(_ exchange: Exchange, _ legs: [Leg], _ unit: Unit) -> Direction {
    let parts = legs.map { leg in
      leg.persons.isEmpty
        ? [PersonGroup(unit: unit)] : exchange.transferred(leg).filter { $0.effectiveUnit == unit }
    }
    let groups = parts.flatMap(\.self)
    let total = parts.map(sum).total
    let isOpen = groups.contains(where: \.isUndisclosed)
    let claims = claims(about: exchange).filter { claim in
      claim.measure.effectiveUnit == unit && countsTransfer(claim) && stands(claim)
        && legs.contains { isOf(claim, $0) }
    }
    let stated = claims.filter { $0.speechAct.affirms && $0.value?.quantity?.count != nil }
    let saidOnly = groups.allSatisfy(\.isUndisclosed) && !groups.isEmpty ? stated : []
    let agreeing = claims.filter { claim in
      guard claim.value?.quantity?.count != nil else { return isOpen && !claim.speechAct.contests }
      return saidOnly.isEmpty && claim.speechAct.affirms && agrees(claim, parts)
    }
    let sides = "to \(name(legs[0].to))"
    let legTotal = LegTotal(
      from: legs[0].from, to: legs[0].to, fromName: name(legs[0].from), toName: name(legs[0].to), unit: unit,
      hard: total.hard, soft: total.soft,
      categories: Set(groups.map(\.category)).subtracting([.unspecified]).sorted {
        $0.rawValue < $1.rawValue
      },
      undisclosed: isOpen && saidOnly.isEmpty,
      sources: agreeing.isEmpty ? [source(exchange)] : agreeing.map(source))
    return Direction(
      total: legTotal, claims: agreeing,
      conflicts: conflicts(stated.filter { !agrees($0, parts) }, claims.filter(\.speechAct.contests), sides),
      saidOnly: saidOnly.map { "\(source($0).label) says \"\($0.value?.quantity?.words ?? "")\"" })
  }

  private func conflicts(_ stated: [Claim], _ contests: [Claim], _ sides: String) -> [String] {
    stated.map {
      "\(source($0).label) says \"\($0.value?.quantity?.words ?? "")\" \(sides), which conflicts with this record."
    } + contests.map { "\(source($0).label) contests the number \(sides)." }
  }

  /// True for a claim that says, or declines to say, how many were transferred.
  private func countsTransfer(_ claim: Claim) -> Bool {
    switch claim.measure.topic {
    case .handedOver, .returned, .remainsRepatriated: true
    default: false
    }
  }

  private func isOf(_ claim: Claim, _ leg: Leg) -> Bool {
    guard let dependent = claim.measure.dependent else { return true }
    return dependent.isAll || dependent.parties.contains(leg.effectiveDependentPower)
  }

  /// True unless the number of a claim certainly differs from that of the groups which it counts.
  private func agrees(_ claim: Claim, _ parts: [[PersonGroup]]) -> Bool {
    guard let stated = claim.value?.quantity?.count?.hard else { return false }
    let measure = claim.measure
    func count(_ group: PersonGroup) -> Bool? { measure.category.counts(group.category, loosely: true) }
    let most = parts.map { sum($0.filter { count($0) != false }).hard }.total
    let least = parts.map { sum($0.filter { count($0) == true }).hard }.total
    // A limit or an exclusion makes it the number of a part; several powers, that of more than this direction.
    let isPart = !measure.scope.isEmpty || !measure.excludes.isEmpty
    let isMore = measure.dependent.map { $0.isAll || $0.parties.count > 1 } ?? true
    return Bounds(low: isPart ? 0 : least.low, high: isMore ? nil : most.high).intersects(stated)
  }
}
