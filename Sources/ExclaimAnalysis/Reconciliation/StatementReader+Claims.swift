import ExclaimDomain

extension StatementReader {
  /// Numbers for which statements are gathered together, on one core.
  private static let numbersTogether = 256

  /// Reads the claims from a place on. Throws when the task is cancelled.
  ///
  /// To look at claims costs most, and is done on all cores; numbers get their places in the order of the ledger.
  mutating func read(claimsFrom first: Int) throws {
    let list = ledger.claims
    let places = first..<list.endIndex
    try list.withAddresses { claims in
      let parts = Array(stride(from: first, to: places.endIndex, by: claimsTogether))
      let sorted = try [SortedClaims](count: parts.count) { [ledger, unofficial, claimsTogether] part in
        let end = min(parts[part] + claimsTogether, places.endIndex)
        return SortedClaims(parts[part]..<end, of: claims, ledger, unofficial)
      }
      // What comes later stands as usual, or it is not read on.
      let standing = first == 0 ? try ClaimStanding(of: places, sorted, ledger) : .usual(places)
      table.numberOfClaim.reserveCapacity(places.endIndex)
      for part in sorted { try findNumbers(part, claims, standing) }
      try addStatements(of: places, claims)
    }
  }

  // MARK: - Numbers

  /// Finds the number of which each of some claims speaks, if it does.
  private mutating func findNumbers(
    _ part: SortedClaims, _ claims: RecordAddresses<Claim>, _ standing: ClaimStanding
  ) throws {
    try Task.checkCancellation()
    let kinds = kinds.add(part.kinds, in: claims)
    numbersOfKinds += Array(repeating: .unread, count: self.kinds.count - numbersOfKinds.count)
    for (place, kind) in zip(part.places, part.kindOfClaim) {
      var number = -1
      if kind >= 0 {
        switch standing[place] {
        case .usual: number = self.number(of: claims[place], at: place, ofKind: kinds[Int(kind)])
        case .apart: number = table.place(.claim(place))
        case .gone: break
        }
      }
      table.numberOfClaim.append(number)
    }
  }

  private mutating func number(of claim: UnsafePointer<Claim>, at place: Int, ofKind kind: Int) -> Int {
    switch numbersOfKinds[kind] {
    case .shared(let number): return number
    case .own(let other):
      let own = table.place(.claim(place))
      table.numbers[own].loose = table.numbers[other].loose
      return own
    case .unread:
      let number = number(of: claim.pointee, at: place)
      let isOwn = table.numbers[number].key == .claim(place) && !claim.pointee.measure.endsAtAnHour
      numbersOfKinds[kind] = isOwn ? .own(number) : .shared(number)
      return number
    }
  }

  /// The number of which a claim speaks.
  private mutating func number(of claim: Claim, at place: Int) -> Int {
    var counted = Counted(claim)
    let measure = claim.measure
    let hasWindow = measure.from != nil || measure.to != nil
    if !hasWindow, measure.topic != .exchanges,
      let exchange = ledger.exchanges.place(of: claim.about.exchange)
    {
      guard let slot = slot(of: claim, in: exchange) else { return table.place(.claim(place)) }
      counted = table.transfers[exchange].canonical(counted)
      return table.place(.cell(table.counted.place(counted), slot))
    }
    if measure.topic == .pledged, let agreement = ledger.agreements.place(of: claim.about.agreement) {
      return table.place(.cell(table.counted.place(counted), .agreement(agreement)))
    }
    if measure.topic.isStock, let day = measure.at?.window.oneDay {
      return table.place(.cell(table.counted.place(counted), .day(day)))
    }
    guard measure.topic.isFlow, let time = measure.time else { return table.place(.claim(place)) }
    // A total under one agreement is no tally: it may count what the tally leaves out.
    if let unofficial, measure.topic == .exchanges || measure.topic == .returned, measure.at == nil,
      counted.agreement.isEmpty
    {
      counted.isOfficialTally = !unofficial.contains(claim.speaker.actor)
    }
    let flow = table.counted.place(counted)
    if table.flows[flow] == nil { table.flows[flow] = place }
    let begin = measure.from?.beginOfWindow ?? time.begin
    let end = time.end == .unknown ? claim.asserted?.window ?? .unknown : measure.to?.endOfWindow ?? time.end
    guard let first = begin.oneDay, let last = end.oneDay, first <= last else {
      let number = table.place(.claim(place))
      table.numbers[number].loose = LooseWindow(counted: flow, begin: begin, end: end)
      return number
    }
    let number = table.place(.growth(flow, first: first, last: last))
    if time.end == .unknown { table.numbers[number].mayEndWhenSaid = true }
    return number
  }

