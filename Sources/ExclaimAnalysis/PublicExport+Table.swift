import ExclaimDomain

/// One number with all statements of it.
///
/// One without statements is not published; still it takes part in what can be worked out.
struct StatedNumber {
  var persons: CountedPersons
  var table: Int
  var cells: [Cell]

  func isTooSmall(below threshold: Int64) -> Bool { cells.contains { $0.isTooSmall(below: threshold) } }

  var isBounded: Bool { cells.contains { $0.hard.high != nil } }

  /// How large it is, for choosing the smallest.
  var size: Int64 { cells.map { $0.hard.high ?? $0.hard.low ?? 0 }.max() ?? 0 }

  /// What the published statements say. Where they cannot all hold, a reader believes one of them.
  func range(_ stage: Suppression.Stage) -> Inference.Range {
    let published =
      switch stage {
      case .published: cells.map(\.hard)
      case .bounded: cells.map(\.hard).filter { $0.high == nil }
      case .all: [Bounds]()
      }
    var both: Bounds? = .atLeast(0)
    for bounds in published { both = both?.intersection(bounds) }
    let bounds = both ?? published.dropFirst().reduce(published[0]) { $0.hull($1) }
    return .init(
      low: min(bounds.low ?? 0, Inference.countMax),
      high: min(bounds.high ?? Inference.countMax, Inference.countMax))
  }

  func canWithhold(after stage: Suppression.Stage) -> Bool {
    switch stage {
    case .published: !cells.isEmpty
    case .bounded: cells.contains { $0.hard.high == nil && ($0.hard.low ?? 0) > 0 }
    case .all: false
    }
  }
}

/// Numbers that hang together, and which of them are parts of which.
///
/// A reader is given every sum that fits the numbers: groups of one leg, or all parts in one respect, are taken for the
/// whole where that can be so, and for parts of it where they cannot be all.
struct CellTable {
  let threshold: Int64
  let numbers: [StatedNumber]
  /// What a reader can work out, by each way to take the numbers for parts and wholes.
  let inferences: [Inference]
  private let related: [[Int]]

  /// Above so many numbers that hang together, sums are not looked at: all totals of a withheld number go.
  static let searchedMax = 40

  /// Whether its sums are looked at.
  let isSearched: Bool

  init(_ family: CellFamily, _ threshold: Int64) {
    self.threshold = threshold
    let graph = NumberGraph(family)
    let isSmall = graph.numbers.count <= Self.searchedMax
    let numbers = graph.numbers + (isSmall ? Self.implied(by: graph.numbers) : [])
    isSearched = isSmall && numbers.count <= 2 * Self.searchedMax
    self.numbers = numbers
    related = numbers.indices.map { graph.related[$0] ?? [] }
    guard isSearched else {
      inferences = []
      return
    }
    let parts = numbers.indices.map { whole in
      numbers.indices.filter {
        Self.isPart(numbers, $0, of: whole) || (graph.related[whole]?.contains($0) ?? false)
      }
    }
    inferences = PossibleSums(numbers, parts, related).orders.map { Self.inference(numbers, $0) }
  }

  /// The numbers of which this one is a part. Cost: linear in the numbers.
  func wholes(of part: Int) -> [Int] {
    numbers.indices.filter { Self.isPart(numbers, part, of: $0) || related[$0].contains(part) }
  }

  private static func isPart(_ numbers: [StatedNumber], _ part: Int, of whole: Int) -> Bool {
    part != whole && numbers[part].table == numbers[whole].table
      && numbers[whole].persons.contains(numbers[part].persons)
  }

  /// Numbers that nobody states, and that others are made of: those of a category in a place where the place and the
  /// category are stated.
  private static func implied(by stated: [StatedNumber]) -> [StatedNumber] {
    var known = Set(stated.map { KeyedPersons(persons: $0.persons, table: $0.table) })
    var implied: [StatedNumber] = []
    for placed in stated where !placed.persons.scope.isEmpty {
      for other in stated where other.table == placed.table && other.persons.scope.isEmpty {
        var persons = placed.persons
        persons.category = other.persons.category
        guard placed.persons.contains(persons), other.persons.contains(persons),
          known.insert(KeyedPersons(persons: persons, table: placed.table)).inserted
        else { continue }
        implied.append(StatedNumber(persons: persons, table: placed.table, cells: []))
      }
    }
    return implied
  }

  private struct KeyedPersons: Hashable {
    var persons: CountedPersons
    var table: Int
  }

  /// Takes the sums in their order, each as far as it fits everything that is stated and the sums before it.
  private static func inference(_ numbers: [StatedNumber], _ sums: [Inference.Sum]) -> Inference {
    let ranges = numbers.map { $0.range(.published) }
    var solved = ranges.map(\.low)
    var inference = Inference()
    var seen: Set<Inference.Sum> = []
    for sum in sums {
      for isWhole in sum.parts.count > 1 ? [true, false] : [false] {
        let sum = Inference.Sum(whole: sum.whole, parts: sum.parts, isWhole: isWhole)
        guard seen.insert(sum).inserted else { break }
        var trial = inference
        trial.sums.append(sum)
        if let solution = trial.solution(ranges, near: solved) {
          (inference, solved) = (trial, solution)
          break
        }
      }
    }
    return inference
  }
}
