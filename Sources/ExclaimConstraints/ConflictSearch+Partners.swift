/// Conflicts of two whose owners speak of different sums.
extension ConflictSearch {
  /// Every conflict of two that one of these owners is in.
  /// - Parameters:
  ///   - leftOut: Those without whom all others go together.
  ///   - limits: What all others say.
  ///   - arePlainKnown: Whether two owners who speak of one sum each have been compared already.
  mutating func findPartners(of leftOut: Set<Int>, _ limits: Limits, arePlainKnown: Bool) throws {
    let settled = settledPoint(limits)
    for owner in leftOut.sorted() where !singles.contains(owner) {
      try Task.checkCancellation()
      let isPlain = arePlainKnown && solver.index.onlySum(of: owner) != nil
      try findPartners(of: owner, settled, amongPlain: !isPlain)
      isTried.insert(owner)
    }
  }

  /// A point where all go together but those who are left out.
  private struct Settled {
    var point: [Int64]
    /// The value of each sum.
    var values: [Int64]
    /// Owners who are not known to go with it.
    var others: [Int]
  }

  /// Nil when none is at hand.
  private func settledPoint(_ limits: Limits) -> Settled? {
    guard let rows = solver.propagatedRules()?.rows, let point = solver.points.hints.first else { return nil }
    let values = rows.values(at: point)
    let keepsAll = zip(limits.sums, values).allSatisfy { ends, value in
      ends.low ?? value <= value && value <= ends.high ?? value
    }
    guard keepsAll else { return nil }
    return Settled(
      point: point, values: values, others: solver.index.owners.filter { !isKept($0, [values]) })
  }

  /// Beside the owner the rules leave each sum a range: who speaks of what is beyond is a partner. Of the others most
  /// agree with some point of what is left; the rest are tried.
  private mutating func findPartners(of owner: Int, _ settled: Settled?, amongPlain: Bool) throws {
    let index = solver.index
    var points: [[Int64]] = []
    var others = index.owners
    let beside = solver.propagatedRules(beside: owner)
    if var beside {
      addPairs(of: owner, beyond: beside)
      let hints = settled.map { [$0.point] } ?? solver.points.hints
      if let point = beside.point(near: hints, keptUntil: 0) {
        let values = beside.rows.values(at: point)
        points.append(values)
        if let settled { others = settled.others + owners(against: values, unlike: settled.values) }
      }
    }
    // Those who say the same are partners alike.
    var groups: [Words: [Int]] = [:]
    for other in Set(others) where other != owner && (amongPlain || index.onlySum(of: other) == nil) {
      if !isKnown(owner, other), !isKept(other, points) {
        groups[Words(other, index), default: []].append(other)
      }
    }
    var waiting = [groups.values.map { $0[0] }.sorted()]
    while var open = waiting.popLast() {
      try Task.checkCancellation()
      open.removeAll { isKept($0, points) }
      if open.isEmpty { continue }
      switch try solver.outcome(of: open + [owner]) {
      case .possible(let point):
        if let point, let rows = beside?.rows { points.append(rows.values(at: point)) }
      case .conflict([owner]):
        singles.insert(owner)
        pairs.remove(owner)
        return
      case .conflict where open.count == 1:
        for partner in groups[Words(open[0], index)] ?? [] { pairs.insert(owner, partner) }
      case .conflict(let found):
        // Those in the conflict are looked at apart from each other and from the rest.
        let (rest, some) = (open.filter { !found.contains($0) }, open.filter(found.contains))
        let half = some.count / 2
        waiting += [rest, Array(some[half...]), Array(some[..<half])].filter { !$0.isEmpty }
      }
    }
  }

  /// Owners who do not go with the values of sums, where these are unlike others.
  private func owners(against values: [Int64], unlike others: [Int64]) -> [Int] {
    component.sums.indices.filter { values[$0] != others[$0] }.flatMap { sum in
      component.lows[sum].filter { $0.value > values[sum] }.map(\.owner)
        + component.highs[sum].filter { $0.value < values[sum] }.map(\.owner)
    }.filter { $0 != Component.rule }
  }

  /// What somebody says.
  private struct Words: Hashable {
    private var sayings: [OwnerIndex.Saying] = []
    /// Somebody who says more than ends of sums is compared with nobody.
    private var owner = Component.rule

    init(_ owner: Int, _ index: OwnerIndex) {
      guard let sayings = index.plainSayings(of: owner) else {
        self.owner = owner
        return
      }
      self.sayings = sayings.map { saying in
        var saying = saying
        saying.owner = Component.rule
        return saying
      }
    }
  }

  /// Whether at one of these points, with the value of each sum, what an owner says is so.
  private func isKept(_ owner: Int, _ points: [[Int64]]) -> Bool {
    guard let sayings = solver.index.plainSayings(of: owner) else { return false }
    return points.contains { values in sayings.allSatisfy { $0.isKept(by: values[$0.sum]) } }
  }

  private mutating func addPairs(of owner: Int, beyond propagator: Propagator) {
    for sum in component.sums.indices {
      let (low, high) = propagator.range(ofRow: sum)
      if let low {
        for limit in component.highs[sum] where limit.value < low { addPair(owner, limit) }
      }
      if let high {
        for limit in component.lows[sum] where limit.value > high { addPair(owner, limit) }
      }
    }
  }

  private mutating func addPair(_ owner: Int, _ limit: Component.Limit) {
    guard limit.owner != Component.rule, limit.owner != owner, !isKnown(owner, limit.owner) else { return }
    pairs.insert(owner, limit.owner)
  }

  private func isKnown(_ first: Int, _ second: Int) -> Bool {
    if singles.contains(second) || isTried.contains(second) || pairs.contains(first, second) { return true }
    // Of pairs that were only counted none may be met again.
    guard !pairs.isWhole, let sum = solver.index.onlySum(of: first) else { return false }
    return solver.index.onlySum(of: second) == sum
  }
}
