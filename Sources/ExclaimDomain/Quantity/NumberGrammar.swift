/// Reads numbers in digits and in words: `6,465`, `1.2 thousand`, `two dozen`, `тисяча двісті`.
///
/// Words add up as long as each is smaller than the room that the one before it leaves ("sixty" leaves room
/// for "five"), and a scale word multiplies what stands before it: its article, digits or words.
struct NumberGrammar {
  let tokens: [WordToken]
  let vocabulary: Vocabulary

  /// The number that begins at `start` and reaches as far as it can before `limit`.
  func numeral(at start: Int, before limit: Int) throws(Misfit) -> (numeral: Numeral, end: Int) {
    var sum = NumberSum(start: start)
    var index = start
    while index < limit, let next = try step(&sum, at: index, before: limit) { index = next }
    guard sum.hasValue else { throw misfitWithoutNumber(at: index) }
    return (try sum.numeral(end: index), index)
  }

  /// Adds the next word to the sum; nil if the number ends before it.
  private func step(_ sum: inout NumberSum, at index: Int, before limit: Int) throws(Misfit) -> Int? {
    if let literal = tokens[index].literal {
      do throws(NumberLiteral.Malformed) {
        return sum.add(try literal.value(by: vocabulary.signs)) ? index + 1 : nil
      } catch {
        throw Misfit(index: index, reason: error.reason, remedy: error.remedy, isDecisive: true)
      }
    }
    if let (scale, end) = match(vocabulary.scales, at: index, before: limit) {
      return try sum.multiply(by: scale, at: index) ? end : nil
    }
    if let end = end(of: .half, at: index, before: limit) {
      return scaleFollows(end, limit) && sum.addHalf() ? end : nil
    }
    if let (number, end) = match(vocabulary.numbers, at: index, before: limit) {
      return sum.add(number) ? end : nil
    }
    if let (ratio, end) = match(vocabulary.multipliers, at: index, before: limit) {
      return scaleFollows(end, limit) && sum.begin(with: ratio) ? end : nil
    }
    return connective(sum, at: index, before: limit)
  }

  /// Steps over "a" before a scale word, and over "and" before a word that still has room.
  private func connective(_ sum: NumberSum, at index: Int, before limit: Int) -> Int? {
    if let end = end(of: .article, at: index, before: limit) {
      return !sum.hasValue && scaleFollows(end, limit) ? end : nil
    }
    if let end = end(of: .and, at: index, before: limit) {
      guard let (number, _) = match(vocabulary.numbers, at: end, before: limit) else { return nil }
      return sum.hasValue && sum.hasRoom(for: number) ? end : nil
    }
    return nil
  }

  private func scaleFollows(_ index: Int, _ limit: Int) -> Bool {
    match(vocabulary.scales, at: index, before: limit) != nil
  }

  private func match<Meaning>(
    _ book: Phrasebook<Meaning>, at index: Int, before limit: Int
  ) -> (meaning: Meaning, end: Int)? {
    book.longest(in: tokens, at: index).flatMap { $0.end <= limit ? $0 : nil }
  }

  private func end(of mark: Vocabulary.Mark, at index: Int, before limit: Int) -> Int? {
    vocabulary.end(of: mark, in: tokens, at: index).flatMap { $0 <= limit ? $0 : nil }
  }

  private func misfitWithoutNumber(at index: Int) -> Misfit {
    if index < tokens.count, tokens[index].key == "-" || tokens[index].key == "–",
      index + 1 < tokens.count, tokens[index + 1].literal != nil
    {
      return Misfit(
        index: index, reason: "a negative number counts nothing",
        remedy: "give a number from 0 up; a fall is stated as two quantities", isDecisive: true)
    }
    return Misfit(
      index: index,
      reason: index < tokens.count
        ? "no rule of \(vocabulary.name) reads a number here" : "a number is missing here",
      remedy: QuantityReader.remedy)
  }
}

