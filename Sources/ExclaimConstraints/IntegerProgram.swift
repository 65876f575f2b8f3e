/// Any component, in whole numbers: linear programs, cuts where one leaves fractions, and branches where they stay or an
/// implication is broken.
///
/// Branches alone may take for ever: a half can go on from unknown to unknown of a sum that is odd, or along a ray without
/// end. A cut says of the whole sum that it is a whole number, and a ray is only followed from a whole point.
final class IntegerProgram {
  enum Least {
    /// These owners exclude each other.
    case infeasible(owners: [Int])
    /// There is no least value.
    case unbounded
    /// The least value, and owners who force it.
    case value(Int64, owners: [Int])
  }

  let program: LinearProgram
  private(set) var limits: Limits
  let substitution: Substitution
  /// For each row of the program the sum that it limits; rows of implications follow.
  private let sumOfRow: [Int]
  private let implications: [(effect: [Expression.Term], cause: [Expression.Term])]
  /// Where the last search began.
  private var stand: LinearProgram.Stand?
  /// Whole points that were found: some keep other limits too, and then save a search.
  private var known: [[Int64]] = []

  /// Those of the known ones that keep the present limits, and of how many known ones that was found.
  private var solutions: [[Int64]] = []
  private var keptCount = 0

  /// For each row that was cut, the ends of other rows from which it follows.
  private var endsOfCuts: [[LinearProgram.End]] = []
  private var firstCut: Int { sumOfRow.count + 2 * implications.count }

  private static let knownMax = 64
  /// More branches than any system of use needs; without this an odd one could take for ever.
  private static let nodesMax = 100_000
  private static let depthMax = 1_000
  private static let cutRoundsMax = 10
  private static let cutsPerRoundMax = 10

  init(_ component: Component, _ limits: Limits) {
    self.limits = limits
    let substitution = Substitution(component)
    self.substitution = substitution
    var rows: [LinearProgram.Row] = []
    var sumOfRow: [Int] = []
    for (sum, terms) in component.sums.enumerated() {
      let new = substitution(terms)
      // A rule that now says only that a sum of numbers of 0 or more is 0 or more.
      let isOwned = (component.lows[sum] + component.highs[sum]).contains { $0.owner != Component.rule }
      let isPlain = component.highs[sum].isEmpty && component.lows[sum].allSatisfy { $0.value <= 0 }
      let isMirrored = component.lows[sum].isEmpty && component.highs[sum].allSatisfy { $0.value >= 0 }
      if !isOwned,
        new.isEmpty || (isPlain && new.allSatisfy { $0.factor > 0 })
          || (isMirrored && new.allSatisfy { $0.factor < 0 })
      {
        continue
      }
      rows.append(.init(terms: new, low: limits.sums[sum].low, high: limits.sums[sum].high))
      sumOfRow.append(sum)
    }
    // Rows without ends, for branches to give them some.
    implications = component.implications.map { (substitution($0.effect), substitution($0.cause)) }
    for implication in implications {
      rows.append(.init(terms: implication.effect))
      rows.append(.init(terms: implication.cause))
    }
    self.sumOfRow = sumOfRow
    program = LinearProgram(variableCount: component.variableCount, rows: rows)
  }

  /// From now on these hold. None of their ends may cross.
  func apply(_ limits: Limits) {
    self.limits = limits
    (solutions, keptCount) = ([], 0)
    for (row, sum) in sumOfRow.enumerated() {
      program.limit(row: row, low: limits.sums[sum].low, high: limits.sums[sum].high)
    }
  }

  /// The row of an implication's effect; that of its cause is the next.
  func effectRow(_ implication: Component.Implication) -> Int { sumOfRow.count + 2 * implication.place }

  // MARK: - Questions

  /// Those of the owners who force an objective to be at least so much, as they were found to do last; none is needless.
  func irreducible(
    _ owners: [Int], forcing objective: [Expression.Term], toBeAtLeast value: Int64, of index: OwnerIndex
  ) throws -> [Int] {
    let (all, start) = (limits, stand)
    defer {
      apply(all)
      if let start { program.return(to: start) }
    }
    return try ComponentSolver.irreducible(owners) { rest in
      apply(index.limits(of: rest))
      if let start { program.return(to: start) }
      return try self.owners(forcing: objective, toBeAtLeast: value)
    }
  }

  /// Owners who exclude each other.
  func conflict() throws -> [Int]? {
    if known.contains(where: isSolution) { return nil }
    if case .infeasible(let owners) = try search([], notBelow: nil) { return owners }
    return nil
  }

