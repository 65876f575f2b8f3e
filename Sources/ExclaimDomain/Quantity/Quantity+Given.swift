extension Quantity {
  /// The rule named by a quantity whose bounds its submitter stated.
  public static let givenRule = "given/1"

  /// A count whose bounds the submitter stated; without soft bounds the hard ones stand for both.
  public static func given(
    words: String, hard: Bounds, soft: Bounds? = nil, language: String = ""
  ) -> Quantity {
    Quantity(words: words, hard: hard, soft: soft ?? hard, rule: givenRule, language: language)
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
      problems.append(outside(soft, hard, field: "\(field).soft"))
    }
    return problems + innerProblems(field: field)
  }

  /// Problems with the bounds of a rate or of those left out; elsewhere only the reader makes them.
  private func innerProblems(field: String) -> [Problem] {
    let (hard, soft): (Bounds, Bounds)
    switch kind {
    case .count, .share: return []
    case .rate(let rate): (hard, soft) = (rate.hard, rate.soft)
    case .allBut(let rest): (hard, soft) = (rest.hard, rest.soft)
    }
    let problems = hard.problems(field: "\(field).innerHard") + soft.problems(field: "\(field).innerSoft")
    guard problems.isEmpty, !hard.contains(soft) else { return problems }
    return [outside(soft, hard, field: "\(field).innerSoft")]
  }

  private func outside(_ soft: Bounds, _ hard: Bounds, field: String) -> Problem {
    Problem(
      field: field, value: "\(soft)", reason: "is not inside hard \(hard)",
      remedy: "narrow soft, or widen hard to all that the words allow")
  }
}
