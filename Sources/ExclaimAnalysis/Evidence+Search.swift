import ExclaimDomain

extension Ledger {
  /// Every claim on the measure asked for, with its challenges, and whether it counts what was asked.
  ///
  /// A date keeps claims whose own time may meet it or is not stated. A claim at another time is kept where
  /// a relation ties it to one that was found: somebody may hold the two against each other.
  /// Cost: linear in the claims of the ledger.
  public func evidence(_ query: EvidenceQuery) -> EvidenceAnswer {
    // In the order in which they are told, so that the order in which they were recorded decides nothing.
    let found = claims(on: query).sorted(by: isToldBefore)
    let reasons = openDifferences(among: found.filter { compare($0, query) == .same })
    let rivals = irreconcilable(among: found)
    let items = found.mapWhileWanted { claim in
      evidence(claim, query, reasons[claim.identity] ?? [], rivals[claim.identity])
    }
    let origins = origins(of: found)
    let count = "\(sentence(count(items.count, "claim"))) from \(origins.words)."
    return EvidenceAnswer(
      measure: words(query), items: items, origins: origins,
      explanation: items.isEmpty ? "No claim on this is recorded." : count + warning(found, rivals))
  }

  /// The claims on the measure asked for; those at another time after the others.
  func claims(on query: EvidenceQuery) -> [Claim] {
    let tied = claim(query.claim).map { Set(claims(tiedTo: $0).map(\.identity)) }
    let onMeasure = claims.filter { isOn(query, $0) && (tied?.contains($0.identity) ?? query.claim.isEmpty) }
    let inTime = onMeasure.filter { meets(query.date, $0) }
    let related = Set(inTime.flatMap { relations(at: $0) }.flatMap { [$0.from, $0.to] })
    return inTime + onMeasure.filter { !meets(query.date, $0) && related.contains($0.identity) }
  }

  /// The claim, those to which a relation ties it, those about it, and that which it is about.
  func claims(tiedTo claim: Claim) -> [Claim] {
    let related = relations(at: claim).flatMap { [$0.from, $0.to] }
    return [claim] + claims(about: claim) + (related + [claim.about.claim]).compactMap { self.claim($0) }
  }

  private func evidence(
    _ claim: Claim, _ query: EvidenceQuery, _ reasons: [String], _ rival: Claim?
  ) -> Evidence {
    var comparability = compare(claim, query)
    if comparability == .same && !reasons.isEmpty { comparability = .notComparable(reasons) }
    let challenges = challenges(of: claim)
    let origins = origins(of: supporters(of: claim))
    let doubt = credibilityDoubt(claim, origins).map { " \($0)" } ?? ""
    return Evidence(
      source: source(claim), claim: claim, speaker: name(claim.speaker.actor),
      side: side(of: claim.speaker.actor).map(name) ?? "", chain: claim.chain.map(words),
      challenges: challenges, comparability: comparability, origins: origins,
      documents: documents(of: [claim]).compactMap { document($0) }.map(source),
      explanation: words(claim, challenges) + (rival.map { "; cannot hold beside \(words($0))" } ?? "") + "."
        + doubt)
  }

  /// The claim and those that say the same of it: confirmations, supports and other reports of the utterance.
  func supporters(of claim: Claim) -> [Claim] {
    // A confirmation that gives another number supports nothing.
    var found = [claim] + claims(about: claim).filter { $0.speechAct == .confirms && isLike($0, claim) }
    for relation in relations(at: claim) {
      switch relation.kind {
      case .supports where relation.to == claim.identity:
        found += self.claim(relation.from).map { [$0] } ?? []
      case .sameUtterance, .derivedFrom, .scopeDriftOf:
        let other = relation.from == claim.identity ? relation.to : relation.from
        found += self.claim(other).map { [$0] } ?? []
      default: break
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.identity).inserted }
  }

  private func isLike(_ confirmation: Claim, _ claim: Claim) -> Bool {
    guard let one = confirmation.value?.quantity, let other = claim.value?.quantity else { return true }
    guard let first = one.count, let second = other.count else { return one.kind == other.kind }
    return first.hard.intersects(second.hard)
  }

