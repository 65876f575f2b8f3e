import ExclaimDomain

/// What really happened between two parties, and what planted contradictions need to have happened otherwise.
///
/// Whoever leaves out one member of a planted contradiction must be able to believe all others: for each member there is
/// a course of things in which it alone is wrong. Every claim that is no member is true in all of them. So no records
/// but those planted contradict each other, and of these none can be spared.
struct War {
  let number: Int
  /// References to the two states.
  let parties: [String]
  /// First day of the war.
  let start: Day
  /// Days for which totals are told; a stretch ends with each.
  let days: [Day]
  /// By recorded exchange: its day.
  let exchangeDays: [Day]
  let course: Course
  /// By direction and day.
  let held: [[Persons]]
  let plants: [Plant]

  /// A contradiction in one war.
  struct Plant {
    let kind: PlantedKind
    let direction: Direction
    /// The stretches, or the one day on which people are held, outside of which nothing differs.
    let stretches: ClosedRange<Int>
    /// For each member but one: how things differ where it is the one that is wrong.
    var courses: [Course] = []
    /// Likewise, for people held.
    var held: [Persons] = []
    /// What the claims among the members say.
    var statements: [Statement] = []
    /// Recorded exchanges among the members.
    var exchanges: [Int] = []

    var isOfHeld: Bool { courses.isEmpty }
  }

  /// What a claim says of a figure.
  struct Statement {
    let figure: Figure
    let bound: Bound

    init(_ figure: Figure, _ bound: Bound) {
      (self.figure, self.bound) = (figure, bound)
    }

    enum Bound {
      case atLeast(Int64)
      case atMost(Int64)
    }
  }

  /// All numbers that the figure has in some course of things.
  func range(of figure: Figure) -> ClosedRange<Int64> {
    switch figure {
    case .held(let direction, let day, let category):
      return heldRange(direction, day) { $0[category] }
    case .prisoners(let direction, let day):
      let low = heldRange(direction, day) { $0.military }.lowerBound
      return low / 2...low / 2
    case .theatre(let direction, let day):
      let low = heldRange(direction, day) { $0.military }.lowerBound
      return low / 3...low / 3
    default: return flowRange(figure)
    }
  }

  private func heldRange(
    _ direction: Direction, _ day: Int, _ number: (Persons) -> Int64
  ) -> ClosedRange<Int64> {
    let base = held[direction][day]
    var (low, high) = (number(base), number(base))
    for plant in plants where plant.isOfHeld && plant.direction == direction && plant.stretches.contains(day)
    {
      for other in plant.held.map({ number(base + $0) }) { (low, high) = (min(low, other), max(high, other)) }
    }
    return low...high
  }

  private func flowRange(_ figure: Figure) -> ClosedRange<Int64> {
    let base = number(of: figure, in: course)
    var (low, high) = (base, base)
    for plant in plants where !plant.isOfHeld && mayDiffer(figure, plant.stretches) {
      let others = plant.courses.map { number(of: figure, in: $0) }
      low += min(0, others.min() ?? 0)
      high += max(0, others.max() ?? 0)
    }
    return low...high
  }

  /// Before the last stretch of a plant ends, all is again as it was.
  private func mayDiffer(_ figure: Figure, _ stretches: ClosedRange<Int>) -> Bool {
    let range: ClosedRange<Int>
    switch figure {
    case .returned(_, let since, let until, _), .exchanges(_, let since, let until): range = since...until
    case .returnedVaguely(_, let until), .returnedToBoth(let until): range = 0...until
    default: return true
    }
    return range.overlaps(stretches)
      && !(range.lowerBound <= stretches.lowerBound && stretches.upperBound <= range.upperBound)
  }

  /// What the figure is in a course, or by how much it differs.
  func number(of figure: Figure, in course: Course) -> Int64 {
    switch figure {
    case .held, .prisoners, .theatre: 0
    case .returned(let direction, let since, let until, let category):
      course.returned(direction, in: since...until)[category]
    case .returnedVaguely(let direction, let until): course.returned(direction, in: 0...until).all
    case .returnedToBoth(let until):
      course.returned(0, in: 0...until).all + course.returned(1, in: 0...until).all
    case .exchanges(_, let since, let until): course.exchanges(in: since...until)
    case .inExchange(let direction, let exchange, let category):
      course.recorded[direction][exchange][category]
    }
  }

  /// All figures of which claims speak.
  var figures: [Figure] {
    var figures: [Figure] = []
    let categories: [PersonCategory] = [.all, .military, .civilian]
    for day in days.indices {
      for direction in 0...1 {
        figures += categories.map { .held(direction, day: day, $0) }
        figures += categories.map { .returned(direction, since: 0, until: day, $0) }
        figures += [.prisoners(direction, day: day), .theatre(direction, day: day)]
        figures.append(.exchanges(direction, since: 0, until: day))
        if day > 0 {
          figures.append(.returned(direction, since: day, until: day, .all))
          figures.append(.exchanges(direction, since: day, until: day))
        }
        if day % 3 == 2 {
          figures.append(.returnedVaguely(direction, until: day))
          figures.append(.returned(direction, since: day - 1, until: day, .military))
        }
      }
      if day % 3 == 0 { figures.append(.returnedToBoth(until: day)) }
    }
    for exchange in exchangeDays.indices {
      for direction in 0...1 {
        figures += categories.map { .inExchange(direction, exchange: exchange, $0) }
      }
    }
    return figures
  }
}
