/// How large a ledger to make, and what to put into it. The same recipe always makes the same ledger.
public struct Recipe: Sendable, Hashable {
  /// From which all that is random follows.
  public var seed: UInt64
  /// Claims, exactly.
  public var claims: Int
  /// Things counted, about: a topic, whose people, in whose hands, which persons, when.
  public var measures: Int
  /// Contradictions, of each kind in turn; fewer where there is no room for them.
  public var planted: Int
  /// Days for which each side's totals are told.
  public var days: Int
  /// Ids as long as those of a store, in place of short keys.
  public var hasStoredIDs: Bool

  /// A recipe.
  public init(
    seed: UInt64, claims: Int, measures: Int, planted: Int = 0, days: Int = 20, hasStoredIDs: Bool = false
  ) {
    self.seed = seed
    self.claims = claims
    self.measures = measures
    self.planted = planted
    self.days = days
    self.hasStoredIDs = hasStoredIDs
  }
}

/// What is wrong in a planted contradiction.
public enum PlantedKind: Int, Sendable, Hashable, CaseIterable {
  /// Two claims on one number.
  case twoOnOneMeasure
  /// More of a part than of the whole.
  case partAboveWhole
  /// A running total that is smaller on a later day.
  case fallingTotal
  /// Soldiers and civilians that do not add up to all.
  case partsUnlikeWhole
  /// More persons in the exchanges between two totals than the totals grew.
  case totalsAgainstExchanges
  /// Fewer exchanges said than recorded.
  case countBelowRecords
}

/// A contradiction put into a ledger on purpose.
public struct PlantedConflict: Sendable, Hashable {
  /// What is wrong.
  public var kind: PlantedKind
  /// Identities of the records that cannot all be true; without any one of them the rest can.
  public var members: Set<String>
}
