import ExclaimConstraints
import ExclaimDomain

/// Running totals. Time is a row of points, from before everything on:
///
/// ```
///   start        day 1          day 2        end
///     ├────┬────┬──┼────┬─────────┼────────────┤
///       x1   x2 rest  x3   rest        rest
/// ```
///
/// Points are the days at which windows begin or end, and one after each exchange that counts for certain; between two
/// points of a total it grows by what happened there: one exchange, or what the records do not name.
extension PieceSystem {
  /// One stretch between two neighbouring points.
  private struct Stretch {
    /// Which of the exchanges it is for; nil for the rest.
    var exchange: Int?
  }

  /// The points of time of one piece.
  private struct Time {
    /// Last days of the stretches of days, in rising order.
    let days: [Int]
    /// For each of the days, the place of its point.
    var points: [Int: Int] = [:]
    /// The stretches, one before each point but the first.
    var stretches: [Stretch] = []
    /// For each stretch of days the place of the point at its end.
    var ends: [Int] = []

    /// The place of the first day's point.
    var first: Int { days.first.map(point) ?? 0 }

    /// The place of a day's point; the start for a day before all others.
    func point(_ day: Int) -> Int { points[day] ?? 0 }

    /// The stretches of days in which an exchange may have been; the last is the one after all days.
    func slots(_ window: DayWindow) -> ClosedRange<Int> {
      let first = window.earliest.map { slot($0.number) } ?? 0
      let last = window.latest.map { slot($0.number) } ?? days.count
      return first...max(first, last)
    }

