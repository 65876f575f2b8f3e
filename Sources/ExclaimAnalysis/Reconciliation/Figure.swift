import ExclaimDomain

/// A number of which records speak, and what follows for it from all of them together.
public struct Figure: Sendable, Hashable {
  /// What it counts, in words.
  public var label: String
  /// What it counts; for a number of one exchange, without a time.
  public var measure: Measure
  /// The exchange in which it is counted; nil for a number that is not of one exchange.
  public var exchange: Source?
  /// What follows for certain.
  public var hard: Bounds
  /// What is plausible by the usual reading of the words; nil when the usual readings do not go together.
  public var soft: Bounds?
  /// What the records say that speak of this very number; nil when they exclude each other.
  public var stated: Bounds?
  /// Records that force the low end, none of them needless; empty when it is 0 because nothing says more.
  public var lowSources: [Source]
  /// Records that force the high end, likewise.
  public var highSources: [Source]
  /// Records that force what recorded exchanges leave open of a total; empty where they were not asked for.
  public var restSources: [Source] = []
  /// Claims and exchanges that speak of this very number.
  public var sources: [Source]
  /// True when records were left out since they are in a contradiction that may reach this number.
  public var isBesideConflict: Bool
  /// Where most independent origins agree; nil when nobody gives a number.
  public var agreeing: Agreeing?
  /// From how many places it is known.
  public var origins: Origins
  /// The finding in words.
  public var explanation: String
}

/// The numbers on which most independent origins agree.
public struct Agreeing: Sendable, Hashable {
  /// All regions that so many origins include, the lowest first; never empty.
  public var regions: [Bounds]
  /// How many origins include them; 1 where no two agree.
  public var agreeing: Int
  /// How many origins give a number.
  public var origins: Int
  /// Claims whose numbers lie outside of all regions.
  public var outside: [Source]

  /// The one region on which they agree; nil where there are several, or where no two of several origins agree.
  public var region: Bounds? {
    regions.count == 1 && (agreeing > 1 || origins == 1) ? regions[0] : nil
  }
}

/// Figures, and whether they can all be true.
public struct ConsistencyAnswer: Sendable, Hashable {
  /// The figures that the question meets, or a page of them.
  public var figures: [Figure]
  /// How many it meets, told or not.
  public var figureCount: Int
  /// The contradictions that touch them; the smallest first.
  public var conflicts: [ConflictFinding]
  /// How many there are, told or not.
  public var conflictCount: Int
  /// The finding in words.
  public var explanation: String
}

/// A figure to be quoted, with every record on which it rests.
public struct Citation: Sendable, Hashable {
  /// The figure.
  public var figure: Figure
  /// The records.
  public var records: [Source]
  /// The citation in words.
  public var text: String
}
