/// Whole points that keep all limits.
extension Propagator {
  /// A whole point that keeps all limits, as near to another as that goes.
  ///
  /// Each unknown takes the value of its range that is next to the hint. Where a row is broken then, one of its unknowns is
  /// moved, if that breaks no other row; else one is given its value for good, and the others what that leaves them. Only
  /// rows whose limits or unknowns changed are looked at, so near a point that was found before it takes little time. Nil
  /// when none was found, which is no proof that there is none.
  /// - Parameters:
  ///   - hints: Where to look, the first of them with more patience; without any, where all unknowns are small.
  ///   - mark: Before which every hint keeps all limits; nil when that is not known.
  ///   - row: A row whose sum is to be at least `low` and at most `high`.
  mutating func point(
    near hints: [[Int64]] = [], keptUntil mark: Int? = nil, row: Int? = nil, low: Int64? = nil,
    high: Int64? = nil
  ) -> [Int64]? {
    guard isExact else { return nil }
    let before = trail.count
    defer { undo(to: before) }
    if let row {
      if let low, low > values[end(row, isHigh: false)] {
        set(end(row, isHigh: false), to: low, because: Self.said)
      }
      if let high, high < values[end(row, isHigh: true)] {
        set(end(row, isHigh: true), to: high, because: Self.said)
      }
      guard propagate() else { return nil }
    }
    for hint in hints.dropFirst() {
      var look = Look(self, near: hint, keptUntil: mark)
      if brokenRow(&look) == nil { return look.point }
    }
    // An unknown for which nothing was left comes first when all is tried again.
    var first: [Int] = []
    let start = trail.count
    for _ in 0..<Self.trialsMax {
      var look = Look(self, near: hints.first ?? [], keptUntil: hints.isEmpty ? nil : mark)
      switch complete(&look, first) {
      case .complete: return look.point
      case .stuck(let variable) where !first.contains(variable):
        first.insert(variable, at: 0)
        undo(to: start)
      case .stuck, .broken: return nil
      }
    }
    return nil
  }

  /// How often to look near one hint.
  private static let trialsMax = 4

  private enum Completion {
    case complete
    /// Nothing is left for an unknown.
    case stuck(Int)
    /// All unknowns of a row are settled, and break it.
    case broken
  }

  /// Settles unknowns, these first, until the look keeps all limits.
  private mutating func complete(_ look: inout Look, _ first: [Int]) -> Completion {
    for variable in first where !settle(variable, near: look.point[variable]) { return .stuck(variable) }
    look.follow(self)
    while let row = brokenRow(&look) {
      if mend(row, &look) { continue }
      guard let open = openVariable(row) else { return .broken }
      guard settle(open, near: look.point[open]) else { return .stuck(open) }
      look.mustCheck(row)
      look.follow(self)
    }
    return .complete
  }

  /// A point that is not yet known to keep all limits.
  private struct Look {
    var point: [Int64]
    /// Rows that may be broken.
    var open: [Int] = []
    private var isOpen: [Bool]
    /// So much of the trail has been followed.
    private var followed: Int

    init(_ propagator: Propagator, near hint: [Int64], keptUntil mark: Int?) {
      let rows = propagator.rows
      point = hint.isEmpty ? Array(repeating: 0, count: rows.variableCount) : hint
      isOpen = Array(repeating: false, count: rows.count)
      followed = mark ?? propagator.trail.count
      if mark != nil {
        follow(propagator)
      } else {
        for variable in point.indices { point[variable] = propagator.nearest(to: point[variable], variable) }
        open = Array((0..<rows.count).reversed())
        isOpen = Array(repeating: true, count: rows.count)
      }
    }

    mutating func mustCheck(_ row: Int) {
      if isOpen[row] { return }
      isOpen[row] = true
      open.append(row)
    }

    mutating func next() -> Int? {
      guard let row = open.popLast() else { return nil }
      isOpen[row] = false
      return row
    }

