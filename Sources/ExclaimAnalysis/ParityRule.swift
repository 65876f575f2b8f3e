import ExclaimDomain

/// Finds whether two sides gave alike, and says so.
struct ParityRule {
  let ledger: Ledger
  let exchange: Exchange
  let directions: [Direction]

  private var totals: [LegTotal] { directions.map(\.total) }
  private var said: String { sentence(list(directions.map(words))) }
  /// " so far" while more may follow.
  private var soFar: String {
    exchange.status == .underWay || exchange.status == .partlyCompleted ? " so far" : ""
  }

  /// The verdict and its words.
  var finding: (ParityVerdict, String) {
    if exchange.status != .unspecified && !exchange.status.hasBegun { return notBegun }
    let givers = Set(totals.map(\.from)).sorted()
    if let middle = givers.first(where: exchange.passesOn) {
      return (.indeterminate, "\(said). \(ledger.name(middle)) passes persons on, and is no side of its own.")
    }
    switch givers.count {
    case 0: return (.indeterminate, "No direction of transfer is recorded.")
    case 1: return oneSided
    case 2: return compare(givers)
    default:
      return (
        .indeterminate, "\(said). With more than two parties that hand over, there are no two sides."
      )
    }
  }

  private var notBegun: (ParityVerdict, String) {
    let hasNumbers = exchange.legs.flatMap(\.persons).contains { $0.value?.quantity != nil }
    return (
      .indeterminate,
      hasNumbers
        ? "The exchange is recorded as \(exchange.status.label), yet with numbers of persons handed over:"
          + " \(list(directions.map(words))). One of the two needs mending."
        : "Nobody changed hands so far as is recorded: the exchange is \(exchange.status.label)."
    )
  }

  private var oneSided: (ParityVerdict, String) {
    guard exchange.category == .oneWay else {
      return (.indeterminate, "\(said). What went the other way is not recorded.")
    }
    if totals.allSatisfy({ $0.hard.exact == 0 }) {
      return (.equal, "\(said), with nothing in return: nobody changed hands\(soFar).")
    }
    let certain = totals.contains { ($0.hard.low ?? 0) > 0 }
    return (
      certain ? .unequal : .indeterminate,
      "\(said), with nothing in return\(certain ? "" : "; how many is not known")."
    )
  }

  private func compare(_ givers: [String]) -> (ParityVerdict, String) {
    var verdicts: Set<ParityVerdict> = []
    for unit in Set(totals.map(\.unit)) {
      let sides = givers.map { giver in totals.filter { $0.from == giver && $0.unit == unit } }
      if sides.contains(where: \.isEmpty) {
        return (.indeterminate, "\(said). Unlike things do not compare.")
      }
      let sums = sides.map { $0.map(\.hard).total }
      verdicts.insert(verdict(sums[0], sums[1]))
    }
    if verdicts.contains(.unequal) { return (.unequal, "\(said): certainly not as many each way\(soFar).") }
    if verdicts == [.equal] { return (.equal, "\(said): as many each way\(soFar).") }
    return (.indeterminate, "\(said). Whether as many went each way\(soFar) is open: \(whyOpen).")
  }

  private var whyOpen: String {
    let gaps = directions.compactMap(\.gap)
    guard gaps.allSatisfy({ $0 == .onlySaid }) else {
      return "one side's number never stands in for the other's"
    }
    return gaps.isEmpty ? "the numbers are not exact" : "what claims say is not in the record"
  }

  private func verdict(_ first: Bounds, _ second: Bounds) -> ParityVerdict {
    if !first.intersects(second) { return .unequal }
    return first.exact != nil && first.exact == second.exact ? .equal : .indeterminate
  }

  private func words(_ direction: Direction) -> String {
    let total = direction.total
    return "\(total.fromName) handed over \(whom(direction)) to \(total.toName)\(soFar)"
  }

  /// "115 persons", "an undisclosed number of persons".
  private func whom(_ direction: Direction) -> String {
    let total = direction.total
    // Persons who do not come home are somebody else's people than the receiver's.
    let whose = total.to == total.dependentPower ? "" : " of \(total.dependentPowerName)"
    let noun = (total.hard.exact == 1 ? total.unit.one : total.unit.label) + whose
    guard total.hard == .atLeast(0) else { return "\(total.hard.words) \(noun)" }
    return switch direction.gap {
    case .undisclosed: "an undisclosed number of \(noun)"
    case .onlySaid: "\(noun) whose number the record does not hold"
    case .unknown(to: []): "\(noun) whose number is recorded as not known"
    case .unknown(let speakers):
      "\(noun) whose number \(list(speakers)) \(speakers.count == 1 ? "does" : "do") not know"
    case .notReported: "\(noun) whose number nobody reports"
    case nil: "an unknown number of \(noun)"
    }
  }
}

extension Unit {
  /// One of it: "person", "body".
  fileprivate var one: String { self == .bodies ? "body" : String(label.dropLast()) }
}
