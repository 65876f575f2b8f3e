/// Births, ages and small groups.
extension TextReview {
  private static let birthYears: ClosedRange<Int32> = 1920...2012
  private static let ages: ClosedRange<Int32> = 1...99

  /// A day or year of birth of one person: beside a name, a rank or a word for one person.
  mutating func findBirths(_ names: [PersonName]) {
    var nameEnds = Set<Int>()
    for name in names { nameEnds.formUnion((name.range.upperBound + 1)...(name.range.upperBound + 6)) }
    for index in tokens.indices where isYear(index) {
      let around = sentence(around: index, before: 6, after: 4)
      let isWholeDate = tokens[index].length > 4
      let isBorn = around.contains { tokens[$0].classes.contains(.birth) } || isAbbreviatedBirth(index)
      guard isBorn || (isWholeDate && nameEnds.contains(index)) else { continue }
      guard !(index - 3..<index).contains(where: { token($0)?.classes.contains(.limit) == true }) else {
        continue
      }
      guard nameEnds.contains(index) || around.contains(where: isOne) || isNear(index, names) else {
        continue
      }
      report(index...index, "a person's day or year of birth", .birth)
    }
  }

  private func isYear(_ index: Int) -> Bool {
    tokens[index].shape == .number && !tokens[index].isOrdinal
      && Self.birthYears.contains(tokens[index].value)
  }

  /// "1990 г.р.", "1990 р. н."
  private func isAbbreviatedBirth(_ index: Int) -> Bool {
    guard index + 4 < tokens.count, tokens[index + 1].length == 1, tokens[index + 2].isSign("."),
      tokens[index + 3].length == 1, tokens[index + 4].isSign(".")
    else { return false }
    let letters = text((index + 1)...(index + 1)) + text((index + 3)...(index + 3))
    return letters == "гр" || letters == "рн"
  }

  private func isOne(_ index: Int) -> Bool {
    tokens[index].isAny(of: [.person, .rank]) && !tokens[index].classes.contains(.persons)
  }

  private func isNear(_ index: Int, _ names: [PersonName]) -> Bool {
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle].range.lowerBound < index { low = middle + 1 } else { high = middle }
    }
    return [low - 1, low].contains { position in
      names.indices.contains(position) && abs(names[position].range.lowerBound - index) <= 10
        && tokens[names[position].range.lowerBound].sentence == tokens[index].sentence
    }
  }

  /// "a 23-year-old marine", "23-летний сержант".
  mutating func findAges() {
    for index in tokens.indices where tokens[index].classes.contains(.age) {
      var number = index - 1
      if token(number)?.isSign("-") == true || token(number)?.isSign("‑") == true { number -= 1 }
      guard let age = token(number), age.shape == .number, Self.ages.contains(age.value) else { continue }
      if token(number - 1)?.classes.contains(.limit) == true { continue }
      for step in 1...4 {
        guard let next = token(index + step, inSentenceOf: index), next.shape == .word else { break }
        guard isOne(index + step) || next.isAny(of: [.captive]) && !next.classes.contains(.persons) else {
          continue
        }
        // Who speaks is no captive.
        if token(index + step + 1)?.classes.contains(.speech) == true { break }
        report(number...(index + step), "the age of one person", .age)
        break
      }
    }
  }

  // MARK: - Small groups

  /// One to four persons of a named unit: "two soldiers of the 36th brigade".
  mutating func findSmallGroups() {
    for index in tokens.indices where tokens[index].classes.contains(.unit) {
      guard isNamedUnit(index) else { continue }
      let around = sentence(around: index, before: 10, after: 8)
      guard let group = smallGroup(in: around, unit: index) else { continue }
      let range = min(group, index)...max(group, index)
      report(range, "fewer than \(PersonalData.smallGroupBelow) persons of a named unit", .smallGroup)
    }
  }

  /// A unit with a number or a name of its own.
  private func isNamedUnit(_ index: Int) -> Bool {
    for step in [-1, -2, -3, 1, 2] {
      guard let token = token(index + step, inSentenceOf: index) else { continue }
      if token.isOrdinal { return true }
      guard token.shape == .word, token.isCapital, !token.isAny(of: [.nation, .common, .article, .calendar])
      else { continue }
      if self.token(index + step - 1, inSentenceOf: index) != nil || token.isAny(of: [.place]) { return true }
    }
    return false
  }

  private func smallGroup(in around: ClosedRange<Int>, unit: Int) -> Int? {
    for index in around where tokens[index].isAny(of: [.person, .persons, .rank, .captive]) {
      let isBeforeUnit = index < unit
      // Between the group and its unit stands no other number, and no end of the thought.
      let between = isBeforeUnit ? (index + 1)..<unit : (unit + 1)..<index
      if between.contains(where: { tokens[$0].isSign(",") || tokens[$0].classes.contains(.boundary) }) {
        continue
      }
      if token(index + 1)?.classes.contains(.speech) == true || speaks(unit) { continue }
      if let few = fewBefore(index) { return few }
      if isOne(index), isBeforeUnit, between.count <= 4, !isCounted(index) { return index }
    }
    return nil
  }

  private func speaks(_ unit: Int) -> Bool {
    (1...3).contains { token(unit + $0, inSentenceOf: unit)?.classes.contains(.speech) == true }
  }

  /// The number of one to four that counts the persons.
  private func fewBefore(_ index: Int) -> Int? {
    for step in 1...3 {
      guard let before = token(index - step, inSentenceOf: index), before.shape != .sign else { return nil }
      if before.classes.contains(.few) {
        // "twenty-two" and "two hundred" are one word or have a number beside them.
        return token(index - step + 1)?.shape == .number ? nil : index - step
      }
      if before.shape == .number {
        let isFew = (1...Int32(PersonalData.smallGroupBelow - 1)).contains(before.value) && !before.isOrdinal
        return isFew ? index - step : nil
      }
      if before.isAny(of: [.unit, .boundary]) { return nil }
    }
    return nil
  }

  /// True where a number or a quantifier stands before the word: "102 soldiers", "each soldier".
  private func isCounted(_ index: Int) -> Bool {
    (1...3).contains { step in
      guard let before = token(index - step, inSentenceOf: index) else { return false }
      return before.shape == .number || before.classes.contains(.limit)
    }
  }
}
