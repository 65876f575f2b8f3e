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
}
