import ExclaimDomain

/// Makes a war with room for contradictions, and plants them.
struct WarMaker {
  let number: Int
  let parties: [String]
  /// Days for which totals are told.
  let dayCount: Int
  var random: SeededGenerator

  /// By how much numbers miss each other; less than each that may have to give way.
  private static let gap: ClosedRange<Int64> = 5...30

  /// A contradiction on the persons who returned, before it is known what happened.
  private struct Site {
    let kind: PlantedKind
    let direction: Direction
    let first: Int
    /// Exchanges that are members.
    var members = 0

    /// How many stretches it takes.
    var length: Int {
      switch kind {
      case .twoOnOneMeasure, .partAboveWhole, .partsUnlikeWhole, .countBelowRecords: 2
      case .fallingTotal, .totalsAgainstExchanges: 3
      }
    }

    /// The stretch with the exchanges that are members.
    var crowded: Int { kind == .countBelowRecords ? first : first + 1 }
  }

  /// Makes it; takes from `wanted` the kinds for which there is room.
  mutating func make(planting wanted: inout [PlantedKind]) -> War {
    var heldKinds: [(Direction, Int, PlantedKind)] = []
    var free = (0..<2 * dayCount).shuffled(using: &random)
    var sites: [Site] = []
    var next = 0
    var left: [PlantedKind] = []
    for kind in wanted {
      if kind.isOfOneDay, random.happens(600), let place = free.popLast() {
        heldKinds.append((place % 2, place / 2, kind))
        continue
      }
      var site = Site(kind: kind, direction: Int(random.number(0...1)), first: next)
      guard next + site.length <= dayCount else {
        left.append(kind)
        continue
      }
      if kind == .totalsAgainstExchanges { site.members = Int(random.number(1...4)) }
      if kind == .countBelowRecords { site.members = Int(random.number(2...5)) }
      sites.append(site)
      next += site.length
    }
    wanted = left
    return war(sites, heldKinds)
  }

  private mutating func war(_ sites: [Site], _ heldKinds: [(Direction, Int, PlantedKind)]) -> War {
    let start = Day(number: 18_000 + 40 * number)
    var days: [Day] = []
    var last = start
    for _ in 0..<dayCount {
      last = last.advanced(by: Int(random.number(20...40)))
      days.append(last)
    }
    var stretches: [Int] = []
    for stretch in 0..<dayCount {
      let members = sites.first { $0.members > 0 && $0.crowded == stretch }?.members
      stretches += Array(repeating: stretch, count: members ?? Int(random.number(0...2)))
    }
    let exchangeDays = stretches.map { stretch in
      let first = stretch == 0 ? start : days[stretch - 1]
      return first.advanced(by: Int(random.number(3...Int64(days[stretch].number - first.number - 3))))
    }
    var course = course(stretches)
    for site in sites { makeRoom(for: site, in: &course) }
    var held: [[Persons]] = []
    for _ in 0...1 { held.append((0..<dayCount).map { _ in persons(1_000...6_000, 60...900) }) }
    let plants =
      sites.map { plant($0, course) }
      + heldKinds.map { plantHeld($0.2, $0.0, day: $0.1, held[$0.0][$0.1]) }
    return War(
      number: number, parties: parties, start: start, days: days, exchangeDays: exchangeDays, course: course,
      held: held, plants: plants)
  }

  private mutating func course(_ stretches: [Int]) -> Course {
    var course = Course(days: dayCount, stretches: stretches)
    for stretch in 0..<dayCount {
      course.otherExchanges[stretch] = random.number(1...3)
      for direction in 0...1 { course.others[direction][stretch] = persons(40...200, 40...90) }
    }
    for exchange in stretches.indices {
      course.tookPlace[exchange] = 1
      for direction in 0...1 { course.recorded[direction][exchange] = persons(40...300, 40...60) }
    }
    return course
  }

  private mutating func persons(
    _ military: ClosedRange<Int64>, _ civilian: ClosedRange<Int64>
  ) -> Persons {
    Persons(military: random.number(military), civilian: random.number(civilian))
  }
}

extension PlantedKind {
  /// True where all members are on one day.
  fileprivate var isOfOneDay: Bool {
    switch self {
    case .twoOnOneMeasure, .partAboveWhole, .partsUnlikeWhole: true
    case .fallingTotal, .totalsAgainstExchanges, .countBelowRecords: false
    }
  }
}

// MARK: - Contradictions

extension WarMaker {
  /// Makes what happened so that each member of a contradiction may be the one that is wrong.
  private mutating func makeRoom(for site: Site, in course: inout Course) {
    let (first, direction) = (site.first, site.direction)
    func fill(_ stretch: Int, _ soldiers: Int64) { course.others[direction][stretch].military = soldiers }
    switch site.kind {
    case .twoOnOneMeasure, .partsUnlikeWhole: break
    case .partAboveWhole:
      // There may be none but civilians before that stretch.
      fill(first, course.returned(direction, in: 0...first).civilian + random.number(100...300))
    case .fallingTotal:
      fill(first, course.returned(direction, in: first + 1...first + 1).all + random.number(100...300))
    case .totalsAgainstExchanges:
      course.others[direction][first + 1] = Persons()
    case .countBelowRecords:
      course.otherExchanges[first] = 0
      for side in 0...1 { course.others[side][first] = Persons() }
    }
  }

