/// A word, a number in digits or a sign, and where it stands in the text.
struct WordToken: Sendable {
  /// What the token is compared by: lower case, one apostrophe, no `ё`; digits as written.
  let key: String
  /// UTF-8 offsets in the text.
  let bytes: Range<Int>
  /// The digits and separators, if the token is a number in digits.
  let literal: NumberLiteral?

  /// Cuts a text into tokens; white space separates and goes.
  ///
  /// A hyphen inside a compound (`N-for-M`, and `twenty-five` where the language joins words so) goes too.
  static func tokens(of text: String, joiningHyphens: Bool) -> [WordToken] {
    var cutter = WordCutter(characters: Array(text))
    return withoutCompoundHyphens(cutter.cut(), joiningHyphens: joiningHyphens)
  }

  private enum Shape { case letters, digits, sign }

  private var shape: Shape {
    if literal != nil { return .digits }
    return key.first?.isLetter == true ? .letters : .sign
  }

  private static func withoutCompoundHyphens(_ tokens: [WordToken], joiningHyphens: Bool) -> [WordToken] {
    tokens.indices.filter { index in
      guard tokens[index].key == "-", index > 0, index + 1 < tokens.count else { return true }
      let (left, right) = (tokens[index - 1], tokens[index + 1])
      let isGlued =
        left.bytes.upperBound == tokens[index].bytes.lowerBound
        && tokens[index].bytes.upperBound == right.bytes.lowerBound
      guard isGlued else { return true }
      switch (left.shape, right.shape) {
      case (.letters, .letters): return !joiningHyphens
      case (.letters, .digits), (.digits, .letters): return false
      default: return true
      }
    }.map { tokens[$0] }
  }
}

/// Walks the characters of a text and cuts tokens.
private struct WordCutter {
  let characters: [Character]
  var index = 0
  var offset = 0

  mutating func cut() -> [WordToken] {
    var tokens: [WordToken] = []
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace {
        advance()
      } else if character.isDecimalDigit {
        tokens.append(cutLiteral())
      } else if character.isLetter {
        tokens.append(cutWord())
      } else {
        let start = offset
        advance()
        tokens.append(WordToken(key: character.foldedSign, bytes: start..<offset, literal: nil))
      }
    }
    return tokens
  }

  private mutating func cutWord() -> WordToken {
    let start = offset
    var key = ""
    while index < characters.count {
      let character = characters[index]
      let isInnerApostrophe =
        character.isApostrophe && index + 1 < characters.count && characters[index + 1].isLetter
      guard character.isLetter || isInnerApostrophe else { break }
      key += isInnerApostrophe ? "'" : character.folded
      advance()
    }
    return WordToken(key: key, bytes: start..<offset, literal: nil)
  }

  private mutating func cutLiteral() -> WordToken {
    let start = offset
    let first = index
    var literal = NumberLiteral(groups: [cutDigits()], separators: [])
    while let separator = separatorBeforeDigits(after: literal) {
      advance()
      literal.separators.append(separator)
      literal.groups.append(cutDigits())
    }
    return WordToken(key: String(characters[first..<index]), bytes: start..<offset, literal: literal)
  }

  /// A comma or a dot before digits always belongs to the number; a space only before a group of three.
  private func separatorBeforeDigits(after literal: NumberLiteral) -> Character? {
    guard index + 1 < characters.count, characters[index + 1].isDecimalDigit else { return nil }
    let character = characters[index]
    if character == "," || character == "." { return character }
    guard character.isGroupingSpace, literal.groups[0].count <= 3,
      literal.separators.allSatisfy({ $0 == " " })
    else { return nil }
    let digits = characters[(index + 1)...].prefix { $0.isDecimalDigit }
    return digits.count == 3 ? " " : nil
  }

  private mutating func cutDigits() -> String {
    let start = index
    while index < characters.count, characters[index].isDecimalDigit { advance() }
    return String(characters[start..<index])
  }

  private mutating func advance() {
    offset += characters[index].utf8.count
    index += 1
  }
}

extension Character {
  fileprivate var isDecimalDigit: Bool { ("0"..."9").contains(self) }

  fileprivate var isApostrophe: Bool { self == "'" || self == "’" || self == "ʼ" || self == "‘" }

  /// Space, no-break space, narrow no-break space, thin space, figure space.
  fileprivate var isGroupingSpace: Bool {
    self == " " || self == "\u{A0}" || self == "\u{202F}" || self == "\u{2009}" || self == "\u{2007}"
  }

  fileprivate var folded: String {
    let lower = lowercased()
    return lower == "ё" ? "е" : lower
  }

  /// Every hyphen is `-`, every dash `–`.
  fileprivate var foldedSign: String {
    switch self {
    case "\u{2010}", "\u{2011}": "-"
    case "\u{2012}", "\u{2014}", "\u{2015}", "\u{2212}": "–"
    default: String(self)
    }
  }
}
