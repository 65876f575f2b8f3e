import ExclaimDomain

/// Reads what the records of a ledger say of its numbers.
struct StatementReader: Sendable {
  /// The ledger that was read.
  let ledger: Ledger
  /// What it says.
  var table = NumberTable()
  /// The kinds of claims that were found in it.
  var kinds: LikeClaims
  /// For each kind of claims of what they speak.
  var numbersOfKinds: [NumberOfKind] = []
  /// Speakers whose totals are none of the official tally; nil where that leaves no exchange out.
  let unofficial: Set<String>?

  /// Of what the claims of one kind speak.
  enum NumberOfKind: Sendable {
    /// None of them was read that stands.
    case unread
    /// All of one number.
    case shared(Int)
    /// Each of a number of its own, like this one.
    case own(Int)
  }

  /// Reads everything that the ledger says. Throws when the task is cancelled.
  init(_ ledger: Ledger) throws {
    self.ledger = ledger
    unofficial = ledger.leavesExchangesOut ? ledger.unofficialActors : nil
    kinds = LikeClaims(unofficial: unofficial)
    table.transfers = try Array(count: ledger.exchanges.endIndex) { Transfers(ledger.exchanges[$0]) }
    for place in ledger.exchanges.indices { read(exchange: place) }
    for place in ledger.agreements.indices { read(agreement: place) }
    try read(claimsFrom: 0)
  }

  private mutating func read(exchange place: Int) {
    let exchange = ledger.exchanges[place]
    guard exchange.status.hasBegun || exchange.status == .unspecified else { return }
    for transfer in table.transfers[place].all {
      for (category, count) in transfer.counts {
        var counted = transfer.counted
        counted.category = category
        let key = NumberKey.cell(table.counted.place(counted), .exchange(place))
        // Who is spoken of without a number is tied to the others by the rules of sums.
        if count.hard == .atLeast(0) {
          _ = table.place(key)
        } else {
          table.add(Statement(record: .exchange(place), hard: count.hard, soft: count.soft), to: key)
        }
      }
      // A number of which nothing is said is one of which something may follow.
      let number = table.place(.cell(table.counted.place(transfer.counted), .exchange(place)))
      table.numbers[number].isNamed = true
    }
  }

  private mutating func read(agreement place: Int) {
    let agreement = ledger.agreements[place]
    for obligation in agreement.obligations {
      guard let count = obligation.quantity?.count else { continue }
      let measure = obligation.measure
      let counted = Counted(
        topic: .pledged, unit: .persons, dependent: PowerSet(measure.dependent),
        detaining: PowerSet(measure.detaining), category: measure.category, agreement: agreement.identity)
      guard measure.effectiveUnit == .persons else { continue }
      table.add(
        Statement(record: .agreement(place), hard: count.hard, soft: count.soft),
        to: .cell(table.counted.place(counted), .agreement(place)))
    }
  }
}

extension Ledger {
  /// Whether official totals of exchanges leave some out.
  fileprivate var leavesExchangesOut: Bool {
    exchanges.contains { $0.inOfficialTally != .unspecified && $0.inOfficialTally != .yes }
  }

  /// Actors whose totals are not those of which "in the official tally" speaks.
  fileprivate var unofficialActors: Set<String> {
    Set(actors.lazy.map(\.identity).filter { !isOfficial($0) })
  }
}
