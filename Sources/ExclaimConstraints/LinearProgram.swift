import CGLPK
import Glibc

/// Rows and ends of real unknowns, solved by GLPK, whose every answer is then proved in whole numbers.
///
/// GLPK's problem keeps its basis, so that the next question, or the next ends, take few steps. GLPK keeps its settings
/// for each thread: a program must be made, used and given up within one synchronous call.
final class LinearProgram {
  /// A sum, and its ends.
  struct Row {
    var terms: [Expression.Term]
    var low: Int64?
    var high: Int64?
  }

  /// The ends of an unknown.
  struct Range {
    var low: Int64 = 0
    var high: Int64?
  }

  /// One end of a row.
  struct End: Hashable {
    var row: Int
    var isLow: Bool
  }

  /// Where GLPK stands, rounded.
  struct Point {
    var values: [Int64]
    /// Unknowns that are not whole, by their distance from the rounded value.
    var fractions: [(variable: Int, distance: Double)]

    /// The value of a sum, fractions and all.
    func value(of terms: [Expression.Term]) -> Double {
      fractions.reduce(Double(terms.value(at: values))) { sum, fraction in
        let factor = terms.first { $0.variable == fraction.variable }?.factor ?? 0
        return sum + Double(factor) * fraction.distance
      }
    }
  }

  enum Outcome {
    /// The objective is `least` or more, as these ends force.
    case optimum(least: Int64, ends: [End], Point)
    /// These ends exclude each other.
    case infeasible(ends: [End])
    /// From the point on one may go along the ray for ever, and the objective falls.
    case unbounded(ray: [Int64], Point)
  }

  let problem: OpaquePointer
  private(set) var rows: [Row]
  private(set) var ranges: [Range]
  /// GLPK's unknowns count from here.
  private var origin: [Double]
  private var objective: [Expression.Term] = []
  /// Whether the point at which GLPK stands keeps all ends, as far as is known.
  private var isFeasible = false

  var variableCount: Int { ranges.count }

  init(variableCount: Int, rows: [Row]) {
    glp_term_out(GLP_OFF)
    problem = glp_create_prob()
    self.rows = rows
    ranges = [Range](repeating: Range(), count: variableCount)
    origin = [Double](repeating: 0, count: variableCount)
    glp_set_obj_dir(problem, GLP_MIN)
    glp_add_cols(problem, Int32(variableCount))
    for variable in 0..<variableCount { setRange(variable) }
    if !rows.isEmpty { glp_add_rows(problem, Int32(rows.count)) }
    for index in rows.indices { setRow(index) }
    // As many unknowns as can be are in the first basis: most rows bind in the end.
    glp_adv_basis(problem, 0)
  }

  deinit { glp_delete_prob(problem) }

  // MARK: - Rows and ends

  /// Gives a row other ends; they must not cross.
  func limit(row: Int, low: Int64?, high: Int64?) {
    if rows[row].low == low, rows[row].high == high { return }
    rows[row].low = low
    rows[row].high = high
    setEnds(row)
  }

  /// Gives an unknown other ends; they must not cross.
  func limit(variable: Int, to range: Range) {
    ranges[variable] = range
    setRange(variable)
  }

  /// Adds a row after the others.
  func add(_ row: Row) {
    rows.append(row)
    glp_add_rows(problem, 1)
    setRow(rows.count - 1)
  }

  /// Takes away the rows that were added since GLPK stood there.
  func removeRows(addedSince stand: Stand) {
    let count = rows.count - stand.rows.count
    if count == 0 { return }
    glp_del_rows(problem, Int32(count), (0...count).map { Int32(stand.rows.count + $0) })
    rows.removeLast(count)
    // Some of them were at their ends, and without them as many others are too much for a basis.
    setBasis(stand)
  }

  private func setRow(_ row: Int) {
    let terms = rows[row].terms
    let places = [0] + terms.map { Int32($0.variable + 1) }
    let factors = [0] + terms.map { Double($0.factor) }
    glp_set_mat_row(problem, Int32(row + 1), Int32(terms.count), places, factors)
    setEnds(row)
  }

  private func setEnds(_ row: Int) {
    let shift = rows[row].terms.reduce(0.0) { $0 + Double($1.factor) * origin[$1.variable] }
    let (kind, low, high) = Self.ends(rows[row].low, rows[row].high, from: shift)
    glp_set_row_bnds(problem, Int32(row + 1), kind, low, high)
  }

  private func setRange(_ variable: Int) {
    let (kind, low, high) = Self.ends(ranges[variable].low, ranges[variable].high, from: origin[variable])
    glp_set_col_bnds(problem, Int32(variable + 1), kind, low, high)
  }

  private static func ends(_ low: Int64?, _ high: Int64?, from origin: Double) -> (Int32, Double, Double) {
    let kind =
      switch (low, high) {
      case (nil, nil): GLP_FR
      case (_?, nil): GLP_LO
      case (nil, _?): GLP_UP
      case (let low?, let high?): low == high ? GLP_FX : GLP_DB
      }
    return (kind, low.map { Double($0) - origin } ?? 0, high.map { Double($0) - origin } ?? 0)
  }

