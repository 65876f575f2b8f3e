import ExclaimDomain

extension Exchange {
  /// Groups of a leg that were transferred; a leg without groups has one of which nothing is known.
  ///
  /// Groups of a stage that has not begun are left out.
  func transferred(_ leg: Leg) -> [PersonGroup] {
    let nothingKnown = PersonGroup(category: self.category == .remains ? .mortalRemains : .unspecified)
    let ahead = Set(stages.filter { $0.status != .unspecified && !$0.status.hasBegun }.map(\.number))
    return (leg.persons.isEmpty ? [nothingKnown] : leg.persons).filter { !ahead.contains($0.stage) }
  }

  /// True where nobody alive changed hands, so far as is recorded.
  var isOfRemainsOnly: Bool {
    let groups = legs.flatMap(\.persons)
    return groups.isEmpty ? category == .remains : groups.allSatisfy { $0.effectiveUnit != .persons }
  }

  /// Parties that hand over or receive, or whose people are transferred.
  var parties: Set<String> { Set(legs.flatMap { [$0.from, $0.to, $0.effectiveDependentPower] }) }

  /// True when one of the powers gives, receives or has its people in the exchange.
  func concerns(_ powers: Powers) -> Bool { powers.isAll || !parties.isDisjoint(with: powers.parties) }

  /// True for a party that receives another power's people: it passes them on, and is no side of its own.
  func passesOn(_ party: String) -> Bool {
    legs.contains { $0.to == party && $0.effectiveDependentPower != party }
  }

  /// True for a group of this handover that is certainly a part of the larger exchange.
  func assigns(_ group: PersonGroup, to larger: String) -> Bool {
    group.partOf.isEmpty ? partOf == [larger] : group.partOf == larger
  }
}

extension Ledger {
  /// Whether a group is under an agreement: yes, no, or nil for "it may or may not".
  ///
  /// What the group says stands before what its leg says, that before what the exchange says, and that before
  /// what the larger exchanges say of which it is a part.
  func isUnder(_ agreement: String, _ group: PersonGroup, _ leg: Leg, _ exchange: Exchange) -> Bool? {
    func isUnder(_ agreements: [String]) -> Bool? {
      guard agreements.contains(agreement) else { return false }
      return agreements.count == 1 ? true : nil
    }
    let own = group.agreement.isEmpty ? leg.agreement : group.agreement
    if !own.isEmpty { return own == agreement }
    if !exchange.agreements.isEmpty { return isUnder(exchange.agreements) }
    let wholes = group.partOf.isEmpty ? exchange.partOf : [group.partOf]
    let answers = Set(wholes.compactMap { self.exchange($0) }.map { isUnder($0.agreements) })
    return answers.count > 1 ? nil : answers.first ?? false
  }

  /// Why two records may be of one event, as "same day and legs"; nil when nothing says so.
  func mayBeOneEvent(_ first: Exchange, _ second: Exchange) -> String? {
    let pairs = first.ordinals.flatMap { ordinal in
      second.ordinals.filter { $0.series == ordinal.series }.map { (ordinal, $0.number) }
    }
    if let (ordinal, _) = pairs.first(where: { $0.0.number == $0.1 }) {
      return "both are number \(ordinal.number) \"\(ordinal.series)\""
    }
    guard pairs.isEmpty, let day = first.date?.window, day.earliest != nil, day.earliest == day.latest,
      second.date?.window == day, !second.partOf.contains(first.identity),
      !first.partOf.contains(second.identity)
    else { return nil }
    return haveLikeLegs(first, second) ? "same day and legs" : nil
  }

  private func haveLikeLegs(_ first: Exchange, _ second: Exchange) -> Bool {
    func directions(_ exchange: Exchange) -> [[String]: Bounds] {
      let legs = Dictionary(grouping: exchange.legs) { [$0.from, $0.to, $0.effectiveDependentPower] }
      return legs.mapValues { legs in
        legs.map { leg in
          sum(exchange.transferred(leg).filter { $0.effectiveUnit == .persons }).hard
        }.total
      }
    }
    let (mine, others) = (directions(first), directions(second))
    let common = mine.keys.filter { others[$0] != nil }
    return (!common.isEmpty || first.parties == second.parties)
      && common.allSatisfy { mine[$0]?.intersects(others[$0] ?? .unknown) ?? true }
  }
}

extension Ledger {
  /// True when the speaker took the claim back, and did not take that back in turn.
  func isRetracted(_ claim: Claim) -> Bool {
    var seen: Set<String> = []
    func isRetracted(_ claim: Claim) -> Bool {
      guard seen.insert(claim.identity).inserted else { return false }
      return claims(about: claim).contains {
        $0.speechAct == .retracts && isSameSpeaker($0, claim) && !isRetracted($0)
      }
    }
    return isRetracted(claim)
  }

  /// True when the same speaker corrected the claim, or said what supersedes it.
  func isReplaced(_ claim: Claim) -> Bool {
    let corrections = claims(about: claim).filter { $0.speechAct == .corrects }
    let superseding = relations(at: claim).filter { $0.kind == .supersedes && $0.to == claim.identity }
    return (corrections + superseding.compactMap { self.claim($0.from) }).contains {
      isSameSpeaker($0, claim) && $0.identity != claim.identity && !isRetracted($0)
    }
  }

  /// True for a claim that its speaker neither took back nor replaced.
  func stands(_ claim: Claim) -> Bool { !isRetracted(claim) && !isReplaced(claim) }

  private func isSameSpeaker(_ first: Claim, _ second: Claim) -> Bool {
    first.speaker.actor == second.speaker.actor
  }
}
