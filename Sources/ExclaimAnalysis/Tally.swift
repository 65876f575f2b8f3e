import ExclaimDomain

extension Ledger {
  /// Official totals against the recorded exchanges; those of other parties are passed over.
  ///
  /// `claim` is a reference to a claim that states a number of exchanges or of persons returned; empty for the
  /// latest official totals. A claim that states no total, or that the ledger does not have, has no check.
  /// `dependentPower` restricts to one power's people; empty for none.
  public func tally(claim: String = "", dependentPower: String = "") -> [TallyCheck] {
    totals(claim: claim, dependentPower: dependentPower).map { check($0, dependentPower) }
  }

  private func check(_ total: Total, _ dependentPower: String) -> TallyCheck {
    let dependent = total.dependent ?? (dependentPower.isEmpty ? nil : .one(dependentPower))
    let rule = TallyMembershipRule(ledger: self, total: total, dependent: dependent)
    var counted: [TallyExchange] = []
    var leftOut: [TallyExchange] = []
    let concerned = exchanges.filter { exchange in dependent.map(exchange.concerns) ?? true }
    for exchange in concerned.sorted(by: isEarlier) {
      let membership = rule.membership(of: exchange)
      let entry = TallyExchange(
        source: source(exchange), exchange: exchange, persons: membership.persons,
        isCertain: membership.counts == true, reason: membership.reasons.joined(separator: "; "))
      if membership.counts == false { leftOut.append(entry) } else { counted.append(entry) }
    }
    let arithmetic = TallyArithmetic(
      statedExchanges: total.exchanges?.value?.quantity?.count?.hard,
      statedPersons: total.persons?.value?.quantity?.count?.hard,
      certain: counted.filter(\.isCertain).map(\.persons),
      possible: counted.filter { !$0.isCertain }.map(\.persons))
    return check(total, dependent, arithmetic, counted, leftOut)
  }

  private func check(
    _ total: Total, _ dependent: Powers?, _ arithmetic: TallyArithmetic, _ counted: [TallyExchange],
    _ leftOut: [TallyExchange]
  ) -> TallyCheck {
    let outcome = arithmetic.outcome()
    let (begin, end) = window(of: total)
    let powers = dependent.map { $0.isAll ? [] : $0.parties.sorted() } ?? []
    var check = TallyCheck(
      exchangesClaim: total.exchanges.map(source), personsClaim: total.persons.map(source),
      dependentPowers: powers,
      dependentPowerName: list(powers.map(name)),
      window: DayWindow(earliest: begin.earliest, latest: end.latest),
      statedExchanges: arithmetic.statedExchanges, statedPersons: arithmetic.statedPersons,
      recordedExchanges: outcome.recordedExchanges, recordedPersons: outcome.recordedPersons,
      remainingExchanges: outcome.remainingExchanges, remainingPersons: outcome.remainingPersons,
      counted: counted, leftOut: leftOut, excludes: total.excludes.map { $0.words(title) },
      impossible: outcome.impossible, explanation: "")
    check.explanation = check.words + looseCategoryNote(total, check)
    return check
  }

  private func isEarlier(_ first: Exchange, _ second: Exchange) -> Bool {
    (days(of: first)?.earliest?.number ?? .max) < (days(of: second)?.earliest?.number ?? .max)
  }

  /// Says it where the total's word for the persons is narrower than those whom the records count.
  private func looseCategoryNote(_ total: Total, _ check: TallyCheck) -> String {
    guard let category = total.persons?.measure.category, PersonCategory.military.contains(category) else {
      return ""
    }
    let others = check.counted.contains { entry in
      entry.exchange.legs.contains { $0.persons.contains { category.excludes($0.category) } }
    }
    return others
      ? " The total speaks of \(category.label); everybody returned in the exchanges is counted here." : ""
  }
}

extension TallyCheck {
  /// "Recorded 2 of 66 exchanges with 190 of 5,857 persons; 5,667 persons remain in 64 exchanges."
  fileprivate var words: String {
    var text = "Recorded \(recordedExchanges.words)"
    if let statedExchanges { text += " of \(statedExchanges.words)" }
    text += recordedExchanges.words == "1" && statedExchanges == nil ? " exchange" : " exchanges"
    text += ", with \(recordedPersons.words)"
    if let statedPersons { text += " of \(statedPersons.words)" }
    text += " persons\(dependentPowerName.isEmpty ? "" : " returned to \(dependentPowerName)")"
    text += impossible ? ": no numbers satisfy both the total and the records." : remainder
    if !excludes.isEmpty { text += " The total leaves out \(list(excludes))." }
    let open = counted.filter { !$0.isCertain }.count
    if open > 0 { text += " \(count(open, "exchange")) may or may not count." }
    return text
  }

  private var remainder: String {
    switch (remainingExchanges, remainingPersons) {
    case (let exchanges?, let persons?):
      "; \(persons.words("person")) \(verb(persons)) unexplained in \(exchanges.words("exchange")) not recorded."
    case (let exchanges?, nil): "; \(exchanges.words("exchange")) \(verb(exchanges)) not recorded."
    case (nil, let persons?): "; \(persons.words("person")) \(verb(persons)) unexplained."
    case (nil, nil): "."
    }
  }

  private func verb(_ bounds: Bounds) -> String { bounds.exact == 1 ? "is" : "are" }
}
