import ExclaimDomain

/// One official total against the recorded exchanges.
public struct TallyCheck: Sendable, Hashable {
  /// Claim that states the number of exchanges; nil if only persons are stated.
  public var exchangesClaim: Source?
  /// Claim that states the number of persons; nil if only exchanges are stated.
  public var personsClaim: Source?
  /// Whose people: references.
  public var dependentPowers: [String]
  /// Whose people, by name; empty for everybody's.
  public var dependentPowerName: String
  /// The window that the total covers, from the first day that it may begin to the last that it may end.
  public var window: DayWindow
  /// Exchanges, as stated.
  public var statedExchanges: Bounds?
  /// Persons, as stated.
  public var statedPersons: Bounds?
  /// Exchanges in our records that the total counts.
  public var recordedExchanges: Bounds
  /// Persons in these.
  public var recordedPersons: Bounds
  /// Exchanges that the total counts and our records lack; nil if not stated or impossible.
  public var remainingExchanges: Bounds?
  /// Persons in these; nil if not stated or impossible.
  public var remainingPersons: Bounds?
  /// The exchanges that count, or may.
  public var counted: [TallyExchange]
  /// The exchanges that were left out, and why.
  public var leftOut: [TallyExchange]
  /// What the total itself says that it leaves out, in words.
  public var excludes: [String]
  /// True when no numbers can satisfy both the total and the records.
  public var impossible: Bool
  /// The finding in words.
  public var explanation: String
}

/// An exchange in a tally check.
public struct TallyExchange: Sendable, Hashable {
  /// The exchange as a source.
  public var source: Source
  /// The exchange itself.
  public var exchange: Exchange
  /// Persons returned in it.
  public var persons: Bounds
  /// Whether the total certainly counts it; false for one that may or may not, and for one left out.
  public var isCertain: Bool
  /// Why it was left out, or why it may or may not count; empty for one that counts.
  public var reason: String
}
