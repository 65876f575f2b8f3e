/// What some owners and the rules say of a component: for each sum the tightest ends, and the implications that hold.
struct Limits {
  var sums: [Ends]
  var implications: [Component.Implication]

  /// The tightest ends of a sum, and who gave them.
  struct Ends: Equatable {
    var low: Int64?
    var lowOwner = Component.rule
    var high: Int64?
    var highOwner = Component.rule

    /// Of equal ends a rule's counts first, then that of the owner with the lowest number.
    mutating func raise(to limit: Component.Limit) {
      if let low, low > limit.value || (low == limit.value && lowOwner <= limit.owner) { return }
      (low, lowOwner) = (limit.value, limit.owner)
    }

    mutating func lower(to limit: Component.Limit) {
      if let high, high < limit.value || (high == limit.value && highOwner <= limit.owner) { return }
      (high, highOwner) = (limit.value, limit.owner)
    }
  }

  /// Ends of sums as they are given.
  init(component sums: [Ends]) {
    (self.sums, implications) = (sums, [])
  }

  /// Everything but what these owners say.
  init(_ component: Component, without leftOut: Set<Int> = []) {
    sums = component.sums.indices.map { Self.ends(of: $0, component, without: leftOut) }
    implications =
      leftOut.isEmpty
      ? component.implications : component.implications.filter { !leftOut.contains($0.owner) }
  }

  private static func ends(of sum: Int, _ component: Component, without leftOut: Set<Int>) -> Ends {
    var ends = Ends()
    for limit in component.lows[sum] where leftOut.isEmpty || !leftOut.contains(limit.owner) {
      ends.raise(to: limit)
    }
    for limit in component.highs[sum] where leftOut.isEmpty || !leftOut.contains(limit.owner) {
      ends.lower(to: limit)
    }
    return ends
  }

  /// Takes away what one more owner says, who is among those who are left out now.
  mutating func leaveOut(
    _ owner: Int, of component: Component, _ index: OwnerIndex, without leftOut: Set<Int>
  ) {
    for sum in index.sums(of: owner) { sums[sum] = Self.ends(of: sum, component, without: leftOut) }
    implications.removeAll { $0.owner == owner }
  }

  /// Owners of two ends of one sum that exclude each other; nil when there are none.
  var crossing: [Int]? {
    for ends in sums {
      if let low = ends.low, let high = ends.high, low > high {
        return Limits.owners([ends.lowOwner, ends.highOwner])
      }
    }
    return nil
  }

  /// These without rules, each once, in rising order.
  static func owners(_ found: some Sequence<Int>) -> [Int] {
    var owners: [Int] = []
    for owner in found.sorted() where owner != Component.rule && owner != owners.last { owners.append(owner) }
    return owners
  }
}

/// What each owner of a component says, for those who look at few of them.
struct OwnerIndex {
  private struct Saying {
    var sum: Int
    var low: Int64?
    var high: Int64?
  }

  private let rules: Limits
  private var sayings: [Int: [Saying]] = [:]
  private var implications: [Int: [Component.Implication]] = [:]
  /// All owners, in rising order.
  let owners: [Int]

  init(_ component: Component) {
    var rules = Limits(component, without: [])
    rules.implications = component.implications.filter { $0.owner == Component.rule }
    for sum in component.sums.indices {
      var ends = Limits.Ends()
      for limit in component.lows[sum] {
        if limit.owner == Component.rule {
          ends.raise(to: limit)
        } else {
          sayings[limit.owner, default: []].append(Saying(sum: sum, low: limit.value))
        }
      }
      for limit in component.highs[sum] {
        if limit.owner == Component.rule {
          ends.lower(to: limit)
        } else {
          sayings[limit.owner, default: []].append(Saying(sum: sum, high: limit.value))
        }
      }
      rules.sums[sum] = ends
    }
    for implication in component.implications where implication.owner != Component.rule {
      implications[implication.owner, default: []].append(implication)
    }
    owners = Set(sayings.keys).union(implications.keys).sorted()
    self.rules = rules
  }

  /// What these owners say, with the rules.
  func limits(of owners: some Sequence<Int>) -> Limits {
    var limits = rules
    for owner in owners {
      for saying in sayings[owner] ?? [] {
        if let low = saying.low { limits.sums[saying.sum].raise(to: .init(value: low, owner: owner)) }
        if let high = saying.high { limits.sums[saying.sum].lower(to: .init(value: high, owner: owner)) }
      }
      limits.implications += implications[owner] ?? []
    }
    return limits
  }

  /// The sums of which this owner speaks.
  func sums(of owner: Int) -> Set<Int> { Set((sayings[owner] ?? []).map(\.sum)) }

  /// The one sum of which this owner speaks; nil when there are several, or an implication.
  func onlySum(of owner: Int) -> Int? {
    guard implications[owner] == nil, let sayings = sayings[owner], let first = sayings.first else {
      return nil
    }
    return sayings.allSatisfy { $0.sum == first.sum } ? first.sum : nil
  }
}