    /// Takes the unknowns into their ranges where these changed.
    mutating func follow(_ propagator: Propagator) {
      let rows = propagator.rows
      for index in followed..<propagator.trail.count {
        let place = propagator.trail[index].place
        if place >= 2 * rows.variableCount {
          mustCheck(place / 2 - rows.variableCount)
          continue
        }
        let variable = place / 2
        let value = propagator.nearest(to: point[variable], variable)
        guard value != point[variable] else { continue }
        point[variable] = value
        for index in rows.rowRange(of: variable) { mustCheck(rows.rowsOfVariables[index]) }
      }
      followed = propagator.trail.count
    }
  }

  /// A row that the point breaks, or an implication of which breaks.
  private func brokenRow(_ look: inout Look) -> Int? {
    while let row = look.next() {
      let value = rows.value(of: row, at: look.point)
      if value < values[end(row, isHigh: false)] || value > values[end(row, isHigh: true)] { return row }
      for place in implicationsOfRow[row] where speakers[place] != nil {
        let (effect, cause) = implications[place]
        guard rows.value(of: cause, at: look.point) <= 0, rows.value(of: effect, at: look.point) > 0 else {
          continue
        }
        // Settled are those of both, one after the other.
        return openVariable(cause) == nil ? effect : cause
      }
    }
    return nil
  }

  /// Moves one unknown as far as a row needs, where that breaks no other row: most often that does, and nothing is settled.
  private func mend(_ row: Int, _ look: inout Look) -> Bool {
    let value = rows.value(of: row, at: look.point)
    let (low, high) = (values[end(row, isHigh: false)], values[end(row, isHigh: true)])
    let missing = value < low ? low - value : value > high ? high - value : 0
    if missing == 0 { return false }
    for index in rows.range(of: row) {
      let (variable, factor) = (rows.variables[index], rows.factors[index])
      guard missing % factor == 0 else { continue }
      let range = range(of: variable)
      let before = look.point[variable]
      let after = before + missing / factor
      guard range.low <= after, after <= range.high else { continue }
      look.point[variable] = after
      if rows.rowRange(of: variable).allSatisfy({ isKept(rows.rowsOfVariables[$0], at: look.point) }) {
        return true
      }
      look.point[variable] = before
    }
    return false
  }

  /// Whether a point keeps a row; false also where implications speak of it.
  private func isKept(_ row: Int, at point: [Int64]) -> Bool {
    let value = rows.value(of: row, at: point)
    return implicationsOfRow[row].isEmpty && values[end(row, isHigh: false)] <= value
      && value <= values[end(row, isHigh: true)]
  }

  private func openVariable(_ row: Int) -> Int? {
    for index in rows.range(of: row) {
      let (low, high) = range(of: rows.variables[index])
      if low < high { return rows.variables[index] }
    }
    return nil
  }

  /// Gives an unknown one value: the nearest, or else an end of its range.
  private mutating func settle(_ variable: Int, near hint: Int64) -> Bool {
    let (low, high) = range(of: variable)
    let before = trail.count
    for value in [nearest(to: hint, variable), low, high] where value < Self.none {
      if fix(variable, value) { return true }
      undo(to: before)
    }
    return false
  }

  /// The value of an unknown's range that is next to another; where the range has no end, its least.
  private func nearest(to value: Int64, _ variable: Int) -> Int64 {
    let (low, high) = range(of: variable)
    return value == .max && high == Self.none ? low : max(low, min(value, high))
  }

  /// Gives an unknown a value; false when nothing is left then, and where that goes round in circles.
  private mutating func fix(_ variable: Int, _ value: Int64) -> Bool {
    if values[2 * variable] < value { set(2 * variable, to: value, because: Self.said) }
    if values[2 * variable + 1] > value { set(2 * variable + 1, to: value, because: Self.said) }
    return propagate(stepsPerRow: 1) && isAtRest
  }
}
