import ExclaimDomain
import Testing

@testable import LedgerGenerator

@Suite struct GeneratedLedgerTests {
  private static let seeds = (0..<4).map { _ in UInt64.random(in: 0 ... .max) }

  private func recipe(_ seed: UInt64, planted: Int = 12) -> Recipe {
    Recipe(seed: seed, claims: 1_500, measures: 800, planted: planted, days: 12)
  }

  @Test("one recipe makes one ledger, with as many claims as it says, on about as many measures")
  func recipes() {
    let seed = Self.seeds[0]
    let (first, second) = (GeneratedLedger(recipe(seed)), GeneratedLedger(recipe(seed)))
    #expect(first.claims == second.claims && first.exchanges == second.exchanges, "seed \(seed)")
    #expect(first.planted == second.planted, "seed \(seed)")
    #expect(first.claims.count == 1_500)
    let measures = Set(first.claims.map(\.measure)).count
    #expect((550...850).contains(measures), "\(measures) of seed \(seed)")
    #expect(GeneratedLedger(recipe(seed &+ 1)).claims != first.claims)
  }

  @Test("every record is valid, and refers to what is there")
  func validity() {
    let made = GeneratedLedger(recipe(Self.seeds[1]))
    let problems = made.claims.flatMap { $0.problems() } + made.exchanges.flatMap { $0.problems() }
    #expect(problems.isEmpty, "\(problems.prefix(3)) of seed \(Self.seeds[1])")
    let names = Set(made.claims.map(\.identity))
    #expect(names.count == made.claims.count)
    #expect(made.claims.allSatisfy { $0.about.claim.isEmpty || names.contains($0.about.claim) })
    #expect(made.relations.allSatisfy { names.contains($0.from) && names.contains($0.to) })
  }