  /// By the day on which they were said, undated ones last; then by what their authors wrote.
  func isToldBefore(_ first: Claim, _ second: Claim) -> Bool {
    let (one, other) = (first.lastDaySaid, second.lastDaySaid)
    if one != other { return one < other }
    if first.key != second.key { return first.key < second.key }
    let (numbers, otherNumbers) = (orderNumbers(first), orderNumbers(second))
    if numbers != otherNumbers { return numbers < otherNumbers }
    return orderTexts(first) < orderTexts(second)
  }

  private func orderNumbers(_ claim: Claim) -> (Int32, Int32, Int32, Int, Int) {
    let (measure, days) = (claim.measure, days(of: claim))
    return (
      measure.topic.rawValue, measure.category.rawValue, claim.speechAct.rawValue,
      days?.earliest?.number ?? .min, days?.latest?.number ?? .max
    )
  }

  private func orderTexts(_ claim: Claim) -> (String, String, String, String, String) {
    (
      claim.value?.quantity?.words ?? "", claim.measure.scope, claim.proposition, name(claim.speaker.actor),
      claim.note
    )
  }
}

extension Ledger {
  func isOn(_ query: EvidenceQuery, _ claim: Claim) -> Bool {
    let measure = claim.measure
    return (query.topic == .unspecified || measure.topic == query.topic)
      && mayBe(measure.dependent, query.dependentPower)
      && mayBe(measure.detaining, query.detainingPower)
      && (query.category == .unspecified || measure.category == .unspecified
        || !measure.category.excludes(query.category))
      && (query.exchange.isEmpty || claim.about.exchange == query.exchange)
      && (query.agreement.isEmpty || isUnder(query.agreement, claim))
      && (query.claim.isEmpty || claim.identity == query.claim || claim.about.claim == query.claim)
  }

  func mayBe(_ powers: Powers?, _ power: String) -> Bool {
    guard !power.isEmpty, let powers else { return true }
    return powers.isAll || powers.parties.contains(power)
  }

  private func isUnder(_ agreement: String, _ claim: Claim) -> Bool {
    claim.about.agreement == agreement || claim.measure.includes.contains(.agreement(agreement))
      || exchange(claim.about.exchange)?.agreements.contains(agreement) == true
  }

  /// The days of what a claim counts: those of its measure, or of the exchange that it is about.
  func days(of claim: Claim) -> DayWindow? {
    if let time = claim.measure.time {
      return DayWindow(earliest: time.begin.earliest, latest: time.end.latest)
    }
    return exchange(claim.about.exchange)?.date?.window
  }

  func meets(_ date: DayWindow?, _ claim: Claim) -> Bool {
    guard let date, let days = days(of: claim) else { return true }
    return days.intersects(date)
  }

  /// How a claim compares with the question, in those respects in which the question says something.
  private func compare(_ claim: Claim, _ query: EvidenceQuery) -> Comparability {
    var asked = claim.measure
    if query.topic != .unspecified { asked.topic = query.topic }
    if !query.dependentPower.isEmpty { asked.dependent = .one(query.dependentPower) }
    if !query.detainingPower.isEmpty { asked.detaining = .one(query.detainingPower) }
    if query.category != .unspecified { asked.category = query.category }
    let respects: [Respect] = [.topic, .dependentPower, .detainingPower, .category]
    let comparability = claim.measure.comparability(with: asked, in: respects, name: title)
    guard let date = query.date, claim.measure.topic.hasNumber, days(of: claim) != date else {
      return comparability
    }
    let stated = days(of: claim) == nil ? "no time stated" : timeWords(of: claim)
    return .notComparable(comparability.reasons + ["time: \(stated) against \(date.words)"])
  }

  func timeWords(of claim: Claim) -> String {
    claim.measure.time == nil ? days(of: claim)?.words ?? "" : claim.measure.timeWords
  }
}

extension Claim {
  /// A day after all others where none is known.
  fileprivate var lastDaySaid: Int {
    guard let window = asserted?.window else { return .max }
    return (window.latest ?? window.earliest)?.number ?? .max - 1
  }
}
