/// A date together with how it is known: the words and the anchor are kept, so that it can be checked again.
public struct ResolvedDate: Sendable, Hashable {
  /// The date.
  public let date: EDTFDate
  /// How it is known.
  public let basis: DateBasis
  /// The words of the text; empty if the date itself was stated.
  public let words: String
  /// The day that the words were resolved from; nil if none was needed.
  public let anchor: Day?

  /// A date from its parts.
  public init(date: EDTFDate, basis: DateBasis, words: String = "", anchor: Day? = nil) {
    self.date = date
    self.basis = basis
    self.words = words
    self.anchor = anchor
  }
}

/// Resolves words such as "Thursday" or "last November" against the day of the text that they stand in.
///
/// | words | date | basis |
/// |---|---|---|
/// | Thursday, on Thursday | the latest such day on or before the anchor | weekday |
/// | today, yesterday, the day before | that day | relative |
/// | last week, this week | Monday to Sunday, as an interval | relative |
/// | last month, last year, this month | that month or year | relative |
/// | earlier this month | its first day to the anchor | relative |
/// | last November | the latest November that ended before the anchor's month began | relative |
/// | 5 June, June 5 | the latest such day on or before the anchor | relative |
/// | ten days ago, two days after | that day | relative |
/// | two weeks ago, a week and a half after | counted in days, always approximate: nobody counts weeks to the day | relative |
/// | three months ago, a year later | that month or year | relative |
/// | about … | the same, approximate | relative |
///
/// "Last Thursday" is refused: on a Friday it means yesterday to one reader and last week to another.
public enum RelativeDate {
  /// Resolves words of one language, or of whichever language can read them.
  ///
  /// Throws: the text, the place, the reason and the remedy.
  public static func resolve(
    _ words: String, anchor: Day, language: String? = nil
  ) throws(DateError) -> ResolvedDate {
    try QuantityReader.checkSize(words)
    var resolved: [ResolvedDate] = []
    var mostTelling = MostTellingError(words)
    for vocabulary in Vocabulary.forLanguage(language) {
      let tokens = vocabulary.tokens(of: words)
      do throws(Misfit) {
        let (date, basis) = try RelativeDateGrammar(tokens: tokens, vocabulary: vocabulary, anchor: anchor)
          .date()
        resolved.append(ResolvedDate(date: date, basis: basis, words: words, anchor: anchor))
      } catch {
        mostTelling.add(error, tokens: tokens, vocabulary: vocabulary)
      }
    }
    guard let first = resolved.first else {
      throw mostTelling.error ?? Vocabulary.unknownLanguage(language ?? "", text: words)
    }
    guard resolved.allSatisfy({ $0 == first }) else {
      throw DateError(
        text: words, offset: 0, fragment: words, reason: "means different dates in different languages",
        remedy: "name the language of the words")
    }
    return first
  }
}
