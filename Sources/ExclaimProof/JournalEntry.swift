/// What an entry's hash is made over, besides its commitment. Kind, visibility, action and flag as stored, not as
/// understood.
public struct JournalEntry: Equatable, Sendable {
  /// The place in the journal; the first entry has 1.
  public var sequence: Int64
  /// The number of the record, the same in all its revisions.
  public var record: Int64
  /// The id of the record.
  public var id: String
  /// The kind of the record.
  public var kind: Int32
  /// The number of the revision; the first has 1.
  public var revision: UInt32
  /// Who may see the record.
  public var visibility: Int32
  /// The account that made the entry.
  public var authorUID: UInt32
  /// That account's first group.
  public var authorGID: UInt32
  /// Nanoseconds since 1970.
  public var recordedAt: Int64
  /// What the entry does to its record. None in entries of the first schema, which are hashed by layout 1.
  public var action: Int32?
  /// The revision whose content the entry destroys, or 0.
  public var redacts: UInt32
  /// Whether the entry was let pass in spite of a flag; 0 if it had none.
  public var flagged: Int32

  /// An entry with the values given; without an action, one of the first schema.
  public init(
    sequence: Int64, record: Int64, id: String, kind: Int32, revision: UInt32, visibility: Int32,
    authorUID: UInt32, authorGID: UInt32, recordedAt: Int64, action: Int32? = nil, redacts: UInt32 = 0,
    flagged: Int32 = 0
  ) {
    self.sequence = sequence
    self.record = record
    self.id = id
    self.kind = kind
    self.revision = revision
    self.visibility = visibility
    self.authorUID = authorUID
    self.authorGID = authorGID
    self.recordedAt = recordedAt
    self.action = action
    self.redacts = redacts
    self.flagged = flagged
  }
}
