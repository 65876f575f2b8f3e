import ExclaimDomain

/// What makes two texts alike: the sequences of words that stand in both, however often they stand there.
///
/// Case, punctuation, apostrophes and accents set apart from their letter do not count, nor does what the document
/// says is not the article. Nothing is drawn by lot: the same texts are alike in the same measure on every day.
struct TextShingles: Sendable {
  /// Words in a sequence. Reports on one subject share many sequences of three words ("prisoners of war"), and hardly
  /// any of five unless one was written from the other; one changed word spoils no more than five of them.
  static let words = 5
  /// Texts with fewer sequences than this (twelve words) may be alike by accident: "no comment was given".
  static let countMin = 8
  /// From this share of common sequences on, texts are copies. A copy may lose half of the text, gain as much as it
  /// has, or have one word in thirteen changed; a text that quotes some sentences of another is far below.
  static let copyLikenessMin = 0.5

  /// A number for each sequence, in order and each once.
  private let hashes: [UInt64]

  /// Nil for a text that is too short to be told from others.
  init?(of document: Document) {
    guard document.text.utf8.count >= Self.words + Self.countMin - 1 else { return nil }
    let words = WordHashes.of(document.text, without: document.excluded)
    guard words.count >= Self.words + Self.countMin - 1 else { return nil }
    var hashes: [UInt64] = []
    hashes.reserveCapacity(words.count)
    for start in 0...(words.count - Self.words) {
      var hash: UInt64 = 0
      for word in words[start..<(start + Self.words)] { hash = mixed(hash ^ word) }
      hashes.append(hash)
    }
    hashes.sort()
    var last: UInt64?
    hashes.removeAll { hash in
      defer { last = hash }
      return hash == last
    }
    guard hashes.count >= Self.countMin else { return nil }
    self.hashes = hashes
  }

  /// The sequences in both as a share of those in either (Jaccard): 1 for equal texts, 0 for strangers.
  func likeness(to other: TextShingles) -> Double {
    var (mine, others, common) = (0, 0, 0)
    while mine < hashes.count, others < other.hashes.count {
      if hashes[mine] == other.hashes[others] {
        (mine, others, common) = (mine + 1, others + 1, common + 1)
      } else if hashes[mine] < other.hashes[others] {
        mine += 1
      } else {
        others += 1
      }
    }
    return Double(common) / Double(hashes.count + other.hashes.count - common)
  }

  /// The first sequence at or after a place, going round: the least by the hash function that begins there.
  ///
  /// That two texts have the same one is as likely as they are alike, for any place: the MinHash of Broder, with one
  /// search instead of a pass over the text.
  func sample(at place: UInt64) -> UInt64 {
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < place { low = middle + 1 } else { high = middle }
    }
    return hashes[low == hashes.count ? 0 : low]
  }
}

/// A number in which every bit depends on every bit of the given one (the finish of SplitMix64).
func mixed(_ number: UInt64) -> UInt64 {
  var mixed = number &+ 0x9E37_79B9_7F4A_7C15
  mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
  mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
  return mixed ^ (mixed >> 31)
}

/// The words of a text as numbers, in order.
private enum WordHashes {
  static func of(_ text: String, without excluded: [Span]) -> [UInt64] {
    var text = text
    return text.withUTF8 { bytes in
      var words: [UInt64] = []
      words.reserveCapacity(bytes.count / 6)
      var word = Word()
      for range in kept(bytes.count, without: excluded) {
        var place = range.lowerBound
        while place < range.upperBound {
          let (scalar, next) = scalar(in: bytes, at: place, end: range.upperBound)
          place = next
          word.take(folded(scalar), &words)
        }
        word.end(&words)
      }
      return words
    }
  }

  /// A word as far as it was read (FNV-1a).
  private struct Word {
    private static let empty: UInt64 = 0xCBF2_9CE4_8422_2325
    private var hash = empty

    mutating func take(_ folded: Folded, _ words: inout [UInt64]) {
      switch folded {
      case .letter(let scalar): hash = (hash ^ UInt64(scalar)) &* 0x100_0000_01B3
      case .nothing: break
      case .end: end(&words)
      }
    }

    mutating func end(_ words: inout [UInt64]) {
      if hash != Self.empty { words.append(hash) }
      hash = Self.empty
    }
  }

  private static func kept(_ count: Int, without excluded: [Span]) -> [Range<Int>] {
    var (ranges, start): ([Range<Int>], Int) = ([], 0)
    for span in excluded.sorted(by: { $0.start < $1.start }) {
      if span.start > start { ranges.append(start..<min(span.start, count)) }
      start = min(max(start, span.end), count)
    }
    ranges.append(start..<count)
    return ranges
  }

  /// The scalar at a place, and the next place. What a span has cut in two ends a word.
  private static func scalar(
    in bytes: UnsafeBufferPointer<UInt8>, at place: Int, end: Int
  ) -> (UInt32, next: Int) {
    let first = bytes[place]
    if first < 0x80 { return (UInt32(first), place + 1) }
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard count > 1, place + count <= end else { return (0x20, place + 1) }
    var scalar = UInt32(first) & (0x7F >> UInt32(count))
    for byte in bytes[(place + 1)..<(place + count)] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
    return (scalar, place + count)
  }

  private enum Folded {
    /// A letter in lower case, or a digit.
    case letter(UInt32)
    /// Nothing that counts: an apostrophe, an accent.
    case nothing
    case end
  }

  private static func folded(_ scalar: UInt32) -> Folded {
    switch scalar {
    case 0x61...0x7A, 0x30...0x39: .letter(scalar)
    case 0x41...0x5A: .letter(scalar + 0x20)
    case 0x27, 0xAD, 0x2BC, 0x300...0x36F, 0x2019, 0x200B...0x200D, 0xFEFF: .nothing
    case 0..<0xC0: .end
    // Cyrillic, and Latin with accents that are one with their letter.
    case 0x410...0x42F: .letter(scalar + 0x20)
    case 0x400...0x40F: .letter(scalar + 0x50)
    case 0x430...0x45F: .letter(scalar)
    case 0x490...0x4BF: .letter(scalar | 1)
    case 0xD7, 0xF7: .end
    case 0xC0...0xDE: .letter(scalar + 0x20)
    case 0xDF...0xFF: .letter(scalar)
    default: other(scalar)
    }
  }

  private static func other(_ scalar: UInt32) -> Folded {
    guard let scalar = Unicode.Scalar(scalar) else { return .end }
    let properties = scalar.properties
    guard properties.isAlphabetic || properties.numericType != nil else { return .end }
    return .letter((properties.lowercaseMapping.unicodeScalars.first ?? scalar).value)
  }
}
