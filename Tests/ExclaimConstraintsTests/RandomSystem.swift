import ExclaimConstraints

/// A system like those that ledgers make: running totals with claims about windows of them, wholes with parts,
/// exchanges, counts of exchanges, relations between claims. Made around numbers that keep all rules; a claim may miss
/// them, and then others contradict it.
struct RandomSystem {
  /// What makes it again.
  let seed: UInt64
  private(set) var system = ConstraintSystem()
  private(set) var questions: [Expression] = []
  private(set) var conflictsMax = 10_000

  private var generator: SeededGenerator
  /// A value for each unknown; together they keep all rules.
  private var truth: [Int64] = []
  /// Sums that somebody could make a claim about.
  private var topics: [Expression] = []
  private var owners: [ConstraintSystem.Owner] = []
  /// Steps of truth are up to this.
  private var scale: Int64
  private var liesPercent: Int

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    self.seed = seed
    scale = [2, 8, 8, 100, 100, 3000, 3000, 50_000][Int.random(in: 0..<8, using: &generator)]
    if Int.random(in: 0..<25, using: &generator) == 0 { scale = 1_000_000_000 }
    liesPercent = [0, 0, 10, 15, 25, 50][Int.random(in: 0..<6, using: &generator)]
    self.generator = generator
    for _ in 0..<random(1...3) { addBlock() }
    let claimCount = percent(60) ? random(1...9) : random(8...22)
    for _ in 0..<claimCount { addClaim() }
    for _ in 0..<random(1...5) { addQuestion() }
    if percent(5) { conflictsMax = random(0...3) }
  }
}

// MARK: - Rules

extension RandomSystem {
  private mutating func addBlock() {
    switch random(0..<8) {
    case 0: for _ in 0..<random(1...3) { topics.append(Expression(unknown(random(0...scale)))) }
    case 1: addGroup()
    case 2, 3: _ = addRunningTotal(pointCount: random(2...7))
    case 4, 5: addParts()
    case 6: addExchanges()
    default: addCount()
    }
  }

  /// A whole of powers or of categories, without time.
  private mutating func addGroup() {
    let parts = (0..<random(2...3)).map { _ in unknown(random(0...scale)) }
    let whole = unknown(parts.reduce(0) { $0 + truth[$1] })
    let sum = parts.reduce(Expression([])) { $0 + Expression($1) }
    system.add(.init(Expression(whole) - sum, low: 0, high: 0))
    topics += parts.map { Expression($0) }
    topics += [Expression(whole), Expression(parts[0]) + Expression(parts[1])]
  }

  /// A running total at some days, which does not fall.
  private mutating func addRunningTotal(pointCount: Int) -> [Int] {
    var value: Int64 = percent(50) ? 0 : random(0...scale)
    let steps = (0..<pointCount).map { _ in percent(30) ? 0 : random(0...scale) }
    return addRunningTotal(
      steps.map { step in
        value += step
        return value
      })
  }

  private mutating func addRunningTotal(_ values: [Int64]) -> [Int] {
    let points = values.map { unknown($0) }
    for (earlier, later) in zip(points, points.dropFirst()) {
      system.add(.init(Expression(later) - Expression(earlier), low: 0))
    }
    addWindows(of: points)
    return points
  }

  private mutating func addWindows(of points: [Int]) {
    for _ in points {
      let last = random(0..<points.count)
      let first = random(0...last)
      topics.append(Expression(points[last]))
      if first < last { topics.append(Expression(points[last]) - Expression(points[first])) }
    }
  }

  /// Running totals of parts and of their whole, coupled at each day; perhaps with a part that cuts across.
  private mutating func addParts() {
    let count = random(2...4)
    let military = addRunningTotal(pointCount: count)
    let civilian = addRunningTotal(pointCount: count)
    let isExhaustive = percent(60)
    var rest: Int64 = 0
    let all = addRunningTotal(
      zip(military, civilian).map { military, civilian in
        rest += isExhaustive ? 0 : random(0...scale)
        return truth[military] + truth[civilian] + rest
      })
    for index in 0..<count {
      let left = Expression(all[index]) - Expression(military[index]) - Expression(civilian[index])
      system.add(.init(left, low: 0, high: isExhaustive ? 0 : nil))
      // What is neither does not fall.
      if index > 0, !isExhaustive {
        let before =
          Expression(all[index - 1]) - Expression(military[index - 1]) - Expression(civilian[index - 1])
        system.add(.init(left - before, low: 0))
      }
      topics.append(Expression(military[index]) + Expression(civilian[index]))
    }
    guard percent(50) else { return }
    let women = addRunningTotal(military.map { truth[$0] / 2 })
    for (earlier, later) in zip(0..<count, 1..<count) {
      let whole = Expression(all[later]) - Expression(all[earlier])
      system.add(.init(whole - (Expression(women[later]) - Expression(women[earlier])), low: 0))
    }
  }

