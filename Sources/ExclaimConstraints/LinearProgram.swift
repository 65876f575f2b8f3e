import CGLPK
import Glibc

/// Rows over unknowns that are real and 0 or more, solved by GLPK, whose every answer is then proved in whole numbers.
///
/// GLPK's problem keeps its basis, so that the next question, or the next ends of rows, take few steps. GLPK keeps its
/// settings for each thread: a program must be made, used and given up within one synchronous call.
final class LinearProgram {
  struct Row {
    var terms: [Expression.Term]
    var low: Int64?
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
    /// The unknown that is furthest from a whole number; nil when all are whole.
    var fractional: Int?
    /// Its value, for the rounded one.
    var fraction: Double
  }

  enum Outcome {
    /// The objective is `least` or more, as these ends force.
    case optimum(least: Int64, ends: [End], Point)
    /// These ends exclude each other.
    case infeasible(ends: [End])
    /// From the point on one may go along the ray for ever, and the objective falls.
    case unbounded(ray: [Int64], Point)
  }

  private let problem: OpaquePointer
  let variableCount: Int
  private(set) var rows: [Row]
  /// GLPK's unknowns count from here, so that large numbers lose no digits; all 0 unless rounding failed.
  private var origin: [Int64]
  private var objective: [Expression.Term] = []
  private var wasOptimal = false

  init(variableCount: Int, rows: [Row]) {
    glp_term_out(GLP_OFF)
    problem = glp_create_prob()
    self.variableCount = variableCount
    self.rows = rows
    origin = [Int64](repeating: 0, count: variableCount)
    glp_set_obj_dir(problem, GLP_MIN)
    glp_add_cols(problem, Int32(variableCount))
    for variable in 0..<variableCount {
      glp_set_col_bnds(problem, Int32(variable + 1), GLP_LO, 0, 0)
    }
    if !rows.isEmpty { glp_add_rows(problem, Int32(rows.count)) }
    for row in rows.indices { setMatrix(row) }
    glp_std_basis(problem)
  }

  /// The same with more rows, from the same basis on.
  init(_ other: LinearProgram, adding more: [Row]) {
    problem = glp_create_prob()
    glp_copy_prob(problem, other.problem, GLP_OFF)
    variableCount = other.variableCount
    rows = other.rows + more
    origin = other.origin
    objective = other.objective
    wasOptimal = other.wasOptimal
    if !more.isEmpty { glp_add_rows(problem, Int32(more.count)) }
    for row in other.rows.count..<rows.count { setMatrix(row) }
  }

  deinit { glp_delete_prob(problem) }

  private func setMatrix(_ row: Int) {
    let terms = rows[row].terms
    let places = [0] + terms.map { Int32($0.variable + 1) }
    let factors = [0] + terms.map { Double($0.factor) }
    glp_set_mat_row(problem, Int32(row + 1), Int32(terms.count), places, factors)
    setEnds(row)
  }

  private func setEnds(_ row: Int) {
    let shift = rows[row].terms.reduce(Int64(0)) { $0 + $1.factor * origin[$1.variable] }
    let low = rows[row].low.map { Double($0 - shift) }
    let high = rows[row].high.map { Double($0 - shift) }
    let kind =
      switch (low, high) {
      case (nil, nil): GLP_FR
      case (_?, nil): GLP_LO
      case (nil, _?): GLP_UP
      case (let low?, let high?): low == high ? GLP_FX : GLP_DB
      }
    glp_set_row_bnds(problem, Int32(row + 1), kind, low ?? 0, high ?? 0)
  }

  /// Gives a row other ends; they must not cross.
  func limit(_ row: Int, low: Int64?, high: Int64?) {
    if rows[row].low == low, rows[row].high == high { return }
    rows[row].low = low
    rows[row].high = high
    setEnds(row)
  }

  /// The least value of an objective.
  func minimize(_ terms: [Expression.Term]) throws -> Outcome {
    let isSameObjective = terms == objective
    for term in objective { glp_set_obj_coef(problem, Int32(term.variable + 1), 0) }
    for term in terms { glp_set_obj_coef(problem, Int32(term.variable + 1), Double(term.factor)) }
    objective = terms
    // After other ends the last optimum is still one of the dual; after another objective, of the primal.
    var method = isSameObjective || terms.isEmpty ? GLP_DUALP : GLP_PRIMAL
    var failure = Unproved()
    for _ in 0..<6 {
      try Task.checkCancellation()
      if !run(method) { glp_std_basis(problem) }
      // Where there is no least value the dual method ends early, without a ray.
      if ![GLP_OPT, GLP_NOFEAS].contains(glp_get_status(problem)), !run(GLP_PRIMAL) { break }
      do {
        if let outcome = try outcome() { return outcome }
      } catch let error as Unproved {
        failure = error
      }
      // GLPK was wrong by rounding: count from where it stands, and its numbers become small.
      recenter()
      method = GLP_DUALP
    }
    throw failure
  }

