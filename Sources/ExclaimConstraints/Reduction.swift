/// A component without what is settled: unknowns that can have one value only, and those at a fixed distance from others.
///
/// Exchanges with exact numbers fix the growth of a total from one point to the next, so that of many points few are left;
/// rows that follow from the ranges of their unknowns go, and what was tied by settled unknowns alone falls apart. Who
/// says what is lost: it is for answers without reasons.
struct Reduction {
  /// Where an original unknown is now: a number above one that is left, or alone.
  private struct Place {
    var root: Int?
    var offset: Int128 = 0
  }

  /// A row with its range; `isRule` when nobody owns an end of it.
  private struct Row {
    var terms: [Expression.Term]
    var range: Interval
    var isRule: Bool
  }

  private var places: [Place]
  private var rows: [Row] = []
  /// What each unknown may be.
  private var ranges: [Interval]
  /// False when rows exclude each other; else nothing is known of it.
  private(set) var isFeasible = true

  /// More rounds find little more.
  private static let roundsMax = 12

  init(_ component: Component, _ limits: Limits) {
    places = (0..<component.variableCount).map { Place(root: $0) }
    ranges = places.map { _ in Interval(low: 0) }
    for (terms, ends) in zip(component.sums, limits.sums) where ends.low != nil || ends.high != nil {
      let isRule = ends.lowOwner == Component.rule && ends.highOwner == Component.rule
      rows.append(
        Row(terms: terms, range: Interval(ends), isRule: isRule))
    }
    for _ in 0..<Self.roundsMax {
      propagate()
      guard isFeasible, settle() else { break }
      rewrite()
      guard isFeasible else { break }
    }
    guard isFeasible else { return }
    propagate()
    dropNeedless()
  }

  /// Finds the ranges that the rows leave to the unknowns.
  private mutating func propagate() {
    var component = Component()
    component.variableCount = places.count
    component.sums = rows.map(\.terms)
    let limits = Limits(component: rows.map { $0.range.ends ?? Limits.Ends() })
    guard var propagator = Propagator(component) else { return }
    isFeasible = propagator.start(limits)
    ranges = places.indices.map { variable in
      let (low, high) = propagator.range(of: variable)
      return Interval(low: Int128(low), high: high == Propagator.none ? nil : Int128(high))
    }
  }

  // MARK: - Settling

  /// Settles what the ranges and rows fix; false when there was nothing to settle.
  private mutating func settle() -> Bool {
    var isChanged = false
    for (variable, range) in ranges.enumerated() {
      guard let low = range.low, low == range.high, places[variable].root == variable else { continue }
      places[variable] = Place(root: nil, offset: low)
      isChanged = true
    }
    for row in rows where row.terms.count == 2 && row.range.low != nil && row.range.low == row.range.high {
      guard abs(row.terms[0].factor) == 1, row.terms[0].factor == -row.terms[1].factor,
        let distance = row.range.low
      else { continue }
      let (one, other) = (root(of: row.terms[0].variable), root(of: row.terms[1].variable))
      guard let first = one.root, let second = other.root, first != second else { continue }
      // first + one.offset - second - other.offset = ± distance
      let sign = Int128(row.terms[0].factor)
      places[first] = Place(root: second, offset: other.offset - one.offset + sign * distance)
      isChanged = true
    }
    return isChanged
  }

  private func root(of variable: Int) -> Place {
    var place = Place(root: variable)
    while let root = place.root, places[root].root != root {
      place = Place(root: places[root].root, offset: place.offset + places[root].offset)
    }
    return place
  }

  /// A sum of what is left, and a number.
  private func reduced(_ terms: [Expression.Term]) -> (terms: [Expression.Term], constant: Int128) {
    var constant: Int128 = 0
    var left: [Expression.Term] = []
    for term in terms {
      let place = root(of: term.variable)
      constant += Int128(term.factor) * place.offset
      if let root = place.root { left.append(Expression.Term(root, factor: term.factor)) }
    }
    return (Expression(left).terms, constant)
  }

