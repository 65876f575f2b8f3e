import Testing

@testable import ExclaimConstraints

/// Rows made from fractions, against every whole point of a small box.
@Suite struct CutTests {
  @Test func `a cut takes the point with fractions away, and no whole point`() throws {
    var random = SeededGenerator.announced("cuts")
    var cutCount = 0
    for round in 0..<5_000 {
      let variableCount = Int.random(in: 2...3, using: &random)
      let program = Self.program(variableCount, using: &random)
      let objective = Self.terms(variableCount, using: &random)
      guard case .optimum(_, _, let point) = try program.minimize(objective) else { continue }
      for cut in program.cuts(at: point, max: 3) {
        cutCount += 1
        let high = try #require(cut.row.high)
        #expect(point.value(of: cut.row.terms) > Double(high), "round \(round)")
        // It speaks only of rows that are there, at ends that they have.
        for end in cut.ends {
          #expect((end.isLow ? program.rows[end.row].low : program.rows[end.row].high) != nil)
        }
        for whole in Self.wholePoints(variableCount) where program.holds(at: whole) {
          #expect(cut.row.terms.value(at: whole) <= high, "round \(round): \(whole) breaks \(cut.row)")
        }
      }
    }
    #expect(cutCount > 500)
  }

  private static let greatest: Int64 = 6

  private static func program(_ variableCount: Int, using random: inout SeededGenerator) -> LinearProgram {
    var rows: [LinearProgram.Row] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let low = Int64.random(in: -6...12, using: &random)
      let high = low + .random(in: 0...3, using: &random)
      let kind = Int.random(in: 0..<3, using: &random)
      rows.append(
        .init(
          terms: terms(variableCount, using: &random), low: kind == 0 ? nil : low,
          high: kind == 1 ? nil : high))
    }
    let program = LinearProgram(variableCount: variableCount, rows: rows)
    // As branches do; half of the unknowns keep only the end that all have.
    for variable in 0..<variableCount where .random(using: &random) {
      let low = Int64.random(in: 0...2, using: &random)
      program.limit(variable: variable, to: .init(low: low, high: low + .random(in: 0...4, using: &random)))
    }
    return program
  }

  private static func terms(_ variableCount: Int, using random: inout SeededGenerator) -> [Expression.Term] {
    Expression((0..<variableCount).map { .init($0, factor: .random(in: -5...5, using: &random)) }).terms
  }

  private static func wholePoints(_ variableCount: Int) -> [[Int64]] {
    (0..<variableCount).reduce([[]]) { points, _ in
      points.flatMap { point in (0...greatest).map { point + [$0] } }
    }
  }
}
