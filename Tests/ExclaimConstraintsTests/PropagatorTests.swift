import Testing

@testable import ExclaimConstraints

/// What is seen without programs.
@Suite struct PropagatorTests {
  @Test func `ends that chase each other are a conflict of those who let them, and of nobody else`() throws {
    try #expect(conflict(chase(fallMax: 1)) == [1, 2, 3, 4])
  }

  @Test func `ends that come to rest are no conflict`() throws {
    try #expect(conflict(chase(fallMax: 2)) == nil)
  }

  /// Three totals without a high end, the last at least 2 above the first, which is so much below it at most. Where that is
  /// less than 2, rounds alone would never end.
  private func chase(fallMax: Int64) -> ConstraintSystem {
    var system = ConstraintSystem()
    let x = (0..<5).map { _ in Expression(system.addVariable()) }
    system.add(.init(x[1] - x[0], low: 0, owner: 1))
    system.add(.init(x[2] - x[1] - x[3], low: 0, owner: 2))
    system.add(.init(x[0] - x[2], low: -fallMax, owner: 3))
    system.add(.init(x[3], low: 2, owner: 4))
    // These only say where the chase begins, or stand beside it.
    system.add(.init(x[0], low: 7, owner: 5))
    system.add(.init(x[4] - x[0], low: 0, owner: 6))
    return system
  }

  /// Each round goes a little less far than the one before it, and all of them go no further than 2^40.
  @Test func `ends that move less from round to round are no circle`() throws {
    var system = ConstraintSystem()
    let x = (0..<2).map { _ in Expression(system.addVariable()) }
    let sum = Expression([Expression.Term(1, factor: 64), Expression.Term(0, factor: -63)])
    system.add(.init(sum, low: 1 << 40, owner: 1))
    system.add(.init(x[0] - x[1], low: 0, owner: 2))
    try #expect(conflict(system) == nil)
    #expect(try system.solve(for: [x[0]]).answers[0].low == 1 << 40)
  }

  /// Who excludes each other, as far as propagation sees.
  private func conflict(_ system: ConstraintSystem) throws -> [Int]? {
    let component = try #require(Components(system, questions: []).all.first)
    var propagator = try #require(Propagator(component))
    return propagator.start(Limits(component)) ? nil : propagator.conflict
  }
}
