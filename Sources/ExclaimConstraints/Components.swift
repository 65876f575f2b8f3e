/// A system cut into parts that share no unknown.
///
/// A question joins the parts that it touches. Everything here is linear in rows, for systems of a million rows come.
struct Components {
  private(set) var all: [Component] = []
  /// Owners of rows without unknowns that cannot hold.
  private(set) var impossible: Set<Int> = []
  /// Owners who speak of more than one sum, or of an implication.
  private(set) var ofSeveral: Set<Int> = []
  /// Places of questions without unknowns.
  private(set) var constants: [Int] = []

  init(_ system: ConstraintSystem, questions: [Expression]) {
    var sums = SumTable(variableCount: system.variableCount)
    var rowSums: [Int] = []
    rowSums.reserveCapacity(system.rows.count)
    var groups = DisjointSets(count: system.variableCount)
    var speakers = Speakers(system)
    for row in system.rows {
      let sum = sums.place(of: row.sum)
      rowSums.append(sum)
      if let owner = row.owner, !speakers.isFirst(owner, of: sum) { ofSeveral.insert(owner) }
    }
    ofSeveral.formUnion(system.implications.lazy.compactMap(\.owner))
    for sum in sums.all { groups.join(sum.terms) }
    for implication in system.implications { groups.join(implication.effect.terms + implication.cause.terms) }
    for question in questions { groups.join(question.terms) }

    // Parts are numbered by their first unknown, and unknowns keep their order within a part.
    var partOfRoot = [Int](repeating: -1, count: system.variableCount)
    var part = partOfRoot
    var place = partOfRoot
    for variable in 0..<system.variableCount {
      let root = groups.root(of: variable)
      if partOfRoot[root] < 0 {
        partOfRoot[root] = all.count
        all.append(Component())
      }
      part[variable] = partOfRoot[root]
      place[variable] = all[part[variable]].variableCount
      all[part[variable]].variableCount += 1
    }
    func local(_ terms: [Expression.Term]) -> [Expression.Term] {
      terms.map { Expression.Term(place[$0.variable], factor: $0.factor) }
    }

    var sumPlace: [(part: Int, sum: Int)] = []
    for sum in sums.all {
      guard let first = sum.terms.first else {
        sumPlace.append((-1, 0))
        continue
      }
      let home = part[first.variable]
      sumPlace.append((home, all[home].sums.count))
      all[home].sums.append(local(sum.terms))
      all[home].lows.append([])
      all[home].highs.append([])
    }
    for (index, row) in system.rows.enumerated() {
      let owner = row.owner ?? Component.rule
      let (home, sum) = sumPlace[rowSums[index]]
      if home < 0 {
        if row.low ?? 0 > 0 || row.high ?? 0 < 0 { impossible.insert(owner) }
        continue
      }
      let scale = sums.all[rowSums[index]].scale(of: row.sum)
      let limits = NormalSum.limits(low: row.low, high: row.high, scale: scale)
      if let low = limits.low { all[home].lows[sum].append(.init(value: low, owner: owner)) }
      if let high = limits.high { all[home].highs[sum].append(.init(value: high, owner: owner)) }
    }
    for implication in system.implications {
      // Without a cause the effect is 0 for good; without an effect nothing is said.
      guard let first = implication.effect.terms.first else { continue }
      let home = part[first.variable]
      all[home].implications.append(
        .init(
          place: all[home].implications.count, effect: local(implication.effect.terms),
          cause: local(implication.cause.terms),
          owner: implication.owner ?? Component.rule))
    }
    for (index, question) in questions.enumerated() {
      guard let first = question.terms.first else {
        constants.append(index)
        continue
      }
      let normal = NormalSum(question)
      all[part[first.variable]].questions.append(
        .init(place: index, terms: local(normal.terms), scale: normal.scale))
    }
  }
}

/// Of which sum each owner speaks first.
private struct Speakers {
  /// By owner where their numbers are close together, as they mostly are.
  private var dense: [Int]
  private var sparse: [Int: Int] = [:]

  init(_ system: ConstraintSystem) {
    let count = (system.rows.lazy.compactMap(\.owner).max() ?? -1) + 1
    dense = [Int](repeating: -1, count: count <= 4 * system.rows.count ? count : 0)
  }

  /// Whether an owner spoke of no other sum before.
  mutating func isFirst(_ owner: Int, of sum: Int) -> Bool {
    if dense.isEmpty {
      let known = sparse[owner, default: sum]
      sparse[owner] = known
      return known == sum
    }
    if dense[owner] < 0 { dense[owner] = sum }
    return dense[owner] == sum
  }
}

/// The different sums of a system, each in its normal form.
private struct SumTable {
  private(set) var all: [NormalSum] = []
  /// Most rows limit one unknown or the difference of two; these need no hash of an array.
  private var singles: [Int]
  private var differences: [Pair: Int] = [:]
  private var others: [[Expression.Term]: Int] = [:]

  private struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  init(variableCount: Int) {
    singles = [Int](repeating: -1, count: variableCount)
  }

  mutating func place(of expression: Expression) -> Int {
    let terms = expression.terms
    if terms.count == 1 {
      let variable = terms[0].variable
      if singles[variable] < 0 { singles[variable] = append(expression) }
      return singles[variable]
    }
    if terms.count == 2, terms[0].factor == -terms[1].factor {
      let pair = Pair(first: terms[0].variable, second: terms[1].variable)
      if let known = differences[pair] { return known }
      differences[pair] = append(expression)
      return all.count - 1
    }
    let normal = NormalSum(expression)
    if let known = others[normal.terms] { return known }
    others[normal.terms] = append(expression)
    return all.count - 1
  }

  private mutating func append(_ expression: Expression) -> Int {
    all.append(NormalSum(expression))
    return all.count - 1
  }
}

/// Union by size, with paths halved.
struct DisjointSets {
  private var parents: [Int]
  private var sizes: [Int]

  init(count: Int) {
    parents = Array(0..<count)
    sizes = [Int](repeating: 1, count: count)
  }

  mutating func root(of element: Int) -> Int {
    var element = element
    while parents[element] != element {
      parents[element] = parents[parents[element]]
      element = parents[element]
    }
    return element
  }

  /// Whether they were apart.
  @discardableResult mutating func join(_ first: Int, _ second: Int) -> Bool {
    var (first, second) = (root(of: first), root(of: second))
    if first == second { return false }
    if sizes[first] < sizes[second] { swap(&first, &second) }
    parents[second] = first
    sizes[first] += sizes[second]
    return true
  }

  mutating func join(_ terms: [Expression.Term]) {
    guard let first = terms.first else { return }
    for term in terms.dropFirst() { join(first.variable, term.variable) }
  }
}
