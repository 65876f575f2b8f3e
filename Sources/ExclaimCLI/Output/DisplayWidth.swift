/// How many columns of a terminal text takes.
extension StringProtocol {
  /// Columns: two for wide characters (CJK, emoji), none for combining marks.
  var displayWidth: Int {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
    return reduce(0) { $0 + $1.displayWidth }
  }

  /// Whether any of it is written from right to left.
  var hasRightToLeft: Bool {
    unicodeScalars.contains { scalar in
      rightToLeftBlocks.contains { $0.contains(scalar.value) }
    }
  }

  /// The longest beginning that takes at most this many columns.
  func prefix(displayWidth limit: Int) -> SubSequence {
    var width = 0
    var end = startIndex
    while end < endIndex {
      width += self[end].displayWidth
      if width > limit { break }
      end = index(after: end)
    }
    return self[..<end]
  }

  /// The text on one line, without anything that would steer a terminal.
  ///
  /// Records are written by others: an escape sequence or a bidi override in one must not reach the screen.
  var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: result.unicodeScalars.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Character {
  /// Columns of one character as a reader sees it, marks and joiners included.
  var displayWidth: Int {
    // A joined or flagged emoji is drawn as one.
    let width = unicodeScalars.reduce(0) { $0 + $1.displayWidth }
    return Swift.min(width, 2)
  }
}

extension Unicode.Scalar {
  /// Columns of one scalar.
  var displayWidth: Int {
    if value < 0x300 { return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0xAD ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    // The vowels and finals of Hangul are drawn inside the square of the consonant before them.
    if (0x1160...0x11FF).contains(value) { return 0 }
    return properties.isEmojiPresentation || wideBlocks.contains { $0.contains(value) } ? 2 : 1
  }
}

/// East Asian Wide and Fullwidth (Unicode Standard Annex 11), rounded to blocks.
private let wideBlocks: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
  0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
  0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
]

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms and supplements.
private let rightToLeftBlocks: [ClosedRange<UInt32>] = [
  0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
]
