/// A link from one claim to another, as an analyst sees it.
public struct Relation: RecordValue {
  /// The kind of record.
  public static let kind = RecordKind.relation
  /// Identifier; empty before the server sets it.
  public var id: String
  /// The submitter's own name for it; empty for none.
  public var key: String
  /// Who may read it; nil when not said, which means the team.
  public var visibility: Visibility?
  /// Free remark of the analyst.
  public var note: String
  /// The claim that does what `kind` says: reference.
  public var from: String
  /// The claim to which it is done: reference.
  public var to: String
  /// How the first stands to the second.
  public var kind: RelationKind
  /// Why; required for `notComparable`.
  public var reason: String

  /// A relation between two claims.
  public init(
    id: String = "", key: String = "", visibility: Visibility? = nil, note: String = "",
    from: String = "", to: String = "", kind: RelationKind = .unspecified, reason: String = ""
  ) {
    self.id = id
    self.key = key
    self.visibility = visibility
    self.note = note
    self.from = from
    self.to = to
    self.kind = kind
    self.reason = reason
  }
}

/// How one claim stands to another, numbered as in the contract.
public enum RelationKind: Int32, CodeList {
  case unspecified = 0
  case supports = 1
  case contradicts = 2
  case disputes = 3
  case derivedFrom = 4
  case sameUtterance = 5
  case subsetOf = 6
  case componentOf = 7
  case supersedes = 8
  case scopeDriftOf = 9
  case notComparable = 10
  case sameMeasure = 11
  case independentOf = 12
}