  private mutating func rewrite() {
    var places: [[Expression.Term]: Int] = [:]
    var next: [Row] = []
    func add(_ row: Row) {
      if let place = places[row.terms] {
        let both = next[place].range.intersection(row.range)
        if both != next[place].range { next[place].isRule = next[place].isRule && row.isRule }
        next[place].range = both
      } else {
        places[row.terms] = next.count
        next.append(row)
      }
    }
    for variable in self.places.indices where self.places[variable].root != variable {
      // What is left is as large as it must be for this one not to be less than 0.
      let place = root(of: variable)
      guard let root = place.root, place.offset < 0 else { continue }
      add(Row(terms: [Expression.Term(root)], range: Interval(low: -place.offset), isRule: false))
    }
    for row in rows {
      let (terms, constant) = reduced(row.terms)
      let shift = Interval(low: -constant, high: -constant)
      var range = row.range + shift
      guard let first = terms.first else {
        if Interval.zero.intersection(range).isEmpty { isFeasible = false }
        continue
      }
      let isRule = row.isRule && constant == 0
      if first.factor < 0 {
        range = range.negated
        add(Row(terms: terms.negated, range: range, isRule: isRule))
      } else {
        add(Row(terms: terms, range: range, isRule: isRule))
      }
    }
    rows = next
    if rows.contains(where: \.range.isEmpty) { isFeasible = false }
  }

  /// Rows of several unknowns that the ranges of these entail are no longer needed.
  private mutating func dropNeedless() {
    rows = rows.filter { row in
      guard row.terms.count > 1 else { return true }
      let sum = range(of: (row.terms, 0))
      return sum.intersection(row.range) != sum
    }
  }

  // MARK: - What is left

  /// Between what a sum lies by the ranges of its unknowns.
  private func range(of sum: (terms: [Expression.Term], constant: Int128)) -> Interval {
    sum.terms.reduce(Interval(low: sum.constant, high: sum.constant)) { range, term in
      range + ranges[term.variable].times(term.factor)
    }
  }

  /// What is left as a system, in which one owner says everything but rules; with the questions, less a number each.
  ///
  /// Nil where it cannot be told: numbers beyond all bounds, or implications with numbers in them.
  func system(
    _ questions: [[Expression.Term]], _ implications: [Component.Implication]
  ) -> (system: ConstraintSystem, questions: [(expression: Expression, constant: Int128)])? {
    var system = ConstraintSystem()
    var variables: [Int: Int] = [:]
    func expression(_ terms: [Expression.Term]) -> Expression {
      Expression(
        terms.map { term in
          if let known = variables[term.variable] { return Expression.Term(known, factor: term.factor) }
          let new = system.addVariable()
          variables[term.variable] = new
          return Expression.Term(new, factor: term.factor)
        })
    }
    /// A number stands as an unknown that can have no other value.
    func whole(_ sum: (terms: [Expression.Term], constant: Int128)) -> Expression {
      let rest = expression(sum.terms)
      guard sum.constant != 0, let constant = Int64(exactly: sum.constant) else { return rest }
      let number = system.addVariable()
      system.add(.init(Expression(number), low: abs(constant), high: abs(constant), owner: 0))
      return rest + Expression([Expression.Term(number, factor: constant.signum())])
    }
    for row in rows {
      guard let ends = row.range.ends else { return nil }
      system.add(.init(expression(row.terms), low: ends.low, high: ends.high, owner: row.isRule ? nil : 0))
    }
    // Rows that went may have been those that bounded an unknown.
    for (variable, range) in ranges.enumerated() where places[variable].root == variable {
      guard let ends = range.ends else { return nil }
      if ends.low ?? 0 > 0 || ends.high != nil {
        system.add(.init(expression([Expression.Term(variable)]), low: ends.low, high: ends.high, owner: 0))
      }
    }
    for implication in implications {
      let (effect, cause) = (reduced(implication.effect), reduced(implication.cause))
      // An effect that is there has its cause.
      let isThere = range(of: effect).low ?? 0 > 0
      if range(of: effect).high == 0 || range(of: cause).low ?? 0 > 0 { continue }
      guard let effectEnds = Interval(low: -effect.constant, high: -effect.constant).ends,
        let causeEnds = Interval(low: 1 - cause.constant).ends
      else { return nil }
      if isThere {
        system.add(.init(expression(cause.terms), low: causeEnds.low, owner: 0))
      } else if range(of: cause).high == 0 {
        system.add(.init(expression(effect.terms), high: effectEnds.high, owner: 0))
      } else {
        system.add(.init(whole(effect), onlyWith: whole(cause)))
      }
    }
    let asked = questions.map { terms in
      let (left, constant) = reduced(terms)
      return (expression: expression(left), constant: constant)
    }
    return (system, asked)
  }
}
