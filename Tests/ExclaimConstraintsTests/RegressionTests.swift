import Testing

@testable import ExclaimConstraints

/// Systems on which an earlier solver went wrong.
@Suite struct RegressionTests {
  @Test func `an implication hides no conflict beside it`() throws {
    var system = ConstraintSystem()
    let x = (0..<6).map { _ in Expression(system.addVariable()) }
    system.add(.init(x[2] - x[1], low: 0))
    system.add(.init(x[5] - x[4], low: 0))
    system.add(.init(x[5], low: 12, high: 12, owner: 614))
    system.add(.init(x[1], low: 10, owner: 548))
    system.add(.init(x[4] - x[2], low: 4, high: 4, owner: 548))
    system.add(.init(x[3], onlyWith: x[2], owner: 650))
    #expect(try system.solve(for: []).conflicts == [Conflict(owners: [548, 614])])
    #expect(try system.solve(for: [], by: .general).conflicts == [Conflict(owners: [548, 614])])
  }
}
