import ExclaimDomain

extension LedgerMaker {
  /// A planted contradiction whose claims are still to be made.
  private struct Pending {
    let war: Int
    let plant: Int
  }

  /// Makes claims on these figures until there are as many as wanted, with the planted ones among them.
  mutating func addClaims(on figures: [(war: Int, figure: Figure)]) {
    var pending = wars.indices.flatMap { war in
      wars[war].plants.indices.map { Pending(war: war, plant: $0) }
    }
    let ranges = figures.map { wars[$0.war].range(of: $0.figure) }
    let measures = figures.map { wars[$0.war].measure(of: $0.figure) }
    let reserve = pending.reduce(0) { $0 + wars[$1.war].plants[$1.plant].statements.count }
    precondition(recipe.claims >= reserve, "\(recipe.claims) claims cannot hold \(reserve) that are planted")
    var left = recipe.claims - reserve
    var place = 0
    // After so many claims another contradiction is due.
    let pause = max(1, left / (pending.count + 1))
    var due = pause
    while left > 0 {
      let (war, figure) = figures[place]
      let before = made.claims.count
      speak(wars[war], figure, measures[place], ranges[place], claimsMax: left)
      let count = made.claims.count - before
      (left, due) = (left - count, due - count)
      place = (place + 1) % figures.count
      if due <= 0, let next = pending.popLast() {
        plant(next)
        due = pause
      }
    }
    for next in pending { plant(next) }
  }

  private mutating func plant(_ pending: Pending) {
    let war = wars[pending.war]
    let plant = war.plants[pending.plant]
    let first = exchangePlaces[war.number]
    var members = Set(plant.exchanges.map { made.exchanges[first + $0].identity })
    for (place, statement) in plant.statements.enumerated() {
      let quantity =
        switch statement.bound {
        case .atLeast(let number): sayings.atLeast(number, &random)
        case .atMost(let number): sayings.atMost(number, &random)
        }
      // Each from another side.
      let speaker = speakers[war.number][place % 2 * 3 + Int(random.number(0...2))]
      members.insert(
        add(claim(war, statement.figure, war.measure(of: statement.figure), speaker, .quantity(quantity))))
    }
    made.planted.append(PlantedConflict(kind: plant.kind, members: members))
  }

  private mutating func claim(
    _ war: War, _ figure: Figure, _ measure: Measure, _ speaker: String, _ value: Value?,
    _ act: SpeechAct = .asserts, about other: String = ""
  ) -> Claim {
    var about = About(claim: other)
    if case .inExchange(_, let exchange, _) = figure {
      about.exchange = made.exchanges[exchangePlaces[war.number] + exchange].identity
    }
    return Claim(
      speechAct: act, speaker: Speaker(actor: speaker),
      asserted: war.lastDay(of: figure).advanced(by: 1).stated,
      about: about, measure: measure, value: value)
  }

  /// One claim that is true, or some that belong together.
  private mutating func speak(
    _ war: War, _ figure: Figure, _ measure: Measure, _ range: ClosedRange<Int64>, claimsMax: Int
  ) {
    let speakers = speakers[war.number]
    let place = Int(random.number(0...Int64(speakers.count - 1)))
    let speaker = speakers[place]
    let opponent = speakers[(place + 3) % 6]
    func make(
      _ by: String, _ value: Value?, _ act: SpeechAct = .asserts, about other: String = ""
    ) -> Claim { claim(war, figure, measure, by, value, act, about: other) }
    let truth = sayings.holding(range, &random)
    let wild = sayings.quantity("\(3 * range.upperBound + 1_000 + random.number(0...200))")
    switch claimsMax > 1 ? random.number(0...199) : 199 {
    case 0...2:
      let wrong = add(make(speaker, .quantity(wild)))
      _ = add(make(speaker, nil, .retracts, about: wrong))
    case 3...4:
      let wrong = add(make(speaker, .quantity(wild)))
      _ = add(make(speaker, .quantity(truth), .corrects, about: wrong))
    case 5:
      let wrong = add(make(speaker, .quantity(wild)))
      let right = add(make(speaker, .quantity(truth)))
      add(Relation(from: right, to: wrong, kind: .supersedes))
    case 6...8:
      let right = add(make(speaker, .quantity(truth)))
      let dispute = add(make(opponent, nil, .disputes, about: right))
      if random.happens(300) { add(Relation(from: dispute, to: right, kind: .disputes)) }
    case 9: _ = add(make(speaker, .quantity(wild), .denies))
    case 10...12: _ = add(make(speaker, .state(.notDisclosedPolicy), .declinesToDisclose))
    case 13:
      let right = add(make(speaker, .quantity(truth)))
      add(Assessment(claim: right, credibility: Int(random.number(2...4)), state: .open))
    case 14...20: _ = add(make(speaker, .quantity(truth), .confirms))
    default: _ = add(make(speaker, .quantity(truth)))
    }
  }
}

extension War {
  /// What claims on the figure count.
  func measure(of figure: Figure) -> Measure {
    func measure(
      _ topic: Topic, _ direction: Direction, _ category: PersonCategory = .unspecified, scope: String = "",
      at: ResolvedDate? = nil, from: ResolvedDate? = nil, to: ResolvedDate? = nil
    ) -> Measure {
      Measure(
        topic, dependent: .one(parties[direction]), detaining: .one(parties[1 - direction]),
        category: category,
        scope: scope, at: at, from: from, to: to)
    }
    func begin(_ stretch: Int) -> ResolvedDate {
      (stretch == 0 ? start : days[stretch - 1].advanced(by: 1)).stated
    }
    switch figure {
    case .held(let direction, let day, let category):
      return measure(.held, direction, category, at: days[day].stated)
    case .prisoners(let direction, let day):
      return measure(.held, direction, .prisonerOfWar, at: days[day].stated)
    case .theatre(let direction, let day):
      return measure(.held, direction, .military, scope: "northern theatre", at: days[day].stated)
    case .returned(let direction, let since, let until, let category):
      return measure(.returned, direction, category, from: begin(since), to: days[until].stated)
    case .returnedVaguely(let direction, let until):
      let around = EDTFDate.between(days[until].advanced(by: -1), days[until].advanced(by: 1))
      return measure(
        .returned, direction, .all, from: start.stated, to: ResolvedDate(date: around, basis: .stated))
    case .returnedToBoth(let until):
      let both = Powers.group(parties: parties, all: false)
      return Measure(
        .returned, dependent: both, detaining: both, category: .all, from: start.stated,
        to: days[until].stated)
    case .exchanges(let direction, let since, let until):
      return measure(.exchanges, direction, from: begin(since), to: days[until].stated)
    case .inExchange(let direction, let exchange, let category):
      return measure(.returned, direction, category, at: exchangeDays[exchange].stated)
    }
  }

  /// The last day of what the figure counts.
  func lastDay(of figure: Figure) -> Day {
    switch figure {
    case .held(_, let day, _), .prisoners(_, let day), .theatre(_, let day): days[day]
    case .returned(_, _, let until, _), .returnedVaguely(_, let until), .returnedToBoth(let until),
      .exchanges(_, _, let until):
      days[until].advanced(by: 1)
    case .inExchange(_, let exchange, _): exchangeDays[exchange]
    }
  }
}

extension Day {
  /// The day as a text would state it.
  var stated: ResolvedDate { ResolvedDate(date: EDTFDate(day: self), basis: .stated) }
}

extension EDTFDate {
  /// Some day from the first to the last.
  static func between(_ first: Day, _ last: Day) -> EDTFDate {
    do {
      return try EDTFDate("\(first)/\(last)")
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
