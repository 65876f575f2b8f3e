import ExclaimDomain

/// What became of one draft.
///
/// In a dry run: what would have, with an empty id, no sequence and no time where nothing is stored yet.
public enum Outcome: Sendable, Hashable {
  /// Stored as a new record.
  case created(Stamp)
  /// Its key stands for the same content: nothing was stored.
  case unchanged(Stamp)
  /// Stored as a new revision.
  case revised(Stamp)
  /// Refused, with every reason that was found.
  case refused([StoreProblem])
  /// Changed: retracted, redacted, allowed. With the number of revisions that lost their content.
  case changed(Stamp, redacted: Int)
  /// The change was not made from the latest revision, which is this.
  case stale(StoredRecord)
  /// Good, but another draft of the same atomic submission was refused: nothing was stored.
  case notKept
}

/// Where and when a revision was stored.
public struct Stamp: Sendable, Hashable {
  /// Id of the record.
  public var id: String
  /// 1, 2, 3 …
  public var revision: UInt32
  /// Place in the journal, from 1.
  public var sequence: UInt64
  /// Nanoseconds since 1970-01-01T00:00Z. Never falls from one entry to the next.
  public var recordedAt: Int64

  /// A stamp.
  public init(id: String, revision: UInt32, sequence: UInt64, recordedAt: Int64) {
    self.id = id
    self.revision = revision
    self.sequence = sequence
    self.recordedAt = recordedAt
  }
}

/// Why a draft was refused or a query cannot be answered.
public struct StoreProblem: Sendable, Hashable {
  /// What kind of reason, for the status code.
  public enum Code: Sendable, Hashable {
    /// Can never be right as it stands.
    case invalid
    /// Refers to what is not there, or not for this reader.
    case notFound
    /// The key stands for other content.
    case alreadyExists
    /// Not for this author.
    case notPermitted
    /// Would be right in another state: it refers to a draft that was refused.
    case failedPrecondition
  }

  /// What kind of reason.
  public var code: Code
  /// Field, value, reason and remedy.
  public var problem: Problem

  /// A problem of this kind.
  public init(code: Code, problem: Problem) {
    self.code = code
    self.problem = problem
  }

  init(_ code: Code, field: String, value: String, reason: String, remedy: String) {
    self.code = code
    self.problem = Problem(field: field, value: value, reason: reason, remedy: remedy)
  }
}
