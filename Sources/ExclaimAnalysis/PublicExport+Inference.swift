import ExclaimDomain

/// What a reader of the publication can work out: whole numbers from 0, of which some are parts of others.
struct Inference {
  /// `parts` together are the whole, or are no more than it.
  struct Sum: Hashable {
    var whole: Int
    var parts: [Int]
    var isWhole: Bool
  }

  /// A number from `low` to `high`, both included.
  struct Range: Equatable {
    var low: Int64
    var high: Int64
  }

  var sums: [Sum] = []

  /// Steps of a search; a search that takes more has found nothing, which leads to more being withheld.
  private static let stepsMax = 400
  private static let roundsMax = 60
  /// Above any number of persons; sums of some hundred stay in range.
  static let countMax: Int64 = 1 << 40

  /// Numbers inside the ranges that fulfil every sum; nil where none were found. Those near the hints are tried first.
  func solution(_ ranges: [Range], near hints: [Int64]) -> [Int64]? {
    var steps = Self.stepsMax
    return search(ranges, hints, &steps)
  }

  private func search(_ ranges: [Range], _ hints: [Int64], _ steps: inout Int) -> [Int64]? {
    guard steps > 0, let ranges = narrowed(ranges) else { return nil }
    steps -= 1
    let open = ranges.indices.filter { ranges[$0].low < ranges[$0].high }
    guard let next = open.min(by: { width(ranges[$0]) < width(ranges[$1]) }) else {
      return ranges.map(\.low)
    }
    let range = ranges[next]
    var tried: Set<Int64> = []
    for value in [min(max(hints[next], range.low), range.high), range.low, range.high] {
      guard tried.insert(value).inserted else { continue }
      var fixed = ranges
      fixed[next] = Range(low: value, high: value)
      if let found = search(fixed, hints, &steps) { return found }
    }
    return nil
  }

  private func width(_ range: Range) -> Int64 { range.high - range.low }

  /// The ranges without what no solution can have; nil where nothing is left.
  private func narrowed(_ ranges: [Range]) -> [Range]? {
    var ranges = ranges
    for _ in 0..<Self.roundsMax {
      var isStable = true
      for sum in sums {
        guard narrow(&ranges, sum, &isStable) else { return nil }
      }
      if isStable { return ranges }
    }
    return ranges
  }

  private func narrow(_ ranges: inout [Range], _ sum: Sum, _ isStable: inout Bool) -> Bool {
    func limit(_ index: Int, _ low: Int64, _ high: Int64) -> Bool {
      let range = Range(low: max(ranges[index].low, low), high: min(ranges[index].high, high))
      if range != ranges[index] { (ranges[index], isStable) = (range, false) }
      return range.low <= range.high
    }
    let parts = sum.parts.map { ranges[$0] }
    let low = parts.reduce(0) { $0 + $1.low }
    let high = parts.reduce(0) { $0 + $1.high }
    guard limit(sum.whole, low, sum.isWhole ? high : Self.countMax) else { return false }
    let whole = ranges[sum.whole]
    return zip(sum.parts, parts).allSatisfy { index, part in
      limit(index, sum.isWhole ? whole.low - (high - part.high) : 0, whole.high - (low - part.low))
    }
  }
}
