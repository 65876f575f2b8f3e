import ExclaimDomain

/// Which exchanges certainly count in what running totals count.
struct RunningTotals: Sendable {
  /// For what is counted over windows, by its place: the exchanges that count.
  private(set) var members: [Int: [Member]] = [:]
  /// Totals of persons that returned in the exchanges of another total: places of what the two count.
  private(set) var pairs: [Pair] = []

  /// An exchange that certainly counts.
  struct Member: Sendable, Hashable {
    /// Its place in the ledger.
    var exchange: Int
    /// When it was.
    var days: DayWindow
    /// Whether it may be divided among several days.
    var isDivisible: Bool
    /// Place of what it adds, counted in the exchange; nil for a total of exchanges, in which it adds 1.
    var counted: Int?
    /// How many persons it adds for certain.
    var persons: Bounds
    /// The larger exchange, by its place, of which it is a handover and in whose place it stands; nil for none.
    var whole: Int?
  }

  /// A total of persons and the total of exchanges in which they returned.
  struct Pair: Sendable, Hashable {
    var persons: Int
    var exchanges: Int
  }

  /// Throws when the task is cancelled.
  ///
  /// - Parameter earlier: a state of the ledger that had the same records but for some claims that came last. What is counted
  ///   over windows has the same places in it.
  init(_ ledger: Ledger, _ table: inout NumberTable, after earlier: Reconciliation?) throws {
    let parties = ExchangesByParty(ledger.exchanges)
    let flows = table.flows.sorted { $0.key < $1.key }
    let found = try [[Found]?](count: flows.count) { [table] place in
      let (flow, claim) = flows[place]
      if let earlier, earlier.table.flows[flow] != nil { return Self.members(of: flow, earlier) }
      let counted = table.counted.items[flow]
      return Total(counted, ledger.claims[claim]).map {
        Self.members($0, counted, ledger, table, parties)
      }
    }
    for ((flow, _), found) in zip(flows, found) {
      members[flow] = found?.map { found in
        var member = found.member
        member.counted = found.part.map { table.counted.place($0) }
        return member
      }
    }
    pairs = Self.pairs(ledger, table, after: earlier)
  }

  /// An exchange that certainly counts, before what it adds has a place.
  private struct Found: Sendable {
    var member: Member
    /// What it adds, counted in the exchange.
    var part: Counted?
  }

  private static func members(of flow: Int, _ earlier: Reconciliation) -> [Found]? {
    earlier.totals.members[flow]?.map { member in
      Found(member: member, part: member.counted.map { earlier.table.counted.items[$0] })
    }
  }

  private static func members(
    _ total: Total, _ counted: Counted, _ ledger: Ledger, _ table: NumberTable, _ parties: ExchangesByParty
  ) -> [Found] {
    lines(total, counted, ledger, parties).compactMap { line in
      guard let exchange = ledger.exchanges.place(of: line.exchange.identity),
        let days = ledger.days(of: line.exchange)
      else { return nil }
      let member = Member(
        exchange: exchange, days: days, isDivisible: line.exchange.isDivisible,
        persons: line.membership.persons, whole: ledger.exchanges.place(of: line.family))
      let isOfPersons = counted.topic != .exchanges
      return Found(
        member: member,
        part: isOfPersons ? part(counted, in: table.transfers[exchange]) : nil)
    }
  }

  /// The exchanges that count for certain but for their dates.
  private static func lines(
    _ total: Total, _ counted: Counted, _ ledger: Ledger, _ parties: ExchangesByParty
  ) -> [TallyLine] {
    let concerned = parties.places(total.dependent).map { ledger.exchanges[$0] }
    guard !concerned.isEmpty else { return [] }
    // Who happened to speak first of what is counted says nothing of the tally.
    let rule = TallyMembershipRule(
      ledger: ledger, total: total, isTimeless: true, isOfficial: counted.isOfficialTally)
    return TallyLines(rule: rule, exchanges: concerned).lines.filter { $0.membership.counts == true }
  }

