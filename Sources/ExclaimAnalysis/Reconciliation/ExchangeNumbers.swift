import ExclaimDomain

/// What the legs of one exchange say of numbers.
struct Transfers: Sendable {
  /// One for each giver, each power whose people are transferred, and each unit; and where some are handed to a third
  /// state, one more for those who returned.
  let all: [Transfer]
  /// Agreements under which the exchange is, but for what its legs and groups say of their own.
  private let agreements: Set<String>

  /// - Parameter isDeclined: Whether somebody chose not to return: who was handed over may then not have come home.
  init(_ exchange: Exchange, _ ledger: Ledger, isDeclined: Bool) {
    let named = exchange.agreementsNamed(ledger)
    agreements = named.filter { ledger.isUnder($0, PersonGroup(), Leg(), exchange) == true }
    var directions: [Direction] = []
    for leg in exchange.legs {
      let direction = Direction(from: leg.from, dependent: leg.effectiveDependentPower)
      if !directions.contains(direction) { directions.append(direction) }
    }
    all = directions.flatMap { direction in
      let legs = exchange.legs.filter {
        $0.from == direction.from && $0.effectiveDependentPower == direction.dependent
      }
      let groups = legs.map { leg in
        exchange.transferred(leg).map { group in
          let standings = named.map { ($0, ledger.isUnder($0, group, leg, exchange)) }
          return TransferredGroup(
            group: group, certain: Set(standings.filter { $0.1 == true }.map(\.0)),
            possible: Set(standings.filter { $0.1 != false }.map(\.0)))
        }
      }
      let units = Set(groups.flatMap(\.self).map(\.group.effectiveUnit)).sorted { $0.rawValue < $1.rawValue }
      let comeHome = legs.map { !isDeclined && $0.to == direction.dependent }
      return units.flatMap { unit in
        let groups = groups.map { $0.filter { $0.group.effectiveUnit == unit } }
        if unit != .persons {
          return [Transfer(direction, unit, .remainsRepatriated, certain: groups, of: groups)]
        }
        if !comeHome.contains(false) {
          return [Transfer(direction, unit, .returned, certain: groups, of: groups)]
        }
        // Of those in a third state nobody says that they went home, or that they did not.
        let home = zip(groups, comeHome).map { $1 ? $0 : [] }
        return [
          Transfer(direction, unit, .handedOver, certain: groups, of: groups),
          Transfer(direction, unit, .returned, certain: home, of: groups),
        ]
      }
    }
  }

  /// What a claim about the exchange counts, with what the legs tell of it.
  ///
  /// A power that it does not name is the one that the legs name, if it is only one; who is handed to the own power is
  /// returned by that; and an agreement under which all of them are says nothing.
  func canonical(_ counted: Counted) -> Counted {
    var counted = counted
    let meant = all.filter {
      $0.counted.unit == counted.unit
        && (counted.dependent == .notSaid || counted.dependent == $0.counted.dependent)
        && (counted.detaining == .notSaid || counted.detaining == $0.counted.detaining)
    }
    let isAllUnder =
      (meant.isEmpty ? all : meant).allSatisfy { $0.agreements.contains(counted.agreement) }
      // Of a leg that is not recorded the exchange itself tells.
      && (!meant.isEmpty || agreements.contains(counted.agreement))
    if isAllUnder { counted.agreement = "" }
    guard counted.topic.isTransfer else { return counted }
    let (dependents, givers) = (Set(meant.map(\.counted.dependent)), Set(meant.map(\.counted.detaining)))
    if counted.dependent == .notSaid, dependents.count == 1, let only = dependents.first {
      counted.dependent = only
    }
    if counted.detaining == .notSaid, givers.count == 1, let only = givers.first { counted.detaining = only }
    let same = meant.filter {
      $0.counted.dependent == counted.dependent && $0.counted.detaining == counted.detaining
    }
    if !same.isEmpty, same.allSatisfy({ $0.counted.topic == .returned }) { counted.topic = .returned }
    return counted
  }

