import ExclaimDomain

/// What kind of conflict, numbered as in the contract.
public enum ConflictKind: Int32, Sendable, Hashable, CaseIterable {
  /// They cannot all be true, whatever the words mean.
  case contradiction = 1
  /// They can all be true, but not by the usual reading of the words.
  case tension = 2
  /// One contests the other, with or without a number of its own.
  case dispute = 3
  /// They look alike but do not count the same thing.
  case notComparable = 4
}

/// Records that do not go together.
public struct ConflictFinding: Sendable, Hashable {
  /// What kind.
  public var kind: ConflictKind
  /// The records. For a contradiction or a tension, the rest go together without any one of them.
  public var members: [Member]
  /// Why, in words.
  public var explanation: String

  /// One record of a conflict.
  public struct Member: Sendable, Hashable {
    /// The record.
    public var source: Source
    /// What it is.
    public var kind: RecordKind
    /// Speaker's name, for a claim.
    public var speaker: String
    /// Name of the speaker's side; empty for none.
    public var side: String
    /// When it was said, or when it happened.
    public var date: ResolvedDate?
    /// The number in the speaker's words.
    public var words: String
    /// Its bounds for certain; nil for none.
    public var hard: Bounds?
    /// Its bounds by the usual reading; nil for none.
    public var soft: Bounds?
    /// What it counts, in words.
    public var measure: String
  }
}

/// The conflicts that a question meets, contradictions first, the smallest before.
public struct ConflictsAnswer: Sendable, Hashable {
  /// The conflicts.
  public var conflicts: [ConflictFinding]
  /// How many there are of each kind, told or not.
  public var counts: [ConflictKind: Int]
  /// The finding in words.
  public var explanation: String
}

/// What follows in two worlds of claims.
public struct ComparisonAnswer: Sendable, Hashable {
  /// Figures that are not alike, those that exclude each other first.
  public var partings: [Parting]
  /// How many figures are alike in both.
  public var alike: Int
  /// Contradictions within the first world.
  public var conflictsOfOne: [ConflictFinding]
  /// Contradictions within the other.
  public var conflictsOfOther: [ConflictFinding]
  /// The finding in words.
  public var explanation: String

  /// A figure that is not alike.
  public struct Parting: Sendable, Hashable {
    /// The figure in the first world; nil when nobody in it speaks of it.
    public var one: Figure?
    /// The figure in the other.
    public var other: Figure?
    /// True when no number satisfies both.
    public var isExclusive: Bool
    /// Claims of the world without the figure that contest it all the same.
    public var contests: [Source]
  }
}
