import ExclaimDomain

/// The sums that a reader may take numbers for.
///
/// Which of them are meant the records do not say: groups of a leg may be all that the leg's total counts, or only those
/// that were told. So every sum is tried, in several orders, for one that is taken first may rule out another.
struct PossibleSums {
  private let numbers: [StatedNumber]
  private let parts: [[Int]]
  private var contained: [Inference.Sum] = []
  private var outermost: [Inference.Sum] = []
  private var inOneRespect: [Inference.Sum] = []
  private var ofLegs: [Inference.Sum] = []

  init(_ numbers: [StatedNumber], _ parts: [[Int]], _ related: [[Int]]) {
    self.numbers = numbers
    self.parts = parts
    for whole in numbers.indices { for part in parts[whole] { add(whole, [part], to: \.contained) } }
    for (whole, parts) in related.enumerated() { add(whole, parts, to: \.contained) }
    let legs = legs()
    for whole in numbers.indices { addSums(of: whole, legs) }
  }

  /// The sums in the orders in which they are tried; what contains what is certain, and comes first.
  var orders: [[Inference.Sum]] {
    [
      contained + outermost + inOneRespect + ofLegs, contained + inOneRespect + outermost + ofLegs,
      contained + ofLegs + inOneRespect + outermost,
    ]
  }

  private mutating func add(
    _ whole: Int, _ parts: [Int], to sums: WritableKeyPath<PossibleSums, [Inference.Sum]>
  ) {
    guard !parts.isEmpty else { return }
    self[keyPath: sums].append(Inference.Sum(whole: whole, parts: parts.sorted(), isWhole: true))
  }

  private mutating func addSums(of whole: Int, _ legs: [[Int]]) {
    let persons = numbers[whole].persons
    let parts = parts[whole].filter { persons.contains(numbers[$0].persons) }
    add(whole, outermost(parts), to: \.outermost)
    for dimension in CountedPersons.Dimension.allCases {
      let others = CountedPersons.Dimension.allCases.filter { $0 != dimension }
      let alike = parts.filter { part in others.allSatisfy { persons.isAlike(numbers[part].persons, in: $0) }
      }
      add(whole, outermost(alike), to: \.inOneRespect)
    }
    addLeftOut(whole, parts)
    // What is alike in all but where it stands: units by category, categories by unit.
    for part in parts {
      let persons = numbers[part].persons
      add(
        whole, outermost(parts.filter { numbers[$0].persons.category == persons.category }),
        to: \.inOneRespect)
      add(whole, outermost(parts.filter { numbers[$0].persons.scope == persons.scope }), to: \.inOneRespect)
    }
    for leg in legs where !leg.contains(whole) && Set(leg).isSubset(of: parts) {
      add(whole, leg, to: \.ofLegs)
    }
  }

  /// A number that leaves something out, and what it leaves out.
  private mutating func addLeftOut(_ whole: Int, _ parts: [Int]) {
    for part in parts where !numbers[part].persons.excludes.isEmpty {
      let left = numbers[part].persons.excludes.subtracting(numbers[whole].persons.excludes)
      let others = parts.filter { left.contains(.category(numbers[$0].persons.category)) }
      if !others.isEmpty { add(whole, [part] + others, to: \.contained) }
    }
  }

  /// The groups of each leg, planned and transferred ones apart.
  private func legs() -> [[Int]] {
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

  /// Those that are no part of another of them.
  private func outermost(_ parts: [Int]) -> [Int] {
    parts.filter { part in
      !parts.contains { $0 != part && numbers[$0].persons.contains(numbers[part].persons) }
    }
  }
}
