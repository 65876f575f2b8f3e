import ExclaimDomain

extension DeliveryRule {
  /// True for a claim about the agreement that says how many of those owed came back.
  ///
  /// A total that takes the agreement in says nothing of the part that came under it.
  func saysDelivered(_ claim: Claim) -> Bool {
    claim.about.agreement == agreement.identity && claim.speechAct.affirms
      && claim.value?.quantity?.count != nil
      && claim.measure.effectiveUnit == measure.effectiveUnit && isFulfilment(claim.measure.topic)
      && isOfSamePowers(claim.measure) && !claim.measure.category.excludes(measure.category.widestReading)
      && ledger.stands(claim)
  }

  /// What one party hands over the other gets back: the two words name one event.
  private func isFulfilment(_ topic: Topic) -> Bool {
    topic == measure.topic || Set([topic, measure.topic]) == [.returned, .handedOver]
  }

  private func isOfSamePowers(_ other: Measure) -> Bool {
    if let mine = measure.dependent, let theirs = other.dependent, !mine.contains(theirs) { return false }
    if let mine = measure.detaining, let theirs = other.detaining, !mine.contains(theirs) { return false }
    if measure.dependent == nil && measure.detaining == nil {
      return other.detaining == .one(obligation.obligor)
    }
    return other.dependent != nil || other.detaining != nil
  }

  /// What each claim says was delivered.
  func deliveries(_ claims: [Claim]) -> [Delivery] {
    let wholes = claims.filter(isWhole)
    return claims.map { claim in
      let late = lateness(claim)
      var conditions = timeConditions(claim) + [late].compactMap(\.self)
      if measure.dependent != nil && claim.measure.dependent == nil {
        conditions.append(.scope("dependent power: not said against that of the pledge"))
      }
      conditions += [categoryCondition(claim.measure.category), scopeCondition(claim.measure.scope)]
        .compactMap(\.self)
      let missing = measure.excludes.filter { !claim.measure.excludes.contains($0) }
      if !missing.isEmpty {
        conditions.append(
          .scope("excludes: \(list(missing.map { $0.words(ledger.title) })) not left out of the count"))
      }
      conditions += contests(claim)
      if let rival = wholes.first(where: { contradicts($0, claim) }) {
        conditions.append(.other("the figure holds rather than \(words(rival))"))
      }
      let begin = claim.measure.time?.begin.earliest ?? ledger.days(of: claim)?.earliest
      return Delivery(
        low: claim.value?.quantity?.count?.hard.low ?? 0, conditions: conditions,
        sources: [ledger.source(claim)], days: DayWindow(earliest: begin, latest: lastDay(claim)?.latest),
        isLate: late != nil)
    }
  }

  /// What must hold where others contest the figure, or it was contradicted or superseded.
  private func contests(_ claim: Claim) -> [Condition] {
    let standing = ledger.challenges(of: claim).filter {
      !$0.claim.speechAct.isRemark && !ledger.isRetracted($0.claim)
    }
    guard !standing.isEmpty else { return [] }
    let who = unique(standing.map { "\($0.speaker) (\($0.source.reference))" }).sorted()
    return [.other("the figure holds, which \(list(who)) \(who.count == 1 ? "contests" : "contest")")]
  }

  /// "\"998\" by the ministry of defence (c2)".
  private func words(_ claim: Claim) -> String {
    let source = ledger.source(claim)
    return "\"\(claim.value?.quantity?.words ?? "")\" by \(source.label) (\(source.reference))"
  }

  /// What must hold where a claim may count what came before the pledge does.
  private func timeConditions(_ claim: Claim) -> [Condition] {
    let begin = claim.measure.time.flatMap { $0.begin == .unknown ? nil : $0.begin } ?? ledger.days(of: claim)
    var conditions: [Condition] = []
    if let from = measure.from?.window, !isFrom(begin, from) {
      let words = begin.map { "since \($0.words)" } ?? "from a day not said"
      conditions.append(.other("time: counted \(words) against \(from.words) pledged"))
    }
    if let begin, let made = agreement.date?.window, !isFrom(begin, made) {
      conditions.append(
        .other("time: counted since \(begin.words), before the agreement was made, \(made.words)"))
    }
    return conditions
  }

  private func isFrom(_ begin: DayWindow?, _ day: DayWindow) -> Bool {
    guard let begin = begin?.earliest, let day = day.latest else { return false }
    return begin >= day
  }

  private func lateness(_ claim: Claim) -> Condition? {
    guard let due, let last = due.latest else { return nil }
    guard let end = lastDay(claim) else {
      return .other("time: not said until when it was counted, and the due day is \(due.words)")
    }
    return end.latest.map { $0 > last } ?? true
      ? .other("time: counted up to \(end.words), after the due day, \(due.words)") : nil
  }

  /// True when the first claim, of a whole and no earlier, says that there were fewer than the second says.
  private func contradicts(_ claim: Claim, _ other: Claim) -> Bool {
    guard claim.identity != other.identity,
      let high = claim.value?.quantity?.count?.hard.high, let low = other.value?.quantity?.count?.hard.low,
      high < low, claim.measure.category.contains(other.measure.category)
    else { return false }
    guard let end = lastDay(claim), let others = lastDay(other) else { return true }
    return !end.isBefore(others)
  }

  /// True for a claim of everything delivered so far, not of one exchange or one limited part.
  private func isWhole(_ claim: Claim) -> Bool {
    let begin = claim.measure.time?.begin ?? .unknown
    let start = measure.from?.window ?? agreement.date?.window
    let beginsInTime = begin == .unknown || start.map { isFrom($0, begin) } ?? false
    return beginsInTime && claim.measure.at == nil && claim.about.exchange.isEmpty
      && claim.measure.scope.isEmpty && claim.measure.excludes.isEmpty
      && claim.measure.dependent == measure.dependent
      && (claim.measure.detaining == nil || claim.measure.detaining == measure.detaining)
  }

  private func lastDay(_ claim: Claim) -> DayWindow? {
    if let end = claim.measure.time?.end, end != .unknown { return end }
    return ledger.days(of: claim).flatMap { claim.about.exchange.isEmpty ? nil : $0 }
      ?? claim.asserted?.window
  }

  /// At most so many by the day on which the obligation was due; nil while nothing bounds it.
  ///
  /// Only an uncontested claim of the whole that reaches to that day bounds it: later returns are open before.
  func high(_ claims: [Claim]) -> (bound: Int64, source: Source)? {
    guard let due = due?.latest else { return nil }
    let wholes = claims.filter { claim in
      guard isWhole(claim), contests(claim).isEmpty, let end = lastDay(claim)?.earliest else { return false }
      return end >= due && claim.measure.category.contains(measure.category)
    }
    let bounds = wholes.compactMap { claim in
      claim.value?.quantity?.count?.hard.high.map { (bound: $0, source: ledger.source(claim)) }
    }
    return bounds.min { $0.bound < $1.bound }
  }
}
