/// What a user typed, as an FTS5 expression in which every word is quoted: no input is a syntax error.
///
/// Words must all stand in the record. "…" makes a phrase, a * at the end of a word or phrase a beginning.
struct SearchWords {
  /// The expression.
  let expression: String

  /// - Throws: `invalidQuery` when there is no word.
  init(_ words: String) throws(StoreError) {
    var terms: [String] = []
    var rest = words[...]
    while let first = rest.first {
      if first.isWhitespace || first == "*" || first == "\0" {
        rest.removeFirst()
      } else if first == "\"" {
        rest.removeFirst()
        let phrase = rest.prefix { $0 != "\"" }
        rest = rest[phrase.endIndex...].dropFirst()
        Self.append(phrase, isBeginning: rest.first == "*", to: &terms)
      } else {
        let word = rest.prefix { !$0.isWhitespace && $0 != "\"" && $0 != "*" && $0 != "\0" }
        rest = rest[word.endIndex...]
        Self.append(word, isBeginning: rest.first == "*", to: &terms)
      }
    }
    guard !terms.isEmpty else {
      throw .invalidQuery(
        StoreProblem(
          .invalid, field: "words", value: String(words.prefix(200)), reason: "holds no word to search",
          remedy: "give one word or more, made of letters or digits"))
    }
    expression = terms.joined(separator: " ")
  }

  // FTS5 drops characters that are neither letters nor digits, and a phrase of nothing else would match
  // nothing at all; so it is left out.
  private static func append(_ term: Substring, isBeginning: Bool, to terms: inout [String]) {
    guard term.contains(where: { $0.isLetter || $0.isNumber }) else { return }
    let clean = String(String.UnicodeScalarView(term.unicodeScalars.filter { $0 != "\0" }))
    terms.append("\"\(clean)\"" + (isBeginning ? "*" : ""))
  }
}
