/// The classes of words in every language that is read, found by a word's hash.
///
/// An open table with linear probing: a document has some hundred thousand words, and a look takes a few
/// nanoseconds. Two words with one hash of 64 bits would share their classes; that is not going to happen.
struct Lexicon: Sendable {
  private var hashes: [UInt64] = Array(repeating: 0, count: 1 << 14)
  private var classes: [WordClass] = Array(repeating: [], count: 1 << 14)
  private var count = 0

  /// The classes of the word with this hash; none for one that is not known.
  func classes(of hash: UInt64) -> WordClass {
    var slot = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
    while hashes[slot] != 0 {
      if hashes[slot] == hash { return classes[slot] }
      slot = (slot + 1) & (hashes.count - 1)
    }
    return []
  }

  private mutating func insert(_ word: some StringProtocol, _ more: WordClass) {
    let hash = WordHash.of(word)
    var slot = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
    while hashes[slot] != 0 && hashes[slot] != hash { slot = (slot + 1) & (hashes.count - 1) }
    if hashes[slot] == 0 { count += 1 }
    precondition(count * 2 < hashes.count, "the table of words is too small for its data")
    hashes[slot] = hash
    classes[slot].formUnion(more)
  }

  /// Every language that is read. Adding one is a data file in `Languages/` and its place here.
  static let all = Lexicon(data: [protectionNames, protectionEnglish, protectionUkrainian, protectionRussian])
}

/// The format of the data:
///
///     # comment
///     endings NAME: ending,ending
///     class: word | st{ending,ending} | st{NAME}
///
/// Data are part of the program: a line that cannot be read is our own bug.
extension Lexicon {
  init(data files: [String]) {
    for file in files {
      var endings: [Substring: [Substring]] = [:]
      for line in file.split(separator: "\n") where !line.allSatisfy({ $0 == " " }) && line.first != "#" {
        let parts = line.split(separator: ":", maxSplits: 1)
        precondition(parts.count == 2, "no colon in \"\(line)\"")
        let head = parts[0].split(separator: " ")
        if head[0] == "endings" {
          endings[head[1]] = Self.trimmed(parts[1]).split(separator: ",", omittingEmptySubsequences: false)
          continue
        }
        guard let more = WordClass.byKeyword[String(head[0])] else {
          preconditionFailure("\"\(head[0])\" is no class")
        }
        for word in parts[1].split(separator: "|") { insert(Self.trimmed(word), more, endings) }
      }
    }
  }

  private mutating func insert(
    _ word: Substring, _ more: WordClass, _ endings: [Substring: [Substring]]
  ) {
    guard let open = word.firstIndex(of: "{"), let close = word.firstIndex(of: "}") else {
      return insert(word, more)
    }
    let inner = word[word.index(after: open)..<close]
    let list = endings[inner] ?? inner.split(separator: ",", omittingEmptySubsequences: false)
    for ending in list { insert(word[..<open] + ending, more) }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
