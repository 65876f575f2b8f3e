import ExclaimDomain

/// Which number of a ledger.
enum NumberKey: Hashable, Sendable {
  /// What is counted (its place in the table) in one exchange, on one day or in one agreement.
  case cell(Int, Slot)
  /// How what is counted grew from one day to another, both included.
  case growth(Int, first: Int, last: Int)
  /// The number of one claim alone (its place in the ledger).
  case claim(Int)
}

/// Where in time or in the records a number is.
enum Slot: Hashable, Sendable {
  /// In an exchange: its place in the ledger.
  case exchange(Int)
  /// In an exchange, of one day only, or as it stood on that day: its place in the ledger, and the day's number.
  case exchangeDay(Int, day: Int)
  /// On a day: its number.
  case day(Int)
  /// In an agreement: its place in the ledger.
  case agreement(Int)
}

/// A record of a ledger that says something of numbers: its place in the ledger.
enum RecordPlace: Hashable, Sendable {
  case claim(Int), exchange(Int), agreement(Int), relation(Int)
}

/// What one record says of one number.
struct Statement: Sendable, Hashable {
  var record: RecordPlace
  /// What the words entail.
  var hard: Bounds
  /// Their usual reading.
  var soft: Bounds
}

/// A number of which records speak.
struct Number: Sendable {
  var key: NumberKey
  var statements: [Statement] = []
  /// Whether a record has a place for it, be it empty: an undisclosed number of an exchange.
  var isNamed = false
  /// Whether claims on it may leave open when their window ends, which is then when they were said.
  var mayEndWhenSaid = false
  /// Whether a record names it without a number: it is told where something follows.
  var isUndisclosed = false
  /// For the number of one claim on an uncertain window: the count's place, and the days that the window may have.
  var loose: LooseWindow?

  /// Place of what is counted, for a number of a window.
  var flow: Int? {
    if case .growth(let flow, _, _) = key { return flow }
    return loose?.counted
  }
}

/// A window whose ends are uncertain.
struct LooseWindow: Sendable, Hashable {
  var counted: Int
  var begin: DayWindow
  var end: DayWindow
}

/// The numbers of a ledger, each once.
struct NumberTable: Sendable {
  /// What is counted.
  var counted = CountedTable()
  /// For exchanges, by their place: what their legs say.
  var transfers: [Transfers] = []
  /// The numbers, by their place.
  var numbers: [Number] = []
  /// For each claim of the ledger the number of which it speaks; -1 for none.
  var numberOfClaim: [Int] = []
  /// For what is counted over windows: a claim that counts it.
  var flows: [Int: Int] = [:]
  /// For exchanges, by their place: the numbers that are counted in them.
  private(set) var numbersInExchange: [Int: [Int]] = [:]
  /// For agreements, by their place: the numbers that are counted in them.
  private(set) var numbersInAgreement: [Int: [Int]] = [:]
  private var places: [NumberKey: Int] = [:]

  /// The place of a number; a new one if it was not there.
  mutating func place(_ key: NumberKey) -> Int {
    if let place = places[key] { return place }
    places[key] = numbers.count
    switch key {
    case .cell(_, .exchange(let exchange)): numbersInExchange[exchange, default: []].append(numbers.count)
    case .cell(_, .agreement(let agreement)): numbersInAgreement[agreement, default: []].append(numbers.count)
    default: break
    }
    numbers.append(Number(key: key))
    return numbers.count - 1
  }

  /// The place of a number, if it is there.
  func existing(_ key: NumberKey) -> Int? { places[key] }

  /// Adds what a record says of a number.
  mutating func add(_ statement: Statement, to key: NumberKey) {
    let place = place(key)
    numbers[place].statements.append(statement)
    numbers[place].isNamed = true
  }
}