  /// Exchanges as steps of a running total: on a day of their own, or on one of two days.
  private mutating func addExchanges() {
    let total = addRunningTotal(pointCount: random(3...5))
    for (before, after) in zip(total, total.dropFirst()) where percent(70) {
      let step = truth[after] - truth[before]
      let soldiers = unknown(random(0...step))
      let civilians = unknown(percent(50) ? 0 : random(0...(step - truth[soldiers])))
      let legs = Expression(soldiers) + Expression(civilians)
      system.add(.init(Expression(after) - Expression(before) - legs, low: 0))
      topics += [legs, Expression(soldiers), Expression(civilians)]
    }
    guard total.count > 3 else { return }
    // One whose day is not known: it is in this step or in that one.
    let (first, second) = (unknown(0), unknown(0))
    system.add(.init(Expression(total[1]) - Expression(total[0]) - Expression(first), low: 0))
    system.add(.init(Expression(total[3]) - Expression(total[2]) - Expression(second), low: 0))
    topics.append(Expression(first) + Expression(second))
  }

  /// A running total with the count of the exchanges that brought it: nobody returned in none.
  private mutating func addCount() {
    let total = addRunningTotal(pointCount: random(2...4))
    var count: Int64 = 1
    let counts = addRunningTotal(
      total.indices.map { index in
        let hasReturned = index > 0 && truth[total[index]] > truth[total[index - 1]]
        count += hasReturned ? random(1...3) : percent(80) ? 0 : 1
        return count
      })
    for index in total.indices.dropFirst() {
      let returned = Expression(total[index]) - Expression(total[index - 1])
      let exchanges = Expression(counts[index]) - Expression(counts[index - 1])
      system.add(.init(returned, onlyWith: exchanges))
    }
  }
}

// MARK: - Claims and questions

extension RandomSystem {
  private mutating func addClaim() {
    let owner = owner()
    let sum = topic()
    // What is claimed about once is claimed about again.
    if percent(40) { topics.append(sum) }
    switch random(0..<100) {
    case 0..<82: addBounds(on: sum, owner: owner)
    case 82..<86:
      let other = topic()
      if percent(liesPercent) || value(of: sum) == value(of: other) {
        system.add(.init(sum - other, low: 0, high: 0, owner: owner))
      }
    case 86..<94:
      let other = topic()
      let isTrue = value(of: sum) <= value(of: other)
      let (part, whole) = isTrue || percent(liesPercent) ? (sum, other) : (other, sum)
      system.add(.init(part - whole, high: 0, owner: owner))
    case 94..<97:
      // A share of a named whole: at least so many of so many. With great numbers, whether there are whole ones that
      // fit is too hard a question for all solvers.
      if scale > 100 { return }
      let (part, whole, parts) = (topic(), topic(), random(2...7))
      let share = times(part, Int64(parts)) - whole
      if percent(liesPercent) || value(of: share) >= 0 { system.add(.init(share, low: 0, owner: owner)) }
    default:
      let cause = topic()
      if percent(liesPercent) || value(of: cause) > 0 || value(of: sum) == 0 {
        system.add(.init(sum, onlyWith: cause, owner: owner))
      }
    }
  }

  private mutating func addBounds(on sum: Expression, owner: Int) {
    var value = value(of: sum)
    if percent(liesPercent) { value += percent(50) ? random(-3...3) : random(-scale...scale) }
    value = max(value, 0)
    let row: (low: Int64?, high: Int64?) =
      switch random(0..<20) {
      case 0..<9: (value, value)
      case 9..<12: (value, nil)
      case 12..<14: (max(0, value - random(0...scale)), nil)
      case 14..<16: (0, value + random(0...scale))
      case 16..<18: ((value + 1) / 2, 2 * value)
      case 18: (value, value + random(0...5))
      default: (nil, value)
      }
    system.add(.init(sum, low: row.low, high: row.high, owner: owner))
  }

  private mutating func addQuestion() {
    switch random(0..<20) {
    case 0..<13: questions.append(topic())
    case 13..<16: questions.append(Expression(random(0..<truth.count)))
    case 16..<18: questions.append(Expression(random(0..<truth.count)) - Expression(random(0..<truth.count)))
    case 18: questions.append(topic() + topic())
    default: questions.append(times(topic(), 2) - topic())
    }
  }

  /// Mostly somebody new; else one with rows already, anywhere in the system.
  private mutating func owner() -> Int {
    if percent(12), !owners.isEmpty { return owners[random(0..<owners.count)] }
    var owner = random(0...999)
    while owners.contains(owner) { owner += 1 }
    owners.append(owner)
    return owner
  }
}

// MARK: - Chance

extension RandomSystem {
  private mutating func random<Number: FixedWidthInteger>(_ range: ClosedRange<Number>) -> Number {
    .random(in: range, using: &generator)
  }

  private mutating func random(_ range: Range<Int>) -> Int { .random(in: range, using: &generator) }

  private mutating func percent(_ share: Int) -> Bool { random(0..<100) < share }

  private mutating func topic() -> Expression { topics[random(0..<topics.count)] }

  private mutating func unknown(_ value: Int64) -> Int {
    truth.append(value)
    return system.addVariable()
  }

  private func value(of sum: Expression) -> Int64 {
    sum.terms.reduce(0) { $0 + $1.factor * truth[$1.variable] }
  }

  private func times(_ sum: Expression, _ factor: Int64) -> Expression {
    Expression(sum.terms.map { .init($0.variable, factor: factor * $0.factor) })
  }
}
