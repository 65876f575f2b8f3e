import ExclaimDomain

/// Two documents whose texts are alike, and how much.
struct LikePair: Sendable, Hashable {
  /// Places of the documents in the ledger, the lower first.
  var first: Int
  var second: Int
  /// From 0 to 1.
  var likeness: Double
}

/// Finds copies among many texts without comparing each with each: MinHash samples in bands (locality-sensitive
/// hashing), and then the exact likeness of those that meet in a band.
///
/// ```
/// samples  ●●● ●●● ●●● … ●●●     64 bands of 3
/// texts that have all 3 of a band in common are compared
/// likeness   0.02   0.1   0.3   0.5     0.6
/// compared   0.05 % 6 %   83 %  99.98 % always
/// ```
enum LikeTexts {
  /// Samples in a band: more make fewer strangers meet, and more copies miss each other.
  private static let samplesPerBand = 3
  /// Bands: so many that copies at the threshold miss each other in one of five thousand.
  private static let bands = 64
  /// Texts of one band with which another is compared. Copies are compared with one of them; that so many strangers
  /// meet comes from what stands on every page of an outlet.
  private static let comparedMax = 8

  /// Pairs that tie all copies of a text together, no pair more than that takes: "a and b, b and c".
  /// Cost: a pass over each text, and for each a few comparisons, however many there are.
  static func pairs(among documents: [Document]) -> [LikePair] {
    let texts = documents.map { TextShingles(of: $0) }
    let numbered = texts.indices.filter { texts[$0] != nil }
    var groups = Groups(count: documents.count)
    var compared: Set<LikePair> = []
    var pairs: [LikePair] = []
    for band in 0..<bands {
      let places = (0..<samplesPerBand).map { mixed(UInt64(band * samplesPerBand + $0)) }
      let marks = numbered.map { index in
        (mark: places.reduce(0) { mixed($0 ^ (texts[index]?.sample(at: $1) ?? 0)) }, index: index)
      }.sorted { ($0.mark, $0.index) < ($1.mark, $1.index) }
      var met: [Int] = []
      for (position, entry) in marks.enumerated() {
        if position > 0, marks[position - 1].mark != entry.mark { met.removeAll(keepingCapacity: true) }
        guard let text = texts[entry.index] else { continue }
        for other in met where groups.root(other) != groups.root(entry.index) {
          var pair = LikePair(first: min(other, entry.index), second: max(other, entry.index), likeness: 0)
          guard let another = texts[other], compared.insert(pair).inserted else { continue }
          pair.likeness = text.likeness(to: another)
          guard pair.likeness >= TextShingles.copyLikenessMin else { continue }
          groups.join(other, entry.index)
          pairs.append(pair)
        }
        let isNew = met.allSatisfy { groups.root($0) != groups.root(entry.index) }
        if isNew && met.count < comparedMax { met.append(entry.index) }
      }
    }
    return pairs
  }
}
