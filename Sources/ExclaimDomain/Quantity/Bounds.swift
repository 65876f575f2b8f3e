/// An interval of whole numbers, both ends included.
///
/// A decoded value may be out of order; `problems(field:)` says so, and every operation stays total.
public struct Bounds: Sendable, Hashable {
  /// The smallest possible number; nil only if nothing is known (counts never fall below 0).
  public let low: Int64?
  /// The largest possible number; nil if unbounded.
  public let high: Int64?

  /// An interval from its ends, taken as they are.
  public init(low: Int64?, high: Int64?) {
    self.low = low
    self.high = high
  }

  /// Nothing is known.
  public static let unknown = Bounds(low: nil, high: nil)

  /// `[number, number]`.
  public static func exactly(_ number: Int64) -> Bounds { Bounds(low: number, high: number) }

  /// `[number, ∞)`.
  public static func atLeast(_ number: Int64) -> Bounds { Bounds(low: number, high: nil) }

  /// `[0, number]`.
  public static func atMost(_ number: Int64) -> Bounds { Bounds(low: 0, high: number) }

  /// `[low, high]`.
  public static func between(_ low: Int64, _ high: Int64) -> Bounds { Bounds(low: low, high: high) }

  /// Whether nothing is known.
  public var isUnknown: Bool { low == nil && high == nil }

  /// Whether no number fits.
  public var isEmpty: Bool { floor > ceiling }

  /// The number, if only one fits.
  public var exact: Int64? { floor == ceiling && high != nil ? high : nil }

  /// Whether the number lies inside.
  public func contains(_ number: Int64) -> Bool { floor <= number && number <= ceiling }

  /// Whether every number of `other` lies inside.
  public func contains(_ other: Bounds) -> Bool {
    other.isEmpty || (floor <= other.floor && other.ceiling <= ceiling)
  }

  /// Whether some number lies in both.
  public func intersects(_ other: Bounds) -> Bool { intersection(other) != nil }

  /// The numbers in both, or nil if there are none.
  public func intersection(_ other: Bounds) -> Bounds? {
    let low = [low, other.low].compactMap(\.self).max()
    let high = [high, other.high].compactMap(\.self).min()
    let both = Bounds(low: low, high: high)
    return both.isEmpty ? nil : both
  }

  /// The smallest bounds that contain both.
  public func hull(_ other: Bounds) -> Bounds {
    let low = isUnknown || other.isUnknown ? nil : min(floor, other.floor)
    let high = high.flatMap { mine in other.high.map { max(mine, $0) } }
    return Bounds(low: low, high: high)
  }

  /// Bounds of the sum of one number from each.
  ///
  /// Sound on overflow: a low end stops at `Int64.max`, a high end becomes unbounded.
  public func sum(_ other: Bounds) -> Bounds {
    if isUnknown && other.isUnknown { return .unknown }
    let (low, lowOverflow) = floor.addingReportingOverflow(other.floor)
    guard let high, let otherHigh = other.high else {
      return .atLeast(lowOverflow ? .max : low)
    }
    let (top, topOverflow) = high.addingReportingOverflow(otherHigh)
    return Bounds(low: lowOverflow ? .max : low, high: topOverflow ? nil : top)
  }

  /// What is wrong with the ends, each named under `field`.
  public func problems(field: String) -> [Problem] {
    var problems: [Problem] = []
    for (name, end) in [("low", low), ("high", high)] {
      guard let end, end < 0 || end > QuantityLimits.boundMax else { continue }
      problems.append(
        Problem(
          field: "\(field).\(name)", value: "\(end)",
          reason: "is not a whole number from 0 to \(QuantityLimits.boundMax)",
          remedy: "give a number in that range, or leave the field out if that end is not known"))
    }
    if low == nil, let high {
      problems.append(
        Problem(
          field: "\(field).low", value: "", reason: "is absent although high is \(high)",
          remedy: "give the low end; it is 0 when nothing more is known"))
    }
    if let low, let high, low > high {
      problems.append(
        Problem(
          field: field, value: "[\(low), \(high)]", reason: "has its low end above its high end",
          remedy: "give the smaller number as low"))
    }
    return problems
  }

  private var floor: Int64 { low ?? 0 }
  private var ceiling: Int64 { high ?? .max }
}

extension Bounds: CustomStringConvertible {
  /// `[101, 199]`, `[101, ∞)` or `unknown`.
  public var description: String {
    if isUnknown { return "unknown" }
    return high.map { "[\(low ?? 0), \($0)]" } ?? "[\(low ?? 0), ∞)"
  }
}
