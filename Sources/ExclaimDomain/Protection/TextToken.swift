/// A word, a number or a sign of a text, with all that the rules look at.
struct TextToken {
  enum Shape: UInt8 { case word, number, sign }

  /// UTF-8 offsets in the text.
  var start, end: Int32
  var classes: WordClass = []
  var shape: Shape
  /// Begins with a capital letter.
  var isCapital = false
  /// Has capital letters only, and more than one.
  var isAllCapitals = false
  /// A number with an ending: "36th", "36-ї".
  var isOrdinal = false
  /// White space before it; none means that it is joined to what stands before.
  var isApart = false
  /// First on its line.
  var beginsLine = false
  /// A word's letters, or a number's digits.
  var length: UInt16 = 0
  /// The number, or the year of a whole date; the character of a sign. -1 where there is none.
  var value: Int32 = -1
  /// Number of its sentence in the text.
  var sentence: Int32 = 0

  /// True for the sign.
  func isSign(_ sign: Unicode.Scalar) -> Bool { shape == .sign && value == Int32(sign.value) }

  func isAny(of classes: WordClass) -> Bool { !self.classes.isDisjoint(with: classes) }
}

/// Cuts a text into tokens in one pass over its bytes.
///
/// The bytes are those of a string, so that they are well-formed UTF-8.
struct TextCutter {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var tokens: [TextToken] = []
  /// The classes of all words.
  private(set) var classes: WordClass = []
  /// Words that begin with a capital letter.
  private(set) var capitals = 0
  private(set) var hasNumbers = false
  /// Whether there is an `@`.
  private(set) var hasAddress = false
  private var offset = 0
  private var isApart = true
  private var beginsLine = true
  private var sentence: Int32 = 0
  private let lexicon = Lexicon.all

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 5 + 4)
  }

  mutating func cut() {
    while offset < bytes.count {
      let (scalar, length) = scalar(at: offset)
      switch scalar {
      case 0x0A, 0x0D, 0x2028, 0x2029:
        (isApart, beginsLine) = (true, true)
        offset += length
      case 0x20, 0x09, 0x0B, 0x0C, 0xA0, 0x2000...0x200B, 0x202F, 0xFEFF:
        isApart = true
        offset += length
      case 0x30...0x39: cutNumber()
      case _ where Self.isLetter(scalar): cutWord()
      default: add(TextToken(start: 0, end: 0, shape: .sign, value: Int32(scalar)), length)
      }
    }
  }

  private mutating func cutWord() {
    let start = offset
    var hash = WordHash()
    var (letters, capitals) = (0, 0)
    var isCapital = false
    var next = scalar(at: offset)
    repeat {
      if Self.isCapital(next.scalar) {
        capitals += 1
        if letters == 0 { isCapital = true }
      }
      hash.add(WordHash.folded(next.scalar))
      letters += 1
      offset += next.length
      guard offset < bytes.count else { break }
      next = scalar(at: offset)
    } while Self.isLetter(next.scalar) || isInside(next)
    var token = TextToken(start: Int32(start), end: Int32(offset), shape: .word)
    token.classes = lexicon.classes(of: hash.value)
    token.isCapital = isCapital
    token.isAllCapitals = capitals > 1 && capitals == letters
    token.length = UInt16(clamping: letters)
    // Possessives: the owner is meant.
    if token.classes.isEmpty, let owner = withoutPossessive(start) { token.classes = owner }
    place(token)
  }

  /// An apostrophe, a hyphen or a mark of stress that has a letter after it belongs to the word.
  private func isInside(_ next: (scalar: UInt32, length: Int)) -> Bool {
    if (0x300...0x36F).contains(next.scalar) { return true }
    guard [0x27, 0x2019, 0x2BC, 0x2D, 0x2010, 0x2011].contains(next.scalar) else { return false }
    let after = offset + next.length
    return after < bytes.count && Self.isLetter(scalar(at: after).scalar)
  }

  private func withoutPossessive(_ start: Int) -> WordClass? {
    guard offset - start > 3, bytes[offset - 1] == UInt8(ascii: "s") else { return nil }
    let end = offset - 2
    let isApostrophe = bytes[end] == 0x27 || (bytes[end] == 0x99 && bytes[end - 1] == 0x80)
    guard isApostrophe else { return nil }
    var hash = WordHash()
    var at = start
    while at < end {
      let next = scalar(at: at)
      hash.add(WordHash.folded(next.scalar))
      at += next.length
    }
    return lexicon.classes(of: hash.value)
  }

  /// Digits with dots, commas and slashes between them, and the ending that makes an ordinal.
  private mutating func cutNumber() {
    let start = offset
    var digits = 0
    var group: Int32 = 0
    var groups = 1
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte &- 0x30 < 10 {
        digits += 1
        group = group > 99_999_999 ? group : group * 10 + Int32(byte - 0x30)
        offset += 1
      } else if byte == 0x2E || byte == 0x2C || byte == 0x2F, offset + 1 < bytes.count,
        bytes[offset + 1] &- 0x30 < 10
      {
        (group, groups) = (0, groups + 1)
        offset += 1
      } else {
        break
      }
    }
    var token = TextToken(start: Int32(start), end: Int32(offset), shape: .number)
    token.length = UInt16(clamping: digits)
    // Of a number in groups only the year of a date has a meaning here.
    token.value = groups == 1 || (groups == 3 && (1000...9999).contains(group)) ? group : -1
    token.isOrdinal = skipOrdinalEnding()
    token.end = Int32(offset)
    place(token)
  }

  private mutating func skipOrdinalEnding() -> Bool {
    guard offset < bytes.count else { return false }
    var end = offset
    if bytes[end] == UInt8(ascii: "-") { end += 1 }
    let first = end
    while end < bytes.count, end - first < 8 {
      let next = scalar(at: end)
      guard Self.isLetter(next.scalar) else { break }
      end += next.length
    }
    let ending = UnsafeBufferPointer(rebasing: bytes[first..<end])
    let isLatin = ending.count == 2 && ["st", "nd", "rd", "th"].contains { $0.utf8.elementsEqual(ending) }
    // Cyrillic letters take two bytes: "36-ї", "36-го", "36-та".
    let isCyrillic = first > offset && (2...6).contains(ending.count) && ending[0] >= 0xD0
    guard isLatin || isCyrillic else { return false }
    offset = end
    return true
  }

  private mutating func add(_ token: TextToken, _ length: Int) {
    var token = token
    token.start = Int32(offset)
    offset += length
    token.end = Int32(offset)
    place(token)
  }

  private mutating func place(_ token: TextToken) {
    var token = token
    token.isApart = isApart
    token.beginsLine = beginsLine
    if beginsLine || endsSentence(before: token) { sentence += 1 }
    token.sentence = sentence
    classes.formUnion(token.classes)
    if token.isCapital { capitals += 1 }
    if token.shape == .number { hasNumbers = true }
    if token.isSign("@") { hasAddress = true }
    (isApart, beginsLine) = (false, false)
    tokens.append(token)
  }

  private func endsSentence(before token: TextToken) -> Bool {
    guard token.isApart, var index = tokens.indices.last else { return false }
    if token.shape == .word && !token.isCapital { return false }
    // A closing quotation mark or bracket may follow the full stop.
    if index > 0, [0x22, 0x201D, 0xBB, 0x29].contains(tokens[index].value), tokens[index].shape == .sign {
      index -= 1
    }
    let mark = tokens[index]
    if mark.isSign("!") || mark.isSign("?") || mark.isSign("…") { return true }
    guard mark.isSign("."), index > 0 else { return false }
    let word = tokens[index - 1]
    return word.shape != .word || !(word.length == 1 || word.classes.contains(.abbreviation))
  }

  private func scalar(at offset: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(bytes[offset])
    if first < 0x80 { return (first, 1) }
    func tail(_ index: Int) -> UInt32 {
      offset + index < bytes.count ? UInt32(bytes[offset + index] & 0x3F) : 0
    }
    if first < 0xE0 { return ((first & 0x1F) << 6 | tail(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3) }
    return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
  }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0x300...0x36F: true
    case 0xC0...0x24F: scalar != 0xD7 && scalar != 0xF7
    case 0x370...0x52F, 0x5D0...0x5EA, 0x620...0x64A, 0x1E00...0x1EFF, 0x3040...0x9FFF, 0xAC00...0xD7AF: true
    default: false
    }
  }

  private static func isCapital(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0xC0...0xDE, 0x400...0x42F, 0x490: true
    case 0x100...0x17F: scalar & 1 == 0
    default: false
    }
  }
}
