/// One direction of transfer in an exchange.
public struct Leg: Sendable, Hashable {
  /// Who hands over: reference to an Actor.
  public var from: String
  /// Who receives, be it a third state that interns or passes on: reference to an Actor.
  public var to: String
  /// The power on which the persons depend: reference; empty means the receiving party.
  public var dependentPower: String
  /// An Agreement, if only this leg is under it: reference.
  public var agreement: String
  /// Who is transferred, a group for each category.
  public var persons: [PersonGroup]

  /// A leg; without groups, nothing is recorded of who or how many.
  public init(
    from: String = "", to: String = "", dependentPower: String = "", agreement: String = "",
    persons: [PersonGroup] = []
  ) {
    self.from = from
    self.to = to
    self.dependentPower = dependentPower
    self.agreement = agreement
    self.persons = persons
  }

  /// Whose people are transferred.
  public var effectiveDependentPower: String { dependentPower.isEmpty ? to : dependentPower }
}

/// Persons of one category in a leg.
public struct PersonGroup: Sendable, Hashable {
  /// Which persons.
  public var category: PersonCategory
  /// What one of the number is; unspecified means persons, or bodies for mortal remains.
  public var unit: Unit
  /// How many were transferred, or why that is not known.
  public var value: Value?
  /// How many were to be transferred.
  public var planned: Quantity?
  /// An Agreement, if only this group is under it: reference.
  public var agreement: String
  /// Number of the stage in which they were transferred; 0 when not said.
  public var stage: Int
  /// The larger exchange of which the group is a part, when the handover belongs to several: reference.
  public var partOf: String

  /// A group; without a value, nothing is recorded of how many.
  public init(
    category: PersonCategory = .unspecified, unit: Unit = .unspecified, value: Value? = nil,
    planned: Quantity? = nil, agreement: String = "", stage: Int = 0, partOf: String = ""
  ) {
    self.category = category
    self.unit = unit
    self.value = value
    self.planned = planned
    self.agreement = agreement
    self.stage = stage
    self.partOf = partOf
  }

  /// The unit in which it counts.
  public var effectiveUnit: Unit {
    if unit != .unspecified { return unit }
    return category == .mortalRemains ? .bodies : .persons
  }
}
