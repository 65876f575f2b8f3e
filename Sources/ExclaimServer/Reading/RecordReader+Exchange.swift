import ExclaimDomain
import ExclaimMessages

extension RecordReader {
  mutating func read(_ message: V1.Exchange) -> Exchange {
    Exchange(
      key: message.key, visibility: Visibility(message.visibility), note: message.note,
      title: message.title, date: date(message.date), plannedDate: date(message.plannedDate),
      category: ExchangeCategory(message.category, default: .unspecified),
      status: ExchangeStatus(message.status, default: .unspecified),
      ordinals: message.ordinals.map { Ordinal(series: $0.series, number: Int($0.number)) },
      stages: message.stages.map {
        Stage(
          number: Int($0.number), name: $0.name, date: date($0.date),
          status: ExchangeStatus($0.status, default: .unspecified))
      },
      agreements: message.agreements.enumerated().map {
        reference($1, "agreements[\($0)]", .underAgreement, .agreement)
      },
      inOfficialTally: TallyMembership(message.inOfficialTally, default: .unspecified),
      mediators: message.mediators.enumerated().map { actor($1, "mediators[\($0)]", .mediator) },
      places: message.places.map {
        Place(name: $0.name, role: PlaceRole($0.role, default: .unspecified))
      },
      legs: legs(message.legs),
      partOf: message.partOf.enumerated().map { reference($1, "partOf[\($0)]", .partOf, .exchange) })
  }

  private mutating func legs(_ messages: [V1.Leg]) -> [Leg] {
    var legs: [Leg] = []
    for (index, leg) in messages.enumerated() {
      let field = "legs[\(index)]"
      legs.append(
        Leg(
          from: actor(leg.from, "\(field).from", .fromParty), to: actor(leg.to, "\(field).to", .toParty),
          dependentPower: actor(leg.dependentPower, "\(field).dependentPower", .dependentPower),
          agreement: reference(leg.agreement, "\(field).agreement", .underAgreement, .agreement),
          persons: groups(leg.persons, field)))
    }
    return legs
  }

  private mutating func groups(_ messages: [V1.PersonGroup], _ leg: String) -> [PersonGroup] {
    var groups: [PersonGroup] = []
    for (index, group) in messages.enumerated() {
      groups.append(
        PersonGroup(
          category: PersonCategory(group.category, default: .unspecified),
          unit: Unit(group.unit, default: .unspecified), value: value(group.value),
          planned: group.planned.map(quantity),
          agreement: reference(
            group.agreement, "\(leg).persons[\(index)].agreement", .underAgreement, .agreement),
          stage: Int(group.stage),
          partOf: reference(group.partOf, "\(leg).persons[\(index)].partOf", .partOf, .exchange)))
    }
    return groups
  }

  private func value(_ message: V1.PersonGroup.Value?) -> Value? {
    switch message {
    case .quantity(let quantity): .quantity(self.quantity(quantity))
    case .valueState(let state): .state(ValueState(state, default: .unspecified))
    case nil: nil
    }
  }
}
