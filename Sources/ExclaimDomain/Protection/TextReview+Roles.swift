/// What the words around a name say of the person.
extension TextReview {
  /// True for somebody whom the words beside the name give a public role, and for those who need none.
  func isOfficial(_ name: PersonName) -> Bool {
    let (first, last) = (name.range.lowerBound, name.range.upperBound)
    if name.range.contains(where: { tokens[$0].classes.contains(.figure) }) { return true }
    return hasOffice(before: first) || hasOffice(after: last)
  }

  /// An office in the words that lead up to the name: "spokesperson of the ministry Ivan …", "head of …, Ivan …".
  private func hasOffice(before first: Int) -> Bool {
    var index = first - 1
    var words = 0
    var wordsMax = 6
    while words < wordsMax, let token = token(index, inSentenceOf: first) {
      if token.classes.contains(.office) { return true }
      if token.isSign(",") && index == first - 1 {
        wordsMax = 14
      } else if token.shape == .sign && !isQuotationMark(token) {
        return false
      } else if token.classes.contains(.boundary) {
        return false
      }
      words += 1
      index -= 1
    }
    return false
  }

  /// An office in what is set beside the name: "Ivan …, deputy head of …".
  private func hasOffice(after last: Int) -> Bool {
    apposition(after: last).contains { $0.classes.contains(.office) }
  }

  /// The words between the comma, bracket or dash after the name and the one that closes them.
  private func apposition(after last: Int) -> ArraySlice<TextToken> {
    guard let opening = token(last + 1, inSentenceOf: last), opensApposition(opening) else { return [] }
    var end = last + 2
    while end < last + 16, let token = token(end, inSentenceOf: last),
      !(token.shape == .sign && closesApposition(token))
    {
      end += 1
    }
    return tokens[(last + 2)..<max(end, last + 2)].prefix(14)
  }

  private func opensApposition(_ token: TextToken) -> Bool {
    [",", "(", "–", "—", "-"].contains { token.isSign($0) }
  }

  private func closesApposition(_ token: TextToken) -> Bool {
    [",", ")", "–", "—", ";", ":"].contains { token.isSign($0) }
  }

  private func isQuotationMark(_ token: TextToken) -> Bool {
    ["\"", "«", "»", "“", "”", "„", "'", "’", "‘"].contains { token.isSign($0) }
  }

  // MARK: - Speakers

  /// True for whoever speaks: "Ivan … said", "said Ivan …", "according to Ivan …".
  func isSpeaker(_ name: PersonName) -> Bool {
    let (first, last) = (name.range.lowerBound, name.range.upperBound)
    for step in 1...2 {
      guard let before = token(first - step, inSentenceOf: first), before.shape == .word else { break }
      if before.classes.contains(.speech) { return true }
    }
    if speaks(after: last + 1, last) { return true }
    let apposition = apposition(after: last)
    return !apposition.isEmpty && speaks(after: last + apposition.count + 3, last)
  }

  private func speaks(after index: Int, _ last: Int) -> Bool {
    for step in 0...2 {
      guard let next = token(index + step, inSentenceOf: last), next.shape == .word else { return false }
      if next.classes.contains(.speech) { return true }
      if next.isAny(of: [.state, .boundary, .captive]) { return false }
    }
    return false
  }

  // MARK: - Captives

  /// True where the text says of this very person that they are or were a captive, or a captive's relative.
  func isSaidToBeCaptive(_ name: PersonName) -> Bool {
    let (first, last) = (name.range.lowerBound, name.range.upperBound)
    if isCaptive(before: first, name) { return true }
    let apposition = apposition(after: last)
    for word in apposition {
      if word.classes.contains(.office) { break }
      if word.isAny(of: [.captive, .kin]) && !word.classes.contains(.persons) { return true }
    }
    return isCaptive(from: last + 1, last)
      || (!apposition.isEmpty && isCaptive(from: last + apposition.count + 3, last))
  }

  /// "captured soldier Ivan …", "wife of Ivan …"; in "prisoner exchange" nobody is meant.
  private func isCaptive(before first: Int, _ name: PersonName) -> Bool {
    var index = first - 1
    // "the prisoner's mother, Ivanna …"
    if token(index)?.isSign(",") == true, let kin = token(index - 1, inSentenceOf: first),
      kin.classes.contains(.kin), !kin.classes.contains(.persons)
    {
      index -= 1
    }
    for _ in 0..<6 {
      guard let token = token(index, inSentenceOf: first), token.shape != .sign || token.isSign(".") else {
        return false
      }
      if token.classes.contains(.captive) {
        return self.token(index + 1).map { !$0.classes.contains(.exchange) } ?? true
      }
      if token.classes.contains(.kin) {
        return !name.range.contains { tokens[$0].classes.contains(.figure) }
      }
      // "freed from captivity": the words between a captive and the name.
      let isFromCaptivity =
        token.isAny(of: [.captivity, .before]) && !token.classes.contains(.exchange)
        && tokens[index...(index + 1)].contains { $0.classes.contains(.captivity) }
      let describes: WordClass = [.rank, .person, .nation, .office, .unit, .link, .place]
      guard token.isAny(of: describes) || isFromCaptivity || token.shape == .number || token.isSign(".")
      else {
        return false
      }
      index -= 1
    }
    return false
  }

  /// "Ivan … was captured", "Иван … попал в плен".
  private func isCaptive(from index: Int, _ last: Int) -> Bool {
    guard let verb = token(index, inSentenceOf: last), verb.isAny(of: [.state, .captive]) else {
      return false
    }
    if verb.isAny(of: [.captive]) && !verb.classes.contains(.exchange) && !verb.isAny(of: [.speech]) {
      return true
    }
    for step in 1...5 {
      guard let next = token(index + step, inSentenceOf: last), next.shape == .word else { return false }
      if next.classes.contains(.exchange) || next.isAny(of: [.event, .speech]) { return false }
      // Others are captives where there are several: "went to see the prisoners".
      if next.isAny(of: [.captivity, .captive]) { return !next.classes.contains(.persons) }
    }
    return false
  }

  // MARK: - Authors

  /// True for an author or a photographer: after "by" or "photo", before a time, or before the slash of an agency.
  func isInCredits(_ name: PersonName) -> Bool {
    let (first, last) = (name.range.lowerBound, name.range.upperBound)
    if let next = token(last + 1), next.isSign("/"), !next.isApart { return true }
    for step in 1...3 {
      guard let before = token(first - step), before.sentence == tokens[first].sentence || before.isSign(":")
      else { break }
      // "By Ivan …" and "Photo: Ivan …", but not "visited by Ivan …".
      if before.classes.contains(.credit) && before.isCapital { return true }
    }
    return isByline(name)
  }

  /// A short line with a name and the day of publication, and no word of captivity or birth.
  private func isByline(_ name: PersonName) -> Bool {
    var (first, last) = (name.range.lowerBound, name.range.upperBound)
    var hasDate = false
    for _ in 0..<12 where !tokens[first].beginsLine { first -= 1 }
    guard tokens[first].beginsLine else { return false }
    while let next = token(last + 1), !next.beginsLine {
      last += 1
      if last - first > 14 { return false }
    }
    for index in first...last {
      let token = tokens[index]
      if token.isAny(of: [.captivity, .captive, .birth, .rank]) { return false }
      if token.shape == .number && (2014...2100).contains(token.value) { hasDate = true }
    }
    return hasDate
  }
}
