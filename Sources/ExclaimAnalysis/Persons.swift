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

  /// The same or none: for persons of whom it is not known whether they belong.
  var orNone: Count {
    Count(hard: Bounds(low: 0, high: hard.high), soft: Bounds(low: 0, high: soft.high))
  }
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

/// Adds the groups of one leg. Nobody is added twice, so far as categories tell.
///
/// Groups are taken as parts of one whole. A group whose category lies in that of another, such as children
/// beside civilians, or cuts across it, may be counted there already: it raises the upper end only.
func sum(_ groups: [PersonGroup]) -> Count {
  let byStage = Dictionary(grouping: groups, by: \.stage)
  return byStage.values.map(sumOfStage).reduce(.zero) { $0.adding($1) }
}

private func sumOfStage(_ groups: [PersonGroup]) -> Count {
  let isInside = groups.map { group in groups.contains { mayHold($0.category, group.category) } }
  var total = Count.zero
  var insideLow: (hard: Int64, soft: Int64) = (0, 0)
  for (group, isInside) in zip(groups, isInside) {
    let count = group.count
    total = total.adding(isInside ? count.orNone : count)
    if isInside {
      insideLow = (max(insideLow.hard, count.hard.low ?? 0), max(insideLow.soft, count.soft.low ?? 0))
    }
  }
  return Count(
    hard: Bounds(low: max(total.hard.low ?? 0, insideLow.hard), high: total.hard.high),
    soft: Bounds(low: max(total.soft.low ?? 0, insideLow.soft), high: total.soft.high))
}

/// True when members of the second category may be counted in the first, another one, already.
private func mayHold(_ whole: PersonCategory, _ part: PersonCategory) -> Bool {
  guard whole != part, !whole.excludes(part) else { return false }
  return whole.contains(part) || (part.crosscuts && !whole.crosscuts)
}
