import ExclaimDomain
import Testing

/// Words and the bounds that the rule table gives them.
struct ReadingRow: Sendable, CustomTestStringConvertible {
  let language: String
  let words: String
  let hard: Bounds
  let soft: Bounds
  let rule: String

  init(_ language: String, _ words: String, _ hard: Bounds, _ soft: Bounds? = nil, _ rule: String) {
    self.language = language
    self.words = words
    self.hard = hard
    self.soft = soft ?? hard
    self.rule = rule
  }

  var testDescription: String { "\(language): \(words)" }

  func read() throws -> Quantity { try QuantityReader(language: language).read(words) }
}

/// Interval notation for tables: `101...` and `101...199`.
func from(_ low: Int64) -> Bounds { .atLeast(low) }
func span(_ low: Int64, _ high: Int64) -> Bounds { .between(low, high) }
func just(_ number: Int64) -> Bounds { .exactly(number) }
