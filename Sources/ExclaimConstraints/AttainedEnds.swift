/// Ends of sums as propagation finds them, where a point shows that they are attained, or a way without end that there are none.
struct AttainedEnds {
  private var propagator: Propagator
  /// Where one may go from any point for ever: all ends are 0.
  private var ways: Propagator?
  private var points: [[Int64]] = []
  private var knownWays: [[Int64]] = []

  /// So many points are kept.
  private static let pointsMax = 48

  /// - Parameters:
  ///   - propagator: One in which the limits have been propagated.
  ///   - limits: The limits.
  init(_ propagator: Propagator, _ limits: Limits) {
    self.propagator = propagator
    var other = propagator
    var level = limits
    for sum in level.sums.indices {
      if limits.sums[sum].low != nil { level.sums[sum].low = 0 }
      if limits.sums[sum].high != nil { level.sums[sum].high = 0 }
    }
    ways = other.start(level) ? other : nil
    let high = Array(repeating: Int64.max, count: propagator.rows.variableCount)
    for hints in [[], [high]] {
      if let point = self.propagator.point(near: hints) { points.append(point) }
    }
  }

  /// An end that is known exactly.
  enum End {
    case value(Int64)
    /// There is none.
    case open

    /// Nil for none.
    var value: Int128? { if case .value(let value) = self { Int128(value) } else { nil } }

    /// As that of the negative sum.
    var negated: End { if case .value(let value) = self { .value(-value) } else { .open } }
  }

  /// One end of a sum; nil when it is not known exactly.
  mutating func end(of terms: [Expression.Term], isHigh: Bool) -> End? {
    guard !points.isEmpty, let row = propagator.rows.rowOfTerms[terms] else { return nil }
    let (low, high) = propagator.range(ofRow: row)
    guard let end = isHigh ? high : low else { return isOpen(row, isHigh: isHigh) ? .open : nil }
    return isAttained(row, end, isHigh: isHigh) ? .value(end) : nil
  }

  private mutating func isAttained(_ row: Int, _ end: Int64, isHigh: Bool) -> Bool {
    if points.contains(where: { propagator.rows.value(of: row, at: $0) == end }) { return true }
    let hints = isHigh ? Array(points.prefix(2).reversed()) : Array(points.prefix(2))
    let found = propagator.point(
      near: hints, keptUntil: propagator.mark, row: row, low: isHigh ? end : nil, high: isHigh ? nil : end)
    guard let found else { return false }
    if points.count == Self.pointsMax { points.remove(at: 2) }
    points.append(found)
    return true
  }

  /// Whether a sum has no end on one side, as far as is seen.
  mutating func isOpen(_ terms: [Expression.Term], isHigh: Bool) -> Bool {
    guard !points.isEmpty, let row = propagator.rows.rowOfTerms[terms] else { return false }
    return isOpen(row, isHigh: isHigh)
  }

  private mutating func isOpen(_ row: Int, isHigh: Bool) -> Bool {
    guard let rows = ways?.rows else { return false }
    let isThere = { (way: [Int64]) in (rows.value(of: row, at: way) > 0) == isHigh }
    if knownWays.contains(where: { rows.value(of: row, at: $0) != 0 && isThere($0) }) { return true }
    let standstill = Array(repeating: Int64(0), count: rows.variableCount)
    let mark = ways?.mark
    let found = ways?.point(
      near: [standstill], keptUntil: mark, row: row, low: isHigh ? 1 : nil, high: isHigh ? nil : -1)
    guard let found else { return false }
    knownWays.append(found)
    return true
  }
}
