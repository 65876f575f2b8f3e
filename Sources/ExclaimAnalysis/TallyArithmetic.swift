import ExclaimDomain

/// What follows for the exchanges that a total counts and the records lack.
struct TallyArithmetic {
  /// Number of exchanges as stated; nil when not stated.
  var statedExchanges: Bounds?
  /// Number of persons as stated; nil when not stated.
  var statedPersons: Bounds?
  /// What certainly counts.
  var certain: [Item]
  /// What may or may not count, each as a whole.
  var possible: [Item]

  /// An exchange, or handovers that may count as one exchange or as several.
  struct Item: Equatable {
    var exchanges = Bounds.exactly(1)
    var persons: Bounds
  }

  struct Outcome: Equatable {
    var recordedExchanges: Bounds
    var recordedPersons: Bounds
    var remainingExchanges: Bounds?
    var remainingPersons: Bounds?
    var impossible: Bool
  }

  /// The remainders that some choice of the possible exchanges allows, each as the tightest interval around them.
  ///
  /// Two things are entailed besides the differences: what remains is not negative, and where no exchange
  /// remains, no person does. Cost: n log n in the possible exchanges.
  func outcome() -> Outcome {
    var remainingExchanges: Bounds?
    var remainingPersons: Bounds?
    var isPossible = false
    for choice in choices() {
      guard let (exchanges, persons) = remainders(choice) else { continue }
      isPossible = true
      remainingExchanges = hull(remainingExchanges, exchanges)
      remainingPersons = hull(remainingPersons, persons)
    }
    let all = certain + possible
    return Outcome(
      recordedExchanges: Bounds(
        low: certain.map(\.exchanges).total.low, high: all.map(\.exchanges).total.high),
      recordedPersons: Bounds(low: certain.map(\.persons).total.low, high: all.map(\.persons).total.high),
      remainingExchanges: statedExchanges == nil ? nil : remainingExchanges,
      remainingPersons: statedPersons == nil ? nil : remainingPersons,
      impossible: !isPossible)
  }

  /// For each number of possible items that may count: the exchanges, and the persons in them.
  private func choices() -> [Item] {
    let (exchanges, persons) = (
      Self.extremes(possible.map(\.exchanges)), Self.extremes(possible.map(\.persons))
    )
    var choices = [Item(exchanges: certain.map(\.exchanges).total, persons: certain.map(\.persons).total)]
    for (one, other) in zip(exchanges, persons) {
      let last = choices[choices.count - 1]
      choices.append(Item(exchanges: last.exchanges.sum(one), persons: last.persons.sum(other)))
    }
    return choices
  }

  /// The lower ends from the least, each with one of the upper ends from the greatest.
  private static func extremes(_ bounds: [Bounds]) -> [Bounds] {
    let lows = bounds.map { $0.low ?? 0 }.sorted()
    let highs = bounds.map(\.high).sorted { ($0 ?? .max) > ($1 ?? .max) }
    return zip(lows, highs).map { Bounds(low: $0, high: $1) }
  }

  private func remainders(_ choice: Item) -> (Bounds?, Bounds?)? {
    var exchanges: Bounds?
    var persons: Bounds?
    if let statedExchanges {
      guard let rest = statedExchanges.less(choice.exchanges) else { return nil }
      exchanges = rest
    }
    if let statedPersons {
      guard let rest = statedPersons.less(choice.persons) else { return nil }
      persons = rest
    }
    guard let rest = exchanges, let others = persons else { return (exchanges, persons) }
    let needsAnother = (others.low ?? 0) > 0
    if rest.high == 0 { return needsAnother ? nil : (rest, .exactly(0)) }
    if needsAnother { exchanges = Bounds(low: max(1, rest.low ?? 0), high: rest.high) }
    return (exchanges, persons)
  }

  private func hull(_ one: Bounds?, _ other: Bounds?) -> Bounds? {
    guard let one, let other else { return one ?? other }
    let high: Int64? =
      if let first = one.high, let second = other.high { max(first, second) } else { nil }
    return Bounds(low: min(one.low ?? 0, other.low ?? 0), high: high)
  }
}

extension Bounds {
  /// Bounds of what is left of this number when a part within the given bounds is taken away; nil when the
  /// part is certainly greater than the whole.
  func less(_ part: Bounds) -> Bounds? {
    let (low, partLow) = (low ?? 0, part.low ?? 0)
    if let high, high < partLow { return nil }
    let least = part.high.map { max(0, low - min($0, low)) } ?? 0
    return Bounds(low: least, high: high.map { $0 - partLow })
  }
}
