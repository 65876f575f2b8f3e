import ExclaimDomain

/// The two directions of an exchange against each other.
public struct ParityFinding: Sendable, Hashable {
  /// The exchange.
  public var exchange: Source
  /// The finding.
  public var verdict: ParityVerdict
  /// Its directions, one entry for each direction and unit.
  public var legs: [LegTotal]
  /// From how many places its numbers are known.
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
  /// Name of who handed over.
  public var fromName: String
  /// Name of who received.
  public var toName: String
  /// What is counted.
  public var unit: Unit
  /// How many for certain.
  public var hard: Bounds
  /// How many by the usual reading.
  public var soft: Bounds
  /// Categories in it.
  public var categories: [PersonCategory]
  /// True when no number was given for a part of it.
  public var undisclosed: Bool
  /// What the numbers rest on: claims about the exchange that agree with its record, or else the record.
  public var sources: [Source]
}

extension Ledger {
  /// Whether the sides of an exchange certainly gave alike; nil for an exchange that the ledger does not have.
  ///
  /// A number that one side did not give stays open: the other side's never fills it in. The verdict is on the
  /// record of the exchange; claims that contradict it are named.
  public func parity(of reference: String) -> ParityFinding? {
    guard let exchange = exchange(reference) else { return nil }
    let directions = directions(of: exchange)
    let (verdict, explanation) = ParityRule(ledger: self, exchange: exchange, directions: directions).finding
    let conflicts = directions.flatMap(\.conflicts).map { " \($0)" }
    return ParityFinding(
      exchange: source(exchange), verdict: verdict, legs: directions.map(\.total),
      origins: origins(of: directions.flatMap(\.claims)), explanation: explanation + conflicts.joined())
  }
}
