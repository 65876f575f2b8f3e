import ExclaimDomain

/// One direction of an exchange in one unit, and the claims that tell its number.
struct Direction {
  var total: LegTotal
  /// Claims that make the record's number; where it has none, those that give one, decline to or do not know it.
  var claims: [Claim]
  /// Claims that give the number, where the record holds none.
  var saidOnly: [Claim]
  /// Why the record holds no number for it, or for a part of it; nil where it holds all.
  var gap: Gap?

  /// Why there is no number.
  enum Gap: Equatable {
    /// Only claims give one.
    case onlySaid
    /// Somebody declined to.
    case undisclosed
    /// It is not known to those of whom these are the names; to whoever reported it, if there are none.
    case unknown(to: [String])
    /// Nobody speaks of it.
    case notReported
  }
}

extension Ledger {
  /// The directions of an exchange, each once for each power whose people are transferred, and each unit.
  func directions(of exchange: Exchange, _ claims: TransferClaims? = nil) -> [Direction] {
    let claims = claims ?? TransferClaims(self, exchange)
    var alike: [[Leg]] = []
    for leg in exchange.legs {
      if let place = alike.firstIndex(where: { $0[0].isAlong(leg) }) {
        alike[place].append(leg)
      } else {
        alike.append([leg])
      }
    }
    let rule = CoverageRule(ledger: self, exchange: exchange)
    return alike.flatMap { legs in
      let units = Set(legs.flatMap(\.persons).map(\.effectiveUnit)).sorted { $0.rawValue < $1.rawValue }
      return (units.isEmpty ? [.persons] : units).map { direction(exchange, legs, $0, claims, rule) }
    }
  }

  private func direction(
    _ exchange: Exchange, _ legs: [Leg], _ unit: Unit, _ claims: TransferClaims, _ rule: CoverageRule
  ) -> Direction {
    let parts = legs.map { leg in
      leg.persons.isEmpty
        ? [PersonGroup(unit: unit)] : exchange.transferred(leg).filter { $0.effectiveUnit == unit }
    }
    let groups = parts.flatMap(\.self)
    let total = parts.map(sum).total
    let own = claims.stated.filter { $0.measure.effectiveUnit == unit && claims.isOf($0, legs[0]) }
    let party = legs[0].effectiveDependentPower
    let declining = rule.declining(party).filter { $0.isGeneral || $0.measure.effectiveUnit == unit }
    let unknowing = rule.unknowing(party).filter { $0.measure.effectiveUnit == unit }
    let gap = gap(groups, own, declining, unknowing)
    let saidOnly = groups.allSatisfy(\.isUndisclosed) && !groups.isEmpty ? own : []
    let known = saidOnly.isEmpty ? own.filter { claims.makes($0, parts) } : saidOnly
    let all = known + (gap == nil ? [] : declining + unknowing)
    return Direction(
      total: LegTotal(
        from: legs[0].from, to: legs[0].to, dependentPower: party, fromName: name(legs[0].from),
        toName: name(legs[0].to), dependentPowerName: name(party), unit: unit, hard: total.hard,
        soft: total.soft,
        categories: Set(groups.map(\.category)).subtracting([.unspecified]).sorted {
          $0.rawValue < $1.rawValue
        },
        undisclosed: gap == .undisclosed, sources: [source(exchange)] + all.map(source)),
      claims: all, saidOnly: saidOnly, gap: gap)
  }

  private func gap(
    _ groups: [PersonGroup], _ stated: [Claim], _ declining: [Claim], _ unknowing: [Claim]
  ) -> Direction.Gap? {
    guard groups.contains(where: \.isUndisclosed) else { return nil }
    if groups.allSatisfy(\.isUndisclosed), stated.contains(where: \.isUnlimited) { return .onlySaid }
    let states = groups.compactMap(\.value?.state)
    if !declining.isEmpty || states.contains(where: { $0.isNotDisclosed || $0 == .withheld }) {
      return .undisclosed
    }
    guard unknowing.isEmpty, !states.contains(.unknownToSpeaker) else {
      return .unknown(to: unique(unknowing.map { source($0).words }))
    }
    return .notReported
  }
}

extension Leg {
  /// True when both go the same way, with the same power's people.
  fileprivate func isAlong(_ other: Leg) -> Bool {
    (from, to, effectiveDependentPower) == (other.from, other.to, other.effectiveDependentPower)
  }
}