  /// What the total takes in of an exchange, counted in it; nil where it takes in only some groups.
  private static func part(_ counted: Counted, in transfers: Transfers) -> Counted? {
    let leavesGroupsOut = counted.excludes.contains { if case .category = $0 { true } else { false } }
    guard !leavesGroupsOut else { return nil }
    var part = counted
    (part.includes, part.excludes, part.isOfficialTally) = ([], [], false)
    // The tally check takes a total's word for the persons as widely as it may be meant.
    part.category = counted.category.widestReading
    return transfers.canonical(part)
  }

  /// What every speaker's totals of exchanges and of persons in them count; in the order of what they count.
  private static func pairs(_ ledger: Ledger, _ table: NumberTable, after earlier: Reconciliation?) -> [Pair]
  {
    var numbers: [Int: [Int]] = [:]
    for (place, number) in table.numbers.enumerated() {
      guard let flow = number.flow, table.counted.items[flow].topic == .exchanges else { continue }
      numbers[flow, default: []].append(place)
    }
    let known = earlier.map { $0.totals.pairsThatStay(in: table, $0.table) } ?? [:]
    var finder = PairFinder(ledger, table)
    return numbers.sorted { $0.key < $1.key }.flatMap { exchanges, numbers in
      let persons = known[exchanges] ?? finder.persons(inExchanges: exchanges, numbers).sorted()
      return persons.map { Pair(persons: $0, exchanges: exchanges) }
    }
  }

  /// By totals of exchanges: the totals of persons that were found for them, where no later claim speaks of either.
  private func pairsThatStay(in table: NumberTable, _ earlier: NumberTable) -> [Int: [Int]] {
    let later = earlier.numberOfClaim.count..<table.numberOfClaim.count
    let spokenOf = Set(later.compactMap { table.flow(ofClaim: $0) })
    let found = Dictionary(grouping: pairs, by: \.exchanges).mapValues { $0.map(\.persons) }
    var staying: [Int: [Int]] = [:]
    for flow in earlier.flows.keys where earlier.counted.items[flow].topic == .exchanges {
      guard !spokenOf.contains(flow), spokenOf.isDisjoint(with: table.persons(mayBeIn: flow)) else {
        continue
      }
      staying[flow] = found[flow] ?? []
    }
    return staying
  }
}

/// Places of exchanges by those who hand over or receive, or whose people are transferred.
private struct ExchangesByParty {
  private let all: [Int]
  private var places: [String: [Int]] = [:]

  init(_ exchanges: RecordList<Exchange>) {
    all = Array(exchanges.indices)
    for place in all {
      for party in exchanges[place].parties { places[party, default: []].append(place) }
    }
  }

  /// The exchanges that concern one of the powers, in their order; all, where nobody says which.
  func places(_ powers: Powers?) -> [Int] {
    guard let powers, !powers.isAll else { return all }
    return Set(powers.parties.flatMap { places[$0] ?? [] }).sorted()
  }
}

extension Total {
  /// The total that a claim states, if exchanges can certainly count in such a total.
  fileprivate init?(_ counted: Counted, _ claim: Claim) {
    let hasWords = counted.excludes.contains { if case .words = $0 { true } else { false } }
    guard counted.scope.isEmpty, !hasWords else { return nil }
    switch (counted.topic, counted.unit) {
    case (.exchanges, .exchanges): self.init(exchanges: claim, persons: nil)
    case (.returned, .persons): self.init(persons: claim)
    default: return nil
    }
  }
}

extension NumberTable {
  /// Place of what a claim counts over a window; nil for a claim that does not.
  func flow(ofClaim claim: Int) -> Int? {
    guard numberOfClaim[claim] >= 0 else { return nil }
    return numbers[numberOfClaim[claim]].flow
  }
}
