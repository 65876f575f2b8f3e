/// The words by which one language states numbers and dates, parsed once from its data file.
struct Vocabulary: Sendable {
  /// BCP 47 primary tag.
  var tag = ""
  /// The language's English name, for messages.
  var name = ""
  var signs = DigitSigns()
  /// Whether a hyphen makes one number of two words ("twenty-five") rather than a range.
  var joinsHyphens = false
  /// Whether the language is written in Cyrillic letters, and else in Latin ones.
  var isCyrillic = false

  var numbers = Phrasebook<Int64>()
  var scales = Phrasebook<Int64>()
  /// Words that multiply the scale after them: "півтори" is 3/2.
  var multipliers = Phrasebook<Ratio>()
  var plurals = Phrasebook<Int64>()
  var prefixes = Phrasebook<Qualifier>()
  var suffixes = Phrasebook<Qualifier>()
  var fractions = Phrasebook<Ratio>()
  var periods = Phrasebook<Rate.Period>()
  var ranges: [RangeForm] = []
  var marks: [Mark: Phrasebook<Mark>] = [:]

  var weekdays = Phrasebook<Int>()
  var months = Phrasebook<Int>()
  var dayOffsets = Phrasebook<Int>()
  var units = Phrasebook<Rate.Period>()

  /// A word that stands for itself in the grammar.
  enum Mark: String, Sendable, CaseIterable {
    case article, and, half, of, percent, leg, several, many, most
    case vastMajority = "vast-majority"
    case allBut = "all-but"
    case on, last, this, earlier, ago, after
    case inTime = "in"
  }

  /// `between … and`, `… to`: the words before and between the two numbers.
  struct RangeForm: Sendable {
    let opening: [String]
    let middle: [String]
  }

  /// The index after the mark's longest phrase at `index`, if one stands there.
  func end(of mark: Mark, in tokens: [WordToken], at index: Int) -> Int? {
    marks[mark]?.longest(in: tokens, at: index)?.end
  }

  func tokens(of text: String) -> [WordToken] {
    WordToken.tokens(of: text, joiningHyphens: joinsHyphens)
  }
}

extension Vocabulary {
  /// Every language that is read. Adding one is a data file in `Languages/` and its line here.
  static let all = [englishData, ukrainianData, russianData].map { Vocabulary(data: [sharedData, $0]) }

  /// The vocabularies for a BCP 47 tag; all of them for nil, none for a language that is not known.
  static func forLanguage(_ tag: String?) -> [Vocabulary] {
    guard let tag else { return all }
    let primary = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    return all.filter { $0.tag == primary }
  }

  /// Why a language cannot be read, and what to do.
  static func unknownLanguage(_ tag: String, text: String) -> ReadingError {
    ReadingError(
      text: text, offset: 0, fragment: "", reason: "no rules for the language \"\(tag)\"",
      remedy: "use one of \(all.map(\.tag).joined(separator: ", ")), or give the value in figures yourself")
  }
}
