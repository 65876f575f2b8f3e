/// A rule that does not fit the tokens, before the text's offsets are put in.
struct Misfit: Error {
  /// Index of the token that does not fit; the number of tokens if one is missing at the end.
  let index: Int
  let reason: String
  let remedy: String
  /// Whether the words were understood and are wrong, so that no other rule may try them.
  var isDecisive = false

  /// The same as an error about the text.
  func error(text: String, tokens: [WordToken]) -> ReadingError {
    guard index < tokens.count else {
      return ReadingError(
        text: text, offset: text.utf8.count, fragment: "", reason: reason, remedy: remedy)
    }
    let bytes = tokens[index].bytes
    return ReadingError(
      text: text, offset: bytes.lowerBound, fragment: text.piece(bytes), reason: reason, remedy: remedy)
  }

  /// The first alternative that fits, or else the misfit that came furthest into the text.
  ///
  /// The alternatives throw only misfits. Their type does not say so: Swift 6.3.1 crashes on closures with
  /// typed throws that return a tuple of this size.
  static func firstFit<Reading>(of alternatives: [() throws -> Reading]) throws(Misfit) -> Reading {
    var furthest: Misfit?
    for alternative in alternatives {
      do {
        return try alternative()
      } catch let misfit as Misfit {
        if misfit.isDecisive { throw misfit }
        if furthest.map({ $0.index < misfit.index }) ?? true { furthest = misfit }
      } catch {
        preconditionFailure("a rule threw \(error), not a misfit")
      }
    }
    guard let furthest else { preconditionFailure("a choice has at least one alternative") }
    throw furthest
  }
}

extension String {
  /// The text between two UTF-8 offsets, which must lie on character boundaries.
  func piece(_ bytes: Range<Int>) -> String {
    let start = utf8.index(startIndex, offsetBy: bytes.lowerBound)
    return String(self[start..<utf8.index(start, offsetBy: bytes.count)])
  }
}
