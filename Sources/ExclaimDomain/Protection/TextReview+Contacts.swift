/// Telephone numbers, e-mail addresses and numbers of papers.
extension TextReview {
  /// Numbers by which a person is reached; those of hot lines and offices are for the public.
  mutating func findContacts() {
    for index in tokens.indices {
      if tokens[index].isSign("@") {
        if let range = email(at: index), !isForPublic(range) { report(range, "an e-mail address", .email) }
      } else if let range = phone(at: index), !isForPublic(range) {
        report(range, "a telephone number", .phone)
      }
    }
  }

  private func isForPublic(_ range: ClosedRange<Int>) -> Bool {
    sentence(around: range.lowerBound, before: 20, after: 12).contains {
      tokens[$0].classes.contains(.hotline)
    }
  }

  private func email(at sign: Int) -> ClosedRange<Int>? {
    guard sign > 0, let next = token(sign + 1), !tokens[sign].isApart, !next.isApart, next.shape != .sign
    else {
      return nil
    }
    var (first, last) = (sign - 1, sign + 1)
    while first > 0, !tokens[first].isApart,
      tokens[first - 1].shape != .sign || isOfAddress(tokens[first - 1])
    {
      first -= 1
    }
    while let more = token(last + 1), !more.isApart, more.shape != .sign || isOfAddress(more) { last += 1 }
    if tokens[last].isSign(".") { last -= 1 }
    guard last > sign + 1 else { return nil }
    let isOffice = (first..<sign).contains { tokens[$0].isAny(of: [.mailbox, .office]) }
    return isOffice ? nil : first...last
  }

  private func isOfAddress(_ token: TextToken) -> Bool {
    token.isSign(".") || token.isSign("-") || token.isSign("_") || token.isSign("+")
  }

  /// Digits in groups, begun by a plus sign, or by 0 or 8 as inside a country.
  private func phone(at index: Int) -> ClosedRange<Int>? {
    let hasPlus = tokens[index].isSign("+")
    let first = hasPlus ? index + 1 : index
    guard let begin = token(first), begin.shape == .number,
      begin.isApart || hasPlus || index == 0 || tokens[index].beginsLine
        || token(index - 1)?.isSign("(") == true
    else { return nil }
    // A number in digits that goes on from another is looked at with that one.
    if !hasPlus, let before = token(index - 1), before.shape == .number || before.isSign("+") { return nil }
    var digits = 0
    var groups = 0
    var last = first
    var end = first
    while let token = token(end), end - first < 16, !token.beginsLine || end == first {
      if token.shape == .number {
        guard token.value >= 0 else { break }
        digits += Int(token.length)
        groups += 1
        last = end
      } else if !(token.isSign("-") || token.isSign("(") || token.isSign(")") || token.isSign("–")) {
        break
      }
      end += 1
      if digits > 15 { return nil }
    }
    let leading = bytes[Int(begin.start)]
    let isInside = (leading == 0x30 || leading == 0x38) && (10...11).contains(digits) && groups >= 3
    let isAnnounced = (1...3).contains { token(index - $0)?.classes.contains(.phone) == true }
    guard hasPlus ? (10...15).contains(digits) : isInside || (isAnnounced && (6...15).contains(digits)) else {
      return nil
    }
    return index...last
  }

  /// "passport AB 123456", "личный номер К-123456": five digits or more after a word that announces them.
  mutating func findIdentityNumbers() {
    for index in tokens.indices where tokens[index].classes.contains(.identity) {
      var digits = 0
      for step in 1...7 {
        guard let token = token(index + step, inSentenceOf: index) else { break }
        guard token.shape == .number, token.value >= 0 else { continue }
        digits += Int(token.length)
        if digits >= 5 {
          report(index...(index + step), "the number of a person's papers", .identityNumber)
          break
        }
      }
    }
  }
}
