import ExclaimDomain

/// All that is counted in a ledger, each once, and which of it is part of which.
struct CountedTable: Sendable {
  /// What is counted, by its place.
  private(set) var items: [Counted] = []
  private var places: [Counted: Int] = [:]

  /// The place of what is counted; a new one for what was not there.
  mutating func place(_ counted: Counted) -> Int {
    if let place = places[counted] { return place }
    places[counted] = items.count
    items.append(counted)
    return items.count - 1
  }

  /// The place of what is counted, if it is there.
  func existing(_ counted: Counted) -> Int? { places[counted] }

  /// For each, the places of all others of which it is part.
  func wholes() -> [[Int]] {
    let wider = WiderParts(items)
    return items.map { wider.candidates($0).compactMap { places[$0] } }
  }
}

/// What the wholes of something counted may look like, so that they can be looked up rather than searched.
private struct WiderParts {
  private var powers: [PowerSet: [PowerSet]] = [:]
  private var exclusions: [Set<Inclusion>: [Set<Inclusion>]] = [:]

  init(_ items: [Counted]) {
    let sets = Set(items.flatMap { [$0.dependent, $0.detaining] })
    let groups = sets.filter { if case .one = $0 { false } else { $0 != .notSaid } }
    for set in sets { powers[set] = [set] + groups.filter { $0.isWider(than: set) } }
    let excluded = Set(items.map(\.excludes))
    for set in excluded { exclusions[set] = excluded.filter { $0.isSubset(of: set) } }
  }

  /// Everything that would be wider in some respect and narrower in none.
  func candidates(_ part: Counted) -> [Counted] {
    var found = [part]
    func widen<Value>(_ path: WritableKeyPath<Counted, Value>, _ values: [Value]) {
      guard values.count > 1 || found.isEmpty else { return }
      found = found.flatMap { counted in
        values.map { value in
          var wider = counted
          wider[keyPath: path] = value
          return wider
        }
      }
    }
    widen(\.category, [part.category] + part.category.wholes(in: part.unit))
    widen(\.dependent, powers[part.dependent] ?? [part.dependent])
    widen(\.detaining, powers[part.detaining] ?? [part.detaining])
    widen(\.excludes, exclusions[part.excludes] ?? [part.excludes])
    if !part.scope.isEmpty { widen(\.scope, [part.scope, ""]) }
    if !part.agreement.isEmpty { widen(\.agreement, [part.agreement, ""]) }
    if part.isOfficialTally { widen(\.isOfficialTally, [true, false]) }
    return found.filter { $0 != part }
  }
}

extension PersonCategory {
  /// Categories that certainly take in everybody of this one, be they persons.
  fileprivate func wholes(in unit: Unit) -> [PersonCategory] {
    if self == .unspecified { return unit == .persons ? [.all] : [] }
    return PersonCategory.allCases.filter { $0 != self && $0.contains(self) }
  }
}
