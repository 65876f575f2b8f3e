@testable import ExclaimConstraints

/// Small systems of the kinds that claims make.
struct SmallSystem {
  enum Shape: CaseIterable {
    case single, chain, crossedDifferences, sums, partsOfChains, implications, factors
  }

  var system = ConstraintSystem()
  var questions: [Expression] = []

  init(_ shape: Shape, using random: inout SeededGenerator) {
    switch shape {
    case .single: addUnknowns(1)
    case .chain:
      addUnknowns(.random(in: 2...4, using: &random))
      for later in 1..<system.variableCount { order(later - 1, later) }
    case .crossedDifferences:
      addUnknowns(.random(in: 2...4, using: &random))
      for first in 0..<system.variableCount {
        for second in 0..<first where .random(using: &random) {
          if .random(using: &random) { order(first, second) } else { order(second, first) }
        }
      }
    case .sums:
      addUnknowns(4)
      rule(total: 0, parts: [1, 2])
      if .random(using: &random) { rule(total: 1, parts: [3]) } else { order(3, 2) }
    case .partsOfChains:
      // Two points of a total with two parts; of the six unknowns the totals are written as sums.
      addUnknowns(4)
      order(0, 1)
      order(2, 3)
    case .implications:
      addUnknowns(4)
      order(0, 1)
      order(2, 3)
      system.add(.init(Expression(1) - Expression(0), onlyWith: Expression(3) - Expression(2)))
      if .random(using: &random) { system.add(.init(Expression(0), onlyWith: Expression(2))) }
    case .factors:
      addUnknowns(3)
      system.add(.init(Expression([.init(0), .init(1, factor: 2), .init(2, factor: -1)]), low: 0))
    }
    for owner in 0..<Int.random(in: 1...6, using: &random) {
      for _ in 0..<(Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1) { addRow(shape, owner, &random) }
    }
    if shape == .implications, .random(using: &random) {
      system.add(.init(Expression(3), onlyWith: Expression(1), owner: .random(in: 0...6, using: &random)))
    }
    for _ in 0..<3 { questions.append(expression(shape, &random)) }
  }

  private mutating func addUnknowns(_ count: Int) {
    for _ in 0..<count { _ = system.addVariable() }
  }

  private mutating func order(_ less: Int, _ more: Int) {
    system.add(.init(Expression(more) - Expression(less), low: 0))
  }

  private mutating func rule(total: Int, parts: [Int]) {
    var difference = Expression(total)
    for part in parts { difference = difference - Expression(part) }
    system.add(.init(difference, low: 0, high: 0))
  }

  private mutating func addRow(_ shape: Shape, _ owner: Int, _ random: inout SeededGenerator) {
    let low = Int64.random(in: 0...2, using: &random)
    let high = low + Int64.random(in: 0...1, using: &random)
    let kind = Int.random(in: 0..<4, using: &random)
    let sum = expression(shape, &random)
    system.add(
      .init(sum, low: kind == 3 ? nil : low, high: kind == 2 ? nil : kind == 1 ? low : high, owner: owner))
  }

  private func expression(_ shape: Shape, _ random: inout SeededGenerator) -> Expression {
    let unknowns = (0..<system.variableCount).shuffled(using: &random)
    switch shape {
    case .single: return Expression(0)
    case .chain, .crossedDifferences, .implications:
      if .random(using: &random) { return Expression(unknowns[0]) }
      let pair = shape == .crossedDifferences ? [unknowns[0], unknowns[1]] : unknowns.prefix(2).sorted(by: >)
      return Expression(pair[0]) - Expression(pair[1])
    case .sums: return .random(using: &random) ? Expression(unknowns[0]) : Expression(0) - Expression(3)
    case .partsOfChains:
      let sums = [
        Expression(0), Expression(1), Expression(3), Expression(0) + Expression(2),
        Expression(1) + Expression(3),
        Expression(1) - Expression(0),
        Expression([.init(0, factor: -1), .init(1), .init(2, factor: -1), .init(3)]),
      ]
      return sums.randomElement(using: &random)!
    case .factors:
      var terms: [Expression.Term] = []
      for unknown in unknowns where .random(using: &random) || terms.isEmpty {
        terms.append(.init(unknown, factor: .random(in: 1...3, using: &random)))
      }
      return Expression(terms)
    }
  }
}
