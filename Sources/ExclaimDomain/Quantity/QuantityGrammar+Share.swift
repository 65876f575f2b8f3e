extension QuantityGrammar {
  /// `most of them`, `a third`, `15 %`, `more than half`.
  func share(words: String) throws(Misfit) -> Quantity {
    if let (rule, typical, end) = majority() {
      let hard = ShareBounds(low: Ratio(1, 2), includesLow: false, high: Ratio(1))
      let soft = ShareBounds(low: typical, includesLow: typical > Ratio(1, 2), high: Ratio(1))
      return Quantity(
        share: Share(hard: hard, soft: soft, whole: try whole(at: end, words: words)), words: words,
        rule: rule)
    }
    let prefix = vocabulary.prefixes.longest(in: tokens, at: 0)
    let (fraction, end) = try fraction(at: prefix?.end ?? 0)
    let qualifier = prefix?.meaning ?? .exactly
    guard let (hard, soft) = fraction.bounds(qualifier) else {
      throw Misfit(
        index: prefix?.end ?? 0, reason: "no share lies beyond it", remedy: "check the share",
        isDecisive: true)
    }
    let rule = qualifier == .exactly ? "share" : "share-\(qualifier.rawValue)"
    return Quantity(
      share: Share(hard: hard, soft: soft, whole: try whole(at: end, words: words)), words: words, rule: rule)
  }

  private func majority() -> (rule: String, typical: Ratio, end: Int)? {
    if let end = vocabulary.end(of: .vastMajority, in: tokens, at: 0) {
      return ("vast-majority", Ratio(8, 10), end)
    }
    return vocabulary.end(of: .most, in: tokens, at: 0).map { ("most", Ratio(1, 2), $0) }
  }

  /// A fraction word, or a number before "%".
  private func fraction(at start: Int) throws(Misfit) -> (fraction: SaidFraction, end: Int) {
    if let (ratio, end) = vocabulary.fractions.longest(in: tokens, at: start) {
      return (SaidFraction(value: ratio, lastDigit: Ratio(1, 100)), end)
    }
    let (number, numberEnd) = try percentage(at: start)
    guard let end = vocabulary.end(of: .percent, in: tokens, at: numberEnd) else {
      throw unread(at: numberEnd)
    }
    guard number.decimals <= 6 else {
      throw Misfit(
        index: start, reason: "has more decimals than a share is ever said with",
        remedy: "check the number", isDecisive: true)
    }
    let parts = (0..<number.decimals).reduce(Int64(100)) { parts, _ in parts * 10 }
    guard number.digits <= parts else {
      throw Misfit(
        index: start, reason: "a share is 100 % at most", remedy: "state a count instead", isDecisive: true)
    }
    return (SaidFraction(value: Ratio(number.digits, parts), lastDigit: Ratio(1, parts)), end)
  }

  /// The number before "%": digits with their decimals, or words.
  private func percentage(at start: Int) throws(Misfit) -> (number: NumberLiteral.Value, end: Int) {
    guard start < tokens.count else { throw unread(at: start) }
    guard let literal = tokens[start].literal else {
      let (numeral, end) = try NumberGrammar(tokens: tokens, vocabulary: vocabulary)
        .numeral(at: start, before: tokens.count)
      return (NumberLiteral.Value(digits: numeral.value, decimals: 0, isAmbiguousBeforeScale: false), end)
    }
    do throws(NumberLiteral.Malformed) {
      return (try literal.value(by: vocabulary.signs), start + 1)
    } catch {
      throw Misfit(index: start, reason: error.reason, remedy: error.remedy, isDecisive: true)
    }
  }
}

/// A fraction as it was said, and what one more in its last digit would be (1 % for a fraction in words).
private struct SaidFraction {
  let value: Ratio
  let lastDigit: Ratio

  /// Hard and soft bounds of a hedged share, or nil if none fits ("more than 100 %").
  ///
  /// A hedge entails what it does for a number. Unhedged, `soft` is one in the last digit said, either side.
  func bounds(_ qualifier: Qualifier) -> (hard: ShareBounds, soft: ShareBounds)? {
    let (none, all) = (Ratio(0), Ratio(1))
    switch qualifier {
    case .exactly:
      return (
        ShareBounds(low: value, high: value),
        ShareBounds(low: value.minus(lastDigit), high: min(all, value.plus(lastDigit)))
      )
    case .moreThan: return value < all ? same(ShareBounds(low: value, includesLow: false, high: all)) : nil
    case .atLeast: return same(ShareBounds(low: value, high: all))
    case .upTo, .atMost: return same(ShareBounds(low: none, high: value))
    case .fewerThan:
      return none < value ? same(ShareBounds(low: none, high: value, includesHigh: false)) : nil
    case .around:
      let margin = value.scaled(by: 1, over: 10)
      let hard = ShareBounds(low: value.scaled(by: 1, over: 2), high: min(all, value.scaled(by: 2, over: 1)))
      return (hard, ShareBounds(low: value.minus(margin), high: min(all, value.plus(margin))))
    case .nearly:
      guard none < value else { return nil }
      return (
        ShareBounds(low: value.scaled(by: 1, over: 2), high: value, includesHigh: false),
        ShareBounds(low: value.scaled(by: 9, over: 10), high: value, includesHigh: false)
      )
    }
  }

  private func same(_ bounds: ShareBounds) -> (hard: ShareBounds, soft: ShareBounds) { (bounds, bounds) }
}

extension Ratio {
  fileprivate func plus(_ other: Ratio) -> Ratio {
    Ratio(numerator * other.denominator + other.numerator * denominator, denominator * other.denominator)
  }

  /// The difference, or zero if it would be below.
  fileprivate func minus(_ other: Ratio) -> Ratio {
    let difference = numerator * other.denominator - other.numerator * denominator
    return Ratio(max(0, difference), denominator * other.denominator)
  }

  fileprivate func scaled(by factor: Int64, over divisor: Int64) -> Ratio {
    Ratio(numerator * factor, denominator * divisor)
  }
}

extension Quantity {
  fileprivate init(share: Share, words: String, rule: String) {
    self.init(words: words, hard: .unknown, soft: .unknown, rule: "\(rule)/1", kind: .share(share))
  }
}
