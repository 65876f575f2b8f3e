/// Sums of a component, one after another in flat lists, and for each unknown the sums in which it stands.
struct RowTable {
  let variableCount: Int
  private var starts: [Int] = [0]
  private(set) var variables: [Int] = []
  private(set) var factors: [Int64] = []
  private var firstRows: [Int]
  private(set) var rowsOfVariables: [Int]

  var count: Int { starts.count - 1 }

  /// Ends beyond it are not looked at. With factors and lengths within the limits no sum of ends overflows.
  static let reach: Int64 = 1 << 44
  private static let factorMax: Int64 = 1 << 6
  private static let termsMax = 1 << 9

  /// For each sum whether some of its factors are above 0, and some below.
  private(set) var hasBothSigns: [Bool] = []
  /// The rows of sums, by their terms; none where no more rows were asked for.
  private(set) var rowOfTerms: [[Expression.Term]: Int] = [:]

  /// Nil when a sum is too long, or a factor too great.
  /// - Parameters:
  ///   - sums: These become the first rows.
  ///   - more: Each becomes a row if it is none yet.
  init?(_ variableCount: Int, _ sums: [[Expression.Term]], _ more: [[Expression.Term]]) {
    self.variableCount = variableCount
    var degrees = Array(repeating: 0, count: variableCount + 1)
    for (place, terms) in [sums, more].joined().enumerated() {
      if !more.isEmpty {
        if rowOfTerms[terms] == nil {
          rowOfTerms[terms] = starts.count - 1
        } else if place >= sums.count {
          continue
        }
      }
      guard terms.count <= Self.termsMax else { return nil }
      for term in terms {
        guard abs(term.factor) <= Self.factorMax else { return nil }
        variables.append(term.variable)
        factors.append(term.factor)
        degrees[term.variable + 1] += 1
      }
      starts.append(variables.count)
      hasBothSigns.append(terms.contains { $0.factor > 0 } && terms.contains { $0.factor < 0 })
    }
    for variable in 0..<variableCount { degrees[variable + 1] += degrees[variable] }
    firstRows = degrees
    rowsOfVariables = Array(repeating: 0, count: variables.count)
    for row in 0..<(starts.count - 1) {
      for index in starts[row]..<starts[row + 1] {
        rowsOfVariables[degrees[variables[index]]] = row
        degrees[variables[index]] += 1
      }
    }
  }

  func range(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  func rowRange(of variable: Int) -> Range<Int> { firstRows[variable]..<firstRows[variable + 1] }

  func terms(of row: Int) -> [Expression.Term] {
    range(of: row).map { Expression.Term(variables[$0], factor: factors[$0]) }
  }

  /// The value of each sum at a point.
  func values(at point: [Int64]) -> [Int64] { (0..<count).map { value(of: $0, at: point) } }

  func value(of row: Int, at point: [Int64]) -> Int64 {
    var sum: Int64 = 0
    for index in starts[row]..<starts[row + 1] { sum += factors[index] * point[variables[index]] }
    return sum
  }
}
