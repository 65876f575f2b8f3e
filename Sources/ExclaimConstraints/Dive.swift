extension IntegerProgram {
  /// A whole point near one with fractions, without proof that there is none when none is found.
  ///
  /// Rounding one unknown mostly makes those whole that stand with it in rows that are at their ends. So many that share no
  /// such row are rounded at once; if that fails, half as many; at last one alone, up or down.
  func dive(
    from start: LinearProgram.Point, _ objective: [Expression.Term], atMost value: Int64
  ) throws -> [Int64]? {
    var point = start
    var changed: [(variable: Int, range: LinearProgram.Range)] = []
    var rows: [Int] = []
    defer {
      for (variable, range) in changed.reversed() { program.limit(variable: variable, to: range) }
      for row in rows { program.limit(row: row, low: nil, high: nil) }
    }
    func round(_ fraction: (variable: Int, distance: Double), up: Bool) {
      let range = program.ranges[fraction.variable]
      changed.append((fraction.variable, range))
      let floor = point.values[fraction.variable] - (fraction.distance < 0 ? 1 : 0)
      program.limit(
        variable: fraction.variable,
        to: up ? .init(low: floor + 1, high: range.high) : .init(low: range.low, high: floor))
    }
    func look() throws -> Bool {
      guard let glance = try program.glance(objective), glance.value <= Double(value) + 1e-6 else {
        return false
      }
      point = glance.point
      return true
    }
    func undo(to count: Int) {
      while changed.count > count {
        let (variable, range) = changed.removeLast()
        program.limit(variable: variable, to: range)
      }
    }
    // How many are rounded at once: fewer after a failure.
    var batch = Int.max
    func nearby() -> [Int64]? {
      substitution.rounded(point).first { objective.value(at: $0) <= value && isSolution($0) }
    }
    for _ in 0..<Self.divesMax {
      if point.fractions.isEmpty {
        guard let implication = brokenImplication(point.values) else {
          return objective.value(at: point.values) <= value ? point.values : nil
        }
        if implication.cause.isEmpty { return nil }
        rows.append(effectRow(implication) + 1)
        program.limit(row: effectRow(implication) + 1, low: 1, high: nil)
        guard try look() else { return nil }
        continue
      }
      if let found = nearby() { return found }
      let before = changed.count
      let apart = unrelated(point).prefix(batch)
      for fraction in apart { round(fraction, up: fraction.distance < 0) }
      if try look() {
        batch = max(batch, batch &* 2)
        continue
      }
      undo(to: before)
      if apart.count > 1 {
        batch = apart.count / 2
        continue
      }
      round(apart[0], up: apart[0].distance > 0)
      guard try look() else { return nil }
    }
    return nil
  }

  private static let divesMax = 400

  /// Fractions of which no two stand in a row that is at its end, the nearest to whole numbers first.
  private func unrelated(_ point: LinearProgram.Point) -> [(variable: Int, distance: Double)] {
    var isTaken: Set<Int> = []
    var tight: [Int: [Int]] = [:]
    let fractional = Set(point.fractions.map(\.variable))
    for (index, row) in program.rows.enumerated() where program.isAtEnd(row: index) {
      for term in row.terms where fractional.contains(term.variable) {
        tight[term.variable, default: []].append(index)
      }
    }
    return point.fractions.sorted { (abs($0.distance), $0.variable) < (abs($1.distance), $1.variable) }
      .filter { fraction in
        let rows = tight[fraction.variable] ?? []
        if rows.contains(where: isTaken.contains) { return false }
        isTaken.formUnion(rows)
        return true
      }
  }
}
