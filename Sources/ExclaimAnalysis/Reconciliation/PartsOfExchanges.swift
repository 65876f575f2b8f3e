import ExclaimConstraints
import ExclaimDomain

extension NumberTable {
  /// What a whole exchange brought, where a number is what it brought on one of its days, or in one handover; nil for
  /// other numbers.
  func numberOfWholeExchange(_ number: Int, _ ledger: Ledger) -> Int? {
    guard case .cell(let place, let slot) = numbers[number].key, counted.items[place].topic.isTransfer else {
      return nil
    }
    switch slot {
    case .exchangeDay(let exchange, _): return existing(.cell(place, .exchange(exchange)))
    case .exchange(let exchange):
      return ledger.wholeOfHandover(exchange).flatMap { existing(.cell(place, .exchange($0))) }
    default: return nil
    }
  }
}

extension Ledger {
  /// The larger exchange to which all of an exchange belongs, by their places; nil where there is none, or several, and for
  /// one that is not completed, of which a number may be told that still grows.
  fileprivate func wholeOfHandover(_ place: Int) -> Int? {
    let exchange = exchanges[place]
    guard exchange.partOf.count == 1, let whole = exchanges.place(of: exchange.partOf[0]), whole != place,
      exchanges[whole].status == .completed, !exchanges[whole].partOf.contains(exchange.identity),
      exchange.legs.allSatisfy({ leg in
        leg.persons.allSatisfy { exchange.assigns($0, to: exchange.partOf[0]) }
      })
    else { return nil }
    return whole
  }
}

extension PieceSystem {
  /// What an exchange brought on its days is together at most what it brought, and so is what its handovers brought.
  mutating func addPartsOfExchanges() {
    let parts = Dictionary(
      grouping: piece.numbers.filter { expressions[$0] != nil },
      by: { table.numberOfWholeExchange($0, ledger) })
    for case (let whole?, let numbers) in parts.sorted(by: { $0.key ?? -1 < $1.key ?? -1 }) {
      guard let whole = expressions[whole] else { continue }
      let slots = numbers.map { (expression: expressions[$0] ?? Expression([]), slot: slot($0)) }
      let days = slots.filter { if case .exchangeDay? = $0.slot { true } else { false } }
      if !days.isEmpty { addRule(days.reduce(whole) { $0 - $1.expression }, low: 0, high: nil) }
      addHandovers(
        slots.compactMap { if case .exchange(let place)? = $0.slot { (place, $0.expression) } else { nil } },
        whole)
    }
  }

  /// That a handover is part of the exchange is what its record says.
  private mutating func addHandovers(_ handovers: [(exchange: Int, brought: Expression)], _ whole: Expression)
  {
    var rest = whole
    let twins = ledger.twins(handovers.map { ledger.exchanges[$0.exchange] })
    for ((exchange, brought), twin) in zip(handovers, twins) {
      guard twin == nil else {
        // Perhaps the same as another, it adds nothing to that.
        add(.init(whole - brought, low: 0), .exchange(exchange))
        continue
      }
      let share = addVariable()
      add(.init(share - brought, low: 0), .exchange(exchange))
      rest = rest - share
    }
    if rest != whole { addRule(rest, low: 0, high: nil) }
  }

  private func slot(_ number: Int) -> Slot? {
    if case .cell(_, let slot) = table.numbers[number].key { slot } else { nil }
  }
}
