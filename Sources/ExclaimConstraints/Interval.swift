/// Whole numbers from one to another, both included; nil for no end.
struct Interval: Equatable {
  var low: Int128?
  var high: Int128?

  init(low: Int128? = nil, high: Int128? = nil) {
    (self.low, self.high) = (low, high)
  }

  init(_ ends: Limits.Ends) {
    (low, high) = (ends.low.map { Int128($0) }, ends.high.map { Int128($0) })
  }

  static let all = Interval()
  static let zero = Interval(low: 0, high: 0)

  var isEmpty: Bool {
    guard let low, let high else { return false }
    return low > high
  }

  var negated: Interval { Interval(low: high.map { -$0 }, high: low.map { -$0 }) }

  static func + (first: Interval, second: Interval) -> Interval {
    func sum(_ one: Int128?, _ other: Int128?) -> Int128? {
      guard let one, let other else { return nil }
      return one + other
    }
    return Interval(low: sum(first.low, second.low), high: sum(first.high, second.high))
  }

  func intersection(_ other: Interval) -> Interval {
    var both = self
    if let low = other.low { both.low = max(self.low ?? low, low) }
    if let high = other.high { both.high = min(self.high ?? high, high) }
    return both
  }

  func times(_ factor: Int64) -> Interval {
    if factor == 1 { return self }
    let size = Int128(abs(factor))
    let product = size == 1 ? self : Interval(low: low.map { $0 * size }, high: high.map { $0 * size })
    return factor > 0 ? product : product.negated
  }

  /// As ends of a sum; nil when they are beyond all numbers.
  var ends: Limits.Ends? {
    var ends = Limits.Ends()
    if let low {
      guard let low = Int64(exactly: low) else { return nil }
      ends.low = low
    }
    if let high {
      guard let high = Int64(exactly: high) else { return nil }
      ends.high = high
    }
    return ends
  }
}