  /// Where in an exchange the number of a claim about it is; nil for one that is by itself.
  private func slot(of claim: Claim, in exchange: Int) -> Slot? {
    let (measure, record) = (claim.measure, ledger.exchanges[exchange])
    let date: ResolvedDate?
    if measure.topic.isTransfer {
      let mayBeOfOneDay = record.isDivisible && measure.at?.window != ledger.days(of: record)
      date = mayBeOfOneDay ? measure.at : nil
    } else {
      date = measure.at ?? claim.asserted
    }
    guard let date else { return .exchange(exchange) }
    return date.window.oneDay.map { .exchangeDay(exchange, day: $0) }
  }

  // MARK: - Statements

  /// Adds what claims say of their numbers.
  private mutating func addStatements(of places: Range<Int>, _ claims: RecordAddresses<Claim>) throws {
    let told = ClaimsByNumber(places, table)
    let parts = Array(stride(from: 0, to: told.numbers.count, by: Self.numbersTogether))
    let statements = try [[[Statement]]](count: parts.count) { [table] part in
      told.numbers[parts[part]...].prefix(Self.numbersTogether).map { number in
        table.numbers[number].statements
          + told.claims(of: number).lazy.compactMap { place in
            claims[Int(place)].count.map {
              Statement(record: .claim(Int(place)), hard: $0.hard, soft: $0.soft)
            }
          }
      }
    }
    for (number, statements) in zip(told.numbers, statements.joined()) {
      table.numbers[number].statements = statements
      table.numbers[number].isNamed = true
    }
  }
}

/// Claims by the number of which they speak, in their order.
private struct ClaimsByNumber: Sendable {
  /// The numbers of which they speak.
  let numbers: [Int]
  private var claims: [Int32]
  /// For each number of the table the place after its last claim; its first follows the last of the number before.
  private var ends: [Int]

  init(_ places: Range<Int>, _ table: NumberTable) {
    var counts = Array(repeating: 0, count: table.numbers.count)
    for place in places where table.numberOfClaim[place] >= 0 { counts[table.numberOfClaim[place]] += 1 }
    numbers = counts.indices.filter { counts[$0] > 0 }
    ends = counts
    var end = 0
    for number in counts.indices { (ends[number], end) = (end, end + counts[number]) }
    claims = Array(repeating: 0, count: end)
    for place in places where table.numberOfClaim[place] >= 0 {
      claims[ends[table.numberOfClaim[place]]] = Int32(place)
      ends[table.numberOfClaim[place]] += 1
    }
  }

  func claims(of number: Int) -> ArraySlice<Int32> {
    claims[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }
}

extension DayWindow {
  /// The day, if it is certain.
  var oneDay: Int? {
    guard let earliest, earliest == latest else { return nil }
    return earliest.number
  }
}

extension Measure {
  /// True for a window from a certain day to an hour: whoever speaks of it means the same one.
  fileprivate var endsAtAnHour: Bool {
    guard case .moment? = to?.date.form else { return false }
    return from?.window.oneDay != nil && from?.window == from?.beginOfWindow
  }
}

extension ResolvedDate {
  /// The first days that a window may have which begins then: what begins at an hour leaves a part of the day out.
  fileprivate var beginOfWindow: DayWindow {
    guard case .moment(let moment) = date.form else { return window }
    return DayWindow(earliest: moment.day, latest: Day(number: moment.day.number + 1))
  }

  /// The last days that a window may have which ends then.
  fileprivate var endOfWindow: DayWindow {
    guard case .moment(let moment) = date.form else { return window }
    return DayWindow(earliest: Day(number: moment.day.number - 1), latest: moment.day)
  }
}
