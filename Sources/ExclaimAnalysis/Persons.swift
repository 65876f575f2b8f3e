import ExclaimDomain

/// How many, with the two readings of the words.
struct Count: Hashable {
  var hard: Bounds
  var soft: Bounds

  static let zero = Count(hard: .exactly(0), soft: .exactly(0))
  static let unknown = Count(hard: .atLeast(0), soft: .atLeast(0))
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

extension [Count] {
  /// The sum of all.
  var total: Count { Count(hard: map(\.hard).total, soft: map(\.soft).total) }
}

/// Adds the groups of one leg. Nobody is added twice, so far as the record tells.
///
/// The upper end is that of all groups together. The lower end is the greatest that groups make which
/// certainly share nobody: military persons and civilians, two stages, parts of two larger exchanges, or two
/// groups of one category, which the record would not name twice. "75 persons, of whom 71 soldiers" and "50
/// under 25, 50 wounded" are thus bounded from below by the greater number.
func sum(_ groups: [PersonGroup]) -> Count {
  let most = groups.map(\.count).total
  return Count(
    hard: Bounds(low: least(groups) { $0.hard.low ?? 0 }, high: most.hard.high),
    soft: Bounds(low: least(groups) { $0.soft.low ?? 0 }, high: most.soft.high))
}

private func least(_ groups: [PersonGroup], _ low: (Count) -> Int64) -> Int64 {
  var named: [NamedGroup] = []
  var sums: [PersonGroup: Int64] = [:]
  for group in groups {
    let name = PersonGroup(category: group.category, stage: group.stage, partOf: group.partOf)
    // Two groups whose category was not said may be the same persons.
    if group.category == .unspecified {
      named.append(NamedGroup(name: name, low: low(group.count)))
    } else {
      sums[name, default: 0] += low(group.count)
    }
  }
  named += sums.map { NamedGroup(name: $0.key, low: $0.value) }
  return max(least(named) { $0.stage == 0 ? "" : "\($0.stage)" }, least(named, apartBy: \.partOf))
}

/// All groups of one category in one stage and one larger exchange.
private struct NamedGroup {
  var name: PersonGroup
  var low: Int64
}

/// The greatest number of groups that are apart by their category, or by what the key says of them.
private func least(_ groups: [NamedGroup], apartBy key: (PersonGroup) -> String) -> Int64 {
  func within(_ branch: PersonCategory) -> [NamedGroup] {
    groups.filter { branch.contains($0.name.category) }
  }
  func apart(_ groups: [NamedGroup], _ least: ([NamedGroup]) -> Int64) -> Int64 {
    var apart = Dictionary(grouping: groups) { key($0.name) }
    let notSaid = apart.removeValue(forKey: "") ?? []
    return max(least(notSaid), apart.values.reduce(0) { $0 + least($1) })
  }
  func greatest(_ groups: [NamedGroup]) -> Int64 { groups.map(\.low).max() ?? 0 }
  func greatestOfBranches(_ groups: [NamedGroup]) -> Int64 {
    let branches = [PersonCategory.military, .civilian].map { branch in
      greatest(groups.filter { branch.contains($0.name.category) })
    }
    return max(greatest(groups), branches[0] + branches[1])
  }
  return max(
    apart(groups, greatestOfBranches), apart(within(.military), greatest) + apart(within(.civilian), greatest)
  )
}
