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

  /// What is said of it while so much is withheld.
  func statements(_ stage: Suppression.Stage) -> [Bounds] {
    switch stage {
    case .published: unique(cells.map(\.hard))
    case .bounded: unique(cells.map(\.hard).filter { $0.high == nil })
    case .all: []
    }
  }

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
    for link in family.parts {
      guard let part = place[link.part], let whole = place[link.whole], part != whole else { continue }
      if !links.contains(where: { $0 == (part, whole) }) { links.append((part, whole)) }
    }
  }

  private init(_ numbers: [StatedNumber], _ links: [(part: Int, whole: Int)]) {
    (self.numbers, self.links) = (numbers, links)
  }

  /// The numbers that count somebody whom this one counts, and those that a relation ties to it. Cost: linear.
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

  /// For these numbers, those that hang together with them, directly or by others; and the ones of these numbers with
  /// which more hang together than are wanted.
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
