/// Turns the words of a number into bounds, by versioned rules, or refuses them; it never guesses.
///
///     try QuantityReader(language: "en").read("more than a hundred").hard   // [101, ∞)
///
/// It reads the number and its hedge and nothing else: who is counted belongs in the measure.
/// Cost: about ten microseconds; a language's data are parsed at its first use.
public struct QuantityReader: Sendable {
  /// The version of the rule set as a whole; it rises when any rule's result changes.
  public static let ruleSetVersion = 1

  /// The BCP 47 tags of the languages that are read.
  public static var languages: [String] { Vocabulary.all.map(\.tag) }

  /// The BCP 47 tag of the words; nil if it is not known.
  public let language: String?

  /// A reader of one language (`uk`, `en-GB`), or of whichever languages can read the words.
  public init(language: String? = nil) {
    self.language = language
  }

  /// Reads one quantity.
  ///
  /// Without a language every language is tried; two that read different bounds are an error.
  /// Throws: the text, the place, the reason and the remedy.
  public func read(_ words: String) throws(QuantityError) -> Quantity {
    tagged(try inEachLanguage(words) { grammar throws(Misfit) in try grammar.quantity(words: words) })
  }

  /// Reads a count that a hedge elsewhere in the sentence may or may not reach.
  ///
  /// In "around 1,348 of theirs and 6,465 of ours" the second number is read as `6,465` with the unclear hedge
  /// `around`: its bounds hold both the plain and the hedged reading. Throws as `read`.
  public func read(_ words: String, unclearHedge hedge: String) throws(QuantityError) -> Quantity {
    let plain = try read(words)
    if hedge.allSatisfy(\.isWhitespace) { return plain }
    let hedged = try read("\(hedge) \(words)")
    guard plain.kind == .count, hedged.kind == .count else {
      throw QuantityError(
        text: words, offset: 0, fragment: words, reason: "only a count may have an unclear hedge",
        remedy: "leave the hedge out, and describe it in the note")
    }
    return Quantity(
      words: words, hard: plain.hard.hull(hedged.hard), soft: plain.soft.hull(hedged.soft),
      rule: "\(plain.ruleName)-or-\(hedged.rule)", flags: plain.flags, language: plain.language,
      unclearHedge: hedge)
  }

  /// Reads "N for M" as two legs, in the order said: what the first side gave, then the other.
  ///
  /// Each leg keeps its own words. Throws as `read`; words without two legs are an error.
  public func readLegs(_ words: String) throws(QuantityError) -> (first: Quantity, second: Quantity) {
    let legs = try inEachLanguage(words) { grammar throws(Misfit) in try grammar.legs(words: words) }
    return (tagged(legs.first), tagged(legs.second))
  }

  private func tagged(_ quantity: Quantity) -> Quantity {
    var quantity = quantity
    quantity.language = language ?? ""
    return quantity
  }

  static let remedy =
    "give only the number and its hedge (\"more than 100\"), or state the bounds yourself; "
    + "who is counted belongs in the measure"

  static func tooLarge(at index: Int) -> Misfit {
    Misfit(
      index: index, reason: "is more than \(QuantityLimits.countMax), the largest number accepted",
      remedy: "check the number and its unit", isDecisive: true)
  }

  /// The reading on which every language that can read the words agrees.
  private func inEachLanguage<Reading: Hashable>(
    _ words: String, _ read: (QuantityGrammar) throws(Misfit) -> Reading
  ) throws(QuantityError) -> Reading {
    try Self.checkSize(words)
    let vocabularies = Vocabulary.forLanguage(language)
    var readings: [(tag: String, reading: Reading)] = []
    var mostTelling = MostTellingError(words)
    for vocabulary in vocabularies {
      let tokens = vocabulary.tokens(of: words)
      do throws(Misfit) {
        readings.append((vocabulary.tag, try read(QuantityGrammar(tokens: tokens, vocabulary: vocabulary))))
      } catch {
        mostTelling.add(error, tokens: tokens, vocabulary: vocabulary)
      }
    }
    guard let first = readings.first else {
      throw mostTelling.error ?? Vocabulary.unknownLanguage(language ?? "", text: words)
    }
    guard readings.allSatisfy({ $0.reading == first.reading }) else {
      let tags = readings.map(\.tag).joined(separator: ", ")
      throw QuantityError(
        text: words, offset: 0, fragment: words, reason: "means different numbers in \(tags)",
        remedy: "name the language of the words")
    }
    return first.reading
  }

  /// Refuses words that are empty or too long to be a number.
  static func checkSize(_ words: String) throws(ReadingError) {
    if words.utf8.count > QuantityLimits.wordsBytesMax {
      throw ReadingError(
        text: String(words.prefix(60)) + "…", offset: QuantityLimits.wordsBytesMax, fragment: "",
        reason: "the words are longer than \(QuantityLimits.wordsBytesMax) bytes",
        remedy: "give the words of the number or date only; the sentence belongs in a mention's quote")
    }
    if words.allSatisfy(\.isWhitespace) {
      throw ReadingError(
        text: words, offset: 0, fragment: "", reason: "there are no words",
        remedy: "give the words as the speaker said them, or a value state if no number was said")
    }
  }
}

extension Quantity {
  /// The rule's name without its version.
  fileprivate var ruleName: Substring { rule.prefix { $0 != "/" } }
}
