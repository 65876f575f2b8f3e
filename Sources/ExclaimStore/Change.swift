import ExclaimDomain

/// What was done to make a revision. The numbers are stored and hashed: they never change.
public enum ChangeAction: Int32, Sendable, Hashable, CaseIterable {
  /// The record was made.
  case create = 1
  /// It got other content.
  case revise = 2
  /// It was taken back; its content is kept.
  case retract = 3
  /// Content was destroyed.
  case redact = 4
  /// A second person let flagged content pass.
  case allow = 5
}

/// What made a revision, and why.
public struct Change: Sendable, Hashable {
  /// What was done.
  public var action: ChangeAction
  /// Why; empty when nobody said, nil when that was destroyed as well.
  public var reason: String?
  /// With `redact`: the one revision whose content was destroyed; 0 means all before this one.
  public var redactedRevision: UInt32
  /// The content was flagged as likely personal data, and its author let it pass.
  public var isFlagged: Bool

  /// A change.
  public init(
    action: ChangeAction, reason: String? = "", redactedRevision: UInt32 = 0, isFlagged: Bool = false
  ) {
    self.action = action
    self.reason = reason
    self.redactedRevision = redactedRevision
    self.isFlagged = isFlagged
  }
}

/// Whether a record still stands. The numbers are stored.
public enum RecordState: Int32, Sendable, Hashable {
  /// It stands.
  case standing = 0
  /// It was retracted.
  case retracted = 1
  /// Its content was destroyed.
  case redacted = 2
}

/// What stands between a record and public exports. The numbers are stored.
public enum Protection: Int32, Sendable, Hashable {
  /// Nothing was flagged.
  case none = 0
  /// It was flagged, and its author alone let it pass.
  case flagged = 1
  /// It was flagged, and a second person let it pass.
  case allowed = 2
}

/// A change of one stored record.
public struct Edit: Sendable {
  /// What to do.
  public enum Kind: Sendable, Hashable {
    /// Store the submission's one draft as the next revision.
    case revise
    /// Take the record back.
    case retract
    /// Destroy the content of one revision and its copies, or of all where it is nil.
    case redact(revision: UInt32?)
    /// Let flagged content pass.
    case allow
  }

  /// What to do.
  public var kind: Kind
  /// The record: an id or a key.
  public var reference: String
  /// The revision that the change was made from; nil means whatever stands.
  public var baseRevision: UInt32?
  /// Whether the author may change the records of others.
  public var mayChangeOthers: Bool

  /// A change of the record for which `reference` stands.
  public init(_ kind: Kind, of reference: String, from baseRevision: UInt32?, mayChangeOthers: Bool) {
    self.kind = kind
    self.reference = reference
    self.baseRevision = baseRevision
    self.mayChangeOthers = mayChangeOthers
  }
}
