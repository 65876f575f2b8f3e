extension Quantity {
  /// The rule named by a quantity whose bounds its submitter stated.
  public static let givenRule = "given/1"

  /// A count whose bounds the submitter stated; without soft bounds the hard ones stand for both.
  public static func given(
    words: String, hard: Bounds, soft: Bounds? = nil, language: String = "", unclearHedge: String = ""
  ) -> Quantity {
    Quantity(
      words: words, hard: hard, soft: soft ?? hard, rule: givenRule, language: language,
      unclearHedge: unclearHedge)
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

extension QuantityReader {
  /// Every problem with stated bounds: those of the bounds alone, and those against what the words entail.
  ///
  /// Where a rule reads the words, the bounds may only be narrower than what it finds, since whoever states them
  /// knows more. Words that no rule reads are the reason for stating bounds, and leave them free. `field` is the
  /// path of the quantity, such as `claim.quantity`.
  public func problems(given: Quantity, field: String) -> [Problem] {
    let problems = given.problems(field: field)
    guard problems.isEmpty else { return problems }
    if given.hard.isUnknown {
      return [
        Problem(
          field: "\(field).hard", value: "", reason: "states neither end",
          remedy: "give low, and high where it is known; or leave hard out, and the words are read")
      ]
    }
    guard let read = try? read(given.words, unclearHedge: given.unclearHedge) else { return [] }
    guard read.kind == .count else {
      return [
        Problem(
          field: "\(field).hard", value: "\(given.hard)",
          reason: "bounds a count, but \"\(given.words)\" states \(read.kind.label)",
          remedy: "leave hard out; where a number follows from the whole, give it as a quantity of its own")
      ]
    }
    guard !read.hard.contains(given.hard) else { return [] }
    return [
      Problem(
        field: "\(field).hard", value: "\(given.hard)",
        reason: "is not inside \(read.hard), which \"\(given.words)\" entails",
        remedy: "narrow hard to what the words allow, or give the words that the bounds come from")
    ]
  }
}
