/// A party to the conflict, or several counted together.
public enum Powers: Sendable, Hashable {
  /// One party: reference to an Actor.
  case one(String)
  /// Several parties together (references to Actors), or all of them, whoever they are.
  case group(parties: [String], all: Bool)

  /// The parties named.
  public var parties: Set<String> {
    switch self {
    case .one(let party): [party]
    case .group(let parties, _): Set(parties)
    }
  }

  /// True for all parties, whoever they are.
  public var isAll: Bool {
    if case .group(_, all: true) = self { true } else { false }
  }

  /// True when every party of `other` is certainly among these.
  public func contains(_ other: Powers) -> Bool {
    isAll || (!other.isAll && other.parties.isSubset(of: parties))
  }
}