  private func run(_ method: Int32) -> Bool {
    var settings = glp_smcp()
    glp_init_smcp(&settings)
    settings.msg_lev = GLP_MSG_OFF
    settings.presolve = GLP_OFF
    settings.meth = method
    return glp_simplex(problem, &settings) == 0
  }

  /// What GLPK found, proved; nil when its point is not exact enough.
  private func outcome() throws -> Outcome? {
    switch glp_get_status(problem) {
    case GLP_OPT:
      let point = self.point()
      guard point.fractional != nil || holds(at: point.values) else { return nil }
      let multipliers = (0..<rows.count).map { glp_get_row_dual(problem, Int32($0 + 1)) }
      let proof = try Proof(multipliers, rows: rows, objective: objective)
      guard let least = Int64(exactly: proof.least) else { throw Unproved() }
      return .optimum(least: least, ends: proof.ends, point)
    case GLP_UNBND:
      let ray = try ray()
      let point = self.point()
      guard point.fractional != nil || holds(at: point.values) else { return nil }
      return .unbounded(ray: ray, point)
    case GLP_NOFEAS:
      return .infeasible(ends: try infeasibility())
    default:
      throw Unproved()
    }
  }

  private func point() -> Point {
    var point = Point(values: origin, fractional: nil, fraction: 0)
    var furthest = 1e-6
    for variable in 0..<variableCount {
      let value = glp_get_col_prim(problem, Int32(variable + 1))
      let whole = value.rounded()
      point.values[variable] += Int64(whole)
      if abs(value - whole) > furthest {
        furthest = abs(value - whole)
        point.fractional = variable
        point.fraction = value - whole
      }
    }
    return point
  }

  private func recenter() {
    origin = point().values.map { max(0, $0) }
    for variable in 0..<variableCount {
      glp_set_col_bnds(problem, Int32(variable + 1), GLP_LO, Double(-origin[variable]), 0)
    }
    for row in rows.indices { setEnds(row) }
  }

  /// Whether whole numbers keep all rows, exactly.
  func holds(at values: [Int64]) -> Bool {
    if values.contains(where: { $0 < 0 }) { return false }
    for row in rows {
      let sum = row.terms.reduce(Int128(0)) { $0 + Int128($1.factor) * Int128(values[$1.variable]) }
      if let low = row.low, sum < low { return false }
      if let high = row.high, sum > high { return false }
    }
    return true
  }

  /// The direction in which nothing stops the objective.
  private func ray() throws -> [Int64] {
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
    let count = glp_eval_tab_col(problem, entering, &places, &values)
    for index in 0..<Int(count) where places[index + 1] > rowCount {
      direction[Int(places[index + 1] - rowCount) - 1] = sign * values[index + 1]
    }
    guard let whole = Fractions(direction) else { throw Unproved() }
    let ray = whole.numerators
    func sum(_ terms: [Expression.Term]) -> Int128 {
      terms.reduce(Int128(0)) { $0 + Int128($1.factor) * Int128(ray[$1.variable]) }
    }
    guard ray.allSatisfy({ $0 >= 0 }), sum(objective) < 0 else { throw Unproved() }
    for row in rows {
      let change = sum(row.terms)
      if row.low != nil, change < 0 { throw Unproved() }
      if row.high != nil, change > 0 { throw Unproved() }
    }
    return ray
  }

  /// Rows that exclude each other, by the row of the simplex table that cannot be kept.
  private func infeasibility() throws -> [End] {
    for term in objective { glp_set_obj_coef(problem, Int32(term.variable + 1), 0) }
    defer {
      for term in objective { glp_set_obj_coef(problem, Int32(term.variable + 1), Double(term.factor)) }
    }
    // Without an objective every basis is one of the dual, and the dual method ends at such a row.
    guard run(GLP_DUAL), glp_get_status(problem) != GLP_OPT else { throw Unproved() }
    let leaving = glp_get_unbnd_ray(problem)
    guard leaving > 0 else { throw Unproved() }
    let rowCount = Int32(rows.count)
    var places = [Int32](repeating: 0, count: variableCount + 1)
    var values = [Double](repeating: 0, count: variableCount + 1)
    let count = glp_eval_tab_row(problem, leaving, &places, &values)
    var multipliers = [Double](repeating: 0, count: rows.count)
    if leaving <= rowCount { multipliers[Int(leaving) - 1] = 1 }
    for index in 0..<Int(count) where places[index + 1] <= rowCount {
      multipliers[Int(places[index + 1]) - 1] = -values[index + 1]
    }
    for sign in [1.0, -1.0] {
      if let proof = try? Proof(multipliers.map { $0 * sign }, rows: rows, objective: []), proof.least > 0 {
        return proof.ends
      }
    }
    throw Unproved()
  }
}
