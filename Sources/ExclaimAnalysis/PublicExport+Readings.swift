import ExclaimConstraints
import ExclaimDomain

/// What a reader of a publication can work out about numbers.
///
/// Which parts make up which whole the records do not say: groups of a leg may be all that a total counts, or
/// only those that were told. Nor can all be believed where speakers differ. So every reading counts: all
/// statements that can be true together, and then all sums that fit them.
struct Readings {
  private struct Reading {
    /// What is believed of which number.
    var statements: [(number: Int, belief: Belief)]
    /// What is taken to hold besides.
    var rules: [ConstraintSystem.Row]

    /// False where it holds for untrue what is said of the number: what a reader works out then is so too.
    func says(_ number: Int, _ unstated: Set<Int>) -> Bool {
      unstated.contains(number) || statements.contains { $0.number == number }
    }
  }

  private let kinds: PersonKinds
  /// The numbers that no reading knows anything of.
  private let unstated: Set<Int>
  private var readings: [Reading] = []

  /// Nil where there are more readings than can be looked at, with so much withheld already.
  init?(of graph: NumberGraph, _ kinds: PersonKinds, _ stages: [Suppression.Stage], _ threshold: Int64) {
    self.kinds = kinds
    unstated = Set(stages.indices.filter { stages[$0] == .all })
    var told: [(number: Int, belief: Belief)] = []
    var exclusive: [Set<Int>] = []
    for (place, number) in graph.numbers.enumerated() where stages[place] != .all {
      let beliefs = number.isTooSmall(below: threshold) ? [number.allBeliefs] : number.beliefs
      for (first, belief) in beliefs.enumerated() {
        for second in beliefs.indices.dropFirst(first + 1) {
          exclusive.append([told.count, told.count + second - first])
        }
        told.append((place, belief))
      }
    }
    let contained = graph.links.map { link in
      ConstraintSystem.Row(kinds.sum(link.whole) - kinds.sum(link.part), low: 0)
    }
    let rows = told.map { $0.belief.row(kinds.sum($0.number), .published, $0.number) } + contained
    let sums = Self.sums(graph, kinds)
    let search = CompatibleRows(variableCount: kinds.count)
    do {
      for believed in try search.largestSets(of: rows, exclusive, given: []) {
        for taken in try search.largestSets(of: sums, given: believed.map { rows[$0] }) {
          readings.append(
            Reading(
              statements: believed.filter { $0 < told.count }.map { told[$0] },
              rules: believed.filter { $0 >= told.count }.map { rows[$0] } + taken.map { sums[$0] }))
        }
      }
    } catch {
      return nil
    }
  }

  /// A number in a reading.
  struct Exposed {
    var number: Int
    var reading: Int
  }

  /// By reading, the numbers that were found to have enough values left. As more is withheld, they keep them.
  typealias Roomy = [Int: Set<Int>]

  /// The first of the numbers of which fewer values are left than wanted; nil where all have enough.
  /// - Parameter first: The reading to begin with.
  func exposed(
    _ numbers: [Int], _ stages: [Suppression.Stage], below threshold: Int64, first: Int = 0,
    besides roomy: inout Roomy
  ) -> Exposed? {
    for place in Array(readings.indices[first...]) + readings.indices[..<first] {
      let reading = readings[place]
      let asked = numbers.filter { reading.says($0, unstated) && roomy[place]?.contains($0) != true }
      if asked.isEmpty { continue }
      let system = system(reading, stages)
      let limited = asked.filter { !isUnlimited($0, system) }
      if limited.isEmpty {
        roomy[place, default: []].formUnion(asked)
        continue
      }
      // Without an answer the number is taken for exposed, and more is withheld.
      guard let answers = try? system.solve(for: limited.map(kinds.sum), explaining: false).answers else {
        return Exposed(number: limited[0], reading: place)
      }
      let exposed = zip(limited, answers).filter { !$1.leaves(threshold) }.map(\.0)
      roomy[place, default: []].formUnion(Set(asked).subtracting(exposed))
      if let number = exposed.first { return Exposed(number: number, reading: place) }
    }
    return nil
  }

  /// The numbers by which few values of this one are left in a reading.
  func causes(of exposed: Exposed, _ stages: [Suppression.Stage]) -> Set<Int> {
    let system = system(readings[exposed.reading], stages)
    let answer = try? system.solve(for: [kinds.sum(exposed.number)]).answers[0]
    return Set((answer?.lowOwners ?? []) + (answer?.highOwners ?? []))
  }

