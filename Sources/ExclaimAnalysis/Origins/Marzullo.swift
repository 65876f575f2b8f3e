import ExclaimDomain

/// The numbers on which most independent origins agree: Marzullo's algorithm, on whole numbers.
///
/// Each origin has one vote at each number that any of its bounds hold, however many times it spoke. A region is where most
/// origins vote, the same ones throughout. Several regions with as many votes are all told: none of them wins. Cost: n log n.
///
/// ```
/// origin 1   ├──────────┤
/// origin 2        ├───────────┤
/// origin 3                         ├───┤
/// region          ├─────┤              2 of 3 origins agree; what origin 3 said lies outside
/// ```
///
/// - Parameters:
///   - numbers: what each source says, and from which origin it comes; bounds of which nothing is known are no number.
///   - within: what is possible at all; nil for everything. What nobody's number meets is no region.
/// - Returns: nil when nobody gives a number, or none of them is possible.
func agreeing(
  _ numbers: [(origin: Int, bounds: Bounds, source: Source)], within: Bounds? = nil
) -> Agreeing? {
  let given = numbers.filter { !$0.bounds.isUnknown && !$0.bounds.isEmpty }
  let possible = given.map { (origin: $0.origin, bounds: $0.bounds.intersection(within ?? .unknown)) }
  let votes = Dictionary(grouping: possible, by: \.origin).values.flatMap { numbers in
    Stretch.union(of: numbers.compactMap(\.bounds).map(Stretch.init))
  }
  let (regions, count) = Stretch.mostCovered(by: votes)
  guard !regions.isEmpty else { return nil }
  return Agreeing(
    regions: regions.map(\.bounds), agreeing: count, origins: Set(given.map(\.origin)).count,
    outside: unique(
      given.filter { number in
        !regions.contains { number.bounds.intersects($0.bounds) }
      }.map(\.source)))
}

/// Numbers from one to another, both included; the greatest number there is stands for "without end".
private struct Stretch {
  var low: Int64
  var high: Int64

  init(_ bounds: Bounds) { (low, high) = (bounds.low ?? 0, bounds.high ?? .max) }
  init(low: Int64, high: Int64) { (self.low, self.high) = (low, high) }

  var bounds: Bounds { Bounds(low: low, high: high == .max ? nil : high) }

  /// The same numbers in stretches of which no two meet or touch.
  static func union(of stretches: [Stretch]) -> [Stretch] {
    var union: [Stretch] = []
    for stretch in stretches.sorted(by: { $0.low < $1.low }) {
      if let last = union.last, last.high == .max || stretch.low <= last.high + 1 {
        union[union.count - 1].high = max(last.high, stretch.high)
      } else {
        union.append(stretch)
      }
    }
    return union
  }

  /// Everywhere where most of the stretches lie over each other, the lowest first, and how many they are.
  ///
  /// That is from where one begins to the next end: did another begin between the two, more would lie there.
  static func mostCovered(by stretches: [Stretch]) -> (regions: [Stretch], count: Int) {
    let (begins, ends) = (stretches.map(\.low).sorted(), stretches.map(\.high).sorted())
    var best: (regions: [Stretch], count: Int) = ([], 0)
    var ended = 0
    for (index, begin) in begins.enumerated() {
      // What begins at one place is counted at the last of them.
      if index + 1 < begins.count, begins[index + 1] == begin { continue }
      while ends[ended] < begin { ended += 1 }
      let (region, count) = (Stretch(low: begin, high: ends[ended]), index + 1 - ended)
      if count > best.count { best = ([], count) }
      // Where another begins before that end, more lie over each other there.
      if count == best.count { best.regions.append(region) }
    }
    return best
  }
}
