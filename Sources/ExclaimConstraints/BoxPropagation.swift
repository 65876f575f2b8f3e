/// Bounds that follow row by row: each unknown is cut to what the others of a row leave it, until nothing changes.
///
/// They are never too tight, and on running totals mostly as tight as can be; whether they are, a solution that attains
/// them shows. Implications are not looked at.
struct BoxPropagation {
  typealias Range = PeeledSystem.Range

  private(set) var ranges: [Range]
  /// True when an unknown has no value left; the ranges mean nothing then.
  private(set) var isEmpty = false
  private var rows: [(terms: [Expression.Term], range: Range)] = []
  private var rowOfTerms: [[Expression.Term]: Int] = [:]

  /// Rows are gone through so many times at most: what follows is true at any time.
  private static let sweepsMax = 40

  init(_ component: Component, _ limits: Limits) {
    var rows: [(terms: [Expression.Term], range: Range)] = []
    for (terms, ends) in zip(component.sums, limits.sums) where ends.low != nil || ends.high != nil {
      rows.append((terms, Range(low: ends.low.map { Int128($0) }, high: ends.high.map { Int128($0) })))
    }
    self.init(variableCount: component.variableCount, rows: rows)
  }

  init(variableCount: Int, rows: [(terms: [Expression.Term], range: Range)]) {
    ranges = Array(repeating: Range(low: 0, high: nil), count: variableCount)
    self.rows = rows
    for (place, row) in rows.enumerated() { rowOfTerms[row.terms] = place }
    for sweep in 0..<Self.sweepsMax {
      var isChanged = false
      for place in rows.indices {
        let row = sweep % 2 == 0 ? place : rows.count - 1 - place
        if cut(row) { isChanged = true }
        if isEmpty { break }
      }
      if !isChanged || isEmpty { break }
    }
  }

  private mutating func cut(_ row: Int) -> Bool {
    let (terms, range) = rows[row]
    var isChanged = false
    for term in terms where abs(term.factor) == 1 {
      var left = range
      for other in terms where other.variable != term.variable {
        left = left + scaled(other).negated
        if left.low == nil, left.high == nil { break }
      }
      let cut = ranges[term.variable].intersection(left.times(term.factor).withinReach)
      if cut != ranges[term.variable] {
        ranges[term.variable] = cut
        isChanged = true
        if cut.isEmpty { isEmpty = true }
      }
    }
    return isChanged
  }

  private func scaled(_ term: Expression.Term) -> Range { ranges[term.variable].times(term.factor) }

  /// Between what the sum certainly lies.
  func range(of terms: [Expression.Term]) -> Range {
    let sum = sum(of: terms)
    return rowOfTerms[terms].map { sum.intersection(rows[$0].range) } ?? sum
  }

  /// Between what the sum lies by the ranges of its unknowns alone.
  func sum(of terms: [Expression.Term]) -> Range { terms.reduce(Range.zero) { $0 + scaled($1) } }
}

extension PeeledSystem.Range {
  /// Without ends so large that sums of them could overflow.
  fileprivate var withinReach: Self {
    func near(_ end: Int128?) -> Int128? { end.flatMap { abs($0) < 1 << 90 ? $0 : nil } }
    return Self(low: near(low), high: near(high))
  }
}
