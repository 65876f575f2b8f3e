/// The hash of a word in lower case (FNV-1a over its letters), made letter by letter.
///
/// Spellings that differ without meaning are alike: `ё` and `е`, `й` and `и`, `ї` and `і`, `ґ` and `г`, and
/// apostrophes and marks of stress count for nothing.
struct WordHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ letter: UInt32) {
    guard letter != 0 else { return }
    value = (value ^ UInt64(letter)) &* 0x100_0000_01B3
  }

  static func of(_ word: some StringProtocol) -> UInt64 {
    var hash = WordHash()
    for scalar in word.unicodeScalars { hash.add(folded(scalar.value)) }
    return hash.value
  }

  /// The letter in lower case and its plainest spelling; 0 for what counts for nothing.
  static func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: return scalar + 0x20
    case 0x27, 0x2BC, 0x2019, 0x2018, 0x60, 0x300...0x36F: return 0
    case 0x2010, 0x2011: return 0x2D
    case 0xC0...0xDE: return latin(scalar + 0x20)
    case 0xDF...0xFF: return latin(scalar)
    case 0x100...0x17F: return scalar | 1
    case 0x410...0x42F: return cyrillic(scalar + 0x20)
    case 0x400...0x40F: return cyrillic(scalar + 0x50)
    case 0x430...0x45F: return cyrillic(scalar)
    case 0x490, 0x491: return 0x433
    default: return scalar
    }
  }

  private static func cyrillic(_ letter: UInt32) -> UInt32 {
    switch letter {
    case 0x439: 0x438  // й и
    case 0x451: 0x435  // ё е
    case 0x457: 0x456  // ї і
    default: letter
    }
  }

  private static func latin(_ letter: UInt32) -> UInt32 {
    switch letter {
    case 0xE0...0xE5: 0x61
    case 0xE7: 0x63
    case 0xE8...0xEB: 0x65
    case 0xEC...0xEF: 0x69
    case 0xF1: 0x6E
    case 0xF2...0xF6, 0xF8: 0x6F
    case 0xF9...0xFC: 0x75
    default: letter
    }
  }
}
