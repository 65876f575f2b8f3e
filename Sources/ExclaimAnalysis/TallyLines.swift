import ExclaimDomain

/// One recorded exchange as a total counts it, beside all others.
struct TallyLine {
  var exchange: Exchange
  var membership: Membership
  /// The larger exchange in whose place it stands, which does not count for certain: reference; empty for none.
  var family = ""
}

/// The recorded exchanges as one total counts them: none twice, be it as a part or as the same event.
struct TallyLines {
  /// One for each exchange.
  private(set) var lines: [TallyLine] = []
  private let rule: TallyMembershipRule
  /// What each exchange is by itself.
  private var memberships: [String: Membership] = [:]

  init(rule: TallyMembershipRule, exchanges: [Exchange]) {
    self.rule = rule
    for exchange in exchanges { memberships[exchange.identity] = rule.membership(of: exchange) }
    lines = exchanges.map(line)
    doubtRepetitions()
  }

  /// How an exchange counts beside the larger exchanges of which it is a part, and beside its own parts.
  ///
  /// An exchange that counts for certain stands for its parts; one that does not leaves it to them.
  private func line(_ exchange: Exchange) -> TallyLine {
    var line = TallyLine(exchange: exchange, membership: membership(exchange))
    let wholes = exchange.partOf.compactMap { rule.ledger.exchange($0) }.filter {
      $0.identity != exchange.identity && !$0.partOf.contains(exchange.identity)
    }
    let standing = wholes.filter { membership($0).counts == true }
    let excluded = wholes.filter { membership($0).isExcluded }
    let open = wholes.filter { membership($0).counts != true && !membership($0).isExcluded }
    let taken = standing.isEmpty ? excluded : standing
    if !taken.isEmpty {
      let names = list(taken.map { rule.ledger.source($0).label })
      let stand = taken.count == 1 ? "stands for it" : "stand for it"
      let why = "belongs to \(names), which \(standing.isEmpty ? "the total leaves out" : stand)"
      if open.isEmpty {
        line.membership.apply(.out("it \(why)"))
        return line
      }
      line.membership.apply(.part("a part of it \(why)"))
      line.membership.persons =
        rule.persons(in: exchange) { group in
          !(standing + excluded).contains { exchange.assigns(group, to: $0.identity) }
        }.orNone
    }
    line.family = open.first?.identity ?? ""
    let parts = rule.ledger.parts(of: exchange).filter {
      $0.identity != exchange.identity && membership($0).counts != false
    }
    if line.membership.counts != true && !line.membership.isExcluded && !parts.isEmpty {
      line.membership.apply(.out("its recorded handovers stand for it"))
    }
    return line
  }

  private func membership(_ exchange: Exchange) -> Membership {
    memberships[exchange.identity] ?? rule.membership(of: exchange)
  }
}

/// Records that may be of one event.
extension TallyLines {
  /// Makes a doubt of every exchange that may be an event which an earlier line counts for certain, be it in a larger
  /// exchange or in handovers, or one that the total leaves out.
  private mutating func doubtRepetitions() {
    let same = rule.ledger.sameEvents(lines.map(\.exchange))
    guard same.contains(where: { !$0.isEmpty }) else { return }
    let places = Dictionary(
      zip(lines.map(\.exchange.identity), lines.indices), uniquingKeysWith: { first, _ in first })
    let counted = lines.indices.filter { lines[$0].membership.counts != false }
    let about = Dictionary(uniqueKeysWithValues: counted.map { ($0, self.about(lines[$0], places)) })
    var counting: [Int: [Int]] = [:]
    for line in counted { for place in about[line] ?? [] { counting[place, default: []].append(line) } }
    for line in counted {
      let own = about[line] ?? []
      func isRepeated(_ mine: Int, _ other: Int) -> Bool {
        (counting[other] ?? []).contains { earlier in
          guard earlier < line, lines[earlier].membership.counts == true else { return false }
          return (mine == line && other == earlier)
            || !own.contains(other) && about[earlier]?.contains(mine) != true
        }
      }
      var repeated: (place: Int, reason: String)?
      for mine in own.sorted() where repeated == nil {
        repeated = same[mine].first { isRepeated(mine, $0.place) }
      }
      if let other = leftOut(line, same, places) ?? repeated {
        let name = rule.ledger.source(lines[other.place].exchange).words
        lines[line].membership.apply(.doubt("it may be the same event as \(name): \(other.reason)"))
      }
    }
  }

  /// Another record of the event, or of a larger exchange, which the total leaves out, or may.
  private func leftOut(
    _ line: Int, _ same: [[(place: Int, reason: String)]], _ places: [String: Int]
  ) -> (place: Int, reason: String)? {
    let wholes = lines[line].exchange.partOf.compactMap { places[$0] }
    return ([line] + wholes).lazy.flatMap { same[$0] }.first { other in
      let exchange = lines[other.place].exchange
      return membership(exchange).mayBeExcluded
        || exchange.partOf.contains { rule.ledger.exchange($0).map { membership($0).isExcluded } == true }
    }
  }

  /// Places of a line, of the larger exchanges in which its persons may be, and of its handovers; where exchanges are
  /// counted, also of those with which it may count as one.
  private func about(_ line: TallyLine, _ places: [String: Int]) -> Set<Int> {
    var exchanges = [line.exchange.identity] + line.exchange.partOf
    exchanges += rule.ledger.parts(of: line.exchange).map(\.identity)
    if rule.total.exchanges != nil, let whole = rule.ledger.exchange(line.family) {
      exchanges += rule.ledger.parts(of: whole).map(\.identity)
    }
    return Set(exchanges.compactMap { places[$0] })
  }
}

extension TallyLines {
  /// What the arithmetic adds: each exchange, and as one the handovers of an exchange that does not count for
  /// certain, which may count as one exchange or as several.
  var items: [(item: TallyArithmetic.Item, isCertain: Bool)] {
    let counted = lines.filter { $0.membership.counts != false }
    let families = Dictionary(grouping: counted, by: \.family)
    let single = (families[""] ?? []).map {
      (TallyArithmetic.Item(persons: $0.membership.persons), $0.membership.counts == true)
    }
    return single + families.filter { $0.key != "" }.map(item)
  }

  private func item(family: String, lines: [TallyLine]) -> (TallyArithmetic.Item, Bool) {
    let certain = lines.filter { $0.membership.counts == true }.map(\.membership.persons).total
    let all = lines.map(\.membership.persons).total
    var high = all.high
    if let whole = rule.ledger.exchange(family).map(membership), whole.counts != false {
      high = whole.persons.high.flatMap { whole in high.map { max($0, whole) } }
    }
    let isCertain = lines.contains { $0.membership.counts == true }
    return (
      TallyArithmetic.Item(
        exchanges: .between(1, Int64(lines.count)), persons: Bounds(low: certain.low, high: high)),
      isCertain
    )
  }

  /// Larger exchanges whose several handovers may count as one exchange, by title.
  var openWholes: [String] {
    let families = Dictionary(grouping: lines.filter { $0.membership.counts != false }, by: \.family)
    return families.filter { $0.key != "" && $0.value.count > 1 }.keys.sorted().map(rule.ledger.title)
  }
}
