/// Phrases of one kind and what each means; the longest phrase that fits wins.
struct Phrasebook<Meaning: Sendable>: Sendable {
  private struct Entry: Sendable {
    let keys: [String]
    let meaning: Meaning
  }

  private var entriesByFirstKey: [String: [Entry]] = [:]

  /// Adds a phrase; the same phrase may not mean two things in one book.
  mutating func insert(_ keys: [String], _ meaning: Meaning) {
    precondition(!keys.isEmpty, "a phrase has at least one word")
    var entries = entriesByFirstKey[keys[0]] ?? []
    precondition(!entries.contains { $0.keys == keys }, "the phrase \(keys) is listed twice")
    entries.append(Entry(keys: keys, meaning: meaning))
    entries.sort { $0.keys.count > $1.keys.count }
    entriesByFirstKey[keys[0]] = entries
  }

  /// The longest phrase that begins at `index`, and the index after it.
  func longest(in tokens: [WordToken], at index: Int) -> (meaning: Meaning, end: Int)? {
    guard index < tokens.count, let entries = entriesByFirstKey[tokens[index].key] else { return nil }
    for entry in entries where index + entry.keys.count <= tokens.count {
      let end = index + entry.keys.count
      if tokens[index..<end].lazy.map(\.key).elementsEqual(entry.keys) { return (entry.meaning, end) }
    }
    return nil
  }
}
