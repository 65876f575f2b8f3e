import ExclaimDomain

/// One revision of one record.
public struct StoredRecord: Sendable {
  /// Id, revision, place in the journal, time.
  public var stamp: Stamp
  /// Kind of record.
  public var kind: RecordKind
  /// The author's own name for the record.
  public var key: String?
  /// Who wrote this revision.
  public var author: Author
  /// Who may read it.
  public var visibility: Visibility
  /// The encoded record as it was submitted; nil when it was redacted.
  public var content: [UInt8]?
  /// What each reference in the content stands for.
  public var links: LinkList

  /// About as many bytes as the record takes in an answer: content, links, and what else the server knows.
  var byteCount: Int { (content?.count ?? 0) + 2 * links.bytes.count + 128 }
}

/// What one reference stands for.
public struct Link: Sendable, Hashable {
  /// What the field says of the record.
  public var role: LinkRole
  /// Path of the field.
  public var field: String
  /// The reference as it was submitted.
  public var reference: String
  /// The id that it stands for.
  public var id: String
}
