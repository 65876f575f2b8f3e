import ExclaimDomain

/// Sizes and the head of the journal.
public struct StoreStatus: Sendable, Hashable {
  /// Sequence of the last entry; 0 when there is none.
  public var lastSequence: UInt64
  /// Hash of the last entry, 32 bytes; zeros when there is none.
  public var headHash: [UInt8]
  /// Records of each kind; kinds without records are absent.
  public var counts: [RecordKind: UInt64]
  /// Submissions that wait for the writer.
  public var submissionsWaiting: Int
  /// Bytes of the database, without what stands in its write-ahead log alone.
  public var databaseBytes: UInt64
}

/// What verifying the store found.
public struct Verification: Sendable, Hashable {
  /// Entries that were walked.
  public var entries: UInt64
  /// Entries whose content was redacted: their hash holds, their content is gone.
  public var redacted: UInt64
  /// Hash of the last entry that was walked, 32 bytes.
  public var headHash: [UInt8]
  /// Root of the tree over the entries that were walked, 32 bytes.
  public var treeRoot: [UInt8]
  /// What is wrong first; nil when all is well.
  public var fault: Fault?

  /// The first thing that is wrong.
  public struct Fault: Sendable, Hashable {
    /// The entry that is wrong, or what is made from it; 0 for what belongs to no entry.
    public var sequence: UInt64
    /// Why.
    public var reason: String
  }

  /// Whether all is well.
  public var isIntact: Bool { fault == nil }
}
