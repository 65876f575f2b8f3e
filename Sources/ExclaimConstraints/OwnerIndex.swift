/// What each owner of a component says, for those who look at few of them.
struct OwnerIndex {
  /// One end that an owner gives a sum.
  struct Saying: Hashable {
    var owner: Int
    var sum: Int
    var isHigh: Bool
    var value: Int64

    /// Whether a value of the sum keeps it.
    func isKept(by number: Int64) -> Bool { isHigh ? number <= value : number >= value }

    fileprivate var limit: Component.Limit { Component.Limit(value: value, owner: owner) }
  }

  private let rules: Limits
  /// By owner.
  private let sayings: [Saying]
  private let implications: [Int: [Component.Implication]]
  /// All owners, in rising order.
  let owners: [Int]

  init(_ component: Component) {
    var sayings: [Saying] = []
    for (limits, isHigh) in [(component.lows, false), (component.highs, true)] {
      for (sum, limits) in limits.enumerated() {
        for limit in limits where limit.owner != Component.rule {
          sayings.append(Saying(owner: limit.owner, sum: sum, isHigh: isHigh, value: limit.value))
        }
      }
    }
    sayings.sort { $0.owner < $1.owner }
    let implications = Dictionary(
      grouping: component.implications.filter { $0.owner != Component.rule }, by: \.owner)
    var owners: [Int] = []
    for saying in sayings where owners.last != saying.owner { owners.append(saying.owner) }
    if !implications.isEmpty { owners = Set(owners).union(implications.keys).sorted() }
    rules = Limits(rulesOf: component)
    (self.sayings, self.implications, self.owners) = (sayings, implications, owners)
  }

  /// What these owners say, with the rules.
  func limits(of owners: some Sequence<Int>) -> Limits {
    var limits = rules
    for owner in owners {
      for saying in sayings(of: owner) {
        if saying.isHigh {
          limits.sums[saying.sum].lower(to: saying.limit)
        } else {
          limits.sums[saying.sum].raise(to: saying.limit)
        }
      }
      limits.implications += implications[owner] ?? []
    }
    return limits
  }

  /// The ends that an owner gives; nil for one who says more than that.
  func plainSayings(of owner: Int) -> ArraySlice<Saying>? {
    implications[owner] == nil ? sayings(of: owner) : nil
  }

  /// The sums of which this owner speaks.
  func sums(of owner: Int) -> Set<Int> { Set(sayings(of: owner).map(\.sum)) }

  /// The one sum of which this owner speaks; nil when there are several, or an implication.
  func onlySum(of owner: Int) -> Int? {
    guard let sayings = plainSayings(of: owner), let first = sayings.first else { return nil }
    return sayings.allSatisfy { $0.sum == first.sum } ? first.sum : nil
  }

  private func sayings(of owner: Int) -> ArraySlice<Saying> {
    var (low, high) = (0, sayings.count)
    while low < high {
      let middle = (low + high) / 2
      if sayings[middle].owner < owner { low = middle + 1 } else { high = middle }
    }
    return sayings[low...].prefix { $0.owner == owner }
  }
}
