import ExclaimDomain

/// How many, with the two readings of the words.
struct Count: Hashable {
  var hard: Bounds
  var soft: Bounds

  static let zero = Count(hard: .exactly(0), soft: .exactly(0))
  static let unknown = Count(hard: .atLeast(0), soft: .atLeast(0))

  func adding(_ other: Count) -> Count {
    Count(hard: hard.sum(other.hard), soft: soft.sum(other.soft))
  }
}

extension Bounds {
  /// The same or none: for persons of whom it is not known whether they belong.
  var orNone: Bounds { Bounds(low: 0, high: high) }
}

extension Quantity {
  /// The number as a count; a share, a rate or a remainder bounds no count.
  var count: Count? {
    guard case .count = kind else { return nil }
    return Count(hard: hard, soft: soft)
  }
}

extension PersonGroup {
  /// How many; from 0 without end where no number was given.
  var count: Count {
    switch value {
    case .quantity(let quantity): quantity.count ?? .unknown
    case .state(.none): .zero
    case .state, nil: .unknown
    }
  }

  /// True when no number was given for it.
  var isUndisclosed: Bool { count == .unknown }
}

extension [Bounds] {
  /// Bounds of the sum of one number from each.
  var total: Bounds { reduce(.exactly(0)) { $0.sum($1) } }
}

/// Adds the groups of one leg. Nobody is added twice, so far as the record tells.
///
/// The upper end is that of all groups together. The lower end is the greatest that groups make which
/// certainly share nobody: military persons and civilians, two stages, parts of two larger exchanges, or two
/// groups of one category, which the record would not name twice. "75 persons, of whom 71 soldiers" and "50
/// under 25, 50 wounded" are thus bounded from below by the greater number.
func sum(_ groups: [PersonGroup]) -> Count {
  let most = groups.map(\.count).reduce(.zero) { $0.adding($1) }
  return Count(
    hard: Bounds(low: least(groups) { $0.hard.low ?? 0 }, high: most.hard.high),
    soft: Bounds(low: least(groups) { $0.soft.low ?? 0 }, high: most.soft.high))
}

private func least(_ groups: [PersonGroup], _ low: (Count) -> Int64) -> Int64 {
  let military = groups.filter { PersonCategory.military.contains($0.category) }
  let civilian = groups.filter { PersonCategory.civilian.contains($0.category) }
  func least(apartBy key: (PersonGroup) -> String) -> Int64 {
    func least(_ groups: [PersonGroup]) -> Int64 {
      var apart = Dictionary(grouping: groups, by: key)
      let notSaid = apart.removeValue(forKey: "") ?? []
      return max(leastOfCategories(notSaid, low), apart.values.reduce(0) { $0 + leastOfCategories($1, low) })
    }
    return max(least(groups), least(military) + least(civilian))
  }
  return max(least { $0.stage == 0 ? "" : "\($0.stage)" }, least { $0.partOf })
}

private func leastOfCategories(_ groups: [PersonGroup], _ low: (Count) -> Int64) -> Int64 {
  var lows: [PersonCategory: Int64] = [:]
  for group in groups {
    let (known, more) = (lows[group.category] ?? 0, low(group.count))
    // Two groups whose category was not said may be the same persons.
    lows[group.category] = group.category == .unspecified ? max(known, more) : known + more
  }
  func greatest(_ branch: PersonCategory) -> Int64 {
    lows.filter { branch.contains($0.key) }.values.max() ?? 0
  }
  return max(lows.values.max() ?? 0, greatest(.military) + greatest(.civilian))
}
