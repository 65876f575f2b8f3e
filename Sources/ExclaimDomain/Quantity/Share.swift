/// An exact fraction, such as 15 % or a third; the denominator is above zero.
public struct Ratio: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The upper number, in lowest terms.
  public let numerator: Int64
  /// The lower number, in lowest terms, above zero.
  public let denominator: Int64

  /// The fraction in lowest terms. `denominator` must be above zero and `numerator` not negative.
  public init(_ numerator: Int64, _ denominator: Int64 = 1) {
    precondition(numerator >= 0 && denominator > 0, "a ratio is a non-negative over a positive number")
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  /// Compares by value, without overflow.
  public static func < (a: Ratio, b: Ratio) -> Bool {
    let left = a.numerator.multipliedFullWidth(by: b.denominator)
    let right = b.numerator.multipliedFullWidth(by: a.denominator)
    return (left.high, left.low) < (right.high, right.low)
  }

  /// `1/3`.
  public var description: String { "\(numerator)/\(denominator)" }
}

/// An interval of fractions of a whole, within [0, 1].
public struct ShareBounds: Sendable, Hashable {
  /// The smallest fraction.
  public let low: Ratio
  /// Whether `low` itself fits.
  public let includesLow: Bool
  /// The largest fraction.
  public let high: Ratio
  /// Whether `high` itself fits.
  public let includesHigh: Bool

  /// An interval from its ends.
  public init(low: Ratio, includesLow: Bool = true, high: Ratio, includesHigh: Bool = true) {
    self.low = low
    self.includesLow = includesLow
    self.high = high
    self.includesHigh = includesHigh
  }

  /// Whether the fraction lies inside.
  public func contains(_ share: Ratio) -> Bool {
    (includesLow ? low <= share : low < share) && (includesHigh ? share <= high : share < high)
  }
}

/// A part of a whole that the speaker named: never a count of persons.
public struct Share: Sendable, Hashable {
  /// The fractions that the words entail.
  public let hard: ShareBounds
  /// The usual reading. For a stated fraction it is wider than `hard`, since figures are said rounded.
  public let soft: ShareBounds
  /// The whole in the speaker's words ("those released"); nil if only the measure names it.
  public let whole: String?

  /// A share from its parts.
  public init(hard: ShareBounds, soft: ShareBounds, whole: String?) {
    self.hard = hard
    self.soft = soft
    self.whole = whole
  }
}
