/// Conflicts of two owners: each counted once, and the first of them kept.
///
/// A hundred thousand claims on one number can make more pairs than fit into memory. So pairs of owners who each speak of
/// one sum only, which are met once, may be counted without being kept.
struct PairTable {
  struct Pair: Hashable {
    var first: Int
    var second: Int

    init(_ one: Int, _ other: Int) {
      first = min(one, other)
      second = max(one, other)
    }
  }

  /// Pairs are kept up to here even when fewer are told, for the search after other conflicts is the better for it.
  private static let keptMin = 100_000

  private let toldMax: Int
  private var kept: Set<Pair> = []
  private var order: [Pair] = []
  private var uncounted = 0
  private var counts: [Int: Int] = [:]
  /// Owners of pairs that were not kept.
  private var unlisted: Set<Int> = []

  init(toldMax: Int) { self.toldMax = toldMax }

  /// Whether all pairs are kept.
  var isWhole: Bool { uncounted == 0 }
  var count: Int { kept.count + uncounted }
  var owners: Set<Int> { Set(counts.keys).union(unlisted) }
  var told: [Pair] {
    Array(
      order.filter(kept.contains).sorted { ($0.first, $0.second) < ($1.first, $1.second) }.prefix(toldMax))
  }

  func count(of owner: Int) -> Int { counts[owner] ?? 0 }

  func contains(_ one: Int, _ other: Int) -> Bool { kept.contains(Pair(one, other)) }

  mutating func insert(_ one: Int, _ other: Int) {
    let pair = Pair(one, other)
    guard one != other, kept.insert(pair).inserted else { return }
    order.append(pair)
    counts[one, default: 0] += 1
    counts[other, default: 0] += 1
  }

  /// Forgets an owner who is in conflict with the rules alone.
  mutating func remove(_ owner: Int) {
    for pair in order where pair.first == owner || pair.second == owner {
      guard kept.remove(pair) != nil else { continue }
      for side in [pair.first, pair.second] {
        counts[side]! -= 1
        if counts[side] == 0 { counts[side] = nil }
      }
    }
    unlisted.remove(owner)
  }

  /// One owner of each pair at least: of each pair the one who is in more of them.
  var cover: Set<Int> {
    var cover = unlisted
    for pair in order where !cover.contains(pair.first) && !cover.contains(pair.second) {
      cover.insert(count(of: pair.second) > count(of: pair.first) ? pair.second : pair.first)
    }
    return cover
  }

  /// Every low with every high below it.
  /// - Parameter isPlain: Whether an owner is met nowhere else with the same partner.
  mutating func insert(lows: [Component.Limit], highs: [Component.Limit], isPlain: (Int) -> Bool) {
    let lows = Self.tightest(lows.sorted { ($0.value, $1.owner) > ($1.value, $0.owner) })
    let highs = Self.tightest(highs.sorted { ($0.value, $0.owner) < ($1.value, $1.owner) })
    guard let top = lows.first?.value, let bottom = highs.first?.value, top > bottom else { return }
    let plainHighs = highs.filter { isPlain($0.owner) }
    let others = highs.filter { !isPlain($0.owner) }
    // How many of the plain highs are below the low at hand; it only falls.
    var below = plainHighs.count
    for low in lows where low.value > bottom {
      while below > 0, plainHighs[below - 1].value >= low.value { below -= 1 }
      let isPlainLow = isPlain(low.owner)
      for (place, high) in plainHighs.prefix(below).enumerated() {
        if isPlainLow, kept.count >= max(toldMax, Self.keptMin) {
          uncounted += below - place
          unlisted.insert(low.owner)
          break
        }
        insert(low.owner, high.owner)
      }
      for high in others where high.value < low.value { insert(low.owner, high.owner) }
    }
    if uncounted > 0 {
      unlisted.formUnion(plainHighs.lazy.filter { $0.value < top }.map(\.owner))
    }
  }

  /// The first of each owner.
  private static func tightest(_ limits: [Component.Limit]) -> [Component.Limit] {
    var seen: Set<Int> = []
    return limits.filter { seen.insert($0.owner).inserted }
  }
}
