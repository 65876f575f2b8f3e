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

  /// Its halves went from step to step of a running total for longer than anybody waits.
  @Test func `a half that every step of a total can take is cut off`() throws {
    var system = ConstraintSystem()
    let x = (0..<14).map { _ in Expression(system.addVariable()) }
    for later in [1, 3, 6, 7, 9, 10, 12, 13] { system.add(.init(x[later] - x[later - 1], low: 0)) }
    for point in 5...7 { system.add(.init(x[point + 6] - x[point] - x[point + 3], low: 0, high: 0)) }
    system.add(.init(x[6], low: 2055, high: 2055, owner: 331))
    system.add(.init(x[3] - x[2], low: 1, high: 1, owner: 331))
    system.add(.init(x[1] - x[0], low: 0, high: 895, owner: 305))
    system.add(.init(x[3] - x[2], low: 2, high: 2, owner: 714))
    system.add(.init(x[12], low: 7309, owner: 695))
    system.add(.init(x[6] - x[8], high: 0, owner: 647))
    system.add(.init(x[6], low: 2264, owner: 122))
    system.add(.init(x[0], low: 4119, high: 4119, owner: 586))
    system.add(.init(x[1] - x[0], low: 539, owner: 317))
    system.add(.init(x[13], low: 11510, high: 11510, owner: 879))
    system.add(.init(x[10] - x[9] - x[8] - x[5], high: 0, owner: 851))
    system.add(.init(x[1] - x[0], onlyWith: x[3] - x[2]))
    let questions = [x[13], x[0] + x[13], x[6], x[9] - x[10] + x[12] + x[12], x[11]]
    let solution = try system.solve(for: questions)
    #expect(solution.conflicts.map(\.owners) == [[122, 331], [331, 714]])
    let ends: [[Int64?]] = [[11510, 11510], [15629, 15629], [0, 5755], [10417, 23020], [0, 11510]]
    #expect(solution.answers.map { [$0.low, $0.high] } == ends)
  }

  /// The greatest share was found to be half a person more than there can be, whatever it was made of.
  @Test func `what an implication takes from a half is found without trying every step`() throws {
    var system = ConstraintSystem()
    let x = (0..<12).map { _ in Expression(system.addVariable()) }
    for later in 1...3 {
      let step = x[later] - x[later - 1]
      system.add(.init(step, low: 0))
      system.add(.init(step - x[2 * later + 2] - x[2 * later + 3], low: 0))
    }
    system.add(.init(x[1] - x[0] - x[10], low: 0))
    system.add(.init(x[3] - x[2] - x[11], low: 0))
    system.add(.init(x[9] - x[4], high: 0, owner: 657))
    system.add(.init(x[3], low: 0, high: 2257, owner: 682))
    system.add(.init(x[10] + x[11] - x[1], high: 0, owner: 857))
    system.add(.init(x[2], onlyWith: x[6] + x[7], owner: 945))
    let questions = [x[11], x[10] + x[11], x[0] - x[5], x[4], x[7]]
    let solution = try system.solve(for: questions)
    #expect(solution.conflicts.isEmpty)
    let ends: [[Int64?]] = [[0, 1128], [0, 2256], [-2256, 2256], [0, 2256], [0, 2257]]
    #expect(solution.answers.map { [$0.low, $0.high] } == ends)
  }
}
