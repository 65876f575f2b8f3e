extension Quantity {
  /// The rule named by a quantity whose bounds its submitter stated.
  public static let givenRule = "given/1"

  /// A count whose bounds the submitter stated; without soft bounds the hard ones stand for both.
  public static func given(words: String, hard: Bounds, soft: Bounds? = nil) -> Quantity {
    Quantity(words: words, hard: hard, soft: soft ?? hard, rule: givenRule)
  }

  /// Every problem with the stated bounds: ends in range and order, soft inside hard, words present.
  ///
  /// `field` is the path of the quantity, such as `claim.quantity`.
  public func problems(field: String) -> [Problem] {
    var problems = hard.problems(field: "\(field).hard") + soft.problems(field: "\(field).soft")
    if words.allSatisfy(\.isWhitespace) {
      problems.append(
        Problem(
          field: "\(field).words", value: words, reason: "is empty",
          remedy: "give the number as the speaker said it; if none was said, give a value state instead"))
    }
    if words.utf8.count > QuantityLimits.wordsBytesMax {
      problems.append(
        Problem(
          field: "\(field).words", value: String(words.prefix(40)) + "…",
          reason: "is longer than \(QuantityLimits.wordsBytesMax) bytes",
          remedy: "give the words of the number only; the sentence belongs in a mention's quote"))
    }
    if problems.isEmpty && !hard.contains(soft) {
      problems.append(
        Problem(
          field: "\(field).soft", value: "\(soft)", reason: "is not inside hard \(hard)",
          remedy: "narrow soft, or widen hard to all that the words allow"))
    }
    return problems
  }
}
