/// A system from which unknowns that stand in one row alone are taken, until single unknowns and differences are left.
///
/// Where an unknown v with factor 1 or -1 stands in one row only, the rest of that row may be whatever some v of its range
/// completes: the row without v, its ends widened by the range. Nothing is lost by that in whole numbers, so what is left
/// has the same bounds, and those of v follow from the bounds of the rest of its row. Parts that make up a whole hang on
/// running totals like leaves on a branch; taken off one by one they leave the totals, which are differences.
struct PeeledSystem {
  private struct Row {
    /// The terms that are left.
    var terms: [Expression.Term]
    /// What was taken from it.
    var taken: [Expression.Term] = []
    /// Ends as given.
    let given: Interval
    /// Whether only one term is left, of whose unknown it is now a limit.
    var isLimit = false
  }

  private var ranges: [Interval]
  private var rows: [Row]
  private var core: DifferenceSystem?
  private var reversedCore: DifferenceSystem?
  /// False when nothing fits all rows.
  private(set) var isFeasible = true
  private var resolved: [Interval?]
  private var rowOf: [Int]
  /// Unknowns of whose differences somebody asks: they stay.
  private var kept: [Bool]

  /// A row in place of one that an owner or a rule has given.
  typealias Extra = (terms: [Expression.Term], range: Interval)

  /// Nil for a system of which more than differences is left.
  init?(_ component: Component, _ limits: Limits, adding more: [Extra] = []) {
    ranges = Array(repeating: Interval(low: 0), count: component.variableCount)
    rows = []
    resolved = Array(repeating: nil, count: component.variableCount)
    rowOf = Array(repeating: -1, count: component.variableCount)
    kept = Array(repeating: false, count: component.variableCount)
    keep(component)
    for (sum, ends) in zip(component.sums, limits.sums) {
      add(sum, Interval(ends))
    }
    for (terms, range) in more { add(terms, range) }
    peel()
    guard isFeasible else { return }
    for row in rows where row.terms.count > 1 && !Self.fits(row.terms) { return nil }
    for row in rows where row.terms.count == 1 && abs(row.terms[0].factor) != 1 { return nil }
    guard makeCore() else { return nil }
  }

  private mutating func keep(_ component: Component) {
    let asked =
      component.questions.map(\.terms) + component.implications.flatMap { [$0.effect, $0.cause] }
    for terms in asked where terms.count > 1 {
      for term in terms { kept[term.variable] = true }
    }
  }

  private static func fits(_ terms: [Expression.Term]) -> Bool {
    terms.count == 2 && abs(terms[0].factor) == 1 && terms[0].factor == -terms[1].factor
  }

  private mutating func add(_ terms: [Expression.Term], _ range: Interval) {
    if terms.count == 1, abs(terms[0].factor) == 1 {
      limit(terms[0].variable, to: range.times(terms[0].factor))
    } else {
      rows.append(Row(terms: terms, given: range))
    }
  }

  private mutating func limit(_ variable: Int, to range: Interval) {
    ranges[variable] = ranges[variable].intersection(range)
    if ranges[variable].isEmpty { isFeasible = false }
  }

  // MARK: - Taking unknowns away

  private mutating func peel() {
    var rowsOf = Array(repeating: [Int](), count: ranges.count)
    for (row, content) in rows.enumerated() {
      for term in content.terms { rowsOf[term.variable].append(row) }
    }
    var degree = rowsOf.map(\.count)
    var leaves = degree.indices.filter { degree[$0] == 1 && !kept[$0] }
    while let leaf = leaves.popLast() {
      guard degree[leaf] == 1,
        let row = rowsOf[leaf].first(where: { !rows[$0].isLimit }),
        let place = rows[row].terms.firstIndex(where: { $0.variable == leaf }),
        abs(rows[row].terms[place].factor) == 1
      else { continue }
      rows[row].taken.append(rows[row].terms.remove(at: place))
      rowOf[leaf] = row
      degree[leaf] = 0
      guard rows[row].terms.count <= 1 else { continue }
      let rest = rest(of: row)
      guard let last = rows[row].terms.first else {
        if Interval.zero.intersection(rest).isEmpty { isFeasible = false }
        continue
      }
      guard abs(last.factor) == 1 else { continue }
      rows[row].isLimit = true
      limit(last.variable, to: rest.times(last.factor))
      degree[last.variable] -= 1
      if degree[last.variable] == 1, !kept[last.variable] { leaves.append(last.variable) }
    }
  }