  /// Whether whole numbers keep all rows and ranges, exactly.
  func holds(at values: [Int64]) -> Bool {
    for (value, range) in zip(values, ranges) {
      if value < range.low { return false }
      if let high = range.high, value > high { return false }
    }
    for row in rows where row.low != nil || row.high != nil {
      let sum = row.terms.value(at: values)
      if let low = row.low, sum < low { return false }
      if let high = row.high, sum > high { return false }
    }
    return true
  }

  // MARK: - Solving

  /// How far GLPK may miss an end: with great numbers its rounding is more than the first. What it says is proved in any
  /// case.
  private static let tolerances = [1e-9, 1e-9, 1e-9, 1e-8, 1e-7, 1e-6]
  private var tolerance = tolerances[0]

  /// The least value of an objective, proved.
  func minimize(_ terms: [Expression.Term]) throws -> Outcome {
    var method = setObjective(terms)
    var failure = Unproved()
    defer { tolerance = Self.tolerances[0] }
    for tolerance in Self.tolerances {
      try Task.checkCancellation()
      self.tolerance = tolerance
      guard run(method) else { break }
      do {
        if let outcome = try outcome() { return outcome }
      } catch let error as Unproved {
        failure = error
      }
      // GLPK was wrong by rounding: count from whole numbers near where it stands, and its numbers become small.
      recenter(at: point().values.map { Double(max(0, $0)) })
      // A proof that was tried may have put the objective away.
      _ = setObjective(terms)
      method = GLP_DUALP
    }
    throw failure
  }

  /// Where GLPK finds the least value, unproved, and the value; nil when it finds none.
  func glance(_ terms: [Expression.Term]) throws -> (value: Double, point: Point)? {
    try Task.checkCancellation()
    guard run(setObjective(terms)), glp_get_status(problem) == GLP_OPT else { return nil }
    let value = terms.reduce(0.0) { sum, term in
      sum + Double(term.factor)
        * (origin[term.variable] + glp_get_col_prim(problem, Int32(term.variable + 1)))
    }
    return (value, point())
  }

  /// After other ends the last optimum is still one of the dual; after another objective, of the primal. What has none
  /// yet is sooner solved by the dual.
  private func setObjective(_ terms: [Expression.Term]) -> Int32 {
    defer { isFeasible = false }
    if terms == objective { return isFeasible ? GLP_PRIMAL : GLP_DUALP }
    for term in objective { glp_set_obj_coef(problem, Int32(term.variable + 1), 0) }
    for term in terms { glp_set_obj_coef(problem, Int32(term.variable + 1), Double(term.factor)) }
    objective = terms
    return terms.isEmpty || glp_get_it_cnt(problem) == 0 ? GLP_DUALP : GLP_PRIMAL
  }

  private func run(_ method: Int32) -> Bool {
    if simplex(method) {
      // Where there is no least value the dual method ends early, without a ray.
      return [GLP_OPT, GLP_NOFEAS].contains(glp_get_status(problem)) || simplex(GLP_PRIMAL)
    }
    glp_std_basis(problem)
    return simplex(GLP_PRIMAL)
  }

  private func simplex(_ method: Int32) -> Bool {
    var settings = glp_smcp()
    glp_init_smcp(&settings)
    settings.msg_lev = GLP_MSG_OFF
    settings.meth = method
    settings.tol_bnd = tolerance
    return glp_simplex(problem, &settings) == 0
  }

  /// What GLPK found, proved; nil when its point is not exact enough.
  private func outcome() throws -> Outcome? {
    switch glp_get_status(problem) {
    case GLP_OPT:
      let point = self.point()
      guard !point.fractions.isEmpty || holds(at: point.values) else { return nil }
      let multipliers = (0..<rows.count).map { glp_get_row_dual(problem, Int32($0 + 1)) }
      let proof = try Proof(multipliers, self, objective: objective)
      guard let least = Int64(exactly: proof.least) else { throw Unproved() }
      return .optimum(least: least, ends: proof.ends, point)
    case GLP_UNBND:
      let ray = try ray()
      let point = self.point()
      guard !point.fractions.isEmpty || holds(at: point.values) else { return nil }
      return .unbounded(ray: ray, point)
    case GLP_NOFEAS:
      return .infeasible(ends: try infeasibility())
    default:
      throw Unproved()
    }
  }

  private func point() -> Point {
    var point = Point(values: [], fractions: [])
    point.values.reserveCapacity(variableCount)
    for variable in 0..<variableCount {
      let value = origin[variable] + glp_get_col_prim(problem, Int32(variable + 1))
      let whole = value.rounded()
      point.values.append(Int64(max(-0x1p62, min(0x1p62, whole))))
      if abs(value - whole) > 1e-5 { point.fractions.append((variable, value - whole)) }
    }
    return point
  }

  /// Where GLPK stands, to come back to.
  struct Stand {
    fileprivate var origin: [Double]
    fileprivate var rows: [Int32]
    fileprivate var variables: [Int32]
  }

