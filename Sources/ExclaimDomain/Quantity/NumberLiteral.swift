/// A number in digits as it is written, before a language says which sign groups and which is decimal.
struct NumberLiteral: Sendable, Hashable {
  /// The runs of digits.
  var groups: [String]
  /// The signs between them: `,`, `.` or a space of any width (as " ").
  var separators: [Character]

  /// What a literal states in one language.
  struct Value: Sendable, Hashable {
    /// All digits as one number.
    let digits: Int64
    /// How many of them stand after the decimal sign.
    let decimals: Int
    /// Whether a scale word after it would leave two readings: "1.234 тис." in Ukrainian.
    let isAmbiguousBeforeScale: Bool
  }

  /// Why a literal has no value in a language.
  struct Malformed: Error {
    let reason: String
    let remedy: String
  }

  /// Reads the literal by the signs of a language.
  func value(by signs: DigitSigns) throws(Malformed) -> Value {
    var signs = signs
    var isAmbiguous = false
    if let either = signs.groupOrDecimal, separators.contains(either) {
      let looksGrouped = groups.dropFirst().allSatisfy { $0.count == 3 }
      isAmbiguous = looksGrouped && separators.count == 1
      if looksGrouped && !separators.contains(signs.decimal) {
        signs.grouping.insert(either)
      } else {
        signs.decimal = either
      }
    }
    let hasDecimals = separators.last == signs.decimal
    let wholes = hasDecimals ? Array(groups.dropLast()) : groups
    try checkGrouping(wholes, by: Array(hasDecimals ? separators.dropLast() : separators[...]), signs)
    let decimals = hasDecimals ? groups[groups.count - 1].count : 0
    return Value(
      digits: try joined(), decimals: decimals, isAmbiguousBeforeScale: isAmbiguous)
  }

  private func checkGrouping(
    _ wholes: [String], by separators: [Character], _ signs: DigitSigns
  ) throws(Malformed) {
    let remedy = "write the digits together (6465) or in groups of three (\(signs.example))"
    if wholes[0].count > 1, wholes[0].first == "0" {
      throw Malformed(reason: "begins with a zero", remedy: "write the number without it")
    }
    guard let sign = separators.first else { return }
    guard separators.allSatisfy({ $0 == sign }) else {
      throw Malformed(reason: "mixes different separators", remedy: remedy)
    }
    guard signs.grouping.contains(sign) else {
      throw Malformed(
        reason: "uses \"\(sign)\" in a way that \(signs.languageName) does not",
        remedy: "\(remedy); the decimal sign is \"\(signs.decimal)\"")
    }
    guard wholes[0].count <= 3, wholes.dropFirst().allSatisfy({ $0.count == 3 }) else {
      throw Malformed(reason: "is grouped, but not by threes", remedy: remedy)
    }
  }

  private func joined() throws(Malformed) -> Int64 {
    // Fifteen digits leave room for every multiplication that follows.
    let digits = groups.joined()
    guard digits.count <= 15, let number = Int64(digits) else {
      throw Malformed(
        reason: "has more digits than any count of people",
        remedy: "check the number; the limit is \(QuantityLimits.countMax)")
    }
    return number
  }
}

/// Which signs a language writes inside numbers.
struct DigitSigns: Sendable {
  var languageName = ""
  var decimal: Character = "."
  var grouping: Set<Character> = [" "]
  /// A sign that groups before exactly three digits and is decimal otherwise.
  var groupOrDecimal: Character?

  var example: String { grouping.contains(",") ? "6,465" : "6 465" }
}