/// A number under construction.
private struct NumberSum {
  let start: Int
  /// What is finished: everything up to the last scale from a thousand up.
  private var total: Int64 = 0
  /// What the next scale word would multiply, as a fraction until then ("1.2", "півтори").
  private var group: (numerator: Int64, denominator: Int64)?
  /// The next number word must be below this.
  private var room: Int64 = .max
  private var lastScale: Int64?
  /// The last scale that closed a group; what follows must stay below it.
  private var lastFlush: Int64?
  private var isInDozens = false
  private var isAmbiguousBeforeScale = false
  private(set) var hasValue = false

  init(start: Int) { self.start = start }

  /// Digits begin a number, or go on after a scale: "2 тис. 384".
  mutating func add(_ literal: NumberLiteral.Value) -> Bool {
    guard !hasValue || (group == nil && literal.decimals == 0 && hasRoom(for: literal.digits)) else {
      return false
    }
    let denominator = (0..<literal.decimals).reduce(Int64(1)) { power, _ in power * 10 }
    (group, room, hasValue, lastScale) = ((literal.digits, denominator), 0, true, nil)
    isAmbiguousBeforeScale = literal.isAmbiguousBeforeScale
    return true
  }

  mutating func begin(with ratio: Ratio) -> Bool {
    guard !hasValue else { return false }
    (group, room, hasValue) = ((ratio.numerator, ratio.denominator), 0, true)
    return true
  }

  func hasRoom(for number: Int64) -> Bool { number > 0 && number < room }

  mutating func add(_ number: Int64) -> Bool {
    guard !hasValue || hasRoom(for: number), group?.denominator ?? 1 == 1 else { return false }
    group = ((group?.numerator ?? 0) + number, 1)
    // "сто" leaves room for tens and units, "sixty" for units, "five" and "fifteen" for nothing.
    room = number >= 100 ? 100 : number >= 20 ? 10 : 0
    (hasValue, lastScale) = (true, nil)
    return true
  }

  /// "Two and a half" before its scale word.
  mutating func addHalf() -> Bool {
    guard let (whole, denominator) = group, denominator == 1, total == 0 else { return false }
    group = (2 * whole + 1, 2)
    return true
  }

  /// Multiplies by a scale word; false if the number ended before it.
  mutating func multiply(by scale: Int64, at index: Int) throws(Misfit) -> Bool {
    guard !isAmbiguousBeforeScale else {
      throw Misfit(
        index: start, reason: "the dot may group the digits or be the decimal sign",
        remedy: "give the number in digits alone, or state the bounds", isDecisive: true)
    }
    guard !hasValue || group != nil, scale >= 1000 || lastScale ?? .max >= 1000 else { return false }
    let (numerator, denominator) = group ?? (1, 1)
    // "Twenty-five hundred" is a number, "one hundred five hundred" is not.
    guard scale >= 1000 || numerator / denominator < 100 else { return false }
    let (product, overflow) = numerator.multipliedReportingOverflow(by: scale)
    guard !overflow, product / denominator <= QuantityLimits.countMax else {
      throw QuantityReader.tooLarge(at: start)
    }
    guard product % denominator == 0 else { throw notWhole }
    guard product / denominator < lastFlush ?? .max else { return false }
    (hasValue, lastScale, isInDozens) = (true, scale, scale == 12)
    if scale >= 1000 {
      total += product / denominator
      (group, room, lastFlush) = (nil, scale, scale)
    } else {
      group = (product / denominator, 1)
      room = scale == 100 ? 100 : 0
    }
    return true
  }

  func numeral(end: Int) throws(Misfit) -> Numeral {
    let (numerator, denominator) = group ?? (0, 1)
    // Even "1,000" with a decimal comma: nobody counts persons with decimals, so the sign was meant otherwise.
    guard denominator == 1 else { throw notWhole }
    let (value, overflow) = total.addingReportingOverflow(numerator)
    guard !overflow, value <= QuantityLimits.countMax else { throw QuantityReader.tooLarge(at: start) }
    return Numeral(value: value, isInDozens: isInDozens, lastScale: lastScale)
  }

  private var notWhole: Misfit {
    Misfit(
      index: start, reason: "is not a whole number by the rules of the language",
      remedy: "persons are counted whole; if the sign groups thousands, write 6465 or 6 465",
      isDecisive: true)
  }
}