  /// Where GLPK stands now.
  var stand: Stand {
    Stand(
      origin: origin.indices.map { origin[$0] + glp_get_col_prim(problem, Int32($0 + 1)) },
      rows: rows.indices.map { glp_get_row_stat(problem, Int32($0 + 1)) },
      variables: origin.indices.map { glp_get_col_stat(problem, Int32($0 + 1)) })
  }

  /// Goes back to where GLPK stood, and counts from there, whatever ends were taken away since.
  ///
  /// A row at its end that has its ends taken away would fall to 0, far from where the others hold; so it stays.
  func `return`(to stand: Stand) {
    recenter(at: stand.origin)
    setBasis(stand)
    isFeasible = true
  }

  private func setBasis(_ stand: Stand) {
    for (row, state) in stand.rows.enumerated() { glp_set_row_stat(problem, Int32(row + 1), state) }
    for (variable, state) in stand.variables.enumerated() {
      glp_set_col_stat(problem, Int32(variable + 1), state)
    }
  }

  /// Whether GLPK holds a row at one of its ends.
  func isAtEnd(row: Int) -> Bool {
    glp_get_row_stat(problem, Int32(row + 1)) != GLP_BS
  }

  private func recenter(at origin: [Double]) {
    self.origin = origin
    for variable in 0..<variableCount { setRange(variable) }
    for row in rows.indices { setEnds(row) }
  }

  /// The direction in which nothing stops the objective.
  private func ray() throws(Unproved) -> [Int64] {
    let entering = glp_get_unbnd_ray(problem)
    guard entering > 0 else { throw Unproved() }
    let rowCount = Int32(rows.count)
    let gain =
      entering <= rowCount
      ? glp_get_row_dual(problem, entering) : glp_get_col_dual(problem, entering - rowCount)
    let sign: Double = gain < 0 ? 1 : -1
    var direction = [Double](repeating: 0, count: variableCount)
    if entering > rowCount { direction[Int(entering - rowCount) - 1] = sign }
    var places = [Int32](repeating: 0, count: rows.count + 1)
    var values = [Double](repeating: 0, count: rows.count + 1)
    guard glp_bf_exists(problem) != 0 || glp_factorize(problem) == 0 else { throw Unproved() }
    let count = glp_eval_tab_col(problem, entering, &places, &values)
    for index in 0..<Int(count) where places[index + 1] > rowCount {
      direction[Int(places[index + 1] - rowCount) - 1] = sign * values[index + 1]
    }
    guard let ray = Fractions(direction)?.numerators, objective.value(at: ray) < 0 else { throw Unproved() }
    for (step, range) in zip(ray, ranges) where step < 0 || (step > 0 && range.high != nil) {
      throw Unproved()
    }
    for row in rows where row.low != nil || row.high != nil {
      let change = row.terms.value(at: ray)
      if row.low != nil, change < 0 { throw Unproved() }
      if row.high != nil, change > 0 { throw Unproved() }
    }
    return ray
  }

  /// Rows that exclude each other, by the row of the simplex table that cannot be kept.
  private func infeasibility() throws(Unproved) -> [End] {
    // Without an objective every basis is one of the dual, and the dual method ends at such a row.
    _ = setObjective([])
    guard simplex(GLP_DUAL), glp_get_status(problem) == GLP_NOFEAS else { throw Unproved() }
    let leaving = glp_get_unbnd_ray(problem)
    guard leaving > 0 else { throw Unproved() }
    let rowCount = Int32(rows.count)
    var places = [Int32](repeating: 0, count: variableCount + 1)
    var values = [Double](repeating: 0, count: variableCount + 1)
    guard glp_bf_exists(problem) != 0 || glp_factorize(problem) == 0 else { throw Unproved() }
    let count = glp_eval_tab_row(problem, leaving, &places, &values)
    var multipliers = [Double](repeating: 0, count: rows.count)
    if leaving <= rowCount { multipliers[Int(leaving) - 1] = 1 }
    for index in 0..<Int(count) where places[index + 1] <= rowCount {
      multipliers[Int(places[index + 1]) - 1] = -values[index + 1]
    }
    for sign in [1.0, -1.0] {
      if let proof = try? Proof(multipliers.map { $0 * sign }, self, objective: []), proof.least > 0 {
        return proof.ends
      }
    }
    throw Unproved()
  }
}

extension [Expression.Term] {
  /// The value of the sum, exactly.
  func value(at point: [Int64]) -> Int128 {
    var sum: Int64 = 0
    for term in self {
      let (product, isBeyond) = term.factor.multipliedReportingOverflow(by: point[term.variable])
      let (next, isTooMuch) = sum.addingReportingOverflow(product)
      // Rarely needed, and many times as slow.
      if isBeyond || isTooMuch {
        return reduce(Int128(0)) { $0 + Int128($1.factor) * Int128(point[$1.variable]) }
      }
      sum = next
    }
    return Int128(sum)
  }
}
