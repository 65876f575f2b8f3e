import ExclaimDomain

extension Reconciliation {
  /// The numbers that a question meets, in no order that means anything.
  func unordered(_ query: EvidenceQuery) -> [Int] {
    table.numbers.indices.filter { isTold($0) && meets(query, $0) }
  }

  /// Whether records speak of a number, or what they say leads to one where they name it without.
  private func isTold(_ number: Int) -> Bool {
    table.numbers[number].isNamed
      || table.numbers[number].isUndisclosed && solved(number).hard != .atLeast(0)
  }

  /// The numbers that a question meets, by what they count and when.
  func numbers(_ query: EvidenceQuery) -> [Int] {
    let ranked = unordered(query).map { place in
      let number = table.numbers[place]
      let counted = counted(number)
      return (counted.topic.rawValue, lastDay(number), counted.category.rawValue, place)
    }
    return ranked.sorted { $0 < $1 }.map(\.3)
  }

  private func meets(_ query: EvidenceQuery, _ place: Int) -> Bool {
    if query == EvidenceQuery() { return true }
    let number = table.numbers[place]
    if !query.claim.isEmpty {
      let claims = number.statements.compactMap(claim)
      guard claims.contains(where: { $0.identity == query.claim }) else { return false }
    }
    let counted = counted(number)
    return (query.topic == .unspecified || counted.topic == query.topic)
      && ledger.mayBe(counted.dependent.powers, query.dependentPower)
      && ledger.mayBe(counted.detaining.powers, query.detainingPower)
      && (query.category == .unspecified || counted.category == .unspecified
        || !counted.category.excludes(query.category))
      && (query.exchange.isEmpty || exchange(number)?.identity == query.exchange)
      && (query.agreement.isEmpty || isUnder(query.agreement, number, counted))
      && (query.date.flatMap { date in days(number).map { $0.intersects(date) } } ?? true)
  }

  private func isUnder(_ agreement: String, _ number: Number, _ counted: Counted) -> Bool {
    counted.agreement == agreement || counted.includes.contains(.agreement(agreement))
      || exchange(number)?.agreements.contains(agreement) == true
  }

  // MARK: - What a number is

  /// What a number counts.
  func counted(_ number: Number) -> Counted {
    switch number.key {
    case .cell(let counted, _), .growth(let counted, _, _): table.counted.items[counted]
    case .claim(let place):
      number.loose.map { table.counted.items[$0.counted] } ?? Counted(ledger.claims[place])
    }
  }

  /// The exchange in which a number is counted; nil for another.
  func exchange(_ number: Number) -> Exchange? {
    switch number.key {
    case .cell(_, .exchange(let place)), .cell(_, .exchangeDay(let place, _)): ledger.exchanges[place]
    case .claim(let place): ledger.exchange(ledger.claims[place].about.exchange)
    default: nil
    }
  }

  /// The days of a number; nil where they are not known.
  func days(_ number: Number) -> DayWindow? {
    switch number.key {
    case .cell(_, .exchange(let place)): ledger.days(of: ledger.exchanges[place])
    case .cell(_, .day(let day)), .cell(_, .exchangeDay(_, let day)):
      DayWindow(earliest: Day(number: day), latest: Day(number: day))
    case .cell(_, .agreement(let place)): ledger.agreements[place].date?.window
    case .growth(_, let first, let last):
      DayWindow(earliest: Day(number: first), latest: Day(number: last))
    case .claim(let place): ledger.days(of: ledger.claims[place])
    }
  }

  /// What a number counts, and when, as a measure.
  func measure(_ number: Number) -> Measure {
    if case .claim(let place) = number.key { return ledger.claims[place].measure }
    var measure = counted(number).measure
    measure.scope = scope(number)
    func date(_ day: Int) -> ResolvedDate {
      ResolvedDate(date: EDTFDate(day: Day(number: day)), basis: .stated)
    }
    switch number.key {
    case .cell(_, .day(let day)), .cell(_, .exchangeDay(_, let day)): measure.at = date(day)
    case .growth(_, let first, let last) where first == last: measure.at = date(first)
    case .growth(_, let first, let last): (measure.from, measure.to) = (date(first), date(last))
    default: break
    }
    return measure
  }

  /// What a number counts, and when, in words.
  func label(_ number: Number) -> String {
    let words = counted(number).words(ledger, scope: scope(number))
    switch number.key {
    case .cell(_, .exchange(let place)): return "\(words): \(ledger.source(ledger.exchanges[place]).label)"
    case .cell(_, .exchangeDay(let place, _)):
      return "\(words): \(ledger.source(ledger.exchanges[place]).label), \(days(number)?.words ?? "")"
    case .cell(_, .agreement): return words
    case .cell(_, .day), .growth: return "\(words): \(days(number)?.words ?? "")"
    case .claim(let place):
      let time = ledger.timeWords(of: ledger.claims[place])
      return time.isEmpty ? words : "\(words): \(time)"
    }
  }

  /// The scope of a number, as it was first said.
  private func scope(_ number: Number) -> String {
    number.statements.lazy.compactMap(claim).map(\.measure.scope).first { !$0.isEmpty }
      ?? counted(number).scope
  }

  /// The claim of a statement; nil where another record says it.
  func claim(_ statement: Statement) -> Claim? {
    if case .claim(let place) = statement.record { ledger.claims[place] } else { nil }
  }

  /// A record as answers call it.
  func source(_ record: RecordPlace) -> Source {
    switch record {
    case .claim(let place): ledger.source(ledger.claims[place])
    case .exchange(let place): ledger.source(ledger.exchanges[place])
    case .agreement(let place): ledger.source(ledger.agreements[place])
    case .relation(let place): ledger.source(of: ledger.relations[place])
    }
  }

  private func lastDay(_ number: Number) -> Int {
    days(number).flatMap { $0.latest ?? $0.earliest }?.number ?? .max
  }
}

/// Which number, in words that two ledgers share.
struct FigureKey: Hashable {
  var counted: Counted
  /// The exchange, agreement or claim: reference; or the days.
  var place: String
}

extension Reconciliation {
  /// The name of a number in any ledger that has these records.
  func key(_ number: Number) -> FigureKey {
    let place =
      switch number.key {
      case .cell(_, .exchange(let place)): ledger.exchanges[place].identity
      case .cell(_, .exchangeDay(let place, let day)): "\(ledger.exchanges[place].identity) day \(day)"
      case .cell(_, .agreement(let place)): ledger.agreements[place].identity
      case .cell(_, .day(let day)): "day \(day)"
      case .growth(_, let first, let last): "days \(first) to \(last)"
      case .claim(let place): ledger.claims[place].identity
      }
    return FigureKey(counted: counted(number), place: place)
  }
}
