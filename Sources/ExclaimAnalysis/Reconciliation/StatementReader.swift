import ExclaimDomain

/// Reads what the records of a ledger say of its numbers.
struct StatementReader {
  let ledger: Ledger
  var table = NumberTable()
  let exchangePlaces: [String: Int]
  let agreementPlaces: [String: Int]
  /// Whether official totals of exchanges leave some out.
  let leavesExchangesOut: Bool

  init(_ ledger: Ledger) {
    self.ledger = ledger
    table.transfers = (0..<ledger.exchanges.endIndex).map { Transfers(ledger.exchanges[$0]) }
    exchangePlaces = Self.places(ledger.exchanges)
    agreementPlaces = Self.places(ledger.agreements)
    leavesExchangesOut = ledger.exchanges.contains {
      $0.inOfficialTally != .unspecified && $0.inOfficialTally != .yes
    }
  }

  private static func places(_ records: RecordList<some RecordValue>) -> [String: Int] {
    Dictionary(zip(records.map(\.identity), records.indices), uniquingKeysWith: { $1 })
  }

  /// Everything that the ledger says. Throws when the task is cancelled.
  mutating func read() throws -> NumberTable {
    for place in ledger.exchanges.indices { read(exchange: place) }
    for place in ledger.agreements.indices { read(agreement: place) }
    try findNumbersOfClaims()
    try addStatementsOfClaims()
    return table
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
