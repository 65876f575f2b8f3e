import ExclaimProof

/// An entry of the journal as it is stored.
struct StoredEntry {
  var entry: JournalEntry
  /// Sequence of the record's revision before; nil for its first.
  var previous: Int64?
  var commitment: [UInt8]
  var hash: [UInt8]
  /// What the commitment is made of; nil where it was redacted.
  var body: EntryBody?
  /// Whether something of the body is there, and not all of it.
  var isHalfRedacted: Bool

  /// The columns that `init` reads, of `journal`.
  static let columns = """
    sequence, record, id, kind, revision, visibility, author_uid, author_gid, recorded_at, action, redacts, flagged,
    previous, commitment, hash, salt, reason, fingerprint, links, content
    """

  init(_ columns: Columns) {
    entry = JournalEntry(
      sequence: columns.int(0), record: columns.int(1), id: columns.text(2), kind: columns.int32(3),
      revision: columns.uint32(4), visibility: columns.int32(5), authorUID: columns.uint32(6),
      authorGID: columns.uint32(7), recordedAt: columns.int(8),
      action: columns.isNull(9) ? nil : columns.int32(9), redacts: columns.uint32(10),
      flagged: columns.int32(11))
    previous = columns.isNull(12) ? nil : columns.int(12)
    commitment = columns.bytes(13)
    hash = columns.bytes(14)
    // Entries of the first schema have no reason.
    let parts: [Int32] = entry.action == nil ? [15, 17, 18, 19] : [15, 16, 17, 18, 19]
    let missing = parts.count { columns.isNull($0) }
    isHalfRedacted = missing > 0 && missing < parts.count
    if missing == 0 {
      body = EntryBody(
        salt: columns.bytes(15), reason: columns.isNull(16) ? "" : columns.text(16),
        fingerprint: columns.bytes(17), links: columns.bytes(18), content: columns.bytes(19))
    }
  }
}
