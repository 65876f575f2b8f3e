import ExclaimDomain

/// The two directions of an exchange against each other.
public struct ParityFinding: Sendable, Hashable {
  /// The exchange.
  public var exchange: Source
  /// The finding.
  public var verdict: ParityVerdict
  /// Its directions, one entry for each direction and unit.
  public var legs: [LegTotal]
  /// From how many places its numbers are known.
  public var origins: Origins
  /// The finding in words.
  public var explanation: String
}

/// Whether the sides gave alike, numbered as in the contract.
public enum ParityVerdict: Int32, CodeList {
  case equal = 1
  case unequal = 2
  case indeterminate = 3
}

/// One direction of an exchange, in one unit.
public struct LegTotal: Sendable, Hashable {
  /// Who handed over: reference.
  public var from: String
  /// Who received: reference.
  public var to: String
  /// Name of who handed over.
  public var fromName: String
  /// Name of who received.
  public var toName: String
  /// What is counted.
  public var unit: Unit
  /// How many for certain.
  public var hard: Bounds
  /// How many by the usual reading.
  public var soft: Bounds
  /// Categories in it.
  public var categories: [PersonCategory]
  /// True when no number was given for a part of it.
  public var undisclosed: Bool
  /// What the numbers rest on: claims about the exchange, or else the exchange's own record.
  public var sources: [Source]
}

extension Ledger {
  /// Whether the sides of an exchange certainly gave alike; nil for an exchange that the ledger does not have.
  ///
  /// A number that one side did not give stays open: the other side's never fills it in.
  public func parity(of reference: String) -> ParityFinding? {
    guard let exchange = exchange(reference) else { return nil }
    let totals = legTotals(exchange)
    let (verdict, explanation) = verdict(exchange, totals)
    return ParityFinding(
      exchange: source(exchange), verdict: verdict, legs: totals,
      origins: origins(of: claims(about: exchange).filter(countsTransfer)), explanation: explanation)
  }

  private func legTotals(_ exchange: Exchange) -> [LegTotal] {
    var directions: [(from: String, to: String)] = []
    for leg in exchange.legs where !directions.contains(where: { $0 == (leg.from, leg.to) }) {
      directions.append((leg.from, leg.to))
    }
    return directions.flatMap { direction in
      let legs = exchange.legs.filter { ($0.from, $0.to) == direction }
      let units = Set(legs.flatMap(\.persons).map(\.effectiveUnit)).sorted { $0.rawValue < $1.rawValue }
      return (units.isEmpty ? [.persons] : units).map { total(exchange, legs, $0) }
    }
  }

  private func total(_ exchange: Exchange, _ legs: [Leg], _ unit: Unit) -> LegTotal {
    let sums = legs.map { leg in
      let groups = leg.persons.filter { $0.effectiveUnit == unit }
      return leg.persons.isEmpty ? Count.unknown : sum(groups)
    }
    let groups = legs.flatMap(\.persons).filter { $0.effectiveUnit == unit }
    let total = sums.reduce(Count.zero) { $0.adding($1) }
    let claims = claims(about: exchange).filter { claim in
      countsTransfer(claim) && legs.contains { isOf(claim, $0) }
    }
    return LegTotal(
      from: legs[0].from, to: legs[0].to, fromName: name(legs[0].from), toName: name(legs[0].to), unit: unit,
      hard: total.hard, soft: total.soft,
      categories: Set(groups.map(\.category)).subtracting([.unspecified]).sorted {
        $0.rawValue < $1.rawValue
      },
      undisclosed: groups.contains(where: \.isUndisclosed) || legs.contains { $0.persons.isEmpty },
      sources: claims.isEmpty ? [source(exchange)] : claims.map(source))
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
}

extension Ledger {
  private func verdict(_ exchange: Exchange, _ totals: [LegTotal]) -> (ParityVerdict, String) {
    if exchange.status != .unspecified && !exchange.status.hasBegun {
      return (
        .indeterminate,
        "Nobody changed hands so far as is recorded: the exchange is \(exchange.status.label)."
      )
    }
    let givers = Set(totals.map(\.from)).sorted()
    let said = list(totals.map(words))
    switch givers.count {
    case 0: return (.indeterminate, "No direction of transfer is recorded.")
    case 1: return oneSided(exchange, totals, said)
    case 2: return compare(totals, givers, said)
    default:
      return (
        .indeterminate,
        "\(sentence(said)). With more than two parties that hand over, there are no two sides."
      )
    }
  }

  private func oneSided(_ exchange: Exchange, _ totals: [LegTotal], _ said: String) -> (ParityVerdict, String)
  {
    guard exchange.category == .oneWay else {
      return (.indeterminate, "\(sentence(said)). What went the other way is not recorded.")
    }
    let certain = totals.contains { ($0.hard.low ?? 0) > 0 }
    return (
      certain ? .unequal : .indeterminate,
      "\(sentence(said)), with nothing in return\(certain ? "" : "; how many is not known")."
    )
  }

  private func compare(_ totals: [LegTotal], _ givers: [String], _ said: String) -> (ParityVerdict, String) {
    let units = Set(totals.map(\.unit))
    var verdicts: Set<ParityVerdict> = []
    for unit in units {
      let sides = givers.map { giver in totals.filter { $0.from == giver && $0.unit == unit } }
      if sides.contains(where: \.isEmpty) {
        return (.indeterminate, "\(sentence(said)). Unlike things do not compare.")
      }
      let sums = sides.map { $0.map(\.hard).reduce(Bounds.exactly(0)) { $0.sum($1) } }
      verdicts.insert(verdict(sums[0], sums[1]))
    }
    if verdicts.contains(.unequal) { return (.unequal, "\(sentence(said)): certainly not as many each way.") }
    if verdicts == [.equal] { return (.equal, "\(sentence(said)): as many each way.") }
    let undisclosed = totals.contains(where: \.undisclosed)
    let why = undisclosed ? "one side's number never stands in for the other's" : "the numbers are not exact"
    return (.indeterminate, "\(sentence(said)). Whether as many went each way is open: \(why).")
  }

  private func verdict(_ first: Bounds, _ second: Bounds) -> ParityVerdict {
    if !first.intersects(second) { return .unequal }
    return first.exact != nil && first.exact == second.exact ? .equal : .indeterminate
  }

  private func words(_ total: LegTotal) -> String {
    let noun = total.unit == .bodies ? "bodies" : total.unit.label
    let number =
      total.hard == .atLeast(0) ? "an undisclosed number of \(noun)" : "\(total.hard.words) \(noun)"
    return "\(total.fromName) handed over \(number) to \(total.toName)"
  }
}
