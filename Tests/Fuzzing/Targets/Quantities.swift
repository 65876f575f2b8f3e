import ExclaimDomain

extension FuzzTarget {
  /// The words of a number.
  ///
  ///     | language and use | words …
  static let quantities = FuzzTarget(
    name: "quantities",
    run: { input in
      guard let choice = input.first else { return }
      let text = input.after(1).text
      let reader = QuantityReader(language: languages[Int(choice & 7) % languages.count])
      switch choice >> 3 & 3 {
      case 0, 1: try checkRead(reader, text)
      case 2: try checkLegs(reader, text)
      default: try checkHedged(reader, text)
      }
    },
    seeds: { lines in
      let words = [
        "more than a hundred", "between one hundred and two hundred", "115", "6,465", "1.2 million", "15 %",
        "a third of those released", "all but 12", "30 a week", "115 for 115", "N-for-M",
        "twenty-five hundred",
        "понад сто", "від 50 до 60", "тисяча двісті", "1,2 тис.", "більшість", "150 на 150",
        "более ста", "полторы тысячи", "около 1,5 тысяч", "половина", "½", "≥ 100", "~50", "10–20",
        "hundreds of thousands", "around|1,348 and 6,465", "around|6,465",
      ]
      let uses: [UInt8] = [0, 1, 2, 3, 0x10, 0x18]
      return (words + stringsOf(lines, "words")).flatMap { words in uses.map { [$0] + Array(words.utf8) } }
    })

  static let languages: [String?] = [nil, "en", "uk", "ru", "de"]

  private static func checkRead(_ reader: QuantityReader, _ words: String) throws {
    let quantity: Quantity
    do throws(QuantityError) {
      quantity = try reader.read(words)
    } catch {
      return try check(error, words)
    }
    try check(quantity, words)
    try promise((try? reader.read(words)) == quantity, "the same words mean the same: \(words)")
    if reader.language == nil {
      for language in ["en", "uk", "ru"] {
        guard let read = try? QuantityReader(language: language).read(words) else { continue }
        try promise(
          read.hard == quantity.hard && read.kind == quantity.kind,
          "languages agree, or nothing is read: \(words): \(read) and \(quantity)")
      }
    }
    let given = Quantity.given(words: words, hard: quantity.hard, soft: quantity.soft)
    let problems = reader.problems(given: given, field: "quantity")
    try promise(
      problems.isEmpty == (quantity.kind == .count && !quantity.hard.isUnknown),
      "what the words mean may be stated beside them: \(words): \(problems)")
  }

  private static func checkLegs(_ reader: QuantityReader, _ words: String) throws {
    let legs: (first: Quantity, second: Quantity)
    do throws(QuantityError) {
      legs = try reader.readLegs(words)
    } catch {
      return try check(error, words)
    }
    for leg in [legs.first, legs.second] {
      try check(leg, leg.words)
      try promise(words.contains(leg.words), "a leg keeps its own words: \(leg.words) of \(words)")
      let alone = try promiseSuccess("a leg of \"\(words)\" can be read alone") { try reader.read(leg.words) }
      try promise(alone == leg, "a leg alone means what it means with the other: \(alone) and \(leg)")
    }
    try promise((try? reader.read(words)) == nil, "two legs are not one quantity: \(words)")
  }

  private static func checkHedged(_ reader: QuantityReader, _ text: String) throws {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let plain = try? reader.read(parts[1]) else { return }
    guard let hedged = try? reader.read(parts[1], unclearHedge: parts[0]) else { return }
    try check(hedged, parts[1])
    try promise(
      hedged.hard.contains(plain.hard) && hedged.soft.contains(plain.soft),
      "an unclear hedge widens the bounds: \(text): \(plain) and \(hedged)")
  }

  private static func check(_ quantity: Quantity, _ words: String) throws {
    let problems = quantity.problems(field: "quantity")
    try promise(problems.isEmpty, "words that are read have no problems: \(words): \(problems)")
    try promise(
      quantity.words == words && quantity.rule.hasSuffix("/1") && !quantity.hard.isEmpty
        && !quantity.soft.isEmpty,
      "a quantity has its words, its rule and numbers that fit: \(quantity)")
    switch quantity.kind {
    case .count: break
    case .rate(let rate): try promise(!rate.hard.isEmpty && !rate.soft.isEmpty, "a rate fits some number")
    case .allBut(let rest): try promise(!rest.hard.isEmpty && !rest.soft.isEmpty, "a rest fits some number")
    case .share(let share):
      for bounds in [share.hard, share.soft] {
        try promise(
          Ratio(0) <= bounds.low && bounds.low <= bounds.high && bounds.high <= Ratio(1)
            && (bounds.low < bounds.high || bounds.includesLow && bounds.includesHigh),
          "a share lies between nothing and all: \(words): \(bounds)")
      }
    }
    if quantity.kind != .count {
      try promise(
        quantity.hard.isUnknown && quantity.soft.isUnknown, "only a count bounds a count: \(quantity)")
    }
  }

  static func check(_ error: ReadingError, _ words: String) throws {
    try promise(!error.reason.isEmpty && !error.remedy.isEmpty, "an error says why, and what to do: \(error)")
    guard error.text == words else {
      return try promise(
        error.text.hasSuffix("…") || words.contains(error.text), "an error shows the words: \(error)")
    }
    try promise(
      words.utf8.dropFirst(error.offset).starts(with: error.fragment.utf8)
        && error.offset <= words.utf8.count,
      "a fragment stands at its offset: \(error)")
  }

  /// The texts under a name in lines of JSON, roughly.
  static func stringsOf(_ lines: [String], _ name: String) -> [String] {
    let texts = lines.flatMap { line in
      line.components(between: "\"\(name)\": \"", and: "\"")
        + line.components(between: "\"\(name)\":\"", and: "\"")
    }
    return Array(Set(texts)).sorted()
  }
}

extension String {
  fileprivate func components(between start: String, and end: Character) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let place = rest.firstRange(of: start) {
      rest = rest[place.upperBound...]
      found.append(String(rest.prefix { $0 != end }))
    }
    return found
  }
}
