import ExclaimDomain

extension StatementReader {
  /// Finds the number of which each claim speaks, if it does.
  mutating func findNumbersOfClaims() throws {
    let apart = ledger.claimsSetApart()
    let mayNotStand = ledger.claimsThatMayNotStand()
    var likes = LikeClaims(tellsSpeakersApart: leavesExchangesOut)
    table.numberOfClaim = Array(repeating: -1, count: ledger.claims.endIndex)
    try ledger.claims.forEach { place, claim in
      if place % 4_096 == 0 { try Task.checkCancellation() }
      guard claim.givesCount else { return }
      if mayNotStand[place], !ledger.stands(claim.pointee) { return }
      if !apart.isEmpty, apart.contains(place) {
        table.numberOfClaim[place] = table.place(.claim(place))
        return
      }
      let first = likes.first(like: claim, at: place, in: ledger.claims)
      table.numberOfClaim[place] =
        first == place
        ? number(of: claim.pointee, at: place) : number(at: place, like: table.numberOfClaim[first])
    }
  }

  /// The number of a claim that is like one before it, which speaks of this number.
  private mutating func number(at place: Int, like number: Int) -> Int {
    guard table.isOfOneClaim(number) else { return number }
    let own = table.place(.claim(place))
    table.numbers[own].loose = table.numbers[number].loose
    return own
  }

  /// Adds what claims say of their numbers.
  mutating func addStatementsOfClaims() throws {
    var counts = table.numbers.map(\.statements.count)
    for number in table.numberOfClaim where number >= 0 { counts[number] += 1 }
    // Room is made for each at once, for to grow as they come costs more than to read them.
    for (number, count) in counts.enumerated() { table.numbers[number].statements.reserveCapacity(count) }
    try ledger.claims.forEach { place, claim in
      if place % 4_096 == 0 { try Task.checkCancellation() }
      let number = table.numberOfClaim[place]
      guard number >= 0, let count = claim.count else { return }
      table.numbers[number].statements.append(
        Statement(record: .claim(place), hard: count.hard, soft: count.soft))
      table.numbers[number].isNamed = true
    }
  }

  /// The number of which a claim speaks.
  private mutating func number(of claim: Claim, at place: Int) -> Int {
    var counted = Counted(claim)
    let measure = claim.measure
    let hasWindow = measure.from != nil || measure.to != nil
    if !hasWindow, measure.topic != .exchanges, let exchange = exchangePlaces[claim.about.exchange] {
      counted = table.transfers[exchange].canonical(counted, ledger.exchanges[exchange])
      return table.place(.cell(table.counted.place(counted), .exchange(exchange)))
    }
    if measure.topic == .pledged, let agreement = agreementPlaces[claim.about.agreement] {
      return table.place(.cell(table.counted.place(counted), .agreement(agreement)))
    }
    if measure.topic.isStock, let day = measure.at?.window.oneDay {
      return table.place(.cell(table.counted.place(counted), .day(day)))
    }
    guard measure.topic.isFlow, let time = measure.time else { return table.place(.claim(place)) }
    // A total under one agreement is no tally: it may count what the tally leaves out.
    if leavesExchangesOut, measure.topic == .exchanges || measure.topic == .returned, measure.at == nil,
      counted.agreement.isEmpty
    {
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
}

extension UnsafePointer<Claim> {
  /// True for a claim by which the speaker says how many there are.
  fileprivate var givesCount: Bool {
    guard pointee.speechAct.affirms || pointee.speechAct == .disputes,
      pointee.measure.unit != .unspecified || pointee.measure.topic.defaultUnit != .unspecified
    else { return false }
    return count != nil
  }

  /// The count of its value.
  fileprivate var count: Count? {
    guard case .quantity(let quantity)? = pointee.value, case .count = quantity.kind else { return nil }
    return Count(hard: quantity.hard, soft: quantity.soft)
  }
}

extension DayWindow {
  /// The day, if it is certain.
  var oneDay: Int? {
    guard let earliest, earliest == latest else { return nil }
    return earliest.number
  }
}

extension Ledger {
  /// Claims that an analyst says count something else than another of the same topic and unit: their places.
  fileprivate func claimsSetApart() -> Set<Int> {
    var apart: Set<Int> = []
    for relation in relations where relation.kind == .notComparable || relation.kind == .scopeDriftOf {
      guard let place = index(ofClaim: relation.from), let to = claim(relation.to)?.measure else { continue }
      let from = claims[place].measure
      if from.topic == to.topic, from.effectiveUnit == to.effectiveUnit { apart.insert(place) }
    }
    return apart
  }

  /// For each claim whether it may have been taken back or replaced: hardly any, and only these are looked at closely.
  fileprivate func claimsThatMayNotStand() -> [Bool] {
    var mayNotStand = Array(repeating: false, count: claims.endIndex)
    for index in [claimsByClaim, relationsByClaim] {
      for reference in index.references where self.mayNotStand(reference) {
        if let place = self.index(ofClaim: reference) { mayNotStand[place] = true }
      }
    }
    return mayNotStand
  }
}
