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

  /// Makes a doubt of every exchange that may be an event which an earlier line has counted.
  private mutating func doubtRepetitions() {
    let counted = lines.indices.filter { lines[$0].membership.counts != false }
    for (index, twin) in zip(counted, rule.ledger.twins(counted.map { lines[$0].exchange })) {
      guard let twin else { continue }
      let name = rule.ledger.source(twin.exchange).words
      lines[index].membership.apply(.doubt("it may be the same event as \(name): \(twin.reason)"))
    }
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
