import Glibc

/// A system whose answer could not be proved in whole numbers: its factors are too large, or it takes too many branches.
public struct Unproved: Error {
  init() {}
}

/// That an objective is nowhere below a value: rows, each taken some times, add up to it.
struct Proof {
  /// The objective is this or more.
  let least: Int128
  /// The ends of rows that it takes.
  let ends: [LinearProgram.End]

  /// Adds up rows so many times each, as fractions near the given numbers.
  ///
  /// What the objective has more or less of an unknown than the sum counts at the unknown's low or high end.
  init(_ multipliers: [Double], _ program: LinearProgram, objective: [Expression.Term]) throws(Unproved) {
    guard let fractions = Fractions(multipliers) else { throw Unproved() }
    var rest: [Int: Int128] = [:]
    for term in objective { rest[term.variable] = Int128(term.factor) * Int128(fractions.denominator) }
    var total: Int128 = 0
    var ends: [LinearProgram.End] = []
    for (index, multiplier) in fractions.numerators.enumerated() where multiplier != 0 {
      let isLow = multiplier > 0
      let row = program.rows[index]
      guard let end = isLow ? row.low : row.high else { throw Unproved() }
      total += Int128(multiplier) * Int128(end)
      ends.append(.init(row: index, isLow: isLow))
      for term in row.terms { rest[term.variable, default: 0] -= Int128(multiplier) * Int128(term.factor) }
    }
    for (variable, factor) in rest where factor != 0 {
      let range = program.ranges[variable]
      guard let end = factor > 0 ? range.low : range.high else { throw Unproved() }
      total += factor * Int128(end)
    }
    least = -floorDivided(-total, by: Int128(fractions.denominator))
    self.ends = ends
  }
}

/// Numbers as fractions with one denominator.
struct Fractions {
  private(set) var numerators: [Int64]
  private(set) var denominator: Int64 = 1

  /// The denominators looked for, and the numbers allowed: sums of products with rows stay far below 2^127.
  private static let denominatorMax = 5_000.0
  private static let commonDenominatorMax: Int64 = 1 << 40
  private static let numeratorMax = 0x1p50

  /// Nil when there are no such fractions.
  init?(_ numbers: [Double]) {
    var denominators: [Double: Int64] = [:]
    for number in numbers where abs(number) > 1e-9 {
      if number == number.rounded() || denominators[number] != nil { continue }
      guard let found = Self.denominator(of: number) else { return nil }
      denominators[number] = found
      denominator *= found / greatestCommonDivisor(denominator, found)
      if denominator > Self.commonDenominatorMax { return nil }
    }
    numerators = []
    numerators.reserveCapacity(numbers.count)
    for number in numbers {
      let numerator = (number * Double(denominator)).rounded()
      if abs(numerator) > Self.numeratorMax { return nil }
      numerators.append(abs(number) > 1e-9 ? Int64(numerator) : 0)
    }
  }

  /// By continued fractions.
  private static func denominator(of number: Double) -> Int64? {
    var (previous, current) = (0.0, 1.0)
    var rest = abs(number)
    for _ in 0..<24 {
      if abs(number * current - (number * current).rounded()) < 1e-8 * max(1, abs(number)) {
        return Int64(current)
      }
      let part = rest - rest.rounded(.down)
      if part < 1e-11 { return nil }
      rest = 1 / part
      (previous, current) = (current, previous + rest.rounded(.down) * current)
      if current > denominatorMax { return nil }
    }
    return nil
  }
}
