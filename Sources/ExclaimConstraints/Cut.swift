import CGLPK

/// A row that all whole points keep and one with fractions breaks, as Gomory and Chvátal derive it.
///
/// Rows, each taken some times, add up to a sum that is at most some number. Each factor of the sum is rounded down, or up
/// where its unknown stands at a high end, and what that changes the unknown's end makes good. The sum of whole factors is
/// whole at whole points: so it is at most the number rounded down. All of that is reckoned in whole numbers, so that it
/// holds wherever the multipliers come from; a point that was badly rounded can only make it useless.
struct Cut {
  /// What is at most so much.
  let row: LinearProgram.Row
  /// The ends of rows from which it follows.
  let ends: [LinearProgram.End]

  /// Greater numbers would make the next program inexact.
  private static let factorMax: Int128 = 1 << 10
  private static let highMax: Int128 = 1 << 46
  /// Less than this is rounding.
  private static let excessMin = 1e-4

  /// Nil when nothing follows that the point breaks.
  /// - Parameter multipliers: How often each row is taken: above 0 its high end counts, below 0 its low end.
  init?(_ multipliers: [Double], _ program: LinearProgram, at point: LinearProgram.Point) {
    guard let fractions = Fractions(multipliers) else { return nil }
    let denominator = Int128(fractions.denominator)
    var sum: [Int: Int128] = [:]
    var total: Int128 = 0
    var ends: [LinearProgram.End] = []
    for (index, multiplier) in fractions.numerators.enumerated() where multiplier != 0 {
      let row = program.rows[index]
      guard let end = multiplier > 0 ? row.high : row.low else { return nil }
      total += Int128(multiplier) * Int128(end)
      ends.append(.init(row: index, isLow: multiplier < 0))
      for term in row.terms { sum[term.variable, default: 0] += Int128(multiplier) * Int128(term.factor) }
    }
    var terms: [Expression.Term] = []
    for (variable, factor) in sum {
      let range = program.ranges[variable]
      var (whole, end) = (floorDivided(factor, by: denominator), range.low)
      if let high = range.high, high == point.values[variable] {
        (whole, end) = (-floorDivided(-factor, by: denominator), high)
      }
      total += (whole * denominator - factor) * Int128(end)
      guard abs(whole) <= Self.factorMax else { return nil }
      if whole != 0 { terms.append(.init(variable, factor: Int64(whole))) }
    }
    let high = floorDivided(total, by: denominator)
    guard !terms.isEmpty, abs(high) <= Self.highMax else { return nil }
    row = .init(terms: Expression(terms).terms, high: Int64(high))
    self.ends = ends
    if point.value(of: row.terms) - Double(high) < Self.excessMin { return nil }
  }
}

extension LinearProgram {
  /// Rows that the point at which GLPK stands breaks: at most so many, from where it is farthest from being whole.
  func cuts(at point: Point, max: Int) -> [Cut] {
    if point.fractions.isEmpty { return [] }
    guard glp_bf_exists(problem) != 0 || glp_factorize(problem) == 0 else { return [] }
    return point.fractions.sorted { (-abs($0.distance), $0.variable) < (-abs($1.distance), $1.variable) }
      .prefix(max)
      .compactMap { fraction in
        multipliers(of: fraction.variable).flatMap { Cut($0, self, at: point) }
      }
  }

  /// The fractions with which rows at their ends stand in the simplex table's row of an unknown.
  ///
  /// With whole multiples of them in place of these the sum would say nothing new, for each row is whole at whole points.
  private func multipliers(of variable: Int) -> [Double]? {
    guard glp_get_col_stat(problem, Int32(variable + 1)) == GLP_BS else { return nil }
    var places = [Int32](repeating: 0, count: variableCount + 1)
    var values = [Double](repeating: 0, count: variableCount + 1)
    let count = glp_eval_tab_row(problem, Int32(rows.count + variable + 1), &places, &values)
    var multipliers = [Double](repeating: 0, count: rows.count)
    for (place, value) in zip(places, values).dropFirst().prefix(Int(count)) where place <= rows.count {
      if abs(value - value.rounded()) < 1e-7 { continue }
      let fraction = value - value.rounded(.down)
      switch glp_get_row_stat(problem, place) {
      case GLP_NU: multipliers[Int(place) - 1] = fraction
      case GLP_NL: multipliers[Int(place) - 1] = fraction - 1
      case GLP_NS: multipliers[Int(place) - 1] = fraction > 0.5 ? fraction - 1 : fraction
      default: return nil
      }
    }
    return multipliers
  }
}
