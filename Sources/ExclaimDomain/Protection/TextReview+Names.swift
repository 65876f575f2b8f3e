/// A run of capitalised words that is likely the name of a person.
struct PersonName {
  /// The tokens of the name, initials and their full stops included.
  var range: ClosedRange<Int>
  /// True when the words themselves make it a name, and not only where they stand.
  var isCertain: Bool
}

extension TextReview {
  /// Every likely name of a person that is no official's, speaker's or author's, in order.
  ///
  /// Whoever holds an office in one place of the text holds it in all of it.
  func names() -> [PersonName] {
    var candidates: [PersonName] = []
    var index = 0
    while index < tokens.count {
      guard isNamePart(index) else {
        index += 1
        continue
      }
      let run = run(from: index)
      candidates += names(in: run)
      index = run.upperBound + 1
    }
    guard !candidates.isEmpty else { return [] }
    let officials = Set(candidates.filter { isOfficial($0) }.map(nameKey))
    return candidates.filter { name in
      captivity(beside: name.range.lowerBound) != nil && !isInCredits(name)
        && (isSaidToBeCaptive(name)
          || !(officials.contains(nameKey(name)) || isOfficial(name) || isSpeaker(name)))
    }
  }

  mutating func report(_ name: PersonName) { report(name.range, "the name of a person", .name) }

  // MARK: - Runs of capitalised words

  private func isNamePart(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.shape == .word, token.isCapital else { return false }
    if token.length == 1 { return token.end - token.start <= 2 && isInitial(index) }
    return true
  }

  private func isInitial(_ index: Int) -> Bool {
    tokens[index].length == 1 && token(index + 1).map { $0.isSign(".") && !$0.isApart } == true
  }

  /// Capitalised words from here that only spaces and the full stops of initials part.
  private func run(from start: Int) -> ClosedRange<Int> {
    var end = isInitial(start) ? start + 1 : start
    while let next = token(end + 1), isNamePart(end + 1), !next.beginsLine,
      next.sentence == tokens[start].sentence, next.isApart || tokens[end].isSign(".")
    {
      end = isInitial(end + 1) ? end + 2 : end + 1
    }
    return start...end
  }

  private func isWord(_ index: Int) -> Bool { tokens[index].shape == .word }

  /// The names in a run: what is left when offices, nations, places and organisations are taken away.
  private func names(in run: ClosedRange<Int>) -> [PersonName] {
    var names: [PersonName] = []
    var first = run.lowerBound
    // Words that are no part of names cut the run: "Russian President | Ivan Petrenko".
    while first <= run.upperBound {
      while first <= run.upperBound, !mayBeOfName(first) { first += 1 }
      guard first <= run.upperBound else { break }
      var last = first
      while last < run.upperBound, mayBeOfName(last + 1) { last += 1 }
      if let name = name(first...last, in: run) { names.append(name) }
      first = last + 1
    }
    return names
  }

  private func mayBeOfName(_ index: Int) -> Bool {
    let token = tokens[index]
    if token.isSign(".") || token.classes.contains(.given) || isInitial(index) { return true }
    if token.isAny(of: .notOfNames) { return false }
    // Short words in capitals are abbreviations: "SBU".
    return !(token.isAllCapitals && token.length <= 5 && !stands(besideGivenName: index))
  }

  private func stands(besideGivenName index: Int) -> Bool {
    [index - 1, index + 1].contains {
      token($0)?.classes.contains(.given) == true && tokens[$0].isAllCapitals
    }
  }

  private func name(_ part: ClosedRange<Int>, in run: ClosedRange<Int>) -> PersonName? {
    var words = part.filter(isWord)
    // An organisation is named after somebody, or has a name of its own: "Ivan Franko University".
    if run.contains(where: { tokens[$0].isAny(of: [.organisation]) }) && !isOfficeOrRank(before: part, run) {
      return nil
    }
    // A street, a park or an airline.
    if part.upperBound < run.upperBound, tokens[part.upperBound + 1].isAny(of: [.place, .organisation]) {
      return nil
    }
    // In the capitals of a title, or in a long run of capitals, only what stands around a given name counts.
    if words.count > 3, let given = words.firstIndex(where: { tokens[$0].classes.contains(.given) }) {
      words = Array(words[given..<min(given + 3, words.count)])
    }
    guard let first = words.first, var last = words.last else { return nil }
    if isInitial(last) { last += 1 }
    let range = first...last
    if words.count == 1 { return single(range) }
    let capitals = words.contains { tokens[$0].isAllCapitals }
    let isCertain =
      words.contains { tokens[$0].classes.contains(.given) || isPatronymic($0) }
      || (words.contains(where: isInitial) && words.contains { tokens[$0].length > 2 })
      || (!capitals && words.contains { isSurname($0) } && !isTitleCase(range))
    if isCertain { return PersonName(range: range, isCertain: true) }
    return !capitals && words.count <= 3 && mayBeForeignName(range)
      ? PersonName(range: range, isCertain: false) : nil
  }

