/// How a hedge turns the number said into bounds. The raw value is the rule's name.
enum Qualifier: String, Sendable, CaseIterable {
  case exactly
  case moreThan = "more-than"
  case atLeast = "at-least"
  case upTo = "up-to"
  case atMost = "at-most"
  case fewerThan = "fewer-than"
  case around
  case nearly
}

/// The arithmetic of the rule set: a hedge and a number become hard and soft bounds.
///
/// | rule | hard | soft |
/// |---|---|---|
/// | exact | [N, N] | same |
/// | more-than | [N+1, ∞) | up to the next step, see `nextStep` |
/// | at-least, up-to, at-most, fewer-than | [N, ∞), [0, N], [0, N], [0, N−1] | same |
/// | around | [⌈N/2⌉, 2N] | N ± 2 %, or ± 10 % if N is round; the margin is rounded up |
/// | nearly | [⌈N/2⌉, N−1] | [⌈0.9 N⌉, N−1] |
public enum QuantityRules {
  /// Whether a number is round: at least 10, at most two leading digits and then only zeros.
  ///
  /// 10, 60, 150, 1000 and 2400 are; 75, 115, 1348 and 5550 are not. "Two dozen" counts as round too.
  public static func isRound(_ number: Int64) -> Bool {
    guard number >= 10, number % 10 == 0 else { return false }
    return number / trailingPowerOfTen(number) < 100
  }

  /// Hard and soft bounds of a hedged number, or nil if no whole number fits ("fewer than 0").
  static func bounds(_ qualifier: Qualifier, _ numeral: Numeral) -> (hard: Bounds, soft: Bounds)? {
    let number = numeral.value
    switch qualifier {
    case .exactly: return same(.exactly(number))
    case .moreThan: return (.atLeast(number + 1), .between(number + 1, nextStep(after: numeral)))
    case .atLeast: return same(.atLeast(number))
    case .upTo, .atMost: return same(.atMost(number))
    case .fewerThan: return number == 0 ? nil : same(.atMost(number - 1))
    case .around:
      let hard = Bounds.between((number + 1) / 2, 2 * number)
      let margin = percentRoundedUp(numeral.isRound ? 10 : 2, of: number)
      return (hard, .between(max((number + 1) / 2, number - margin), min(2 * number, number + margin)))
    case .nearly:
      guard number >= 2 else { return nil }
      let softLow = min(number - 1, percentRoundedUp(90, of: number))
      return (.between((number + 1) / 2, number - 1), .between(softLow, number - 1))
    }
  }

  /// The end of the usual reading of "more than N".
  ///
  /// It stops short of the next multiple of N's step, the magnitude of the last digit that is not zero (ten
  /// at least; twelve for dozens), because a speaker who had reached that would have said it: 100 → 199,
  /// 1000 → 1999, 1200 → 1299, 115 → 119. It reaches 2 % above N at least, as "around" does: 5550 → 5661.
  static func nextStep(after numeral: Numeral) -> Int64 {
    let step = numeral.isInDozens ? 12 : max(10, trailingPowerOfTen(numeral.value))
    let stop = ((numeral.value + 1) / step + 1) * step - 1
    return max(stop, numeral.value + percentRoundedUp(2, of: numeral.value))
  }

  /// "Hundreds": at least one hundred, usually 200 to 999. "Dozens" and "tens" both end at 99.
  static func plural(of scale: Int64) -> (hard: Bounds, soft: Bounds) {
    (.atLeast(scale), .between(2 * scale, lastOfSameLength(scale)))
  }

  /// "Several hundred": twice the scale at least, usually three times it up to where "hundreds" ends.
  static func several(of scale: Int64) -> (hard: Bounds, soft: Bounds) {
    (.atLeast(2 * scale), .between(3 * scale, lastOfSameLength(scale)))
  }

  /// The largest number with as many digits: 999 for 100, 99 for 12.
  static func lastOfSameLength(_ number: Int64) -> Int64 {
    var power: Int64 = 10
    while power <= number { power *= 10 }
    return power - 1
  }

  private static func same(_ bounds: Bounds) -> (hard: Bounds, soft: Bounds) { (bounds, bounds) }

  private static func percentRoundedUp(_ percent: Int64, of number: Int64) -> Int64 {
    (number * percent + 99) / 100
  }

  private static func trailingPowerOfTen(_ number: Int64) -> Int64 {
    var power: Int64 = 1
    while number != 0, number % (power * 10) == 0 { power *= 10 }
    return power
  }
}

/// A whole number as it was said.
struct Numeral: Sendable, Hashable {
  let value: Int64
  /// Said in dozens, so twelve is its step.
  var isInDozens = false
  /// The scale word that ended it ("two thousand" → 1000), which an earlier number might have to share.
  var lastScale: Int64?

  var isRound: Bool { isInDozens || QuantityRules.isRound(value) }
}
