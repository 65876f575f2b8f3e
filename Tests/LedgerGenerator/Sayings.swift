import ExclaimDomain

/// Words for numbers, read by the rules by which all words are read; each is read once.
struct Sayings {
  private var known: [String: Quantity] = [:]
  private let reader = QuantityReader(language: "en")

  /// The number in these words.
  mutating func quantity(_ words: String) -> Quantity {
    if let quantity = known[words] { return quantity }
    do {
      let quantity = try reader.read(words)
      known[words] = quantity
      return quantity
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Words that every number of the range fits: often the number itself where there is but one.
  mutating func holding(_ range: ClosedRange<Int64>, _ random: inout SeededGenerator) -> Quantity {
    quantity(words(holding: range, &random))
  }

  private func words(holding range: ClosedRange<Int64>, _ random: inout SeededGenerator) -> String {
    let (low, high) = (range.lowerBound, range.upperBound)
    if low == high, random.happens(350) { return "\(low)" }
    let slack = max(1, high / 20)
    switch random.number(0...8) {
    case 0 where low > 0: return "more than \(below(low, slack, &random))"
    case 1 where low > 0: return "at least \(max(0, low - random.number(0...slack)))"
    case 2: return "up to \(rounded(high + random.number(0...slack)))"
    case 3: return "no more than \(high + random.number(0...slack))"
    case 4: return "fewer than \(rounded(high + 1 + random.number(0...slack)))"
    case 5 where low > 20 && high < low + low / 2: return "around \(rounded(low))"
    case 6 where low > 20 && high < low + low / 2: return "nearly \(rounded(high + 1))"
    case 7 where low > 20: return vague(low)
    default: break
    }
    let first = max(0, low - random.number(0...slack))
    return "between \(first) and \(max(first + 1, high + random.number(0...slack)))"
  }

  private func below(_ low: Int64, _ slack: Int64, _ random: inout SeededGenerator) -> Int64 {
    let number = max(0, low - 1 - random.number(0...slack))
    return random.happens(500) && number >= 100 ? number / 10 * 10 : number
  }

  private func vague(_ low: Int64) -> String {
    if low >= 1_000 { return "thousands" }
    return low >= 100 ? "hundreds" : "tens"
  }

  /// The next number, upwards, as it would be said.
  private func rounded(_ number: Int64) -> Int64 { number < 100 ? number : (number + 9) / 10 * 10 }

  /// Words that say at least so many.
  mutating func atLeast(_ number: Int64, _ random: inout SeededGenerator) -> Quantity {
    let words = [
      "\(number)", "at least \(number)", "more than \(number - 1)", "between \(number) and \(2 * number)",
    ]
    return quantity(random.pick(words))
  }

  /// Words that say at most so many.
  mutating func atMost(_ number: Int64, _ random: inout SeededGenerator) -> Quantity {
    let words = ["\(number)", "no more than \(number)", "fewer than \(number + 1)", "up to \(number)"]
    return quantity(random.pick(words))
  }
}