  private mutating func plant(_ site: Site, _ course: Course) -> War.Plant {
    let (first, direction) = (site.first, site.direction)
    var plant = War.Plant(
      kind: site.kind, direction: direction, stretches: first...first + site.length - 1)
    let gap = random.number(Self.gap)
    switch site.kind {
    case .twoOnOneMeasure, .partAboveWhole, .partsUnlikeWhole:
      let number = { course.returned(direction, in: 0...first)[$0] }
      let others: [Persons]
      (plant.statements, others) = statements(site.kind, gap, number) {
        .returned(direction, since: 0, until: first, $0)
      }
      plant.courses = others.map { course.unlike(direction, from: first, before: first + 1, $0) }
    case .fallingTotal: plantFall(&plant, gap, course)
    case .totalsAgainstExchanges: plantTotals(&plant, gap, course)
    case .countBelowRecords: plantCount(&plant, course)
    }
    return plant
  }

  private mutating func plantHeld(
    _ kind: PlantedKind, _ direction: Direction, day: Int, _ held: Persons
  ) -> War.Plant {
    var plant = War.Plant(kind: kind, direction: direction, stretches: day...day)
    (plant.statements, plant.held) = statements(kind, random.number(Self.gap), { held[$0] }) {
      .held(direction, day: day, $0)
    }
    return plant
  }

  /// What claims on one day say, the first of which is wrong, and how things differ where another is.
  private mutating func statements(
    _ kind: PlantedKind, _ gap: Int64, _ number: (PersonCategory) -> Int64,
    _ figure: (PersonCategory) -> Figure
  ) -> ([War.Statement], [Persons]) {
    switch kind {
    case .twoOnOneMeasure:
      let category = random.pick([PersonCategory.all, .military, .civilian])
      let few = War.Statement(figure(category), .atMost(number(category) - gap))
      return ([few, War.Statement(figure(category), .atLeast(number(category)))], [.of(category, -gap)])
    case .partAboveWhole:
      let most = number(.military) - gap
      let whole = War.Statement(figure(.all), .atMost(most))
      return (
        [whole, War.Statement(figure(.military), .atLeast(number(.military)))],
        [.of(.military, most - number(.all))]
      )
    default:
      let (isTooFew, parts) = (random.happens(500), [PersonCategory.military, .civilian])
      let change = isTooFew ? -gap : gap
      let whole = number(.all) + change
      let statements = parts.map {
        War.Statement(figure($0), isTooFew ? .atLeast(number($0)) : .atMost(number($0)))
      }
      return (
        [War.Statement(figure(.all), isTooFew ? .atMost(whole) : .atLeast(whole))] + statements,
        parts.map { .of($0, change) }
      )
    }
  }

  /// A total that is smaller on the next day.
  private mutating func plantFall(_ plant: inout War.Plant, _ gap: Int64, _ course: Course) {
    let (first, direction) = (plant.stretches.lowerBound, plant.direction)
    let category = random.pick([PersonCategory.all, .military])
    func total(_ day: Int) -> Figure { .returned(direction, since: 0, until: day, category) }
    let number = course.returned(direction, in: 0...first)[category]
    let growth = course.returned(direction, in: first + 1...first + 1)[category]
    plant.statements = [
      War.Statement(total(first + 1), .atMost(number - gap)), War.Statement(total(first), .atLeast(number)),
    ]
    plant.courses = [
      course.unlike(direction, from: first, before: first + 2, .of(.military, -growth - gap))
    ]
  }

  /// Totals that grew by fewer than returned in the exchanges between them.
  private func plantTotals(_ plant: inout War.Plant, _ gap: Int64, _ course: Course) {
    let (first, direction) = (plant.stretches.lowerBound, plant.direction)
    func total(_ day: Int) -> Figure { .returned(direction, since: 0, until: day, .all) }
    func number(_ day: Int) -> Int64 { course.returned(direction, in: 0...day).all }
    plant.statements = [
      War.Statement(total(first + 1), .atMost(number(first + 1) - gap)),
      War.Statement(total(first), .atLeast(number(first))),
    ]
    plant.courses = [course.unlike(direction, from: first, before: first + 2, .of(.military, -gap))]
    plant.exchanges = course.stretches.indices.filter { course.stretches[$0] == first + 1 }
    for exchange in plant.exchanges {
      var other = Course(days: dayCount, stretches: course.stretches)
      other.recorded[direction][exchange].military = -gap
      other.others[direction][first + 2].military = gap
      plant.courses.append(other)
    }
  }

  /// Fewer exchanges than there are records of.
  private func plantCount(_ plant: inout War.Plant, _ course: Course) {
    let first = plant.stretches.lowerBound
    plant.exchanges = course.stretches.indices.filter { course.stretches[$0] == first }
    let count = Figure.exchanges(plant.direction, since: first, until: first)
    plant.statements = [War.Statement(count, .atMost(Int64(plant.exchanges.count) - 1))]
    for exchange in plant.exchanges {
      var other = Course(days: dayCount, stretches: course.stretches)
      (other.tookPlace[exchange], other.otherExchanges[first + 1]) = (-1, 1)
      for side in 0...1 {
        let persons = course.recorded[side][exchange]
        other.recorded[side][exchange] = Persons() - persons
        other.others[side][first + 1] = persons
      }
      plant.courses.append(other)
    }
  }
}

extension Course {
  /// By how much things differ where so many more returned, in the stretch `first`, and as many fewer in `last`.
  fileprivate func unlike(
    _ direction: Direction, from first: Int, before last: Int, _ persons: Persons
  ) -> Course {
    var other = Course(days: otherExchanges.count, stretches: stretches)
    other.others[direction][first] = persons
    other.others[direction][last] = Persons() - persons
    return other
  }
}
