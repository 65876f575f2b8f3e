@testable import ExclaimConstraints

/// What follows from a small system, by trying all values of the unknowns up to a greatest one.
struct BruteForce {
  /// Points that keep the rules, in groups that break the same owners' rows (bits), with the ends of each question in a group.
  private var groups: [UInt64: [ClosedRange<Int64>]] = [:]
  /// The same of points with all unknowns below the greatest.
  private var innerGroups: [UInt64: [ClosedRange<Int64>]] = [:]
  let owners: [Int]

  init(_ system: ConstraintSystem, _ questions: [Expression], greatest: Int64) {
    owners = Set(system.rows.compactMap(\.owner) + system.implications.compactMap(\.owner)).sorted()
    var point = [Int64](repeating: 0, count: system.variableCount)
    visit(&point, 0, greatest, system, questions)
  }

  private mutating func visit(
    _ point: inout [Int64], _ place: Int, _ greatest: Int64, _ system: ConstraintSystem,
    _ questions: [Expression]
  ) {
    guard place < point.count else { return add(point, greatest, system, questions) }
    for value in 0...greatest {
      point[place] = value
      visit(&point, place + 1, greatest, system, questions)
    }
  }

  private mutating func add(
    _ point: [Int64], _ greatest: Int64, _ system: ConstraintSystem, _ questions: [Expression]
  ) {
    var broken: UInt64 = 0
    for row in system.rows {
      let value = row.sum.value(at: point)
      if row.low.map({ value < $0 }) ?? false || row.high.map({ value > $0 }) ?? false {
        guard let owner = row.owner else { return }
        broken |= 1 << UInt64(owner)
      }
    }
    for implication in system.implications
    where implication.cause.value(at: point) == 0 && implication.effect.value(at: point) != 0 {
      guard let owner = implication.owner else { return }
      broken |= 1 << UInt64(owner)
    }
    let values = questions.map { $0.value(at: point) }
    func widened(_ old: [ClosedRange<Int64>]?) -> [ClosedRange<Int64>] {
      zip(old ?? values.map { $0...$0 }, values).map { min($0.lowerBound, $1)...max($0.upperBound, $1) }
    }
    groups[broken] = widened(groups[broken])
    if !point.contains(greatest) { innerGroups[broken] = widened(innerGroups[broken]) }
  }

  /// Whether these owners can all be right.
  func isPossible(_ owners: some Sequence<Int>) -> Bool {
    let mask = owners.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
    return groups.keys.contains { $0 & mask == 0 }
  }

  /// The ends of a question when these owners are right.
  func ends(of question: Int, _ owners: some Sequence<Int>) -> ClosedRange<Int64> {
    let mask = owners.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
    let found = groups.filter { $0.key & mask == 0 }.map { $0.value[question] }
    return found.map(\.lowerBound).min()!...found.map(\.upperBound).max()!
  }

  /// The same while no unknown is at the greatest value; nil when nothing is left.
  func inner(of question: Int, _ owners: some Sequence<Int>) -> ClosedRange<Int64>? {
    let mask = owners.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
    let found = innerGroups.filter { $0.key & mask == 0 }.map { $0.value[question] }
    guard let low = found.map(\.lowerBound).min(), let high = found.map(\.upperBound).max() else {
      return nil
    }
    return low...high
  }

  /// All smallest sets of up to two owners who cannot all be right.
  var pairs: [[Int]] {
    let singles = owners.filter { !isPossible([$0]) }
    var found = singles.map { [$0] }
    for first in owners where !singles.contains(first) {
      for second in owners where second > first && !singles.contains(second) && !isPossible([first, second]) {
        found.append([first, second])
      }
    }
    return found
  }
}

extension Expression {
  func value(at point: [Int64]) -> Int64 {
    terms.reduce(0) { $0 + $1.factor * point[$1.variable] }
  }
}
