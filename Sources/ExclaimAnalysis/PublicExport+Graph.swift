import ExclaimConstraints
import ExclaimDomain

/// One number with all statements of it.
struct StatedNumber {
  var persons: CountedPersons
  var table: Int
  var cells: [Cell]

  func isTooSmall(below threshold: Int64) -> Bool { cells.contains { $0.isTooSmall(below: threshold) } }

  var isBounded: Bool { cells.contains { $0.hard.high != nil } }

  /// How large it is, for choosing the smallest.
  var size: Int64 { cells.map { $0.hard.high ?? $0.hard.low ?? 0 }.max() ?? 0 }

  func canWithhold(after stage: Suppression.Stage) -> Bool {
    switch stage {
    case .published: true
    case .bounded: cells.contains { $0.hard.high == nil && ($0.hard.low ?? 0) > 0 }
    case .all: false
    }
  }

  /// True where somebody may be counted by both.
  func overlaps(_ other: StatedNumber) -> Bool {
    table == other.table
      && CountedPersons.Dimension.allCases.allSatisfy { persons.overlaps(other.persons, in: $0) }
  }
}

/// What a reader believes of one number: bounds from statements that can be true together.
struct Belief: Hashable {
  /// From all of them.
  var bounds: Bounds
  /// From those without an upper end, which are published the longest.
  var lowest: Int64

  /// Above any number of persons.
  private static let countMax: Int64 = 1 << 40

  /// What is believed of a sum while so much is published.
  func row(_ sum: Expression, _ stage: Suppression.Stage, _ owner: Int) -> ConstraintSystem.Row {
    let low = stage == .published ? bounds.low ?? 0 : stage == .bounded ? lowest : 0
    let high = stage == .published ? bounds.high : nil
    return ConstraintSystem.Row(
      sum, low: min(low, Self.countMax), high: high.flatMap { $0 < Self.countMax ? $0 : nil }, owner: owner)
  }
}

extension StatedNumber {
  /// What can be believed where not all statements can be true: for each of them the most that can be true
  /// with it.
  var beliefs: [Belief] {
    let stated = unique(cells.map(\.hard))
    let lows = unique(stated.map { $0.low ?? 0 })
    let sets = lows.map { low in stated.filter { $0.contains(low) } }
    let largest = sets.filter { set in
      !sets.contains { $0.count > set.count && Set($0).isSuperset(of: set) }
    }
    return unique(
      largest.map { set in
        let both = set.dropFirst().reduce(set[0]) { $0.intersection($1) ?? $0 }
        return Belief(bounds: both, lowest: set.filter { $0.high == nil }.map { $0.low ?? 0 }.max() ?? 0)
      })
  }

  /// Whatever anybody says of it.
  var allBeliefs: Belief {
    let stated = cells.map(\.hard)
    return Belief(
      bounds: stated.dropFirst().reduce(stated[0]) { $0.hull($1) },
      lowest: stated.filter { $0.high == nil }.map { $0.low ?? 0 }.max() ?? 0)
  }
}

/// The numbers of a family, each with all statements of it, and what relations say of them.
struct NumberGraph {
  private(set) var numbers: [StatedNumber] = []
  /// Numbers of which the first is a part of the second, as a relation says.
  private(set) var links: [(part: Int, whole: Int)] = []

  init(_ family: CellFamily) {
    var index: [Int: [CountedPersons: Int]] = [:]
    for cell in family.cells {
      if let known = index[cell.table]?[cell.persons] {
        numbers[known].cells.append(cell)
      } else {
        index[cell.table, default: [:]][cell.persons] = numbers.count
        numbers.append(StatedNumber(persons: cell.persons, table: cell.table, cells: [cell]))
      }
    }
    guard !family.parts.isEmpty else { return }
    var place: [String: Int] = [:]
    for (index, number) in numbers.enumerated() {
      for cell in number.cells where cell.field == .quantity { place[cell.record] = index }
    }
    var known: Set<[Int]> = []
    for link in family.parts {
      guard let part = place[link.part], let whole = place[link.whole], part != whole else { continue }
      if known.insert([part, whole]).inserted { links.append((part, whole)) }
    }
  }

  private init(_ numbers: [StatedNumber], _ links: [(part: Int, whole: Int)]) {
    (self.numbers, self.links) = (numbers, links)
  }

  /// The numbers that count somebody whom this one counts, and those that a relation ties to it. Cost:
  /// linear.
  func tied(to number: Int) -> [Int] {
    let related = related(to: number)
    return numbers.indices.filter {
      $0 != number && (numbers[$0].overlaps(numbers[number]) || related.contains($0))
    }
  }

  /// The wholes and the parts of a number that relations name.
  func related(to number: Int) -> [Int] {
    links.filter { $0.part == number }.map(\.whole) + links.filter { $0.whole == number }.map(\.part)
  }

  /// The groups of each leg, planned and transferred ones apart.
  var legs: [[Int]] {
    var legs: [String: [Int]] = [:]
    for (index, number) in numbers.enumerated() {
      for cell in number.cells {
        switch cell.field {
        case .group(let leg, _): legs["\(cell.record) \(leg)", default: []].append(index)
        case .plannedGroup(let leg, _): legs["\(cell.record) \(leg) planned", default: []].append(index)
        default: break
        }
      }
    }
    return legs.keys.sorted().map { unique(legs[$0] ?? []) }
  }

  /// For these numbers, those that hang together with them, directly or by others; and the ones of these
  /// numbers with which more hang together than are wanted.
  ///
  /// Cost: the numbers, times those that are asked for or hang together with them.
  func groups(around wanted: [Int], countMax: Int) -> (groups: [NumberGraph], crowded: [Int]) {
    var groups: [NumberGraph] = []
    var grouped: Set<Int> = []
    var crowd: Set<Int> = []
    for start in wanted where !grouped.contains(start) && !crowd.contains(start) {
      var members: Set<Int> = [start]
      var open = [start]
      while let next = open.popLast(), members.count <= countMax, members.isDisjoint(with: crowd) {
        for other in tied(to: next) where members.insert(other).inserted { open.append(other) }
      }
      if members.count > countMax || !members.isDisjoint(with: crowd) {
        crowd.formUnion(members)
      } else {
        grouped.formUnion(members)
        groups.append(group(members.sorted()))
      }
    }
    return (groups, wanted.filter(crowd.contains))
  }

  private func group(_ members: [Int]) -> NumberGraph {
    let place = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
    return NumberGraph(
      members.map { numbers[$0] },
      links.compactMap { link in
        guard let part = place[link.part], let whole = place[link.whole] else { return nil }
        return (part, whole)
      })
  }
}
