/// The format of a language's data:
///
///     # comment
///     keyword argument: phrase | phrase | st{em,ems}
///
/// Braces hold the endings of a declined word. An empty ending stands for the bare stem. `…` in a range
/// stands for its first number. Data are part of the program: a line that cannot be read is our own bug.
extension Vocabulary {
  init(data files: [String]) {
    let lines = files.flatMap { $0.split(separator: "\n").map(Self.trimmed) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
      .map(Line.init)
    // Signs come first: they decide how the phrases themselves are cut.
    for line in lines { readSigns(line) }
    for line in lines { readPhrases(line) }
    signs.languageName = name
  }

  private struct Line {
    let keyword: String
    let argument: String
    let phrases: [String]

    init(_ text: String) {
      guard let colon = text.firstIndex(of: ":") else { preconditionFailure("no colon in \"\(text)\"") }
      let head = text[..<colon].split(separator: " ", maxSplits: 1).map(String.init)
      keyword = head[0]
      argument = head.count > 1 ? head[1] : ""
      phrases = text[text.index(after: colon)...].split(separator: "|").map {
        Vocabulary.trimmed($0)
      }
    }
  }

  private mutating func readSigns(_ line: Line) {
    switch line.keyword {
    case "language": (tag, name) = (line.argument, line.phrases[0])
    case "decimal": signs.decimal = Character(line.phrases[0])
    case "group": signs.grouping.formUnion(line.phrases.map { Character($0) })
    case "group-or-decimal": signs.groupOrDecimal = Character(line.phrases[0])
    case "hyphen": joinsHyphens = line.phrases[0] == "joins"
    case "script": isCyrillic = line.phrases[0] == "Cyrillic"
    default: break
    }
  }

  private mutating func readPhrases(_ line: Line) {
    switch line.keyword {
    case "language", "decimal", "group", "group-or-decimal", "hyphen", "script": break
    case "number": insert(line, into: \.numbers, Self.whole(line.argument))
    case "scale": insert(line, into: \.scales, Self.whole(line.argument))
    case "multiplier": insert(line, into: \.multipliers, Self.ratio(line.argument))
    case "plural": insert(line, into: \.plurals, Self.whole(line.argument))
    case "prefix": insert(line, into: \.prefixes, Self.named(line.argument))
    case "suffix": insert(line, into: \.suffixes, Self.named(line.argument))
    case "fraction": insert(line, into: \.fractions, Self.ratio(line.argument))
    case "per": insert(line, into: \.periods, Self.named(line.argument))
    case "weekday": insert(line, into: \.weekdays, Int(Self.whole(line.argument)))
    case "month": insert(line, into: \.months, Int(Self.whole(line.argument)))
    case "day-offset": insert(line, into: \.dayOffsets, Int(Self.whole(line.argument)))
    case "unit": insert(line, into: \.units, Self.named(line.argument))
    case "range": line.phrases.forEach { insertRange($0) }
    default:
      let mark: Mark = Self.named(line.keyword)
      var book = marks[mark] ?? Phrasebook()
      for phrase in line.phrases.flatMap(expanded) { book.insert(phrase, mark) }
      marks[mark] = book
    }
  }

  private mutating func insert<Meaning>(
    _ line: Line, into book: WritableKeyPath<Vocabulary, Phrasebook<Meaning>>, _ meaning: Meaning
  ) {
    for phrase in line.phrases.flatMap(expanded) { self[keyPath: book].insert(phrase, meaning) }
  }

  private mutating func insertRange(_ phrase: String) {
    let sides = phrase.split(separator: "…", omittingEmptySubsequences: false).map { part in
      tokens(of: String(part)).map(\.key)
    }
    precondition(sides.count == 2 && !sides[1].isEmpty, "a range is \"opening … middle\": \(phrase)")
    ranges.append(RangeForm(opening: sides[0], middle: sides[1]))
  }

  /// The keys of each form that a phrase with endings in braces stands for.
  private func expanded(_ phrase: String) -> [[String]] {
    guard let open = phrase.firstIndex(of: "{"), let close = phrase.firstIndex(of: "}") else {
      return [tokens(of: phrase).map(\.key)]
    }
    let (head, tail) = (phrase[..<open], phrase[phrase.index(after: close)...])
    let endings = phrase[phrase.index(after: open)..<close]
      .split(separator: ",", omittingEmptySubsequences: false)
    return endings.map { tokens(of: "\(head)\($0)\(tail)").map(\.key) }
  }

  private static func whole(_ text: String) -> Int64 {
    guard let number = Int64(text) else { preconditionFailure("\"\(text)\" is no whole number") }
    return number
  }

  private static func ratio(_ text: String) -> Ratio {
    let parts = text.split(separator: "/").map { whole(String($0)) }
    return Ratio(parts[0], parts[1])
  }

  private static func named<Name: RawRepresentable>(_ text: String) -> Name where Name.RawValue == String {
    guard let name = Name(rawValue: text) else { preconditionFailure("\"\(text)\" names nothing") }
    return name
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
