import Glibc

/// Unknowns in whose words a component has fewer rows, and each whole point of one is a whole point of the other.
///
/// A total that rules make of parts is written as the sum of them, and a number that rules put at or above another as that
/// number and what is more. So the steps of a running total take the place of its values: orders become the rule that steps
/// are 0 or more, and a window the sum of its steps. Branches on steps end where those on values could climb for ever.
struct Substitution {
  /// For each total, its parts.
  private var parts: [[Expression.Term]?]
  /// For each other unknown, the one that it is above; -1 for none.
  private var parents: [Int]
  private var depths: [Int]
  /// Unknowns, those above others after them.
  private var order: [Int] = []
  /// For each unknown the one at the foot of its tree.
  private var roots: [Int]

  init(_ component: Component) {
    parts = [[Expression.Term]?](repeating: nil, count: component.variableCount)
    parents = [Int](repeating: -1, count: component.variableCount)
    depths = [Int](repeating: 0, count: component.variableCount)
    roots = Array(0..<component.variableCount)
    findTotals(component)
    findOrders(component)
    order = depths.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }
    for variable in order where parents[variable] >= 0 { roots[variable] = roots[parents[variable]] }
  }

  private mutating func findTotals(_ component: Component) {
    var isPart = [Bool](repeating: false, count: component.variableCount)
    for (sum, terms) in component.sums.enumerated() where terms.count > 1 {
      guard Self.isRule(0, component.lows[sum]), Self.isRule(0, component.highs[sum]) else { continue }
      // The total is the one with the other sign.
      for (place, term) in terms.enumerated() where abs(term.factor) == 1 {
        var others = terms
        others.remove(at: place)
        for index in others.indices { others[index].factor *= -term.factor }
        guard !isPart[term.variable], parts[term.variable] == nil,
          others.allSatisfy({ $0.factor > 0 && parts[$0.variable] == nil })
        else { continue }
        parts[term.variable] = others
        for other in others { isPart[other.variable] = true }
        break
      }
    }
  }

  private mutating func findOrders(_ component: Component) {
    var trees = DisjointSets(count: component.variableCount)
    for (sum, terms) in component.sums.enumerated()
    where terms.count == 2 && terms[0].factor == 1 && terms[1].factor == -1 {
      let (first, second) = (terms[0].variable, terms[1].variable)
      guard parts[first] == nil, parts[second] == nil else { continue }
      if Self.isRule(0, component.lows[sum]), parents[first] < 0, trees.join(first, second) {
        parents[first] = second
      } else if Self.isRule(0, component.highs[sum]), parents[second] < 0, trees.join(first, second) {
        parents[second] = first
      }
    }
    // Depths, each path walked once.
    for start in parents.indices {
      var path: [Int] = []
      var node = start
      while parents[node] >= 0, depths[node] == 0 {
        path.append(node)
        node = parents[node]
      }
      for child in path.reversed() { depths[child] = depths[parents[child]] + 1 }
    }
  }

  private static func isRule(_ value: Int64, _ limits: [Component.Limit]) -> Bool {
    limits.contains { $0.owner == Component.rule && $0.value == value }
  }

  /// A sum in the words of the substitution.
  func callAsFunction(_ terms: [Expression.Term]) -> [Expression.Term] {
    var factors: [Int: Int64] = [:]
    for term in terms {
      if let parts = parts[term.variable] {
        for part in parts { factors[part.variable, default: 0] += term.factor * part.factor }
      } else {
        factors[term.variable, default: 0] += term.factor
      }
    }
    // From the deepest up, so that what two values share is met with the factors of both.
    var open = factors.filter { $0.value != 0 }.map {
      (depth: depths[$0.key], variable: $0.key, factor: $0.value)
    }
    var result: [Expression.Term] = []
    while let deepest = open.max(by: { ($0.depth, $0.variable) < ($1.depth, $1.variable) }) {
      open.removeAll { $0.variable == deepest.variable }
      result.append(.init(deepest.variable, factor: deepest.factor))
      let parent = parents[deepest.variable]
      guard parent >= 0 else { continue }
      if let known = open.firstIndex(where: { $0.variable == parent }) {
        open[known].factor += deepest.factor
        if open[known].factor == 0 { open.remove(at: known) }
      } else {
        open.append((depths[parent], parent, deepest.factor))
      }
    }
    return result.sorted { $0.variable < $1.variable }
  }

  /// A point with fractions, made whole by rounding values, and not steps: those of one tree all down, or all up.
  ///
  /// Then differences within a tree keep their whole bounds. Of trees with fractions, so many that all ways can be tried.
  func rounded(_ point: LinearProgram.Point) -> some Sequence<[Int64]> {
    var fractions = [Double](repeating: 0, count: parents.count)
    for (variable, distance) in point.fractions { fractions[variable] = distance }
    // Values, as whole numbers and what is above or below them.
    var wholes = point.values
    var trees: [Int] = []
    for variable in order {
      if parents[variable] >= 0 {
        wholes[variable] += wholes[parents[variable]]
        fractions[variable] += fractions[parents[variable]]
      }
      let excess = fractions[variable].rounded()
      wholes[variable] += Int64(excess)
      fractions[variable] -= excess
      if abs(fractions[variable]) < 1e-5 { fractions[variable] = 0 }
      let root = roots[variable]
      if fractions[variable] != 0, trees.count < Self.treesMax, !trees.contains(root) { trees.append(root) }
    }
    return (0..<(1 << trees.count)).lazy.map { [wholes, fractions, trees] pattern in
      var values = wholes
      for variable in fractions.indices where fractions[variable] != 0 {
        let isUp = trees.firstIndex(of: roots[variable]).map { pattern >> $0 & 1 == 1 } ?? false
        if isUp, fractions[variable] > 0 { values[variable] += 1 }
        if !isUp, fractions[variable] < 0 { values[variable] -= 1 }
      }
      for variable in order.reversed() where parents[variable] >= 0 {
        values[variable] -= values[parents[variable]]
      }
      return values
    }
  }

  private static let treesMax = 4
}
