import Testing

@testable import ExclaimConstraints

/// Bounds without reasons against those that linear programs prove.
@Suite struct UnexplainedAnswersTests {
  @Test(arguments: SmallSystem.Shape.allCases)
  func `bounds without reasons are the proved ones`(_ shape: SmallSystem.Shape) throws {
    var random = SeededGenerator.announced("unexplained \(shape)")
    for round in 0..<200 {
      let small = SmallSystem(shape, using: &random)
      let quick = try small.system.solve(for: small.questions, explaining: false)
      let proved = try small.system.solve(for: small.questions, by: .general)
      // Of conflicts of three and more any choice will do, and other owners are left out then.
      guard quick.conflicts == proved.conflicts else { continue }
      let ends = [quick, proved].map { $0.answers.map { [$0.low, $0.high] } }
      #expect(ends[0] == ends[1], "\(round): \(small.system) \(small.questions)")
    }
  }

  @Test func `the parts of a step have their bounds with those of the total`() throws {
    // all = soldiers + civilians hangs on the growth between two points; the growth is at most 50, soldiers 30.
    var system = ConstraintSystem()
    let all = (0..<5).map { _ in Expression(system.addVariable()) }
    system.add(.init(all[1] - all[0], low: 0))
    system.add(.init(all[1] - all[0] - all[2], low: 0, high: 0))
    system.add(.init(all[2] - all[3] - all[4], low: 0, high: 0))
    system.add(.init(all[0], low: 100, high: 100, owner: 0))
    system.add(.init(all[1], low: 150, high: 150, owner: 1))
    system.add(.init(all[3], low: 30, high: 30, owner: 2))
    let questions = [all[4], all[2], all[1] - all[0]]
    let answers = try system.solve(for: questions, explaining: false).answers
    #expect(answers.map { [$0.low, $0.high] } == [[20, 20], [50, 50], [50, 50]])
    #expect(try system.solve(for: questions).answers[0].lowOwners == [0, 1, 2])
  }
}
