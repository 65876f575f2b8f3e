import ExclaimDomain

extension Ledger {
  /// Official totals against the recorded exchanges; those of other parties are passed over.
  ///
  /// `claim` is a reference to a claim that states a number of exchanges or of persons returned; empty for the
  /// latest official totals. A claim that states no total, or that the ledger does not have, has no check.
  /// `dependentPower` restricts to one power's people; empty for none.
  public func tally(claim: String = "", dependentPower: String = "") -> [TallyCheck] {
    totals(claim: claim, dependentPower: dependentPower).mapWhileWanted { check($0, dependentPower) }
  }

  private func check(_ total: Total, _ dependentPower: String) -> TallyCheck {
    let powers = total.dependent ?? (dependentPower.isEmpty ? nil : .one(dependentPower))
    let lines = TallyLines(
      rule: TallyMembershipRule(ledger: self, total: total),
      exchanges: exchanges.filter { exchange in powers.map(exchange.concerns) ?? true }.sorted(by: isEarlier))
    let arithmetic = TallyArithmetic(
      statedExchanges: total.exchanges?.value?.quantity?.count?.hard,
      statedPersons: total.persons?.value?.quantity?.count?.hard,
      certain: lines.items.filter(\.isCertain).map(\.item),
      possible: lines.items.filter { !$0.isCertain }.map(\.item))
    var check = check(total, arithmetic)
    for line in lines.lines {
      let entry = TallyExchange(
        source: source(line.exchange), exchange: line.exchange, persons: line.membership.persons,
        isCertain: line.membership.counts == true, reason: line.membership.reasons.joined(separator: "; "))
      if line.membership.counts == false { check.leftOut.append(entry) } else { check.counted.append(entry) }
    }
    check.explanation = ([check.words] + notes(total, check, lines)).joined(separator: " ")
    return check
  }

  private func check(_ total: Total, _ arithmetic: TallyArithmetic) -> TallyCheck {
    let outcome = arithmetic.outcome()
    let (begin, end) = window(of: total)
    let powers = total.dependent.map { $0.isAll ? [] : $0.parties.sorted() } ?? []
    return TallyCheck(
      exchangesClaim: total.exchanges.map(source), personsClaim: total.persons.map(source),
      dependentPowers: powers, dependentPowerName: list(powers.map(name)),
      window: DayWindow(earliest: begin.earliest, latest: end.latest),
      statedExchanges: arithmetic.statedExchanges, statedPersons: arithmetic.statedPersons,
      recordedExchanges: outcome.recordedExchanges, recordedPersons: outcome.recordedPersons,
      remainingExchanges: outcome.remainingExchanges, remainingPersons: outcome.remainingPersons,
      counted: [], leftOut: [], excludes: total.excludes.map { $0.words(title) },
      impossible: outcome.impossible, explanation: "")
  }

  private func isEarlier(_ first: Exchange, _ second: Exchange) -> Bool {
    (days(of: first)?.earliest?.number ?? .max) < (days(of: second)?.earliest?.number ?? .max)
  }
}