  /// True for a number with a kind of which there may be any number: no row grows with it to an end.
  private func isUnlimited(_ number: Int, _ system: ConstraintSystem) -> Bool {
    kinds.ofNumbers[number].contains { kind in
      system.rows.allSatisfy { row in
        guard let factor = row.sum.terms.first(where: { $0.variable == kind })?.factor else { return true }
        return factor > 0 ? row.high == nil : row.low == nil
      }
    }
  }

  /// What a reader believes and takes to hold while so much is withheld.
  private func system(_ reading: Reading, _ stages: [Suppression.Stage]) -> ConstraintSystem {
    var system = ConstraintSystem()
    for _ in 0..<kinds.count { _ = system.addVariable() }
    for rule in reading.rules { system.add(rule) }
    for (number, belief) in reading.statements {
      let row = belief.row(kinds.sum(number), stages[number], number)
      if row.high != nil || row.low != 0 { system.add(row) }
    }
    return system
  }

  /// The sums that a reader may take numbers for.
  private static func sums(_ graph: NumberGraph, _ kinds: PersonKinds) -> [ConstraintSystem.Row] {
    var rows = kinds.remainders.map { rest in
      ConstraintSystem.Row(Expression(rest.map { .init($0) }), high: 0)
    }
    func add(_ whole: Int, _ parts: [Int]) {
      let excess = parts.reduce(Expression([])) { $0 + kinds.sum($1) } - kinds.sum(whole)
      rows.append(.init(excess, low: 0))
      if excess.terms.contains(where: { $0.factor > 0 }) { rows.append(.init(excess, high: 0)) }
    }
    for (whole, links) in Dictionary(grouping: graph.links, by: \.whole).sorted(by: { $0.key < $1.key })
    where links.count > 1 { add(whole, links.map(\.part)) }
    for leg in graph.legs where leg.count > 1 {
      let counted = Set(leg.flatMap { kinds.ofNumbers[$0] })
      for whole in graph.numbers.indices
      where !leg.contains(whole) && counted.isSubset(of: kinds.ofNumbers[whole]) { add(whole, leg) }
    }
    return unique(rows)
  }
}

extension Answer {
  fileprivate func leaves(_ count: Int64) -> Bool {
    guard let high else { return true }
    return high - (low ?? 0) + 1 >= count
  }
}

/// Which rows can hold together.
private struct CompatibleRows {
  /// There are too many sets to look at, or a system that cannot be solved.
  struct TooMany: Error {}

  let variableCount: Int

  private static let setsMax = 16
  private static let conflictsMax = 64

  /// Every set of the rows that can hold together with what is given, and to which no other row can be added.
  ///
  /// Each of them lacks one row, at least, of every conflict, and none needlessly.
  /// - Parameter known: Conflicts of the rows.
  func largestSets(
    of rows: [ConstraintSystem.Row], _ known: [Set<Int>] = [], given: [ConstraintSystem.Row]
  ) throws(TooMany) -> [[Int]] {
    var lacking: [Set<Int>] = [[]]
    for conflict in known { lacking = try Self.hitting(conflict, lacking) }
    var fitting: Set<Set<Int>> = []
    while let lack = lacking.first(where: { !fitting.contains($0) }) {
      let conflicts = try conflicts(rows, without: lack, given: given)
      if conflicts.isEmpty { fitting.insert(lack) }
      for conflict in conflicts { lacking = try Self.hitting(conflict, lacking) }
    }
    return lacking.map { lack in rows.indices.filter { !lack.contains($0) } }
  }

  /// The smallest sets that have a row of this conflict too.
  private static func hitting(_ conflict: Set<Int>, _ sets: [Set<Int>]) throws(TooMany) -> [Set<Int>] {
    let kept = sets.filter { !$0.isDisjoint(with: conflict) }
    var hitting = kept
    for set in sets where set.isDisjoint(with: conflict) {
      for row in conflict.sorted() where !kept.contains(where: { $0.isSubset(of: set.union([row])) }) {
        hitting.append(set.union([row]))
      }
    }
    if hitting.count > setsMax { throw TooMany() }
    return hitting
  }

  private func conflicts(
    _ rows: [ConstraintSystem.Row], without lacking: Set<Int>, given: [ConstraintSystem.Row]
  ) throws(TooMany) -> [Set<Int>] {
    var system = ConstraintSystem()
    for _ in 0..<variableCount { _ = system.addVariable() }
    for (place, row) in (given + rows).enumerated() where !lacking.contains(place - given.count) {
      system.add(
        .init(row.sum, low: row.low, high: row.high, owner: place < given.count ? nil : place - given.count))
    }
    guard let solution = try? system.solve(for: [], conflictsMax: Self.conflictsMax) else { throw TooMany() }
    return solution.conflicts.map { Set($0.owners) }
  }
}
