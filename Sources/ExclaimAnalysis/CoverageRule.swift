import ExclaimDomain

/// Judges what the records tell of one exchange.
///
/// | of a side | its record tells it by | claims about it tell it, or decline to, by |
/// |---|---|---|
/// | number | a quantity of a group | a number of this side's people returned or handed over, without a limit |
/// | category | a category of a group | a category of those transferred, or their composition |
/// | place | its places | transit |
/// | mediator | its mediators | mediation |
///
/// What is recorded is known, whoever declined to say it. "Citizens" does not tell which persons. Claims that were taken
/// back or replaced, and such as contest others, tell nothing. A number that a speaker does not know is not reported.
struct CoverageRule {
  let ledger: Ledger
  let exchange: Exchange
  private let claims: [Claim]
  private let parties: [String]

  init(ledger: Ledger, exchange: Exchange) {
    (self.ledger, self.exchange) = (ledger, exchange)
    let claims = ledger.claims(about: exchange).filter { ledger.stands($0) }
    self.claims = claims
    parties = Self.parties(exchange, claims, ledger)
  }

  /// The parties whose people were to return: powers on whom those in a leg depend, and whoever hands over others'
  /// people, for an exchange goes both ways unless it is recorded as one-way.
  private static func parties(_ exchange: Exchange, _ claims: [Claim], _ ledger: Ledger) -> [String] {
    var parties = exchange.legs.map(\.effectiveDependentPower)
    if exchange.category != .oneWay {
      parties += exchange.legs.map(\.from).filter { !exchange.passesOn($0) }
    }
    if parties.isEmpty { parties = claims.flatMap { ($0.measure.dependent?.parties ?? []).sorted() } }
    if parties.isEmpty { parties = exchange.agreements.flatMap { ledger.agreement($0)?.parties ?? [] } }
    return unique(parties.filter { !$0.isEmpty })
  }

  /// The sides, or the one of a party.
  func sides(_ party: String) -> [CoverageSide] {
    parties.filter { party.isEmpty || $0 == party }.map { party in
      CoverageSide(
        party: ledger.name(party), number: number(party), category: category(party),
        place: cell(exchange.places.isEmpty ? [] : [exchange], party, [.transit]),
        mediator: cell(exchange.mediators.isEmpty ? [] : [exchange], party, [.mediation]))
    }
  }

  private func groups(_ party: String) -> [PersonGroup] {
    exchange.legs.filter { $0.effectiveDependentPower == party }.flatMap(\.persons)
  }

  private func number(_ party: String) -> CoverageCell {
    let values = groups(party).compactMap(\.value)
    let isRecorded = values.contains { $0.quantity != nil || $0.state == ValueState.none }
    let declines = values.contains { $0.state?.isNotDisclosed == true }
    let telling = claims.filter { claim in
      claim.speechAct.affirms && claim.measure.topic.countsTransfer && claim.value?.quantity?.count != nil
        && claim.measure.scope.isEmpty && claim.measure.excludes.isEmpty && isAlone(party, claim)
    }
    let found = cell(isRecorded, telling, orDeclined: declines, declining(party))
    guard found.state == .notReported else { return found }
    // Who says that they do not know reports nothing, but tells that the gap is theirs too.
    let isUnknown = values.contains { $0.state == .unknownToSpeaker }
    return CoverageCell(
      state: .notReported,
      sources: (isUnknown ? [ledger.source(exchange)] : []) + unknowing(party).map(ledger.source))
  }

  /// Claims that decline to give the number of a party's people.
  func declining(_ party: String) -> [Claim] {
    claims.filter {
      declinesToTell($0) && mayConcern(party, $0) && ($0.measure.topic.countsTransfer || $0.isGeneral)
    }
  }

  /// Claims by which the speaker does not know the number of a party's people.
  func unknowing(_ party: String) -> [Claim] {
    claims.filter {
      $0.value?.state == .unknownToSpeaker && !declinesToTell($0) && mayConcern(party, $0)
        && ($0.measure.topic.countsTransfer || $0.isGeneral)
    }
  }

  private func category(_ party: String) -> CoverageCell {
    let isRecorded = groups(party).contains { $0.category.tellsWho }
    let telling = claims.filter { claim in
      claim.speechAct.affirms && mayConcern(party, claim)
        && (claim.measure.topic == .composition
          || (claim.measure.topic.countsTransfer && claim.measure.category.tellsWho))
    }
    let declining = claims.filter {
      declinesToTell($0) && mayConcern(party, $0) && $0.measure.topic == .composition
    }
    return cell(isRecorded, telling, orDeclined: false, declining)
  }

  private func cell(_ recorded: [Exchange], _ party: String, _ topics: Set<Topic>) -> CoverageCell {
    let on = claims.filter { topics.contains($0.measure.topic) && mayConcern(party, $0) }
    return cell(
      !recorded.isEmpty, on.filter { $0.speechAct.affirms && !declinesToTell($0) }, orDeclined: false,
      on.filter(declinesToTell))
  }

  private func cell(
    _ isRecorded: Bool, _ telling: [Claim], orDeclined isDeclined: Bool, _ declining: [Claim]
  ) -> CoverageCell {
    let record = [ledger.source(exchange)]
    if isRecorded || !telling.isEmpty {
      return CoverageCell(state: .known, sources: (isRecorded ? record : []) + telling.map(ledger.source))
    }
    guard isDeclined || !declining.isEmpty else { return CoverageCell(state: .notReported, sources: []) }
    return CoverageCell(
      state: .notDisclosed, sources: (isDeclined ? record : []) + declining.map(ledger.source))
  }

  private func declinesToTell(_ claim: Claim) -> Bool {
    switch claim.speechAct {
    case .declinesToDisclose, .defers: true
    default: claim.value?.state?.isNotDisclosed == true
    }
  }

  /// True for a number of this side's people and of nobody else's.
  private func isAlone(_ party: String, _ claim: Claim) -> Bool {
    guard let dependent = claim.measure.dependent else { return parties.count == 1 }
    return !dependent.isAll && dependent.parties == [party]
  }

  private func mayConcern(_ party: String, _ claim: Claim) -> Bool {
    claim.measure.dependent?.contains(.one(party)) ?? true
  }
}

extension Topic {
  /// True for counts of those who changed hands.
  var countsTransfer: Bool {
    switch self {
    case .handedOver, .returned, .remainsRepatriated: true
    default: false
    }
  }
}

extension PersonCategory {
  /// False where the text does not say who they are.
  fileprivate var tellsWho: Bool { self != .unspecified && self != .personsUnspecified }
}

extension Claim {
  /// True where what is declined is not said: it is the number, by what people ask first.
  var isGeneral: Bool {
    switch measure.topic {
    case .unspecified, .disclosure, .exchangeStatus: true
    default: false
    }
  }
}