  /// Owners who force an objective to be at least so much; nil when it may be less.
  func owners(forcing objective: [Expression.Term], toBeAtLeast value: Int64) throws -> [Int]? {
    let objective = substitution(objective)
    if known.contains(where: { objective.value(at: $0) < value && isSolution($0) }) { return nil }
    switch try search(objective, notBelow: value) {
    case .value(let least, let owners): return least < value ? nil : owners
    case .infeasible(let owners): return owners
    case .unbounded: return nil
    }
  }

  /// The least value of an objective.
  func least(of objective: [Expression.Term]) throws -> Least {
    try search(substitution(objective), notBelow: nil)
  }

  // MARK: - Solutions

  /// Whether a known solution gives a sum this value.
  func isAttained(_ terms: [Expression.Term], _ value: Int64) -> Bool {
    if known.count != keptCount {
      solutions = known.filter(isSolution)
      keptCount = known.count
    }
    let objective = substitution(terms)
    return solutions.contains { objective.value(at: $0) == value }
  }

  func isSolution(_ values: [Int64]) -> Bool {
    brokenImplication(values) == nil && program.holds(at: values)
  }

  /// An implication that a point breaks, or does so further along a ray.
  func brokenImplication(_ values: [Int64], along ray: [Int64]? = nil) -> Component.Implication? {
    limits.implications.first { implication in
      let (effect, cause) = implications[implication.place]
      return effect.value(at: values) + (ray.map(effect.value) ?? 0) > 0
        && cause.value(at: values) + (ray.map(cause.value) ?? 0) <= 0
    }
  }

  private func remember(_ values: [Int64]) {
    if known.count == Self.knownMax {
      known.removeFirst()
      keptCount = 0
    }
    known.append(values)
  }

  // MARK: - Branches

  /// A search under way.
  private struct Search {
    var objective: [Expression.Term]
    /// Values from here on are all the same; the first below ends the search.
    var goal: Int64?
    /// The least value found, or the goal.
    var best: Int64?
    /// Where the least value was found.
    var found: [Int64]?
    var isUnbounded = false
    var visited = 0
    var depth = 0

    var isOver: Bool { isUnbounded || (found != nil && goal != nil) }

    /// Whether nothing is to be looked for any more where all values are at least so much.
    func isClosed(at least: Int64?) -> Bool {
      if let least, let best, best <= least { return true }
      return isOver
    }
  }

  private func search(_ objective: [Expression.Term], notBelow goal: Int64?) throws -> Least {
    var search = Search(objective: objective, goal: goal, best: goal)
    let owners = Limits.owners(try visit(&search))
    if search.isUnbounded { return .unbounded }
    guard let best = search.best else { return .infeasible(owners: owners) }
    return .value(best, owners: owners)
  }

  /// Searches what the program now leaves open.
  /// - Returns: Owners because of whom nothing below the best is there.
  private func visit(_ search: inout Search) throws -> Set<Int> {
    search.visited += 1
    search.depth += 1
    defer { search.depth -= 1 }
    if search.visited > Self.nodesMax || search.depth > Self.depthMax { throw Unproved() }
    var outcome = try program.minimize(search.objective)
    let start = program.stand
    if search.depth == 1 { stand = start }
    defer { removeCuts(since: start) }
    var round = 0
    while true {
      switch outcome {
      case .infeasible(let ends): return owners(of: ends)
      case .unbounded(let ray, _): return try follow(ray, &search)
      case .optimum(let least, let ends, let point):
        let owners = owners(of: ends)
        if let best = search.best, least >= best { return owners }
        if search.visited == 1, round == 0 {
          let goal = search.goal.map { $0 - 1 } ?? least
          if let found = try solution(near: point, search.objective, atMost: goal) {
            search.best = Int64(search.objective.value(at: found))
            search.found = found
            return owners
          }
          // The dive has left the point at which cuts are made.
          outcome = try program.minimize(search.objective)
        } else if round <= Self.cutRoundsMax,
          let next = try cut(search.objective, at: point, since: start)
        {
          outcome = next
        } else {
          return try branch(&search, at: point, closing: (least, owners))
        }
        round += 1
      }
    }
  }

  /// The objective falls along a ray for ever. So it does from any whole point, for a ray has whole numbers too, unless an
  /// implication is broken there: one such point decides, and where there is none, nothing is here at all.
  private func follow(_ ray: [Int64], _ search: inout Search) throws -> Set<Int> {
    func isStart(_ point: [Int64]) -> Bool { brokenImplication(point, along: ray) == nil }
    if known.contains(where: { isStart($0) && isSolution($0) }) {
      search.isUnbounded = true
      return []
    }
    var any = Search(objective: [], depth: search.depth)
    let owners = try visit(&any)
    search.visited += any.visited
    guard let start = any.found else { return owners }
    guard let broken = brokenImplication(start, along: ray) else {
      search.isUnbounded = true
      return []
    }
    return try branch(&search, on: broken, closing: nil)
  }