  @Test(
    "every kind is planted as often as wanted, and the members of each cannot all be true", arguments: seeds)
  func contradictions(seed: UInt64) throws {
    let made = GeneratedLedger(recipe(seed))
    #expect(made.planted.count == 12)
    for kind in PlantedKind.allCases { #expect(made.planted.count { $0.kind == kind } == 2, "seed \(seed)") }
    for conflict in made.planted { #expect(try isImpossible(conflict, made), "\(conflict) of seed \(seed)") }
  }

  /// By arithmetic on the members alone.
  private func isImpossible(_ conflict: PlantedConflict, _ made: GeneratedLedger) throws -> Bool {
    let claims = made.claims.filter { conflict.members.contains($0.identity) }
    let exchanges = made.exchanges.filter { conflict.members.contains($0.identity) }
    func bounds(_ isWanted: (Measure) -> Bool) throws -> (low: Int64, high: Int64) {
      let claim = try #require(claims.first { isWanted($0.measure) })
      let hard = try #require(claim.value?.quantity?.hard)
      return (hard.low ?? 0, hard.high ?? .max)
    }
    switch conflict.kind {
    case .twoOnOneMeasure:
      let bounds = claims.compactMap { $0.value?.quantity?.hard }
      return claims.count == 2 && claims[0].measure == claims[1].measure && !bounds[0].intersects(bounds[1])
    case .partAboveWhole:
      let (part, whole) = (try bounds { $0.category == .military }, try bounds { $0.category == .all })
      return claims.count == 2 && part.low > whole.high
    case .fallingTotal, .totalsAgainstExchanges:
      let days = claims.compactMap { $0.measure.to?.date.latest }.sorted()
      let early = try bounds { $0.to?.date.latest == days.first }
      let late = try bounds { $0.to?.date.latest == days.last }
      let direction = claims[0].measure.dependent
      let between = exchanges.flatMap(\.legs).filter { direction == .one($0.to) }.flatMap(\.persons)
      #expect(claims.count == 2 && exchanges.isEmpty == (conflict.kind == .fallingTotal))
      return late.high < early.low + between.reduce(0) { $0 + ($1.value?.quantity?.hard.low ?? 0) }
    case .partsUnlikeWhole:
      let whole = try bounds { $0.category == .all }
      let parts = [try bounds { $0.category == .military }, try bounds { $0.category == .civilian }]
      return claims.count == 3
        && (parts[0].low + parts[1].low > whole.high
          || (parts[0].high < .max && parts[1].high < .max && parts[0].high + parts[1].high < whole.low))
    case .countBelowRecords:
      let count = try bounds { _ in true }
      return claims.count == 1 && count.high < exchanges.count
    }
  }
}

/// Each course of things against each record.
@Suite struct PlantedCourseTests {
  private static let seeds = (0..<4).map { _ in UInt64.random(in: 0 ... .max) }

  /// A record says something of a war; the number of its identity is wrong where the war went otherwise.
  private struct Maker {
    var maker: LedgerMaker
    let made: GeneratedLedger

    init(_ seed: UInt64) {
      maker = LedgerMaker(Recipe(seed: seed, claims: 2_000, measures: 700, planted: 18, days: 14))
      made = maker.make()
    }

    /// Claims that their speakers neither took back nor corrected, with a number.
    var standing: [Claim] {
      let fallen = Set(
        made.claims.filter { [.retracts, .corrects].contains($0.speechAct) }.map(\.about.claim)
      )
      .union(made.relations.filter { $0.kind == .supersedes }.map(\.to))
      return made.claims.filter {
        $0.speechAct.affirms && $0.value?.quantity != nil && !fallen.contains($0.identity)
      }
    }

    /// Records of a war that are wrong where it differs from what happened by these courses.
    func wrong(_ war: War, _ differences: [Course], held: [(War.Plant, Persons)] = []) -> Set<String> {
      var wrong: Set<String> = []
      func number(_ figure: Figure) -> Int64 {
        if case .held(let direction, let day, let category) = figure {
          let others = held.filter { $0.0.direction == direction && $0.0.stretches.contains(day) }
          return others.reduce(war.held[direction][day]) { $0 + $1.1 }[category]
        }
        return differences.reduce(war.number(of: figure, in: war.course)) {
          $0 + war.number(of: figure, in: $1)
        }
      }
      let first = maker.exchangePlaces[war.number]
      var figures: [Key: Figure] = [:]
      for figure in war.figures {
        var exchange = ""
        if case .inExchange(_, let place, _) = figure { exchange = made.exchanges[first + place].identity }
        figures[Key(measure: war.measure(of: figure), exchange: exchange)] = figure
      }
      for claim in standing {
        guard let figure = figures[Key(measure: claim.measure, exchange: claim.about.exchange)] else {
          continue
        }
        switch figure {
        case .prisoners, .theatre: continue
        default:
          if claim.value?.quantity?.hard.contains(number(figure)) != true { wrong.insert(claim.identity) }
        }
      }
      for exchange in war.exchangeDays.indices {
        let record = made.exchanges[first + exchange]
        let fits = record.legs.enumerated().allSatisfy { direction, leg in
          leg.persons.allSatisfy { group in
            group.value?.quantity?.hard.contains(
              number(.inExchange(direction, exchange: exchange, group.category))) ?? true
          }
        }
        if !fits || differences.contains(where: { $0.tookPlace[exchange] < 0 }) {
          wrong.insert(record.identity)
        }
      }
      return wrong
    }
  }

  private struct Key: Hashable {
    var measure: Measure
    var exchange: String
  }

  @Test(
    "for each member of a contradiction there is a course of things in which it alone is wrong",
    arguments: seeds)
  func courses(seed: UInt64) {
    let maker = Maker(seed)
    var members: Set<Set<String>> = []
    for war in maker.maker.wars {
      // What really happened: one claim of each contradiction is wrong.
      let wrong = maker.wrong(war, [])
      #expect(wrong.count == war.plants.count, "seed \(seed)")
      for plant in war.plants {
        let others =
          plant.isOfHeld
          ? plant.held.map { maker.wrong(war, [], held: [(plant, $0)]) }
          : plant.courses.map { maker.wrong(war, [$0]) }
        let spared = others.map { wrong.subtracting($0) }
        #expect(spared.allSatisfy { $0.count == 1 && $0 == spared[0] }, "\(plant.kind) of seed \(seed)")
        let blamed = others.map { $0.subtracting(wrong) }
        #expect(blamed.allSatisfy { $0.count == 1 }, "\(plant.kind) of seed \(seed)")
        members.insert(blamed.reduce(spared[0]) { $0.union($1) })
      }
    }
    #expect(members == Set(maker.made.planted.map(\.members)), "seed \(seed)")
  }

  @Test("no course of things is impossible: nobody returned a negative number of times", arguments: seeds)
  func possible(seed: UInt64) {
    for war in Maker(seed).maker.wars {
      for other in [Course(days: war.days.count, stretches: war.course.stretches)]
        + war.plants.flatMap(\.courses)
      {
        for stretch in war.days.indices {
          let exchanges = war.course.otherExchanges[stretch] + other.otherExchanges[stretch]
          for direction in 0...1 {
            let persons = war.course.others[direction][stretch] + other.others[direction][stretch]
            #expect(persons.military >= 0 && persons.civilian >= 0, "seed \(seed)")
            #expect(persons.all == 0 || exchanges > 0, "nobody returns in no exchange; seed \(seed)")
          }
        }
        for exchange in war.exchangeDays.indices {
          for direction in 0...1 {
            let persons = war.course.recorded[direction][exchange] + other.recorded[direction][exchange]
            #expect(persons.military >= 0 && persons.civilian >= 0, "seed \(seed)")
          }
        }
      }
    }
  }
}
