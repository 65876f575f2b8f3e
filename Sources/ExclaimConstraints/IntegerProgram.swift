/// Any component, in whole numbers: linear programs, and branches where one leaves a fraction or breaks an implication.
final class IntegerProgram {
  enum Least {
    /// These owners exclude each other.
    case infeasible(owners: [Int])
    /// There is no least value.
    case unbounded
    /// The least value, and owners who force it.
    case value(Int64, owners: [Int])
  }

  /// Rows that a branch adds, and on whose word.
  private struct Node {
    var rows: [LinearProgram.Row] = []
    var owners: [Int] = []

    func adding(_ terms: [Expression.Term], low: Int64? = nil, high: Int64? = nil, owner: Int) -> Node {
      Node(rows: rows + [.init(terms: terms, low: low, high: high)], owners: owners + [owner])
    }
  }

  /// More branches than any system of use needs; without this an odd one could take for ever.
  private static let nodesMax = 20_000

  private let program: LinearProgram
  private var limits: Limits

  init(_ component: Component, _ limits: Limits) {
    self.limits = limits
    let rows = zip(component.sums, limits.sums).map { terms, ends in
      LinearProgram.Row(terms: terms, low: ends.low, high: ends.high)
    }
    program = LinearProgram(variableCount: component.variableCount, rows: rows)
  }

  /// From now on these hold. None of their ends may cross.
  func apply(_ limits: Limits) {
    self.limits = limits
    for (row, ends) in limits.sums.enumerated() { program.limit(row, low: ends.low, high: ends.high) }
  }

  /// Owners who exclude each other.
  func conflict() throws -> [Int]? {
    if case .infeasible(let owners) = try least(of: []) { return owners }
    return nil
  }

  /// Owners who force an objective to be at least so much; nil when it may be less.
  func owners(forcing objective: [Expression.Term], toBeAtLeast value: Int64) throws -> [Int]? {
    switch try search(objective, notBelow: value) {
    case .value(let least, let owners): least < value ? nil : owners
    case .infeasible(let owners): owners
    case .unbounded: nil
    }
  }

  /// The least value of an objective.
  func least(of objective: [Expression.Term]) throws -> Least {
    try search(objective, notBelow: nil)
  }

  /// With `goal`, values from there on are all the same, and the first below ends the search.
  private func search(_ objective: [Expression.Term], notBelow goal: Int64?) throws -> Least {
    var best = goal
    var isFound = false
    var owners: Set<Int> = []
    var nodes = [Node()]
    var visited = 0
    while let node = nodes.popLast() {
      visited += 1
      if visited > Self.nodesMax { throw Unproved() }
      let program = node.rows.isEmpty ? program : LinearProgram(program, adding: node.rows)
      switch try program.minimize(objective) {
      case .infeasible(let ends):
        owners.formUnion(ends.map { owner(of: $0, in: node) })
      case .optimum(let least, let ends, let point):
        if let best, least >= best {
          owners.formUnion(ends.map { owner(of: $0, in: node) })
        } else if let branches = branches(of: node, at: point, ray: nil) {
          nodes += branches
        } else {
          let value = objective.reduce(Int64(0)) { $0 + $1.factor * point.values[$1.variable] }
          guard value == least else { throw Unproved() }
          (best, isFound) = (value, true)
          if goal != nil { return .value(value, owners: []) }
          owners.formUnion(ends.map { owner(of: $0, in: node) })
        }
      case .unbounded(let ray, let point):
        guard let branches = branches(of: node, at: point, ray: ray) else { return .unbounded }
        nodes += branches
      }
    }
    if isFound || goal != nil, let best { return .value(best, owners: Limits.owners(owners)) }
    return .infeasible(owners: Limits.owners(owners))
  }

  private func owner(of end: LinearProgram.End, in node: Node) -> Int {
    guard end.row < limits.sums.count else { return node.owners[end.row - limits.sums.count] }
    return end.isLow ? limits.sums[end.row].lowOwner : limits.sums[end.row].highOwner
  }

  /// The cases into which a node falls, the likeliest last; nil when the point is a solution, and all along the ray.
  private func branches(of node: Node, at point: LinearProgram.Point, ray: [Int64]?) -> [Node]? {
    if let variable = point.fractional {
      let floor = point.values[variable] - (point.fraction < 0 ? 1 : 0)
      let terms = [Expression.Term(variable)]
      let lower = node.adding(terms, high: floor, owner: Component.rule)
      let upper = node.adding(terms, low: floor + 1, owner: Component.rule)
      return point.fraction < 0 ? [lower, upper] : [upper, lower]
    }
    func value(_ terms: [Expression.Term]) -> Int64 {
      terms.reduce(0) { $0 + $1.factor * (point.values[$1.variable] + (ray?[$1.variable] ?? 0)) }
    }
    for implication in limits.implications
    where value(implication.cause) <= 0 && value(implication.effect) > 0 {
      let without = node.adding(implication.effect, high: 0, owner: implication.owner)
      if implication.cause.isEmpty { return [without] }
      return [without, node.adding(implication.cause, low: 1, owner: implication.owner)]
    }
    return nil
  }
}
