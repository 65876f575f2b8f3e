/// Things that belong together, joined two at a time.
struct Groups: Sendable {
  private var parents: [Int]

  /// So many things, each on its own.
  init(count: Int) { parents = Array(0..<count) }

  /// One more thing.
  mutating func add() -> Int {
    parents.append(parents.count)
    return parents.count - 1
  }

  /// What stands for the group of a thing.
  mutating func root(_ member: Int) -> Int {
    var current = member
    while parents[current] != current {
      parents[current] = parents[parents[current]]
      current = parents[current]
    }
    return current
  }

  /// Makes one group of two; the earlier root stands for it.
  mutating func join(_ one: Int, _ other: Int) {
    let (first, second) = (root(one), root(other))
    parents[max(first, second)] = min(first, second)
  }
}
