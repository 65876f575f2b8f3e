import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages

extension V1.Source {
  init(_ source: Source) {
    self.init()
    id = source.id
    key = source.key
    label = source.label
  }
}

extension V1.Origins {
  init(_ origins: Origins) {
    self.init()
    documents = UInt32(origins.documents)
    outlets = UInt32(origins.outlets)
    self.origins = UInt32(origins.origins)
  }
}

extension V1.EvidenceResponse {
  /// - Parameters:
  ///   - page: which of the items are wanted.
  ///   - claim: the stored claim of an id.
  init(_ answer: EvidenceAnswer, _ page: AnswerPage, claim: (String) throws -> V1.Claim) rethrows {
    self.init()
    measure = answer.measure
    items = try answer.items[page.range].map { try V1.Evidence($0, claim: claim) }
    nextCursor = page.nextCursor
    origins = V1.Origins(answer.origins)
    explanation = answer.explanation
  }
}

extension V1.Evidence {
  fileprivate init(_ evidence: Evidence, claim: (String) throws -> V1.Claim) rethrows {
    let stored = try claim(evidence.claim.id)
    self.init()
    self.claim = V1.Source(evidence.source)
    speaker = evidence.speaker
    role = stored.speaker?.role ?? ""
    side = evidence.side
    speechAct = stored.speechAct
    asserted = stored.asserted
    measure = stored.measure
    measure?.unit = V1.Unit(rawValue: evidence.claim.measure.effectiveUnit.rawValue)
    switch stored.value {
    case .quantity(let quantity): self.quantity = quantity
    case .valueState(let state): valueState = state
    case nil: break
    }
    proposition = stored.proposition
    chain = evidence.chain
    challenges = try evidence.challenges.map { try V1.Challenge($0, claim: claim) }
    var comparability = V1.Comparability()
    comparability.comparable = evidence.comparability.isComparable
    comparability.reasons = evidence.comparability.reasons
    self.comparability = comparability
    origins = V1.Origins(evidence.origins)
    documents = evidence.documents.map { V1.Source($0) }
    explanation = evidence.explanation
  }
}

extension V1.Challenge {
  fileprivate init(_ challenge: Challenge, claim: (String) throws -> V1.Claim) rethrows {
    let stored = try claim(challenge.claim.id)
    self.init()
    self.claim = V1.Source(challenge.source)
    speaker = challenge.speaker
    speechAct = stored.speechAct
    counterNumber = challenge.counterNumber != nil
    switch stored.value {
    case .quantity(let quantity): self.quantity = quantity
    case .valueState(let state): valueState = state
    case nil: break
    }
    proposition = stored.proposition
  }
}

extension V1.TallyResponse {
  init(_ checks: [TallyCheck]) {
    self.init()
    self.checks = checks.map { V1.TallyCheck($0) }
  }
}

extension V1.TallyCheck {
  fileprivate init(_ check: TallyCheck) {
    self.init()
    exchangesClaim = check.exchangesClaim.map { V1.Source($0) }
    personsClaim = check.personsClaim.map { V1.Source($0) }
    dependentPower = check.dependentPowerName
    fromDay = check.window.earliest?.description ?? ""
    toDay = check.window.latest?.description ?? ""
    statedExchanges = check.statedExchanges.map { V1.Bounds($0) }
    statedPersons = check.statedPersons.map { V1.Bounds($0) }
    recordedExchanges = V1.Bounds(check.recordedExchanges)
    recordedPersons = V1.Bounds(check.recordedPersons)
    remainingExchanges = check.remainingExchanges.map { V1.Bounds($0) }
    remainingPersons = check.remainingPersons.map { V1.Bounds($0) }
    counted = check.counted.map { V1.TallyExchange($0) }
    leftOut = check.leftOut.map { V1.TallyExchange($0) }
    excludes = check.excludes
    impossible = check.impossible
    explanation = check.explanation
  }
}

extension V1.TallyExchange {
  fileprivate init(_ entry: TallyExchange) {
    self.init()
    exchange = V1.Source(entry.source)
    date = entry.exchange.date.map { V1.Date($0) }
    persons = V1.Bounds(entry.persons)
    reason = entry.reason
  }
}

extension V1.ParityResponse {
  init(_ finding: ParityFinding) {
    self.init()
    exchange = V1.Source(finding.exchange)
    verdict = V1.ParityVerdict(rawValue: finding.verdict.rawValue)
    legs = finding.legs.map { total in
      var leg = V1.LegTotal()
      leg.from = total.fromName
      leg.to = total.toName
      leg.hard = V1.Bounds(total.hard)
      leg.soft = V1.Bounds(total.soft)
      leg.categories = total.categories.map { V1.PersonCategory(rawValue: $0.rawValue) }
      leg.undisclosed = total.undisclosed
      leg.unit = V1.Unit(rawValue: total.unit.rawValue)
      leg.sources = total.sources.map { V1.Source($0) }
      leg.dependentPower = total.dependentPowerName
      return leg
    }
    origins = V1.Origins(finding.origins)
    explanation = finding.explanation
  }
}

extension V1.ProgressResponse {
  init(_ finding: ProgressFinding) {
    self.init()
    agreement = V1.Source(finding.agreement)
    obligations = finding.obligations.map { progress in
      var obligation = V1.ObligationProgress()
      obligation.obligor = progress.obligorName
      obligation.dependentPower = progress.dependentPowerName
      obligation.obligation = progress.obligation
      obligation.pledged = progress.pledged.map { V1.Bounds($0) }
      obligation.delivered = V1.Bounds(progress.delivered)
      obligation.verdict = V1.ProgressVerdict(rawValue: progress.verdict.rawValue)
      obligation.conditions = progress.conditions
      obligation.sources = progress.sources.map { V1.Source($0) }
      obligation.explanation = progress.explanation
      return obligation
    }
  }
}
