import ExclaimDomain

/// What the legs of one exchange say of numbers.
struct Transfers: Sendable {
  /// One for each giver, each power whose people are transferred, and each unit.
  let all: [Transfer]

  /// - Parameter isDeclined: Whether somebody chose not to return: who was handed over may then not have come home.
  init(_ exchange: Exchange, isDeclined: Bool) {
    var directions: [Direction] = []
    for leg in exchange.legs {
      let direction = Direction(from: leg.from, dependent: leg.effectiveDependentPower)
      if !directions.contains(direction) { directions.append(direction) }
    }
    all = directions.flatMap { direction in
      let legs = exchange.legs.filter {
        $0.from == direction.from && $0.effectiveDependentPower == direction.dependent
      }
      let groups = legs.map { exchange.transferred($0) }
      let units = Set(groups.flatMap(\.self).map(\.effectiveUnit)).sorted { $0.rawValue < $1.rawValue }
      return units.map { unit in
        Transfer(
          direction, unit, comeHome: !isDeclined && legs.allSatisfy { $0.to == direction.dependent },
          legs: groups.map { $0.filter { $0.effectiveUnit == unit } })
      }
    }
  }

  /// What a claim about the exchange counts, with what the legs tell of it.
  ///
  /// A power that it does not name is the one that the legs name, if it is only one; and who is handed to the own
  /// power is returned by that.
  func canonical(_ counted: Counted, _ exchange: Exchange) -> Counted {
    var counted = counted
    if exchange.agreements.contains(counted.agreement) { counted.agreement = "" }
    guard counted.topic == .returned || counted.topic == .handedOver else { return counted }
    let meant = all.filter {
      $0.counted.unit == counted.unit
        && (counted.dependent == .notSaid || counted.dependent == $0.counted.dependent)
        && (counted.detaining == .notSaid || counted.detaining == $0.counted.detaining)
    }
    let (dependents, givers) = (Set(meant.map(\.counted.dependent)), Set(meant.map(\.counted.detaining)))
    if counted.dependent == .notSaid, dependents.count == 1, let only = dependents.first {
      counted.dependent = only
    }
    if counted.detaining == .notSaid, givers.count == 1, let only = givers.first { counted.detaining = only }
    if counted.topic == .handedOver,
      meant.contains(where: {
        $0.counted.topic == .returned && $0.counted.dependent == counted.dependent
          && $0.counted.detaining == counted.detaining
      })
    {
      counted.topic = .returned
    }
    return counted
  }

  fileprivate struct Direction: Equatable {
    var from: String
    var dependent: String
  }

  /// One direction in one unit.
  struct Transfer: Sendable {
    /// What it counts, for every category.
    let counted: Counted
    /// How many of each category that occurs, and of all.
    let counts: [(category: PersonCategory, count: Count)]

    fileprivate init(_ direction: Direction, _ unit: Unit, comeHome: Bool, legs: [[PersonGroup]]) {
      let isOfRemains = unit != .persons
      let whole: PersonCategory = isOfRemains ? .mortalRemains : .all
      counted = Counted(
        topic: isOfRemains ? .remainsRepatriated : comeHome ? .returned : .handedOver, unit: unit,
        dependent: .one(direction.dependent), detaining: .one(direction.from), category: whole)
      let named = Set(legs.flatMap(\.self).map(\.category)).subtracting([.unspecified, whole])
      counts = ([whole] + named.sorted { $0.rawValue < $1.rawValue }).map { category in
        (category, Self.count(category, of: whole, legs))
      }
    }

    /// How many of a category: at least the groups that are certainly of it, at most those that may be.
    private static func count(_ category: PersonCategory, of whole: PersonCategory, _ legs: [[PersonGroup]])
      -> Count
    {
      if category == whole { return legs.map { sum($0) }.total }
      let certain = legs.map { sum($0.filter { category.contains($0.category) }) }.total
      let possible = legs.map { sum($0.filter { !category.excludes($0.category) }) }.total
      return Count(
        hard: Bounds(low: certain.hard.low, high: possible.hard.high),
        soft: Bounds(low: certain.soft.low, high: possible.soft.high))
    }
  }
}
