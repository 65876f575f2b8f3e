extension QuantityGrammar {
  /// A count that begins at `start`, and the index after it. What follows is the caller's to judge.
  func count(at start: Int, before limit: Int) throws(Misfit) -> (count: Count, end: Int) {
    try Misfit.firstFit(of: [
      { try self.range(at: start, before: limit) },
      { try self.vague(at: start, before: limit) },
      { try self.hedged(at: start, before: limit) },
    ])
  }

  /// `more than 100`, `100 or more`, `100`.
  private func hedged(at start: Int, before limit: Int) throws(Misfit) -> (count: Count, end: Int) {
    let prefix = vocabulary.prefixes.longest(in: tokens, at: start)
    let first = prefix?.end ?? start
    var (numeral, end) = try numbers.numeral(at: first, before: limit)
    var qualifier = prefix?.meaning
    if let suffix = vocabulary.suffixes.longest(in: tokens, at: end), suffix.end <= limit {
      guard qualifier == nil else {
        throw Misfit(
          index: end, reason: "the number is hedged twice",
          remedy: "state the bounds yourself, with these words", isDecisive: true)
      }
      (qualifier, end) = (suffix.meaning, suffix.end)
    }
    // Only a bare number may be a round stand-in; "exactly 100" says that it is not.
    let flags: Quantity.Flags = numeral.isRound && qualifier != .exactly ? .roundNumber : []
    guard let (hard, soft) = QuantityRules.bounds(qualifier ?? .exactly, numeral) else {
      throw Misfit(
        index: first, reason: "no whole number lies below it", remedy: "check the number", isDecisive: true)
    }
    let count = Count(
      hard: hard, soft: soft, rule: (qualifier ?? .exactly).rawValue,
      flags: qualifier == .upTo ? flags.union(.cancellable) : flags)
    return (count, end)
  }

  /// `N–M`, `between N and M`: the only division of the words that leaves a number on each side.
  private func range(at start: Int, before limit: Int) throws(Misfit) -> (count: Count, end: Int) {
    var fits: [(low: Numeral, high: Numeral, middle: Int, end: Int)] = []
    var furthest = unread(at: start)
    for form in vocabulary.ranges where stands(form.opening, at: start) {
      let first = start + form.opening.count
      for middle in first..<max(first, limit) where middle > first && stands(form.middle, at: middle) {
        do throws(Misfit) {
          let low = try numbers.numeral(at: first, before: middle)
          guard low.end == middle else { throw unread(at: low.end) }
          let high = try numbers.numeral(at: middle + form.middle.count, before: limit)
          fits.append((low.numeral, high.numeral, middle, high.end))
        } catch {
          if error.isDecisive { throw error }
          if error.index > furthest.index { furthest = error }
        }
      }
    }
    guard let fit = fits.first else { throw furthest }
    guard fits.count == 1 else {
      throw ambiguousRange(at: fit.middle, "the words divide into a range in \(fits.count) ways")
    }
    try check(low: fit.low, high: fit.high, at: fit.middle)
    let bounds = Bounds.between(fit.low.value, fit.high.value)
    return (Count(hard: bounds, soft: bounds, rule: "range"), fit.end)
  }

  private func check(low: Numeral, high: Numeral, at middle: Int) throws(Misfit) {
    guard low.value <= high.value else {
      throw Misfit(
        index: middle, reason: "the range runs from \(low.value) down to \(high.value)",
        remedy: "check the numbers; the smaller one comes first", isDecisive: true)
    }
    guard low.value < high.value else {
      throw Misfit(
        index: middle, reason: "both ends of the range are \(low.value)",
        remedy: "give each leg its own quantity if N for N is meant, or say the number once", isDecisive: true
      )
    }
    if let scale = high.lastScale, low.lastScale == nil, low.value > 0,
      low.value.multipliedReportingOverflow(by: scale).partialValue <= high.value
    {
      throw ambiguousRange(
        at: middle,
        "it is not plain whether the range begins at \(low.value) or at \(low.value * scale)")
    }
  }

  private func ambiguousRange(at middle: Int, _ reason: String) -> Misfit {
    Misfit(
      index: middle, reason: reason, remedy: "state the bounds yourself, with these words", isDecisive: true)
  }

  /// `hundreds`, `tens of thousands`, `several`, `several hundred`, `many`.
  private func vague(at start: Int, before limit: Int) throws(Misfit) -> (count: Count, end: Int) {
    if let end = vocabulary.end(of: .many, in: tokens, at: start), end <= limit {
      return (Count(hard: .unknown, soft: .unknown, rule: "many"), end)
    }
    if let end = vocabulary.end(of: .several, in: tokens, at: start), end <= limit {
      let (scale, scaleEnd) = scale(at: end, before: limit) ?? (1, end)
      let (hard, soft) = QuantityRules.several(of: scale)
      return (Count(hard: hard, soft: soft, rule: "several"), scaleEnd)
    }
    guard let (unit, end) = vocabulary.plurals.longest(in: tokens, at: start), end <= limit else {
      throw unread(at: start)
    }
    let (hard, soft) = QuantityRules.plural(of: unit)
    let connected = vocabulary.end(of: .of, in: tokens, at: end) ?? end
    guard let (scale, scaleEnd) = scale(at: connected, before: limit), scale >= 1000, scale > unit else {
      return (Count(hard: hard, soft: soft, rule: "plural"), end)
    }
    // "Hundreds of thousands" ends where the next word, "millions", would begin.
    let last = ((soft.high ?? 0) + 1) * scale - 1
    guard last <= QuantityLimits.countMax else { throw QuantityReader.tooLarge(at: start) }
    return (
      Count(hard: .atLeast(unit * scale), soft: .between(2 * unit * scale, last), rule: "plural"), scaleEnd
    )
  }

  /// A scale word in the singular or the plural.
  private func scale(at index: Int, before limit: Int) -> (scale: Int64, end: Int)? {
    let match =
      vocabulary.scales.longest(in: tokens, at: index) ?? vocabulary.plurals.longest(in: tokens, at: index)
    return match.flatMap { $0.end <= limit ? ($0.meaning, $0.end) : nil }
  }

  private func stands(_ keys: [String], at index: Int) -> Bool {
    index + keys.count <= tokens.count
      && tokens[index..<(index + keys.count)].lazy.map(\.key).elementsEqual(keys)
  }

  private var numbers: NumberGrammar { NumberGrammar(tokens: tokens, vocabulary: vocabulary) }
}
