import ExclaimDomain

/// Reads what the records of a ledger say of its numbers.
struct StatementReader {
  let ledger: Ledger
  var table = NumberTable()
  private let transfers: [Transfers]
  private let exchangePlaces: [String: Int]
  private let agreementPlaces: [String: Int]
  private let leavesExchangesOut: Bool
  /// Claims that an analyst has set apart: their references.
  private let apart: Set<String>

  init(_ ledger: Ledger) {
    self.ledger = ledger
    transfers = (0..<ledger.exchanges.endIndex).map { Transfers(ledger.exchanges[$0]) }
    exchangePlaces = Self.places(ledger.exchanges)
    agreementPlaces = Self.places(ledger.agreements)
    leavesExchangesOut = ledger.exchanges.contains {
      $0.inOfficialTally != .unspecified && $0.inOfficialTally != .yes
    }
    apart = ledger.claimsSetApart()
  }

  private static func places(_ records: RecordList<some RecordValue>) -> [String: Int] {
    Dictionary(zip(records.map(\.identity), records.indices), uniquingKeysWith: { $1 })
  }

  /// Everything that the ledger says. Throws when the task is cancelled.
  mutating func read() throws -> NumberTable {
    for place in ledger.exchanges.indices { read(exchange: place) }
    for place in ledger.agreements.indices { read(agreement: place) }
    table.numberOfClaim = Array(repeating: -1, count: ledger.claims.endIndex)
    for place in ledger.claims.indices {
      if place % 4_096 == 0 { try Task.checkCancellation() }
      table.numberOfClaim[place] = read(claim: ledger.claims[place], at: place) ?? -1
    }
    return table
  }

  // MARK: - Claims

  /// Adds what a claim says, and returns its number; nil when it says nothing of a number.
  mutating func read(claim: Claim, at place: Int) -> Int? {
    guard claim.givesNumber, claim.measure.effectiveUnit != .unspecified,
      let count = claim.value?.quantity?.count, ledger.stands(claim)
    else { return nil }
    let number = number(of: claim, at: place)
    table.numbers[number].statements.append(
      Statement(record: .claim(place), hard: count.hard, soft: count.soft))
    table.numbers[number].isNamed = true
    return number
  }

  private mutating func number(of claim: Claim, at place: Int) -> Int {
    if !apart.isEmpty, apart.contains(claim.identity) { return table.place(.claim(place)) }
    var counted = Counted(claim)
    let measure = claim.measure
    let hasWindow = measure.from != nil || measure.to != nil
    if !hasWindow, measure.topic != .exchanges, let exchange = exchangePlaces[claim.about.exchange] {
      counted = transfers[exchange].canonical(counted, ledger.exchanges[exchange])
      return table.place(.cell(table.counted.place(counted), .exchange(exchange)))
    }
    if measure.topic == .pledged, let agreement = agreementPlaces[claim.about.agreement] {
      return table.place(.cell(table.counted.place(counted), .agreement(agreement)))
    }
    if measure.topic.isStock, let day = measure.at?.window.oneDay {
      return table.place(.cell(table.counted.place(counted), .day(day)))
    }
    guard measure.topic.isFlow, let time = measure.time else { return table.place(.claim(place)) }
    if leavesExchangesOut, measure.topic == .exchanges || measure.topic == .returned, measure.at == nil {
      counted.isOfficialTally = ledger.isOfficial(claim.speaker.actor)
    }
    let flow = table.counted.place(counted)
    if table.flows[flow] == nil { table.flows[flow] = place }
    let end = time.end == .unknown ? claim.asserted?.window ?? .unknown : time.end
    if let first = time.begin.oneDay, let last = end.oneDay, first <= last {
      return table.place(.growth(flow, first: first, last: last))
    }
    let number = table.place(.claim(place))
    table.numbers[number].loose = LooseWindow(counted: flow, begin: time.begin, end: end)
    return number
  }

  // MARK: - Exchanges and agreements

  private mutating func read(exchange place: Int) {
    let exchange = ledger.exchanges[place]
    guard exchange.status.hasBegun || exchange.status == .unspecified else { return }
    for transfer in transfers[place].all {
      for (category, count) in transfer.counts where count.hard != .atLeast(0) {
        var counted = transfer.counted
        counted.category = category
        table.add(
          Statement(record: .exchange(place), hard: count.hard, soft: count.soft),
          to: .cell(table.counted.place(counted), .exchange(place)))
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

extension Claim {
  /// True when the speaker says by it how many there are.
  fileprivate var givesNumber: Bool { speechAct.affirms || speechAct == .disputes }
}

extension DayWindow {
  /// The day, if it is certain.
  var oneDay: Int? {
    guard let earliest, earliest == latest else { return nil }
    return earliest.number
  }
}

extension Ledger {
  /// Claims that an analyst says count something else than another of the same topic and unit.
  fileprivate func claimsSetApart() -> Set<String> {
    var apart: Set<String> = []
    for relation in relations where relation.kind == .notComparable || relation.kind == .scopeDriftOf {
      guard let from = claim(relation.from)?.measure, let to = claim(relation.to)?.measure,
        from.topic == to.topic, from.effectiveUnit == to.effectiveUnit
      else { continue }
      apart.insert(relation.from)
    }
    return apart
  }
}
