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

  /// What the rules say.
  init(rulesOf component: Component) {
    sums = component.sums.indices.map { sum in
      var ends = Ends()
      for limit in component.lows[sum] where limit.owner == Component.rule { ends.raise(to: limit) }
      for limit in component.highs[sum] where limit.owner == Component.rule { ends.lower(to: limit) }
      return ends
    }
    implications = component.implications.filter { $0.owner == Component.rule }
  }

  /// The tightest ends of a sum, without what some owners say.
  static func ends(of sum: Int, _ component: Component, without leftOut: Set<Int>) -> Ends {
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
