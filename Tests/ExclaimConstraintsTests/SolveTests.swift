import Testing

@testable import ExclaimConstraints

/// What follows, by example.
@Suite struct SolveTests {
  private static func system(_ count: Int) -> ConstraintSystem {
    var system = ConstraintSystem()
    for _ in 0..<count { _ = system.addVariable() }
    return system
  }

  private static func chain(_ count: Int) -> ConstraintSystem {
    var system = system(count)
    for later in 1..<count { system.add(.init(Expression(later) - Expression(later - 1), low: 0)) }
    return system
  }

  @Test func `of many claims on one number the tightest ends count, and who gives them`() throws {
    var system = Self.system(1)
    system.add(.init(Expression(0), low: 90, high: 200, owner: 0))
    system.add(.init(Expression(0), low: 80, high: 110, owner: 1))
    system.add(.init(Expression(0), low: 10, high: 300, owner: 2))
    let solution = try system.solve(for: [Expression(0)])
    #expect(solution.conflicts.isEmpty)
    #expect(solution.answers == [Answer(low: 90, high: 110, lowOwners: [0], highOwners: [1])])
  }

  @Test func `what lies between two totals follows from both`() throws {
    var system = Self.chain(3)
    system.add(.init(Expression(0), low: 100, high: 100, owner: 4))
    system.add(.init(Expression(2), low: 150, high: 160, owner: 7))
    system.add(.init(Expression(1) - Expression(0), low: 20, owner: 9))
    let solution = try system.solve(for: [Expression(2) - Expression(1), Expression(1)])
    #expect(
      solution.answers == [
        Answer(low: 0, high: 40, highOwners: [4, 7, 9]),
        Answer(low: 120, high: 160, lowOwners: [4, 9], highOwners: [7]),
      ])
  }

  @Test func `a difference that nothing holds from below has no least value`() throws {
    var system = Self.system(2)
    system.add(.init(Expression(0), high: 5, owner: 0))
    let solution = try system.solve(for: [Expression(0) - Expression(1)])
    #expect(solution.answers == [Answer(low: nil, high: 5, highOwners: [0])])
  }

  @Test func `three claims of which any two agree are one conflict, and answers do without them`() throws {
    var system = Self.chain(3)
    system.add(.init(Expression(1) - Expression(0), low: 10, owner: 0))
    system.add(.init(Expression(2) - Expression(1), low: 10, owner: 1))
    system.add(.init(Expression(2) - Expression(0), high: 15, owner: 2))
    system.add(.init(Expression(2), high: 99, owner: 3))
    let solution = try system.solve(for: [Expression(2)])
    #expect(solution.conflicts == [Conflict(owners: [0, 1, 2])])
    #expect(solution.pairCount == 0)
    #expect(solution.answers == [Answer(low: 0, high: 99, highOwners: [3], isBesideConflict: true)])
  }

  @Test func `a conflict leaves other numbers alone`() throws {
    var system = Self.system(2)
    system.add(.init(Expression(0), low: 2, high: 2, owner: 0))
    system.add(.init(Expression(0), low: 3, high: 3, owner: 1))
    system.add(.init(Expression(1), low: 7, high: 7, owner: 2))
    let solution = try system.solve(for: [Expression(1)])
    #expect(solution.conflicts == [Conflict(owners: [0, 1])])
    #expect(solution.answers == [Answer(low: 7, high: 7, lowOwners: [2], highOwners: [2])])
  }

  @Test func `whoever is in a conflict is left out everywhere`() throws {
    var system = Self.system(2)
    system.add(.init(Expression(0), low: 2, high: 2, owner: 0))
    system.add(.init(Expression(0), low: 3, high: 3, owner: 1))
    system.add(.init(Expression(1), low: 7, high: 7, owner: 1))
    let solution = try system.solve(for: [Expression(1)])
    #expect(solution.answers == [Answer(low: 0, high: nil, isBesideConflict: true)])
  }

  @Test func `the rest of a total is what the other parts leave`() throws {
    var system = Self.system(3)
    system.add(.init(Expression(0) - Expression(1) - Expression(2), low: 0, high: 0))
    system.add(.init(Expression(0), low: 100, high: 100, owner: 0))
    system.add(.init(Expression(1), low: 60, high: 70, owner: 1))
    let solution = try system.solve(for: [Expression(2), Expression(1) + Expression(2)])
    #expect(
      solution.answers == [
        Answer(low: 30, high: 40, lowOwners: [0, 1], highOwners: [0, 1]),
        Answer(low: 100, high: 100, lowOwners: [0], highOwners: [0]),
      ])
  }

  @Test func `nobody comes back in no exchange`() throws {
    var system = Self.system(2)
    system.add(.init(Expression(0), onlyWith: Expression(1)))
    system.add(.init(Expression(0), low: 5, owner: 0))
    #expect(try system.solve(for: [Expression(1)]).answers == [Answer(low: 1, high: nil, lowOwners: [0])])
    system.add(.init(Expression(1), high: 0, owner: 1))
    #expect(try system.solve(for: []).conflicts == [Conflict(owners: [0, 1])])
  }

  @Test func `nobody is half`() throws {
    var system = Self.system(2)
    system.add(.init(Expression([.init(0, factor: 2), .init(1, factor: 2)]), low: 5, high: 7, owner: 0))
    #expect(
      try system.solve(for: [Expression(0) + Expression(1)]).answers == [
        Answer(low: 3, high: 3, lowOwners: [0], highOwners: [0])
      ])
  }

  @Test func `three sums of pairs that are 1 each exclude each other, though halves would do`() throws {
    var system = Self.system(3)
    for (owner, pair) in [(0, 1), (1, 2), (0, 2)].enumerated() {
      system.add(.init(Expression(pair.0) + Expression(pair.1), low: 1, high: 1, owner: owner))
    }
    #expect(try system.solve(for: []).conflicts == [Conflict(owners: [0, 1, 2])])
  }

  @Test(arguments: [4, 5, 6, 0])
  func `all pairs are counted, and as many told as asked for`(_ max: Int) throws {
    var system = Self.system(1)
    for owner in 0..<5 {
      system.add(.init(Expression(0), low: owner == 0 ? 9 : 1, high: owner == 0 ? 9 : 8, owner: owner))
    }
    system.add(.init(Expression(0), low: 20, owner: 5))
    let solution = try system.solve(for: [], conflictsMax: max)
    #expect(solution.pairCount == 9)
    #expect(solution.conflicts.count == min(max, 9))
  }

  @Test func `pairs too many to keep are counted all the same`() throws {
    var system = Self.system(1)
    for owner in 0..<1_000 {
      system.add(.init(Expression(0), low: Int64(owner), high: Int64(owner), owner: owner))
    }
    let solution = try system.solve(for: [Expression(0)], conflictsMax: 10)
    #expect(solution.pairCount == 1_000 * 999 / 2)
    #expect(solution.conflicts.count == 10)
    #expect(solution.answers == [Answer(low: 0, high: nil, isBesideConflict: true)])
  }

  @Test(arguments: [Int64(1), 1_000_000_007, 1_000_000_000_000])
  func `large numbers lose no digit`(_ large: Int64) throws {
    var system = Self.system(4)
    system.add(.init(Expression(0) - Expression(1) - Expression(2), low: 0, high: 0))
    system.add(.init(Expression(0), low: large + 3, high: large + 3, owner: 0))
    system.add(.init(Expression(1), low: large, high: large + 1, owner: 1))
    system.add(.init(Expression(3) - Expression(0), low: large, high: large, owner: 2))
    let solution = try system.solve(for: [Expression(2), Expression(3) + Expression(1)])
    #expect(
      solution.answers == [
        Answer(low: 2, high: 3, lowOwners: [0, 1], highOwners: [0, 1]),
        Answer(low: 3 * large + 3, high: 3 * large + 4, lowOwners: [0, 1, 2], highOwners: [0, 1, 2]),
      ])
    system.add(.init(Expression(2), low: 4, owner: 3))
    #expect(try system.solve(for: []).conflicts == [Conflict(owners: [0, 1, 3])])
  }

  @Test func `a sum without unknowns is 0`() throws {
    var system = Self.system(1)
    system.add(.init(Expression([]), low: 1, owner: 3))
    system.add(.init(Expression(0), low: 1, owner: 3))
    let solution = try system.solve(for: [Expression([]), Expression(0)])
    #expect(solution.conflicts == [Conflict(owners: [3])])
    #expect(solution.answers == [Answer(low: 0, high: 0), Answer(low: 0, high: nil, isBesideConflict: true)])
  }

  @Test func `a task that is cancelled stops`() async {
    var system = Self.chain(3)
    system.add(.init(Expression(2), low: 1, owner: 0))
    let given = system
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try given.solve(for: [Expression(0)])
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `paths and linear programs agree on long chains`() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<30 {
      var system = Self.chain(12)
      var questions: [Expression] = []
      for owner in 0..<25 {
        let first = Int.random(in: 0..<11, using: &random)
        let last = Int.random(in: first + 1..<12, using: &random)
        let value = Int64(10 * (last - first)) + Int64.random(in: -2...2, using: &random)
        let sum = Expression(last) - Expression(first)
        system.add(
          .init(sum, low: value - 3, high: value + Int64.random(in: 1...9, using: &random), owner: owner))
        questions.append(Expression(last) - Expression(first))
      }
      let paths = try system.solve(for: questions)
      let general = try system.solve(for: questions, by: .general)
      #expect(paths.pairCount == general.pairCount)
      #expect(
        paths.conflicts.filter { $0.owners.count < 3 } == general.conflicts.filter { $0.owners.count < 3 })
      if paths.conflicts == general.conflicts {
        #expect(paths.answers.map(\.low) == general.answers.map(\.low))
        #expect(paths.answers.map(\.high) == general.answers.map(\.high))
      }
    }
  }
}
