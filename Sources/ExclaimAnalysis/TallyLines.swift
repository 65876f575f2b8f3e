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
      $0.identity != exchange.identity
    }
    let standing = wholes.filter { membership($0).counts == true }
    let open = wholes.filter { membership($0).counts != true }
    if !standing.isEmpty {
      let names = list(standing.map { rule.ledger.source($0).label })
      if open.isEmpty {
        line.membership.apply(.out("it is a part of \(names), which stands for it"))
        return line
      }
      line.membership.apply(.part("a part of it belongs to \(names), which stands for that"))
      line.membership.persons =
        rule.persons(in: exchange) { group in !standing.contains { exchange.assigns(group, to: $0.identity) } }
        .orNone
    }
    line.family = open.first?.identity ?? ""
    let parts = rule.ledger.parts(of: exchange).filter {
      $0.identity != exchange.identity && membership($0).counts != false
    }
    if line.membership.counts != true && !parts.isEmpty {
      line.membership.apply(.out("its recorded handovers stand for it"))
    }
    return line
  }

  private func membership(_ exchange: Exchange) -> Membership {
    memberships[exchange.identity] ?? rule.membership(of: exchange)
  }

  /// Makes a doubt of every exchange that may be an event which an earlier line has counted.
  private mutating func doubtRepetitions() {
    var earlier: [String: [Int]] = [:]
    for index in lines.indices where lines[index].membership.counts != false {
      let exchange = lines[index].exchange
      let days = exchange.date.map { ["day \($0.window.words)"] } ?? []
      let marks = days + exchange.ordinals.map { "\($0.number) \($0.series)" }
      // A handful of each day is enough to find a repetition, whatever the number of exchanges.
      let like = marks.flatMap { earlier[$0, default: []].prefix(16) }.lazy.compactMap { other in
        rule.ledger.mayBeOneEvent(lines[other].exchange, exchange).map { (other, $0) }
      }.first
      if let (other, why) = like {
        let label = rule.ledger.source(lines[other].exchange).label
        lines[index].membership.apply(.doubt("it may be the same event as \(label): \(why)"))
      }
      for mark in marks { earlier[mark, default: []].append(index) }
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
