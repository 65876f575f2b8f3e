import ExclaimDomain

/// One revision of one record.
public struct StoredRecord: Sendable, Hashable {
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
  /// What made this revision.
  public var change: Change
  /// Whether the record still stood at this revision.
  public var state: RecordState
  /// What stands between this revision and public exports.
  public var protection: Protection
  /// Records among those that the links lead to that no longer stand, by their numbers.
  var fallen: [Int64: RecordState] = [:]

  /// Whether the record that a link leads to still stands.
  ///
  /// - Parameter id: the link's id, in UTF-8.
  public func state(ofLinkTo id: UnsafeRawBufferPointer) -> RecordState {
    guard !fallen.isEmpty, let number = RecordID.number(in: id) else { return .standing }
    return fallen[number] ?? .standing
  }

  /// About as many bytes as the record takes in an answer: content, links, and what else the server knows.
  public var byteCount: Int { (content?.count ?? 0) + 2 * links.bytes.count + 128 }
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
