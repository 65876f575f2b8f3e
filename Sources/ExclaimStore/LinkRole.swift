/// What a field says of the record that it refers to. Lists filter by role and record.
///
/// The numbers are stored as bits of one integer: they never change, and the largest possible is 62.
public enum LinkRole: UInt8, Sendable, Hashable, CaseIterable {
  // Actors.
  /// Speaks.
  case speaker = 0
  /// The persons counted are theirs.
  case dependentPower = 1
  /// The persons counted are in their hands.
  case detainingPower = 2
  /// Passed a claim on.
  case hop = 3
  /// Published a document.
  case outlet = 4
  /// The party to which an actor belongs.
  case side = 5
  /// Where an actor holds a role.
  case organisation = 6
  /// Hands persons over.
  case fromParty = 7
  /// Receives persons.
  case toParty = 8
  /// Mediates an exchange.
  case mediator = 9
  /// Party to an agreement.
  case party = 10
  /// Obliged by an agreement.
  case obligor = 11

  // Documents.
  /// A claim stands in it.
  case mention = 16
  /// A hop can be read in it.
  case hopDocument = 17
  /// A claim is about it.
  case aboutDocument = 18
  /// A document is another edition of it.
  case editionOf = 19

  // Exchanges.
  /// A claim is about it.
  case aboutExchange = 24
  /// An exchange is a part of it.
  case partOf = 25
  /// A total takes it in or leaves it out.
  case countedExchange = 26

  // Agreements.
  /// A claim is about it.
  case aboutAgreement = 32
  /// An exchange, leg or group is under it.
  case underAgreement = 33
  /// A total takes in or leaves out what is under it.
  case countedAgreement = 34

  // Claims.
  /// A claim is about it.
  case aboutClaim = 40
  /// A relation starts from it.
  case relationFrom = 41
  /// A relation ends at it.
  case relationTo = 42
  /// An assessment judges it.
  case assessed = 43

  /// The role as one bit.
  var bit: Int64 { 1 << Int64(rawValue) }
}

extension Set<LinkRole> {
  /// The roles as bits; all bits for the empty set, which restricts nothing.
  var mask: Int64 { isEmpty ? .max : reduce(0) { $0 | $1.bit } }
}
