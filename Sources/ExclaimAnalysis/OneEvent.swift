import ExclaimDomain

/// Another record that may be of the same event, and why.
struct Twin {
  var exchange: Exchange
  var reason: String
}

extension Ledger {
  /// For each exchange an earlier one of the list that may be the same event; nil for none.
  ///
  /// Of those on one day, or of one number in a series, the first 64 are compared: so many are no accident.
  func twins(_ exchanges: [Exchange]) -> [Twin?] {
    var earlier: [String: [Exchange]] = [:]
    return exchanges.map { exchange in
      let marks = marks(exchange)
      let twin = marks.lazy.flatMap { earlier[$0] ?? [] }.compactMap { other in
        mayBeOneEvent(other, exchange).map { Twin(exchange: other, reason: $0) }
      }.first
      for mark in marks where earlier[mark]?.count ?? 0 < 64 { earlier[mark, default: []].append(exchange) }
      return twin
    }
  }

  /// For each exchange the others of the list that may be the same event: their places, and why.
  ///
  /// Of those on one day, or of one number in a series, the first 64 are compared: so many are no accident.
  func sameEvents(_ exchanges: [Exchange]) -> [[(place: Int, reason: String)]] {
    var same: [[(place: Int, reason: String)]] = Array(repeating: [], count: exchanges.count)
    var earlier: [String: [Int]] = [:]
    for (place, exchange) in exchanges.enumerated() {
      for mark in marks(exchange) {
        for other in earlier[mark] ?? [] where !same[place].contains(where: { $0.place == other }) {
          guard let reason = mayBeOneEvent(exchanges[other], exchange) else { continue }
          same[place].append((other, reason))
          same[other].append((place, reason))
        }
        if earlier[mark]?.count ?? 0 < 64 { earlier[mark, default: []].append(place) }
      }
    }
    return same
  }

  /// What records of one event have in common, one of these at least.
  private func marks(_ exchange: Exchange) -> [String] {
    let days = exchange.date.map { ["day \($0.window.words)"] } ?? []
    return days + exchange.ordinals.map { "number \($0.number) \($0.series)" }
  }

  /// Why two records may be of one event, as "same day and legs"; nil when nothing says so.
  private func mayBeOneEvent(_ first: Exchange, _ second: Exchange) -> String? {
    guard !second.partOf.contains(first.identity), !first.partOf.contains(second.identity) else { return nil }
    let pairs = first.ordinals.flatMap { ordinal in
      second.ordinals.filter { $0.series == ordinal.series }.map { (ordinal, $0.number) }
    }
    if let (ordinal, _) = pairs.first(where: { $0.0.number == $0.1 }) {
      return "both are number \(ordinal.number) \"\(ordinal.series)\""
    }
    guard pairs.isEmpty, let day = first.date?.window, day.earliest != nil, day.earliest == day.latest,
      second.date?.window == day,
      // A handover that is a part of both tells them apart.
      !parts(of: first).contains(where: { $0.partOf.contains(second.identity) })
    else { return nil }
    return haveLikeLegs(first, second) ? "same day and legs" : nil
  }

  private func haveLikeLegs(_ first: Exchange, _ second: Exchange) -> Bool {
    func directions(_ exchange: Exchange) -> [[String]: Bounds] {
      let legs = Dictionary(grouping: exchange.legs) { [$0.from, $0.to, $0.effectiveDependentPower] }
      return legs.mapValues { legs in
        legs.map { leg in
          sum(exchange.transferred(leg).filter { $0.effectiveUnit == .persons }).hard
        }.total
      }
    }
    let (mine, others) = (directions(first), directions(second))
    let common = mine.keys.filter { others[$0] != nil }
    return (!common.isEmpty || first.parties == second.parties)
      && common.allSatisfy { mine[$0]?.intersects(others[$0] ?? .unknown) ?? true }
  }
}
