/// The error to show where every language refuses a text for a reason of its own.
///
/// A language that understood the words and finds them wrong says most; then one in whose script they are
/// written; then one that came furthest into the text.
struct MostTellingError {
  private let text: String
  private let isLatin: Bool
  private let isCyrillic: Bool
  private var best: (rank: [Int], error: ReadingError)?

  init(_ text: String) {
    self.text = text
    isLatin = text.unicodeScalars.contains { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
    isCyrillic = text.unicodeScalars.contains { ("\u{0400}"..."\u{04FF}").contains($0) }
  }

  /// The most telling of the errors added; nil for none.
  var error: ReadingError? { best?.error }

  mutating func add(_ misfit: Misfit, tokens: [WordToken], vocabulary: Vocabulary) {
    let error = misfit.error(text: text, tokens: tokens)
    let isOfScript = vocabulary.isCyrillic ? isCyrillic : isLatin
    let rank = [misfit.isDecisive ? 1 : 0, isOfScript ? 1 : 0, error.offset]
    if best.map({ $0.rank.lexicographicallyPrecedes(rank) }) ?? true { best = (rank, error) }
  }
}