  private func isOfficeOrRank(before part: ClosedRange<Int>, _ run: ClosedRange<Int>) -> Bool {
    guard part.lowerBound > run.lowerBound else { return false }
    return tokens[part.lowerBound - 1].isAny(of: [.office, .rank])
  }

  /// A single name counts after a rank, after "named", or after a word for one captive.
  private func single(_ range: ClosedRange<Int>) -> PersonName? {
    let index = range.lowerBound
    guard index > 0, !tokens[index].isAllCapitals || tokens[index].length > 5 else { return nil }
    var before = index - 1
    if tokens[before].isSign("."), before > 0, tokens[before - 1].isAny(of: [.rank, .abbreviation]) {
      before -= 1
    }
    if tokens[before].isSign("«") || tokens[before].isSign("\"") || tokens[before].isSign("“") { before -= 1 }
    guard before >= 0, tokens[before].sentence == tokens[index].sentence else { return nil }
    let word = tokens[before]
    if word.classes.contains(.named) || (word.classes.contains(.rank) && !word.classes.contains(.persons)) {
      return tokens[index].isAny(of: [.figure]) ? nil : PersonName(range: range, isCertain: true)
    }
    let isOfOne = word.isAny(of: [.person, .captive]) && !word.classes.contains(.persons)
    guard isOfOne, tokens[index].classes.contains(.given) || isSurname(index) else { return nil }
    return PersonName(range: range, isCertain: true)
  }

  /// Two or three unknown words in Latin letters, as foreign names have, where a place or a title is unlikely.
  private func mayBeForeignName(_ range: ClosedRange<Int>) -> Bool {
    let first = range.lowerBound
    guard range.allSatisfy({ tokens[$0].classes.isEmpty && bytes[Int(tokens[$0].start)] < 0xD0 }),
      !isTitleCase(range)
    else { return false }
    guard let before = token(first - 1, inSentenceOf: first) else {
      // At the beginning of a sentence any word has a capital letter: what follows decides.
      let next = token(range.upperBound + 1, inSentenceOf: first)
      return next.map { $0.isAny(of: [.state, .captive, .speech]) || $0.isSign(",") } ?? false
    }
    if before.beginsLine && before.shape == .sign { return true }
    return !before.isAny(of: [.article, .before, .organisation, .event, .unit])
  }

  /// True where most words of the sentence have capitals, as in titles of articles.
  private func isTitleCase(_ range: ClosedRange<Int>) -> Bool {
    let words = sentence(around: range.lowerBound, before: 15, after: 15).filter {
      isWord($0) && tokens[$0].length > 3
    }
    return words.count > 4 && words.count(where: { tokens[$0].isCapital }) * 10 > words.count * 7
  }

  // MARK: - Endings of names

  private func isPatronymic(_ index: Int) -> Bool { ends(index, Self.patronymicEndings) }

  private func isSurname(_ index: Int) -> Bool {
    tokens[index].length > 4 && !tokens[index].isAny(of: .notOfNames) && ends(index, Self.surnameEndings)
  }

  private func ends(_ index: Int, _ endings: [[UInt8]]) -> Bool {
    let (start, end) = (Int(tokens[index].start), Int(tokens[index].end))
    return endings.contains { ending in
      end - start > ending.count && bytes[(end - ending.count)..<end].elementsEqual(ending)
    }
  }

  private static let patronymicEndings = [
    "ovych", "evych", "yovych", "iovych", "ovich", "evich", "ivna", "yivna", "ovna", "evna", "ович", "овича",
    "овичу", "овичем", "евич", "евича", "евичу", "евичем", "йович", "йовича", "йовичу", "йовичем", "івна",
    "івни", "івну", "івною", "ївна", "ївни", "ївну", "ївною", "овна", "овны", "овну", "овной", "евна", "евны",
    "евну", "евной",
  ].map { Array($0.utf8) }

  private static let surnameEndings = [
    "enko", "chuk", "schuk", "yuk", "iuk", "skyi", "skyy", "sky", "skiy", "ov", "ova", "ev", "eva", "iev",
    "shvili",
    "dze", "yan", "енко", "енка", "енку", "енком", "енко", "чук", "чука", "чуку", "чуком", "щук", "щука",
    "юк",
    "юка", "юку", "юком", "ов", "ова", "ову", "овым", "овим", "ев", "ева", "еву", "евым", "єв", "єва", "єву",
    "ін",
    "іна", "ин", "ина", "швили", "швілі", "дзе",
  ].map { Array($0.utf8) }

  /// What makes two mentions the same person: the beginnings of the name's words, whatever their endings.
  private func nameKey(_ name: PersonName) -> [UInt64] {
    name.range.filter { isWord($0) }.map { index in
      var hash = WordHash()
      let word = text(index...index).unicodeScalars
      for letter in word.prefix(max(3, word.count - 2)) { hash.add(WordHash.folded(letter.value)) }
      return hash.value
    }.sorted()
  }
}
