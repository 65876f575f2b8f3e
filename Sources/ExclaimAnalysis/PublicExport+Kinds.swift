import ExclaimConstraints
import ExclaimDomain

/// The kinds of persons that numbers tell apart.
///
/// A kind is as narrow as the numbers' descriptions can be crossed: wounded of the brigade, wounded of
/// elsewhere, others of the brigade. Every number is the sum of its kinds, and so is whatever follows from
/// the numbers though nobody states it.
struct PersonKinds {
  /// How many kinds there are.
  let count: Int
  /// For each number, the kinds that it counts.
  let ofNumbers: [[Int]]
  /// Kinds that a reader may take to be nobody: whom a number counts beside its parts in one respect.
  let remainders: [[Int]]

  /// Above so many kinds nothing is worked out.
  static let countMax = 600

  private struct Described {
    var persons: CountedPersons
    /// The numbers that count them.
    var counted: [Int]
  }

  /// Nil where there are too many.
  init?(of numbers: [StatedNumber]) {
    var described: [Described] = []
    for table in unique(numbers.map(\.table)) {
      guard let found = Self.described(numbers, in: table) else { return nil }
      described += found
      if described.count > Self.countMax { return nil }
    }
    count = described.count
    ofNumbers = numbers.indices.map { number in
      described.indices.filter { described[$0].counted.contains(number) }
    }
    var remainders: [[Int]] = []
    for (whole, kinds) in ofNumbers.enumerated() {
      for dimension in CountedPersons.Dimension.allCases {
        let parts = Set(kinds.flatMap { described[$0].counted }).map { numbers[$0].persons }
        let persons = numbers[whole].persons
        guard Self.areSeveral(parts, inside: persons, dimension) else { continue }
        let rest = kinds.filter { described[$0].persons.contains(persons, in: dimension) }
        if !rest.isEmpty { remainders.append(rest) }
      }
    }
    self.remainders = unique(remainders)
  }

  /// A number as the sum of its kinds.
  func sum(_ number: Int) -> Expression { Expression(ofNumbers[number].map { .init($0) }) }

  /// Every crossing of the numbers' descriptions that some number counts.
  private static func described(_ numbers: [StatedNumber], in table: Int) -> [Described]? {
    let members = numbers.indices.filter { numbers[$0].table == table }
    var described = [Described(persons: numbers[members[0]].persons, counted: members)]
    for dimension in CountedPersons.Dimension.allCases {
      var values: [CountedPersons] = []
      for value in members.flatMap({ [numbers[$0].persons] + numbers[$0].persons.leftOut })
      where !values.contains(where: { $0.isAlike(value, in: dimension) }) {
        values.append(value)
      }
      var crossed: [Described] = []
      for one in described {
        for value in values {
          let counted = one.counted.filter { numbers[$0].persons.contains(value, in: dimension) }
          if counted.isEmpty { continue }
          crossed.append(
            Described(persons: one.persons.replacing(dimension, by: value), counted: counted))
        }
      }
      if crossed.count > countMax { return nil }
      described = crossed
    }
    return described.compactMap { one in
      let counted = one.counted.filter { !numbers[$0].persons.leavesOut(one.persons) }
      return counted.isEmpty ? nil : Described(persons: one.persons, counted: counted)
    }
  }

  /// True when two or more of the parts are narrower in this respect, side by side.
  private static func areSeveral(
    _ parts: [CountedPersons], inside whole: CountedPersons, _ dimension: CountedPersons.Dimension
  ) -> Bool {
    let inside = parts.filter { !$0.contains(whole, in: dimension) && whole.contains($0, in: dimension) }
    let outermost = inside.filter { one in
      inside.allSatisfy { one.contains($0, in: dimension) || !$0.contains(one, in: dimension) }
    }
    return outermost.contains { !$0.isAlike(outermost[0], in: dimension) }
  }
}
