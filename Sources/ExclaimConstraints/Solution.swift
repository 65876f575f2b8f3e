/// What follows from a system.
public struct Solution: Sendable, Hashable {
  /// Sets of owners that cannot all be right, each so small that without any one of them the rest can.
  ///
  /// All of those of one or two owners, so long as they are not more than asked for; and of greater ones as many as it
  /// takes that every other conflict shares an owner with one of these.
  public var conflicts: [Conflict]
  /// How many conflicts of one or two owners there are, told or not.
  public var pairCount: Int
  /// For each expression asked for, in that order, what follows for it.
  public var answers: [Answer]

  /// What a system says.
  public init(conflicts: [Conflict], pairCount: Int, answers: [Answer]) {
    self.conflicts = conflicts
    self.pairCount = pairCount
    self.answers = answers
  }
}

/// A smallest set of owners that cannot all be right.
public struct Conflict: Sendable, Hashable {
  /// The owners, in rising order; at least one.
  public var owners: [ConstraintSystem.Owner]

  /// A conflict.
  public init(owners: [ConstraintSystem.Owner]) {
    self.owners = owners
  }
}

/// The tightest bounds of an expression, in whole numbers.
public struct Answer: Sendable, Hashable {
  /// The least value that it can have; nil when there is no least.
  public var low: Int64?
  /// The greatest value that it can have; nil when there is no greatest.
  public var high: Int64?
  /// Owners who, by themselves with the rules, force the low end; in rising order, none of them needless.
  public var lowOwners: [ConstraintSystem.Owner]
  /// Owners who force the high end, likewise.
  public var highOwners: [ConstraintSystem.Owner]
  /// Whether owners were left out since they are in a conflict that could reach the expression.
  public var isBesideConflict: Bool

  /// Bounds and what they rest on.
  public init(
    low: Int64?, high: Int64?, lowOwners: [ConstraintSystem.Owner] = [],
    highOwners: [ConstraintSystem.Owner] = [], isBesideConflict: Bool = false
  ) {
    self.low = low
    self.high = high
    self.lowOwners = lowOwners
    self.highOwners = highOwners
    self.isBesideConflict = isBesideConflict
  }
}
