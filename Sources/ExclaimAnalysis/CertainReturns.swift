import ExclaimDomain

/// What completed exchanges certainly add up to, as one after the other comes to its end, each event counted once.
///
/// A larger exchange and its handovers are a family: what counts is the greater of what the larger one says and of what its
/// handovers make. A family of which an exchange may be an event of another family adds nothing, nor does a handover that
/// may be another one of its family: both as in the tally check.
struct CertainReturns {
  /// All of an exchange, or what of it belongs to one larger exchange, where it is divided among several.
  private struct Portion {
    /// What it makes once it is completed, by what is counted.
    var own: [String: Int64] = [:]
    /// What its handovers make.
    var ofParts: [String: Int64] = [:]
    /// Place of the portion of the larger exchange to which it belongs.
    var whole: Int?
    /// True for what may be counted elsewhere.
    var addsNothing = false

    func total(_ label: String) -> Int64 { max(own[label] ?? 0, ofParts[label] ?? 0) }
  }

  /// How deep exchanges are parts of others, at most; what is deeper belongs to none.
  private static let depthMax = 64

  private let ledger: Ledger
  /// Completed exchanges whose last day is known, in the order of these days.
  private let exchanges: [Exchange]
  private var portions: [Portion] = []
  /// For each of the exchanges the place of its first portion, which belongs to none that is listed; a portion for
  /// each larger exchange that is listed follows.
  private var firstPortion: [Int] = []
  private var wholes: [[String]] = []

  /// - Parameter exchanges: those that are added up, with the last day of each; the others are passed over.
  init(_ ledger: Ledger, _ exchanges: [(exchange: Exchange, days: DayWindow)]) {
    self.ledger = ledger
    let ended = exchanges.compactMap { exchange, days in
      exchange.status == .completed ? days.latest.map { (exchange: exchange, day: $0) } : nil
    }
    self.exchanges = ended.sorted { $0.day < $1.day }.map(\.exchange)
    addPortions()
    leaveOutRepetitions()
  }

  /// By how many each exchange raises the sum of those that ended before it, by reference and by what is counted.
  ///
  /// - Parameter numbers: How many an exchange makes for certain, of those groups that are wanted.
  mutating func added(
    _ numbers: (Exchange, (PersonGroup) -> Bool) -> [String: Int64]
  ) -> [String: [String: Int64]] {
    var added: [String: [String: Int64]] = [:]
    for (index, exchange) in exchanges.enumerated() {
      for (offset, whole) in ([nil] + wholes[index]).enumerated() {
        for (label, number) in numbers(exchange, { isOf(whole, $0, index) }) where number > 0 {
          let growth = raise(firstPortion[index] + offset, label, to: number)
          added[exchange.identity, default: [:]][label, default: 0] += growth
        }
      }
    }
    return added
  }

  /// Whether a group belongs to this larger exchange; with nil, whether it certainly belongs to none that is listed.
  private func isOf(_ whole: String?, _ group: PersonGroup, _ index: Int) -> Bool {
    if let whole { return exchanges[index].assigns(group, to: whole) }
    return wholes[index].isEmpty || !(group.partOf.isEmpty || wholes[index].contains(group.partOf))
  }

  /// Sets what a portion makes, and says by how many that raises the sum of all.
  private mutating func raise(_ portion: Int, _ label: String, to number: Int64) -> Int64 {
    var (place, before) = (portion, portions[portion].total(label))
    portions[place].own[label] = number
    while !portions[place].addsNothing {
      let growth = portions[place].total(label) - before
      guard growth > 0, let whole = portions[place].whole else { return growth }
      (place, before) = (whole, portions[whole].total(label))
      portions[place].ofParts[label] = (portions[place].ofParts[label] ?? 0).saturatingSum(growth)
    }
    return 0
  }

  // MARK: - Families

  private mutating func addPortions() {
    let places = Dictionary(zip(exchanges.map(\.identity), exchanges.indices)) { first, _ in first }
    wholes = exchanges.map { exchange in
      exchange.partOf.filter { whole in
        places[whole].map { !exchanges[$0].partOf.contains(exchange.identity) } ?? false
      }
    }
    for wholes in wholes {
      firstPortion.append(portions.count)
      portions += Array(repeating: Portion(), count: 1 + wholes.count)
    }
    for (index, names) in wholes.enumerated() {
      for (offset, whole) in names.compactMap({ places[$0] }).enumerated() {
        let portion = firstPortion[index] + 1 + offset
        portions[portion].whole = firstPortion[whole] + wholes[whole].count
        // To which portion of a divided exchange a handover of it belongs is not known.
        portions[portion].addsNothing = wholes[whole].count > 1
      }
    }
    // An exchange that is a part of itself by way of others belongs to none.
    for place in portions.indices where top(of: place) == nil { portions[place].whole = nil }
  }

  /// The portion of the largest exchange to which a portion belongs; nil where none is found.
  private func top(of place: Int) -> Int? {
    var place = place
    for _ in 0..<Self.depthMax {
      guard let whole = portions[place].whole else { return place }
      place = whole
    }
    return nil
  }

  /// The portions of the largest exchanges to which an exchange belongs; of its own, if it belongs to none.
  private func tops(of index: Int) -> Set<Int> {
    let own = firstPortion[index]...(firstPortion[index] + wholes[index].count)
    return Set((own.count > 1 ? own.dropFirst() : own[...]).map { top(of: $0) ?? $0 })
  }

  private mutating func leaveOutRepetitions() {
    let tops = exchanges.indices.map(tops)
    let sizes = Dictionary(tops.flatMap(\.self).map { ($0, 1) }, uniquingKeysWith: +)
    func rank(_ index: Int) -> (Int, Int, Int) {
      let top = tops[index].min() ?? 0
      return (-(sizes[top] ?? 0), top, index)
    }
    // Family by family, the largest first: what stands alone gives way, and a twin is found in an earlier family first.
    let order = exchanges.indices.sorted { rank($0) < rank($1) }
    let places = Dictionary(zip(exchanges.map(\.identity), exchanges.indices)) { first, _ in first }
    for (index, twin) in zip(order, ledger.twins(order.map { exchanges[$0] })) {
      guard let other = twin.flatMap({ places[$0.exchange.identity] }) else { continue }
      let isOfOneFamily = !tops[index].isDisjoint(with: tops[other])
      let own = firstPortion[index]...(firstPortion[index] + wholes[index].count)
      for portion in isOfOneFamily ? Set(own) : tops[index] { portions[portion].addsNothing = true }
    }
  }
}

extension Int64 {
  /// The sum; the greatest number there is where that is too large.
  fileprivate func saturatingSum(_ other: Int64) -> Int64 {
    let (sum, isTooLarge) = addingReportingOverflow(other)
    return isTooLarge ? .max : sum
  }
}