  /// A solution that is known or soon found.
  private func solution(
    near point: LinearProgram.Point, _ objective: [Expression.Term], atMost value: Int64
  ) throws -> [Int64]? {
    if point.fractions.isEmpty, objective.value(at: point.values) <= value, isSolution(point.values) {
      remember(point.values)
      return point.values
    }
    if let found = known.first(where: { objective.value(at: $0) <= value && isSolution($0) }) { return found }
    guard let found = try dive(from: point, objective, atMost: value), isSolution(found) else { return nil }
    remember(found)
    return found
  }

  // MARK: - Cuts

  /// What is left of the program without a point with fractions, until the cuts are removed; nil when nothing cuts it off.
  private func cut(
    _ objective: [Expression.Term], at point: LinearProgram.Point, since start: LinearProgram.Stand
  ) throws -> LinearProgram.Outcome? {
    let cuts = program.cuts(at: point, max: Self.cutsPerRoundMax)
    if cuts.isEmpty { return nil }
    for cut in cuts {
      program.add(cut.row)
      endsOfCuts.append(given(cut.ends))
    }
    do {
      return try program.minimize(objective)
    } catch is Unproved {
      // The cuts were too fine for the arithmetic.
      removeCuts(since: start)
      return nil
    }
  }

  private func removeCuts(since start: LinearProgram.Stand) {
    program.removeRows(addedSince: start)
    endsOfCuts.removeLast(endsOfCuts.count - (program.rows.count - firstCut))
  }

  /// These ends, and in place of those of cuts what they follow from, each once.
  private func given(_ ends: [LinearProgram.End]) -> [LinearProgram.End] {
    if ends.allSatisfy({ $0.row < firstCut }) { return ends }
    return Array(Set(ends.flatMap { $0.row < firstCut ? [$0] : endsOfCuts[$0.row - firstCut] }))
  }

  // MARK: - Cases

  /// Falls into two cases, if the point is not yet a solution.
  /// - Parameter closing: From which value on nothing more is to be found here, and because of whom.
  private func branch(
    _ search: inout Search, at point: LinearProgram.Point, closing: (least: Int64, owners: Set<Int>)
  ) throws -> Set<Int> {
    if let (variable, distance) = point.fractions.max(by: { abs($0.distance) < abs($1.distance) }) {
      let range = program.ranges[variable]
      let floor = point.values[variable] - (distance < 0 ? 1 : 0)
      let below = LinearProgram.Range(low: range.low, high: floor)
      let above = LinearProgram.Range(low: floor + 1, high: range.high)
      // Outside its range it cannot be cut further.
      guard floor >= range.low, range.high.map({ floor < $0 }) ?? true else { throw Unproved() }
      defer { program.limit(variable: variable, to: range) }
      var owners: Set<Int> = []
      for part in distance < 0 ? [above, below] : [below, above] {
        program.limit(variable: variable, to: part)
        owners.formUnion(try visit(&search))
        if search.isClosed(at: closing.least) { return closing.owners }
      }
      return owners
    }
    if let implication = brokenImplication(point.values) {
      return try branch(&search, on: implication, closing: closing)
    }
    let value = Int64(search.objective.value(at: point.values))
    guard value == closing.least else { throw Unproved() }
    remember(point.values)
    search.best = value
    search.found = point.values
    return closing.owners
  }

  /// There is a cause, or else no effect.
  private func branch(
    _ search: inout Search, on implication: Component.Implication, closing: (least: Int64, owners: Set<Int>)?
  ) throws -> Set<Int> {
    let row = effectRow(implication)
    var owners: Set<Int> = []
    if !implication.cause.isEmpty {
      program.limit(row: row + 1, low: 1, high: nil)
      defer { program.limit(row: row + 1, low: nil, high: nil) }
      owners = try visit(&search)
      if search.isClosed(at: closing?.least) { return closing?.owners ?? owners }
    }
    program.limit(row: row, low: nil, high: 0)
    defer { program.limit(row: row, low: nil, high: nil) }
    owners.formUnion(try visit(&search))
    return search.isClosed(at: closing?.least) ? closing?.owners ?? owners : owners
  }

  private func owners(of ends: [LinearProgram.End]) -> Set<Int> {
    var owners: Set<Int> = []
    for end in given(ends) {
      if end.row >= sumOfRow.count {
        let place = (end.row - sumOfRow.count) / 2
        owners.formUnion(limits.implications.lazy.filter { $0.place == place }.map(\.owner))
      } else {
        let ends = limits.sums[sumOfRow[end.row]]
        owners.insert(end.isLow ? ends.lowOwner : ends.highOwner)
      }
    }
    return owners
  }
}
