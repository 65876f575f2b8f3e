import ExclaimProof

/// What proves that one tree over the journal is the beginning of another.
public struct ConsistencyProof: Sendable {
  /// The later tree.
  public var head: TreeHead
  /// Hashes, 32 bytes each.
  public var path: [[UInt8]]
}

/// What proves that a revision stands in a tree over the journal.
public struct InclusionProof: Sendable {
  /// The tree.
  public var head: TreeHead
  /// Hashes, 32 bytes each, lowest first.
  public var path: [[UInt8]]
  /// The entry.
  public var entry: JournalEntry
  /// The entry's commitment to its content, 32 bytes.
  public var commitment: [UInt8]
  /// Hash of the entry before, 32 bytes.
  public var hashBefore: [UInt8]
  /// What the commitment was made of; nil when it was redacted, or holds links that the reader may not see.
  public var opening: Opening?

  /// What a commitment was made of.
  public struct Opening: Sendable {
    /// 16 bytes.
    public var salt: [UInt8]
    /// 32 bytes.
    public var fingerprint: [UInt8]
    /// The change's reason.
    public var reason: String
    /// The links, packed.
    public var links: [UInt8]
    /// The content, encoded.
    public var content: [UInt8]
  }
}
