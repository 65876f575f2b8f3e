import Glibc
import Testing

@testable import ExclaimConstraints

/// The solver against trying every value.
@Suite struct BruteForceTests {
  private static let rounds = getenv("EXCLAIM_TEST_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 40
  /// So far that no bound of the systems' small numbers lies beyond.
  private static let greatest: Int64 = 10

  @Test(arguments: SmallSystem.Shape.allCases)
  func `conflicts and bounds are those that trying every value finds`(_ shape: SmallSystem.Shape) throws {
    var random = SeededGenerator.announced("\(shape)")
    for round in 0..<Self.rounds {
      let small = SmallSystem(shape, using: &random)
      let truth = BruteForce(small.system, small.questions, greatest: Self.greatest)
      let quickest = try small.system.solve(for: small.questions)
      check(quickest, small, truth, "\(shape) \(round)")
      let unexplained = try small.system.solve(for: small.questions, explaining: false)
      #expect(unexplained.answers.map(\.low) == quickest.answers.map(\.low), "\(shape) \(round)")
      #expect(unexplained.answers.map(\.high) == quickest.answers.map(\.high), "\(shape) \(round)")
      let general = try small.system.solve(for: small.questions, by: .general)
      check(general, small, truth, "\(shape) \(round), general")
    }
  }

  private func check(_ solution: Solution, _ small: SmallSystem, _ truth: BruteForce, _ place: String) {
    let conflicts = solution.conflicts.map(\.owners)
    let dump = "\(place): \(small.system.described) \(small.questions.map(\.described)) -> \(solution)"
    #expect(conflicts.filter { $0.count < 3 } == truth.pairs, "\(dump)")
    #expect(solution.pairCount == truth.pairs.count, "\(dump)")
    for conflict in conflicts {
      #expect(!truth.isPossible(conflict), "\(dump)")
      for owner in conflict { #expect(truth.isPossible(conflict.filter { $0 != owner }), "\(dump)") }
    }
    let believed = Set(truth.owners).subtracting(conflicts.joined())
    guard truth.isPossible(believed) else {
      Issue.record("\(dump)")
      return
    }
    for (place, answer) in solution.answers.enumerated() {
      let ends = truth.ends(of: place, believed)
      // Where the trial goes further if more is tried, the end of the trial is none of the sum.
      let inner = truth.inner(of: place, believed)
      let isLowTrue = inner.map { $0.lowerBound == ends.lowerBound } ?? false
      let isHighTrue = inner.map { $0.upperBound == ends.upperBound } ?? false
      #expect(
        answer.low.map { isLowTrue ? $0 == ends.lowerBound : $0 <= ends.lowerBound } ?? !isLowTrue, "\(dump)")
      #expect(
        answer.high.map { isHighTrue ? $0 == ends.upperBound : $0 >= ends.upperBound } ?? !isHighTrue,
        "\(dump)")
      #expect(answer.low != nil || answer.lowOwners.isEmpty, "\(dump)")
      for owner in [nil] + answer.lowOwners where answer.low != nil {
        let rest = truth.ends(of: place, answer.lowOwners.filter { $0 != owner })
        #expect((rest.lowerBound == answer.low) == (owner == nil), "\(dump)")
      }
      for owner in [nil] + answer.highOwners where answer.high != nil {
        let rest = truth.ends(of: place, answer.highOwners.filter { $0 != owner })
        #expect((rest.upperBound == answer.high) == (owner == nil), "\(dump)")
      }
    }
  }
}

extension Expression {
  var described: String { terms.map { "\($0.factor)*x\($0.variable)" }.joined(separator: " + ") }
}

extension ConstraintSystem {
  var described: String {
    let rows = rows.map { row in
      "\(row.owner ?? -1): \(row.low ?? -99) <= \(row.sum.described) <= \(row.high ?? 99)"
    }
    let others = implications.map {
      "\($0.owner ?? -1): \($0.effect.described) only with \($0.cause.described)"
    }
    return (rows + others).joined(separator: "; ")
  }
}
