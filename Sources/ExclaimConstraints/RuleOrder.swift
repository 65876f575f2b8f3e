/// What the rules of a difference system order, and the conflicts of one and two owners that follow.
///
/// Rules that only order make edges of length 0. So a cycle of two owned edges is negative when the rules lead from the
/// head of each to the tail of the other, whatever lies between, and their lengths add up to less than 0.
struct RuleOrder {
  /// Owned edges from one node to another.
  private struct Bundle {
    var from: Int
    var to: Int
    /// Their lengths.
    var limits: [Component.Limit]
  }

  private let component: Component
  private let wordCount: Int
  private var bundles: [Bundle] = []
  /// For each node that is a head, the nodes to which rules lead from it, as bits.
  private var reached: [Int: [UInt64]] = [:]

  /// Nil when a rule does more than order.
  init?(_ component: Component) {
    self.component = component
    let nodeCount = component.variableCount + 1
    wordCount = (nodeCount + 63) / 64
    var next = [[Int]](repeating: [], count: nodeCount)
    for node in 1..<nodeCount { next[node].append(DifferenceSystem.origin) }
    for sum in component.sums.indices {
      let (from, to) = DifferenceSystem.nodes(component.sums[sum])
      for (limits, tail, head, sign) in [
        (component.highs[sum], from, to, Int64(1)), (component.lows[sum], to, from, Int64(-1)),
      ] {
        var owned: [Component.Limit] = []
        for limit in limits {
          if limit.owner != Component.rule {
            owned.append(.init(value: sign * limit.value, owner: limit.owner))
          } else if limit.value == 0 {
            next[tail].append(head)
          } else {
            return nil
          }
        }
        if !owned.isEmpty { bundles.append(Bundle(from: tail, to: head, limits: owned)) }
      }
    }
    for bundle in bundles where reached[bundle.to] == nil {
      reached[bundle.to] = bits(from: bundle.to, next)
    }
  }

  private func bits(from start: Int, _ next: [[Int]]) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: wordCount)
    var stack = [start]
    bits[start / 64] |= 1 << UInt64(start % 64)
    while let node = stack.popLast() {
      for other in next[node] where bits[other / 64] & (1 << UInt64(other % 64)) == 0 {
        bits[other / 64] |= 1 << UInt64(other % 64)
        stack.append(other)
      }
    }
    return bits
  }

  private static func contains(_ bits: [UInt64], _ node: Int) -> Bool {
    bits[node / 64] & (1 << UInt64(node % 64)) != 0
  }

  /// Finds owners in conflict with the rules alone, and all pairs of owned edges in conflict.
  ///
  /// That is every pair of owners with one sum each: bounds of two sums that no point of a cone meets are apart already at
  /// one end of each.
  func addPairs(of index: OwnerIndex, to pairs: inout PairTable, singles: inout Set<Int>) throws {
    findSingles(index, &singles)
    let open = bundles.map { bundle in
      var bundle = bundle
      bundle.limits.removeAll { singles.contains($0.owner) }
      return bundle
    }.filter { !$0.limits.isEmpty }
    let heads = open.map { reached[$0.to]! }
    let least = open.map { bundle in bundle.limits.lazy.map(\.value).min()! }
    for first in open.indices {
      try Task.checkCancellation()
      for second in 0..<first
      where least[first] + least[second] < 0 && Self.contains(heads[first], open[second].from)
        && Self.contains(heads[second], open[first].from)
      {
        let lows = open[first].limits.map { Component.Limit(value: -$0.value, owner: $0.owner) }
        pairs.insert(lows: lows, highs: open[second].limits) { index.onlySum(of: $0) != nil }
      }
    }
  }

  private func findSingles(_ index: OwnerIndex, _ singles: inout Set<Int>) {
    var several: [Int: [(bundle: Int, length: Int64)]] = [:]
    for (place, bundle) in bundles.enumerated() {
      let isCycle = Self.contains(reached[bundle.to]!, bundle.from)
      for limit in bundle.limits {
        if isCycle, limit.value < 0 { singles.insert(limit.owner) }
        several[limit.owner, default: []].append((place, limit.value))
      }
    }
    for (owner, edges) in several where edges.count > 1 && !singles.contains(owner) {
      if hasNegativeCycle(edges) { singles.insert(owner) }
    }
  }

  /// Whether edges of one owner, with rules between them, make a negative cycle: Floyd and Warshall's method.
  private func hasNegativeCycle(_ edges: [(bundle: Int, length: Int64)]) -> Bool {
    var lengths = edges.map { edge in
      edges.map { next -> Int64? in
        Self.contains(reached[bundles[edge.bundle].to]!, bundles[next.bundle].from) ? edge.length : nil
      }
    }
    for middle in edges.indices {
      for first in edges.indices {
        guard let toMiddle = lengths[first][middle] else { continue }
        for last in edges.indices {
          guard let fromMiddle = lengths[middle][last] else { continue }
          lengths[first][last] = min(lengths[first][last] ?? .max, toMiddle + fromMiddle)
        }
      }
      if edges.indices.contains(where: { lengths[$0][$0] ?? 0 < 0 }) { return true }
    }
    return false
  }
}
