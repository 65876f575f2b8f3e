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
    let chains = all.map { _ in addChain(time) }
    let places = Dictionary(zip(all, all.indices), uniquingKeysWith: { first, _ in first })
    for pair in PartRules(all, besides: sums.rules).pairs {
      for step in time.stretches.indices {
        let more = Self.step(chains[pair.whole], step) - Self.step(chains[pair.part], step)
        addRule(more, low: 0, high: nil)
      }
    }
    for rule in sums.rules {
      guard let whole = places[rule.whole] else { continue }
      let parts = rule.parts.compactMap { places[$0] }
      for step in time.stretches.indices {
        // Running totals that agree at every point grow alike; where there may be more, it grows as well.
        let since = step + 1 > time.first ? time.first : 0
        let rest =
          rule.isExact
          ? parts.reduce(chains[whole][step + 1] - chains[whole][since]) {
            $0 - (chains[$1][step + 1] - chains[$1][since])
          }
          : parts.reduce(Self.step(chains[whole], step)) { $0 - Self.step(chains[$1], step) }
        addRule(rest, low: 0, high: rule.isExact ? 0 : nil)
      }
    }
    let chainOfFlow = Dictionary(zip(piece.flows, chains), uniquingKeysWith: { first, _ in first })
    addMembers(chainOfFlow, members, placements, time)
    addPairs(chainOfFlow, time)
    setGrowths(chainOfFlow, time)
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
      if slot < time.days.count { time.points[time.days[slot]] = time.stretches.count }
    }
    return placements
  }

  /// A running total: one expression for each point, from nothing at the start, never falling.
  ///
  /// From the first day on, unknowns are what it grew since then: windows limit that, and nothing what was before.
  private mutating func addChain(_ time: Time) -> [Expression] {
    var chain = [Expression([])]
    var last = chain[0]
    for step in time.stretches.indices {
      let isSince = step + 1 > time.first
      let next = addVariable()
      addRule(isSince && step == time.first ? next : next - last, low: 0, high: nil)
      chain.append(isSince ? chain[time.first] + next : next)
      last = next
    }
    return chain
  }

  private static func step(_ chain: [Expression], _ step: Int) -> Expression { chain[step + 1] - chain[step] }

  // MARK: - Exchanges

  private mutating func addMembers(
    _ chains: [Int: [Expression]], _ members: [(exchange: Int, days: DayWindow, isDivisible: Bool)],
    _ placements: [Int: [Int]], _ time: Time
  ) {
    let choices = choices(members, placements)
    for flow in piece.flows {
      guard let chain = chains[flow] else { continue }
      for member in totals.members[flow] ?? [] {
        let steps = placements[member.exchange] ?? []
        let share = steps.reduce(Expression([])) { $0 + Self.step(chain, $1) }
        for (place, choice) in choices[member.exchange] ?? [] {
          addRule(.init(Self.step(chain, place), onlyWith: choice))
        }
        if let counted = member.counted {
          guard let number = table.existing(.cell(counted, .exchange(member.exchange))),
            let whole = expressions[number]
          else { continue }
          recordRows.append((.init(share - whole, low: 0, high: 0), .exchange(member.exchange)))
        } else if table.counted.items[flow].topic == .exchanges {
          recordRows.append((.init(share, low: 1, high: 1), .exchange(member.exchange)))
        } else {
          let persons = member.persons
          recordRows.append(
            (.init(share, low: persons.low ?? 0, high: persons.high), .exchange(member.exchange)))
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

  /// Where no exchange was that the records lack, nobody returned beside the recorded ones.
  private mutating func addPairs(_ chains: [Int: [Expression]], _ time: Time) {
    for pair in totals.pairs {
      guard let persons = chains[pair.persons], let exchanges = chains[pair.exchanges] else { continue }
      for (step, stretch) in time.stretches.enumerated() where stretch.exchange == nil {
        addRule(.init(Self.step(persons, step), onlyWith: Self.step(exchanges, step)))
      }
    }
  }

  // MARK: - Numbers

  private mutating func setGrowths(_ chains: [Int: [Expression]], _ time: Time) {
    for place in piece.numbers {
      let number = table.numbers[place]
      if case .growth(let flow, let first, let last) = number.key, let chain = chains[flow] {
        let (begin, end) = (time.point(first - 1), time.point(last))
        set(place, chain[end] - chain[begin])
        let own = Set((totals.members[flow] ?? []).map(\.exchange))
        let rest = (begin..<end).filter { step in
          time.stretches[step].exchange.map { !own.contains($0) } ?? true
        }
        if rest.count < end - begin {
          setUnexplained(place, rest.reduce(Expression([])) { $0 + Self.step(chain, $1) })
        }
      } else if let loose = number.loose, let chain = chains[loose.counted], let own = expressions[place] {
        addLoose(own, loose, chain, time)
      }
    }
  }

  /// At least what certainly lies in the window, at most what may.
  private mutating func addLoose(
    _ own: Expression, _ loose: LooseWindow, _ chain: [Expression], _ time: Time
  ) {
    let first = loose.begin.earliest.map { time.point($0.number - 1) } ?? 0
    let last = loose.end.latest.map { time.point($0.number) } ?? chain.count - 1
    if last >= first { addRule(chain[last] - chain[first] - own, low: 0, high: nil) }
    guard let begin = loose.begin.latest, let end = loose.end.earliest, begin.number <= end.number else {
      return
    }
    addRule(own - (chain[time.point(end.number)] - chain[time.point(begin.number - 1)]), low: 0, high: nil)
  }
}
