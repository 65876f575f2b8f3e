/// Reads the tokens of one quantity: a count, a rate, a share or a remainder.
struct QuantityGrammar {
  let tokens: [WordToken]
  let vocabulary: Vocabulary

  /// A count with its bounds, before its words and kind are known.
  struct Count: Hashable {
    let hard: Bounds
    let soft: Bounds
    /// The rule's name without its version.
    let rule: String
    var flags: Quantity.Flags = []
  }

  /// Two legs, in the order said.
  struct Legs: Hashable {
    let first: Quantity
    let second: Quantity
  }

  /// The whole text as one quantity.
  func quantity(words: String) throws(Misfit) -> Quantity {
    if let leg = legSeparator() {
      throw Misfit(
        index: leg.index, reason: "the words state two legs",
        remedy: "give each leg its own quantity", isDecisive: true)
    }
    return try Misfit.firstFit(of: [
      { try self.share(words: words) },
      { try self.countOrRate(words: words) },
      { try self.allBut(words: words) },
    ])
  }

  /// The text as two legs.
  func legs(words: String) throws(Misfit) -> Legs {
    guard let leg = legSeparator() else {
      throw Misfit(
        index: tokens.count, reason: "the words do not state two legs",
        remedy: "say \"N for M\", or read them as one quantity")
    }
    let start = tokens[leg.index].bytes.lowerBound
    let end = tokens[leg.end].bytes.lowerBound
    return Legs(
      first: Quantity(
        leg.first, words: trimmedLeg(words.piece(0..<start)), kind: .count),
      second: Quantity(
        leg.second, words: trimmedLeg(words.piece(end..<words.utf8.count)), kind: .count))
  }

  private func trimmedLeg(_ words: String) -> String {
    let isEdge: (Character) -> Bool = { $0.isWhitespace || $0 == "-" || $0 == "\u{2010}" || $0 == "\u{2011}" }
    return String(words.drop(while: isEdge).reversed().drop(while: isEdge).reversed())
  }

  /// The word between two counts that fill the text on both sides of it.
  private func legSeparator() -> (index: Int, end: Int, first: Count, second: Count)? {
    for index in tokens.indices.dropFirst() {
      guard let end = vocabulary.end(of: .leg, in: tokens, at: index), end < tokens.count,
        let first = try? count(at: 0, before: index), first.end == index,
        let second = try? count(at: end, before: tokens.count), second.end == tokens.count
      else { continue }
      return (index, end, first.count, second.count)
    }
    return nil
  }

  private func countOrRate(words: String) throws(Misfit) -> Quantity {
    let (count, end) = try count(at: 0, before: tokens.count)
    if let (period, rateEnd) = vocabulary.periods.longest(in: tokens, at: end) {
      try expectEnd(at: rateEnd)
      return Quantity(
        count, words: words, kind: .rate(Rate(hard: count.hard, soft: count.soft, period: period)))
    }
    try expectEnd(at: end)
    return Quantity(count, words: words, kind: .count)
  }

  private func allBut(words: String) throws(Misfit) -> Quantity {
    guard let start = vocabulary.end(of: .allBut, in: tokens, at: 0) else { throw unread(at: 0) }
    let (count, end) = try count(at: start, before: tokens.count)
    let whole = try whole(at: end, words: words)
    return Quantity(
      Count(hard: count.hard, soft: count.soft, rule: "all-but", flags: count.flags), words: words,
      kind: .allBut(AllBut(hard: count.hard, soft: count.soft, whole: whole)))
  }

  /// What stands after "of", verbatim; nil if the text ends.
  func whole(at index: Int, words: String) throws(Misfit) -> String? {
    guard index < tokens.count else { return nil }
    guard let start = vocabulary.end(of: .of, in: tokens, at: index) else { throw unread(at: index) }
    guard start < tokens.count else {
      throw Misfit(
        index: start, reason: "the whole is missing", remedy: "name the whole, or leave \"of\" out")
    }
    return words.piece(tokens[start].bytes.lowerBound..<tokens[tokens.count - 1].bytes.upperBound)
  }

  func expectEnd(at index: Int) throws(Misfit) {
    if index < tokens.count { throw unread(at: index) }
  }

  func unread(at index: Int) -> Misfit {
    Misfit(
      index: index,
      reason: index < tokens.count
        ? "no rule of \(vocabulary.name) reads this here" : "the words end too early",
      remedy: QuantityReader.remedy)
  }
}

extension Quantity {
  /// A quantity by the first version of its rule; only a count bounds a count.
  fileprivate init(_ count: QuantityGrammar.Count, words: String, kind: Kind) {
    let (hard, soft) = kind == .count ? (count.hard, count.soft) : (.unknown, .unknown)
    let rule: String
    if case .rate = kind { rule = "rate-\(count.rule)/1" } else { rule = "\(count.rule)/1" }
    self.init(words: words, hard: hard, soft: soft, rule: rule, flags: count.flags, kind: kind)
  }
}