  /// What the terms that are left in a row may add up to.
  private func rest(of row: Int, but variable: Int? = nil) -> Interval {
    rows[row].taken.reduce(rows[row].given) { range, term in
      term.variable == variable ? range : range + ranges[term.variable].times(term.factor).negated
    }
  }

  /// What is left as a graph; false when a row of one unknown with a factor is left, which is no edge.
  private mutating func makeCore() -> Bool {
    var component = Component()
    component.variableCount = ranges.count
    var limits: [Limits.Ends] = []
    for (variable, range) in ranges.enumerated() where rowOf[variable] < 0 {
      guard let ends = range.ends else { return false }
      component.sums.append([Expression.Term(variable)])
      limits.append(ends)
    }
    for (row, content) in rows.enumerated() where content.terms.count == 2 {
      guard let ends = rest(of: row).times(content.terms[0].factor).ends else { return false }
      component.sums.append(content.terms[0].factor > 0 ? content.terms : content.terms.negated)
      limits.append(ends)
    }
    var all = Limits(component: limits)
    all.implications = []
    let system = DifferenceSystem(component, all)
    if system.conflict != nil {
      isFeasible = false
      return true
    }
    core = system
    reversedCore = system.reversed()
    return true
  }

  // MARK: - Ranges

  /// Everything that a sum may be; nil for a sum that is neither one unknown nor the difference of two that are left.
  mutating func range(of terms: [Expression.Term]) -> Interval? {
    if terms.isEmpty { return .zero }
    if terms.count == 1, abs(terms[0].factor) == 1 {
      return range(of: terms[0].variable).times(terms[0].factor)
    }
    guard Self.fits(terms), terms.allSatisfy({ rowOf[$0.variable] < 0 }) else { return nil }
    return coreRange(terms)
  }

  private mutating func range(of variable: Int) -> Interval {
    if let known = resolved[variable] { return known }
    let row = rowOf[variable]
    var range: Interval
    if row < 0 {
      range = coreRange([Expression.Term(variable)])
    } else {
      let own = rows[row].taken.first { $0.variable == variable }
      let left = rows[row].terms
      var others = Interval.zero
      if left.count == 1 { others = self.range(of: left[0].variable).times(left[0].factor) }
      if left.count == 2 { others = coreRange(left) }
      let rest = rest(of: row, but: variable) + others.negated
      range = ranges[variable].intersection(rest.times(own?.factor ?? 1))
    }
    if range.low ?? 0 < 0 { range.low = 0 }
    resolved[variable] = range
    return range
  }

  private mutating func coreRange(_ terms: [Expression.Term]) -> Interval {
    guard let core, let reversedCore else { return .all }
    let isNegative = terms[0].factor < 0
    let (from, to) = DifferenceSystem.nodes(isNegative ? terms.negated : terms)
    let up = paths(from, core, \.up)
    let down = paths(from, reversedCore, \.down)
    let range = Interval(
      low: down.length(to: to).map { -DifferenceSystem.value($0) },
      high: up.length(to: to).map(DifferenceSystem.value))
    return isNegative ? range.negated : range
  }

  private struct KnownPaths {
    var up: [Int: DifferenceSystem.Paths] = [:]
    var down: [Int: DifferenceSystem.Paths] = [:]
  }
  private var known = KnownPaths()

  private mutating func paths(
    _ source: Int, _ system: DifferenceSystem,
    _ path: WritableKeyPath<KnownPaths, [Int: DifferenceSystem.Paths]>
  ) -> DifferenceSystem.Paths {
    if let paths = known[keyPath: path][source] { return paths }
    let paths = system.paths(from: source)
    known[keyPath: path][source] = paths
    return paths
  }
}