    private func slot(_ day: Int) -> Int {
      var (low, high) = (0, days.count)
      while low < high {
        let middle = (low + high) / 2
        if days[middle] < day { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// Adds the running totals of the piece and the numbers that are growths of them.
  mutating func addFlows() {
    let given = piece.flows.map { table.counted.items[$0] }
    let sums = SumRules(given)
    let all = given + sums.added
    var time = Time(days: days)
    let members = exchanges
    let placements = place(members, &time)
    let ties = ties(all, sums.rules)
    let chains = all.map { _ in addChain(time, isTied: !ties.isEmpty) }
    tie(chains, ties, time)
    let chainOfFlow = Dictionary(zip(piece.flows, chains), uniquingKeysWith: { first, _ in first })
    addMembers(chainOfFlow, members, placements, time)
    addPairs(chainOfFlow, placements, time)
    setGrowths(chainOfFlow, time, windows(of: ties, chains, time))
  }

  // MARK: - Points

  /// Every day at which a window may begin or end: the day before the first, and the last.
  private var days: [Int] {
    var days: Set<Int> = []
    for place in piece.numbers {
      let number = table.numbers[place]
      switch number.key {
      case .growth(_, let first, let last): days.formUnion([first - 1, last])
      default:
        guard let loose = number.loose else { continue }
        for day in [loose.begin.earliest, loose.begin.latest].compactMap(\.self) {
          days.insert(day.number - 1)
        }
        for day in [loose.end.earliest, loose.end.latest].compactMap(\.self) { days.insert(day.number) }
      }
    }
    return days.sorted()
  }

  /// The exchanges that count for certain in some total of the piece, by place, each with the days on which it was.
  private var exchanges: [(exchange: Int, days: DayWindow, isDivisible: Bool)] {
    var found: [Int: (exchange: Int, days: DayWindow, isDivisible: Bool)] = [:]
    for flow in piece.flows {
      for member in totals.members[flow] ?? [] {
        found[member.exchange] = (member.exchange, member.days, member.isDivisible)
      }
    }
    return found.values.sorted { $0.exchange < $1.exchange }
  }

  /// Lays out the points, and returns for each exchange the stretches in which it may have been.
  private func place(
    _ members: [(exchange: Int, days: DayWindow, isDivisible: Bool)], _ time: inout Time
  ) -> [Int: [Int]] {
    var inSlot: [Int: [Int]] = [:]
    for member in members {
      for slot in time.slots(member.days) { inSlot[slot, default: []].append(member.exchange) }
    }
    var placements: [Int: [Int]] = [:]
    for slot in 0...time.days.count {
      for exchange in inSlot[slot] ?? [] {
        placements[exchange, default: []].append(time.stretches.count)
        time.stretches.append(Stretch(exchange: exchange))
      }
      time.stretches.append(Stretch(exchange: nil))
      time.ends.append(time.stretches.count)
      if slot < time.days.count { time.points[time.days[slot]] = time.stretches.count }
    }
    return placements
  }

  // MARK: - Totals

  /// A running total.
  private struct Chain {
    /// For each point how many there were until then.
    var points: [Expression] = [Expression([])]
    /// For each stretch by how many it grew.
    var steps: [Expression] = []
    /// For each stretch of days the same.
    var slots: [Expression] = []
    /// How many there were on the first day.
    var first = Expression([])

    /// By how many it grew since the first day, or until a day before that.
    func grown(until point: Int, _ time: Time) -> Expression {
      point > time.first ? points[point] - first : points[point]
    }
  }

  /// A running total, from nothing at the start, never falling.
  ///
  /// From the first day on, unknowns are what it grew since then: windows limit that, and nothing what was before. Of a
  /// total by itself they are what it grew until each point, so that all limits are differences. In one that is tied to
  /// others also by how much it grew in each stretch, for the ties of these often say more than those of the totals.
  private mutating func addChain(_ time: Time, isTied: Bool) -> Chain {
    var chain = Chain()
    var grown = Expression([])
    var begin = 0
    for end in time.ends {
      let slot = begin..<end
      let since = chain.points[begin]
      if isTied {
        for _ in slot {
          chain.steps.append(addVariable())
          chain.points.append(chain.points[chain.points.count - 1] + chain.steps[chain.steps.count - 1])
        }
        chain.slots.append(unknown(for: chain.points[end] - since))
        let next = unknown(for: grown + chain.slots[chain.slots.count - 1])
        chain.points[end] = end > time.first ? chain.first + next : next
        grown = next
      } else {
        for step in slot {
          let next = addVariable()
          addRule(next - grown, low: 0, high: nil)
          chain.steps.append(next - grown)
          chain.points.append(step + 1 > time.first ? chain.first + next : next)
          grown = next
        }
        chain.slots.append(chain.points[end] - since)
      }
      if end == time.first { (chain.first, grown) = (chain.points[end], Expression([])) }
      begin = end
    }
    return chain
  }

  /// A sum as an unknown, unless it is one already.
  private mutating func unknown(for sum: Expression) -> Expression {
    guard sum.terms.count > 1 else { return sum }
    let unknown = addVariable()
    addRule(sum - unknown, low: 0, high: 0)
    return unknown
  }

  // MARK: - Ties

  /// A total and others that together are it, or a part of it.
  private struct Tie {
    var whole: Int
    var parts: [Int]
    var isExact: Bool

    var all: [Int] { [whole] + parts }
  }

  private func ties(_ counted: [Counted], _ sums: [SumRule]) -> [Tie] {
    let places = Dictionary(zip(counted, counted.indices), uniquingKeysWith: { first, _ in first })
    let ofSums = sums.compactMap { rule in
      places[rule.whole].map { whole in
        Tie(whole: whole, parts: rule.parts.compactMap { places[$0] }, isExact: rule.isExact)
      }
    }
    return ofSums
      + PartRules(counted, besides: sums).pairs.map { Tie(whole: $0.whole, parts: [$0.part], isExact: false) }
  }

  /// What is tied grows alike in every stretch, and so it does until every day.
  private mutating func tie(_ chains: [Chain], _ ties: [Tie], _ time: Time) {
    for tie in ties {
      for step in time.stretches.indices { add(tie) { chains[$0].steps[step] } }
      for slot in time.ends.indices { add(tie) { chains[$0].slots[slot] } }
      for end in time.ends { add(tie) { chains[$0].grown(until: end, time) } }
    }
  }

  private mutating func add(_ tie: Tie, _ expression: (Int) -> Expression) {
    let rest = tie.parts.reduce(expression(tie.whole)) { $0 - expression($1) }
    addRule(rest, low: 0, high: tie.isExact ? 0 : nil)
  }

  /// From one day to another, both included.
  private struct Window: Hashable {
    var first: Int
    var last: Int
  }

  /// Unknowns for how totals grew in windows of which records speak for several that are tied, which are tied alike.
  private mutating func windows(
    of ties: [Tie], _ chains: [Chain], _ time: Time
  ) -> [Window: [Int: Expression]] {
    guard !ties.isEmpty else { return [:] }
    let chainOfFlow = Dictionary(zip(piece.flows, chains.indices), uniquingKeysWith: { first, _ in first })
    var spoken: [Window: Set<Int>] = [:]
    for place in piece.numbers {
      guard case .growth(let flow, let first, let last) = table.numbers[place].key,
        let chain = chainOfFlow[flow]
      else { continue }
      spoken[Window(first: first, last: last), default: []].insert(chain)
    }
    var windows: [Window: [Int: Expression]] = [:]
    for (window, totals) in spoken.sorted(by: { ($0.key.first, $0.key.last) < ($1.key.first, $1.key.last) }) {
      var grown: [Int: Expression] = [:]
      for tie in ties where tie.all.contains(where: totals.contains) {
        for total in tie.all where grown[total] == nil {
          grown[total] = unknown(for: growth(of: chains[total], in: window, time))
        }
        add(tie) { grown[$0] ?? Expression([]) }
      }
      for (place, flow) in piece.flows.enumerated() { windows[window, default: [:]][flow] = grown[place] }
    }
    return windows
  }

  private func growth(of chain: Chain, in window: Window, _ time: Time) -> Expression {
    let (begin, end) = (time.point(window.first - 1), time.point(window.last))
    // Of one stretch of days there may be an unknown.
    if let slot = time.ends.firstIndex(of: end), slot > 0, time.ends[slot - 1] == begin {
      return chain.slots[slot]
    }
    return chain.points[end] - chain.points[begin]
  }

  // MARK: - Exchanges

  private mutating func addMembers(
    _ chains: [Int: Chain], _ members: [(exchange: Int, days: DayWindow, isDivisible: Bool)],
    _ placements: [Int: [Int]], _ time: Time
  ) {
    let choices = choices(members, placements)
    for flow in piece.flows {
      guard let chain = chains[flow] else { continue }
      func brought(_ member: RunningTotals.Member) -> Expression {
        (placements[member.exchange] ?? []).reduce(Expression([])) { $0 + chain.steps[$1] }
      }
      let ofWhole = Dictionary(grouping: totals.members[flow] ?? [], by: \.whole)
      for member in totals.members[flow] ?? [] {
        let share = brought(member)
        for (place, choice) in choices[member.exchange] ?? [] {
          addRule(.init(chain.steps[place], onlyWith: choice))
        }
        if let counted = member.counted {
          guard let number = table.existing(.cell(counted, .exchange(member.exchange))),
            let whole = expressions[number]
          else { continue }
          add(.init(share - whole, low: 0, high: 0), .exchange(member.exchange))
        } else if table.counted.items[flow].topic == .exchanges {
          let together = member.whole.flatMap { ofWhole[$0] } ?? []
          let isAlone = together.count <= 1
          add(.init(share, low: isAlone ? 1 : 0, high: 1), .exchange(member.exchange))
          if !isAlone {
            // The handovers of one larger exchange count as one exchange or as several.
            let sum = together.reduce(Expression([])) { $0 + brought($1) }
            add(.init(sum, low: 1, high: nil), .exchange(member.exchange))
          }
        } else {
          let persons = member.persons
          add(.init(share, low: persons.low ?? 0, high: persons.high), .exchange(member.exchange))
        }
      }
    }
  }

  /// For each exchange of one uncertain day, an unknown for each stretch that says whether it was there.
  private mutating func choices(
    _ members: [(exchange: Int, days: DayWindow, isDivisible: Bool)], _ placements: [Int: [Int]]
  ) -> [Int: [(step: Int, choice: Expression)]] {
    var choices: [Int: [(step: Int, choice: Expression)]] = [:]
    for member in members where !member.isDivisible {
      guard let steps = placements[member.exchange], steps.count > 1 else { continue }
      let found = steps.map { (step: $0, choice: addVariable()) }
      addRule(found.reduce(Expression([])) { $0 + $1.choice }, low: 1, high: 1)
      choices[member.exchange] = found
    }
    return choices
  }

  /// Where no exchange was that the records lack, nobody returned beside the recorded ones; and nobody in a recorded one
  /// that is none of those that the total counts.
  private mutating func addPairs(_ chains: [Int: Chain], _ placements: [Int: [Int]], _ time: Time) {
    for pair in totals.pairs {
      guard let persons = chains[pair.persons], let exchanges = chains[pair.exchanges] else { continue }
      let certain = Set((totals.members[pair.exchanges] ?? []).map(\.exchange))
      for (step, stretch) in time.stretches.enumerated() {
        if let exchange = stretch.exchange, certain.contains(exchange) { continue }
        let steps = stretch.exchange.flatMap { placements[$0] } ?? [step]
        let counted = steps.reduce(Expression([])) { $0 + exchanges.steps[$1] }
        addRule(.init(persons.steps[step], onlyWith: counted))
      }
    }
  }

  // MARK: - Numbers

  private mutating func setGrowths(
    _ chains: [Int: Chain], _ time: Time, _ windows: [Window: [Int: Expression]]
  ) {
    for place in piece.numbers {
      let number = table.numbers[place]
      if case .growth(let flow, let first, let last) = number.key, let chain = chains[flow] {
        let (begin, end) = (time.point(first - 1), time.point(last))
        let window = Window(first: first, last: last)
        set(place, windows[window]?[flow] ?? growth(of: chain, in: window, time))
        let own = Set((totals.members[flow] ?? []).map(\.exchange))
        let rest = (begin..<end).filter { step in
          time.stretches[step].exchange.map { !own.contains($0) } ?? true
        }
        if rest.count < end - begin {
          setUnexplained(place, rest.reduce(Expression([])) { $0 + chain.steps[$1] })
        }
      } else if let loose = number.loose, let chain = chains[loose.counted], let own = expressions[place] {
        addLoose(own, loose, chain, time)
      }
    }
  }

  /// At least what certainly lies in the window, at most what may.
  private mutating func addLoose(
    _ own: Expression, _ loose: LooseWindow, _ chain: Chain, _ time: Time
  ) {
    let first = loose.begin.earliest.map { time.point($0.number - 1) } ?? 0
    let last = loose.end.latest.map { time.point($0.number) } ?? chain.points.count - 1
    if last >= first { addRule(chain.points[last] - chain.points[first] - own, low: 0, high: nil) }
    guard let begin = loose.begin.latest, let end = loose.end.earliest, begin.number <= end.number else {
      return
    }
    addRule(
      own - (chain.points[time.point(end.number)] - chain.points[time.point(begin.number - 1)]), low: 0,
      high: nil)
  }
}