  fileprivate struct Direction: Equatable {
    var from: String
    var dependent: String
  }

  /// A group that was transferred, with the agreements under which it is, and with those under which it may be.
  fileprivate struct TransferredGroup {
    var group: PersonGroup
    var certain: Set<String>
    var possible: Set<String>
  }

  /// One direction in one unit.
  struct Transfer: Sendable {
    /// What it counts, for every category.
    let counted: Counted
    /// How many of each category that occurs, and of all; and how many of these are under an agreement under which some
    /// are, and others not or perhaps not.
    let counts: [(category: PersonCategory, agreement: String, count: Count)]
    /// Agreements under which all of them certainly are.
    let agreements: Set<String>

    /// - Parameters:
    ///   - sure: For each leg the groups that are certainly of the topic.
    ///   - legs: For each leg the groups that are, or may be.
    fileprivate init(
      _ direction: Direction, _ unit: Unit, _ topic: Topic, certain sure: [[TransferredGroup]],
      of legs: [[TransferredGroup]]
    ) {
      let whole: PersonCategory = unit == .persons ? .all : .mortalRemains
      counted = Counted(
        topic: topic, unit: unit, dependent: .one(direction.dependent), detaining: .one(direction.from),
        category: whole)
      let groups = legs.flatMap(\.self)
      let certain = Set(groups.flatMap(\.certain))
      let ofAll = certain.filter { agreement in groups.allSatisfy { $0.certain.contains(agreement) } }
      agreements = ofAll
      let named = Set(groups.map(\.group.category)).subtracting([.unspecified, whole])
      let categories = [whole] + named.sorted { $0.rawValue < $1.rawValue }
      counts = ([""] + certain.subtracting(ofAll).sorted()).flatMap { agreement in
        categories.map { ($0, agreement, Self.count($0, of: whole, under: agreement, certain: sure, legs)) }
      }
    }

    /// How many of a category: at least the groups that are certainly of it, at most those that may be.
    private static func count(
      _ category: PersonCategory, of whole: PersonCategory, under agreement: String,
      certain sure: [[TransferredGroup]], _ legs: [[TransferredGroup]]
    ) -> Count {
      let certain = sure.map { groups in
        sum(
          groups.filter { agreement.isEmpty || $0.certain.contains(agreement) }.map(\.group).filter {
            category == whole || category.contains($0.category)
          })
      }.total
      let possible = legs.map { groups in
        sum(
          groups.filter { agreement.isEmpty || $0.possible.contains(agreement) }.map(\.group).filter {
            category == whole || !category.excludes($0.category)
          })
      }.total
      return Count(
        hard: Bounds(low: certain.hard.low, high: possible.hard.high),
        soft: Bounds(low: certain.soft.low, high: possible.soft.high))
    }
  }
}

extension Exchange {
  /// Agreements that it, its legs, its groups or its larger exchanges name.
  fileprivate func agreementsNamed(_ ledger: Ledger) -> Set<String> {
    var named = Set(agreements)
    for leg in legs {
      if !leg.agreement.isEmpty { named.insert(leg.agreement) }
      for group in leg.persons where !group.agreement.isEmpty { named.insert(group.agreement) }
    }
    for whole in partOf { named.formUnion(ledger.exchange(whole)?.agreements ?? []) }
    return named
  }
}

extension Topic {
  /// True for what happens in an exchange. All else that is said of one may be otherwise from one day to the next: plans
  /// and lists, who is held, how many of the dead are known by name.
  var isTransfer: Bool {
    switch self {
    case .returned, .handedOver, .remainsRepatriated, .declinedReturn: true
    default: false
    }
  }
}

extension Exchange {
  /// True for one that may have taken several days, so that a part of it may lie on either side of a day.
  var isDivisible: Bool {
    if !stages.isEmpty { return true }
    guard let date else { return true }
    if case .interval = date.date.form { return true }
    return false
  }
}
