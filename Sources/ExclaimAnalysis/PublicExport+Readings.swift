import ExclaimConstraints
import ExclaimDomain

/// What a reader of a publication can work out about numbers.
///
/// Which parts make up which whole the records do not say: groups of a leg may be all that a total counts, or only those
/// that were told. Nor can all be believed where speakers differ. So every reading counts: all statements that can be true
/// together, and then all sums that fit them.
struct Readings {
  /// Bounds that somebody gives for a number.
  private struct Statement {
    var number: Int
    var row: ConstraintSystem.Row
  }

  private struct Reading {
    /// What is believed: places of statements.
    var statements: [Int]
    /// What is taken to hold besides.
    var rules: [ConstraintSystem.Row]
  }

  private let kinds: PersonKinds
  private let statements: [Statement]
  private var readings: [Reading] = []

  /// Above any number of persons.
  private static let countMax: Int64 = 1 << 40

  /// Nil where there are more readings than can be looked at.
  init?(of graph: NumberGraph) {
    guard let kinds = PersonKinds(of: graph.numbers) else { return nil }
    self.kinds = kinds
    statements = graph.numbers.enumerated().flatMap { place, number in
      number.statements(.published).compactMap { bounds in
        let row = ConstraintSystem.Row(
          kinds.sum(place), low: min(bounds.low ?? 0, Self.countMax),
          high: bounds.high.flatMap { $0 < Self.countMax ? $0 : nil }, owner: place)
        return row.low == 0 && row.high == nil ? nil : Statement(number: place, row: row)
      }
    }
    let contained = graph.links.map { link in
      ConstraintSystem.Row(kinds.sum(link.whole) - kinds.sum(link.part), low: 0)
    }
    let sums = Self.sums(graph, kinds)
    var search = CompatibleRows(variableCount: kinds.count)
    do {
      for believed in try search.largestSets(of: statements.map(\.row) + contained, given: []) {
        let certain = believed.filter { $0 >= statements.count }.map { contained[$0 - statements.count] }
        let told = believed.filter { $0 < statements.count }
        for taken in try search.largestSets(of: sums, given: told.map { statements[$0].row } + certain) {
          readings.append(Reading(statements: told, rules: certain + taken.map { sums[$0] }))
        }
      }
    } catch {
      return nil
    }
  }

  /// The first of the numbers of which fewer values are left than wanted, and the numbers by which they are so few.
  func exposed(
    _ numbers: [Int], _ stages: [Suppression.Stage], below threshold: Int64, explaining: Bool
  ) -> (number: Int, by: Set<Int>)? {
    for reading in readings {
      let asked = numbers.filter { number in
        reading.statements.contains { statements[$0].number == number }
      }
      if asked.isEmpty { continue }
      let system = system(reading, stages)
      // Without an answer the number is taken for exposed, and more is withheld.
      guard let answers = try? system.solve(for: asked.map(kinds.sum), explaining: false).answers else {
        return (asked[0], [])
      }
      for (number, answer) in zip(asked, answers) where !answer.leaves(threshold) {
        guard explaining else { return (number, []) }
        let reasons = try? system.solve(for: [kinds.sum(number)]).answers[0]
        return (number, Set((reasons?.lowOwners ?? []) + (reasons?.highOwners ?? [])))
      }
    }
    return nil
  }

  /// What a reader believes and takes to hold while so much is withheld.
  private func system(_ reading: Reading, _ stages: [Suppression.Stage]) -> ConstraintSystem {
    var system = ConstraintSystem()
    for _ in 0..<kinds.count { _ = system.addVariable() }
    for rule in reading.rules { system.add(rule) }
    for place in reading.statements {
      let statement = statements[place]
      switch stages[statement.number] {
      case .published: system.add(statement.row)
      case .bounded: if statement.row.high == nil { system.add(statement.row) }
      case .all: break
      }
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
  private var solved = 0

  private static let solvedMax = 400
  private static let setsMax = 16

  init(variableCount: Int) { self.variableCount = variableCount }

  /// Every set of the rows that can hold together with what is given, and to which no other row can be added.
  mutating func largestSets(
    of rows: [ConstraintSystem.Row], given: [ConstraintSystem.Row]
  ) throws(TooMany) -> [[Int]] {
    if try fit(given + rows) { return [Array(rows.indices)] }
    var found: [Set<Int>] = []
    var tried: Set<Set<Int>> = [[]]
    var open: [Set<Int>] = [[]]
    while let seed = open.popLast() {
      var known = found.first { seed.isSubset(of: $0) }
      if known == nil {
        var grown = seed
        for row in rows.indices where !seed.contains(row) {
          if try fit(given + (grown.union([row])).map { rows[$0] }) { grown.insert(row) }
        }
        found.append(grown)
        known = grown
        if found.count > Self.setsMax { throw TooMany() }
      }
      // Any other set that holds the seed holds a row, too, that the known one lacks.
      for row in rows.indices where known?.contains(row) == false {
        let next = seed.union([row])
        guard tried.insert(next).inserted else { continue }
        if try fit(given + next.map { rows[$0] }) { open.append(next) }
      }
    }
    return found.map { $0.sorted() }
  }

  private mutating func fit(_ rows: [ConstraintSystem.Row]) throws(TooMany) -> Bool {
    solved += 1
    if solved > Self.solvedMax { throw TooMany() }
    var system = ConstraintSystem()
    for _ in 0..<variableCount { _ = system.addVariable() }
    for var row in rows {
      row.owner = 0
      system.add(row)
    }
    let solution = try? system.solve(for: [], conflictsMax: 1, explaining: false, allPairs: false)
    guard let solution else { throw TooMany() }
    return solution.conflicts.isEmpty
  }
}
