import ExclaimDomain

/// The two directions of an exchange against each other.
public struct ParityFinding: Sendable, Hashable {
  /// The exchange.
  public var exchange: Source
  /// The finding.
  public var verdict: ParityVerdict
  /// Its directions, one entry for each direction, power whose people are transferred, and unit.
  public var legs: [LegTotal]
  /// From how many places its numbers are known: those that make the record's, and those that it does not hold.
  public var origins: Origins
  /// The finding in words.
  public var explanation: String
}

/// Whether the sides gave alike, numbered as in the contract.
public enum ParityVerdict: Int32, CodeList {
  case equal = 1
  case unequal = 2
  case indeterminate = 3
}

/// One direction of an exchange, in one unit.
public struct LegTotal: Sendable, Hashable {
  /// Who handed over: reference.
  public var from: String
  /// Who received: reference.
  public var to: String
  /// Whose people: reference.
  public var dependentPower: String
  /// Name of who handed over.
  public var fromName: String
  /// Name of who received.
  public var toName: String
  /// Name of the power whose people they are.
  public var dependentPowerName: String
  /// What is counted.
  public var unit: Unit
  /// How many for certain.
  public var hard: Bounds
  /// How many by the usual reading.
  public var soft: Bounds
  /// Categories in it.
  public var categories: [PersonCategory]
  /// True when somebody declined to give the number of a part of it, and nobody else gives one.
  public var undisclosed: Bool
  /// What the numbers rest on: the record of the exchange, and claims that make its numbers; where it holds none,
  /// claims that give one, decline to or do not know it.
  public var sources: [Source]
}

extension Ledger {
  /// Whether the sides of an exchange certainly gave alike; nil for an exchange that the ledger does not have.
  ///
  /// A number that one side did not give stays open: the other side's never fills it in. The verdict is on the
  /// record of the exchange; claims that contradict it, or say what it does not hold, are named.
  public func parity(of reference: String) -> ParityFinding? {
    guard let exchange = exchange(reference) else { return nil }
    let claims = TransferClaims(self, exchange)
    let directions = directions(of: exchange, claims)
    let (verdict, explanation) = ParityRule(ledger: self, exchange: exchange, directions: directions).finding
    let sentences = [explanation] + claims.sentences(directions)
    return ParityFinding(
      exchange: source(exchange), verdict: verdict, legs: directions.map(\.total),
      origins: origins(of: directions.flatMap(\.claims)), explanation: sentences.joined(separator: " "))
  }
}
