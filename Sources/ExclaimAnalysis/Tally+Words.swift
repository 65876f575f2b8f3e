import ExclaimDomain

extension TallyCheck {
  /// "Recorded 2 of 66 exchanges, with 190 of 5,857 persons; 5,667 persons remain in 64 exchanges."
  var words: String {
    let exchanges = Self.part(recordedExchanges, of: statedExchanges, "exchange")
    var text = "Recorded \(exchanges), with \(Self.part(recordedPersons, of: statedPersons, "person"))"
    if !dependentPowerName.isEmpty { text += " returned to \(dependentPowerName)" }
    text += impossible ? ": no numbers satisfy both the total and the records." : remainder
    if !excludes.isEmpty { text += " The total leaves out \(list(excludes))." }
    let open = counted.filter { !$0.isCertain }.count
    if open > 0 { text += " \(count(open, "exchange")) may or may not count." }
    return text
  }

  /// "2 of 66 exchanges", "an unknown number of the 500 persons".
  private static func part(_ part: Bounds, of whole: Bounds?, _ noun: String) -> String {
    guard let whole else { return part.words(noun) }
    if part == .atLeast(0), whole.high != nil { return "\(part.words) of the \(whole.words(noun))" }
    return "\(part.words) of \(whole.words(noun))"
  }

  private var remainder: String {
    switch (remainingExchanges, remainingPersons) {
    case (Bounds.exactly(0)?, _):
      recordedPersons.exact != nil || statedPersons == nil
        ? "; no exchange is missing." : "; no exchange is missing, and persons not recorded were in these."
    case (let exchanges?, let persons?):
      "; \(persons.words("person")) \(verb(persons)) unexplained in \(exchanges.words("exchange")) not recorded."
    case (let exchanges?, nil): "; \(exchanges.words("exchange")) \(verb(exchanges)) not recorded."
    case (nil, let persons?): "; \(persons.words("person")) \(verb(persons)) unexplained."
    case (nil, nil): "."
    }
  }

  private func verb(_ bounds: Bounds) -> String { bounds.exact == 1 ? "is" : "are" }
}

extension Ledger {
  /// What a reader must know of a check besides its numbers.
  func notes(_ total: Total, _ check: TallyCheck, _ lines: TallyLines) -> [String] {
    var notes = [categoryNote(total, check), ordinalNote(check)].compactMap(\.self)
    notes += lines.openWholes.map { "The recorded handovers of \($0) may count as one exchange." }
    for claim in total.claims {
      let contests = contestWords(of: claim)
      let what = claim.identity == total.exchanges?.identity ? "exchanges" : "persons"
      if !contests.isEmpty { notes.append("The number of \(what): \(contests).") }
    }
    return notes
  }

  /// Says it where the total's word for the persons is narrower than those whom the records count.
  private func categoryNote(_ total: Total, _ check: TallyCheck) -> String? {
    guard let category = total.persons?.measure.category, total.exchanges != nil,
      PersonCategory.military.contains(category),
      check.counted.flatMap(\.exchange.legs).flatMap(\.persons).contains(where: {
        category.counts($0.category, loosely: true) == nil
      })
    else { return nil }
    return
      "The total speaks of \(category.label); it may or may not count others who returned in the exchanges."
  }

  /// Says it where an exchange has a number in its series that is beyond the stated number of exchanges.
  private func ordinalNote(_ check: TallyCheck) -> String? {
    guard let stated = check.statedExchanges, let high = stated.high else { return nil }
    let ordinals = check.counted.flatMap { entry in entry.exchange.ordinals.map { (entry.source.label, $0) } }
    guard let (label, ordinal) = ordinals.max(by: { $0.1.number < $1.1.number }), ordinal.number > high else {
      return nil
    }
    return
      "The \(label) is number \(ordinal.number) \"\(ordinal.series)\", beyond the \(stated.words) stated,"
      + " if the total counts in that series."
  }
}
