/// Bounds that follow row by row: each unknown is cut to what the others of a row leave it, until nothing changes.
///
/// They are never too tight, and on running totals mostly as tight as can be; whether they are, a solution that attains
/// them shows. Implications are not looked at.
struct BoxPropagation {
  typealias Range = PeeledSystem.Range

  private(set) var ranges: [Range]
  private var rows: [(terms: [Expression.Term], range: Range)] = []
  private var rowOfTerms: [[Expression.Term]: Int] = [:]

  /// Rows are gone through so many times at most: what follows is true at any time.
  private static let sweepsMax = 40

  init(_ component: Component, _ limits: Limits) {
    ranges = Array(repeating: Range(low: 0, high: nil), count: component.variableCount)
    for (terms, ends) in zip(component.sums, limits.sums) where ends.low != nil || ends.high != nil {
      rowOfTerms[terms] = rows.count
      rows.append((terms, Range(low: ends.low.map { Int128($0) }, high: ends.high.map { Int128($0) })))
    }
    for sweep in 0..<Self.sweepsMax {
      var isChanged = false
      for place in rows.indices {
        let row = sweep % 2 == 0 ? place : rows.count - 1 - place
        if cut(row) { isChanged = true }
      }
      if !isChanged { break }
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
      let cut = ranges[term.variable].intersection(left.times(term.factor))
      if cut != ranges[term.variable] {
        ranges[term.variable] = cut
        isChanged = true
      }
    }
    return isChanged
  }

  private func scaled(_ term: Expression.Term) -> Range {
    let range = ranges[term.variable]
    let factor = Int128(term.factor)
    let scaled = Range(low: range.low.map { $0 * abs(factor) }, high: range.high.map { $0 * abs(factor) })
    return factor > 0 ? scaled : scaled.negated
  }

  /// Between what the sum certainly lies.
  func range(of terms: [Expression.Term]) -> Range {
    let sum = terms.reduce(Range.zero) { $0 + scaled($1) }
    return rowOfTerms[terms].map { sum.intersection(rows[$0].range) } ?? sum
  }
}
