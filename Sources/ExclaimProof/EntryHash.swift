/// What ties the journal together. Integers are big-endian; each layout begins with its own name.
///
/// Layout 2, of all entries that have an action:
///
///     commitment = SHA-256(
///       "exclaim.content.2" | salt 16 | fingerprint 32 | reason bytes u64 | reason | links bytes u64 | links |
///       content bytes u64 | content)
///
///     hash = SHA-256(
///       "exclaim.entry.2" | hash of the entry before 32 | sequence u64 | record u64 | revision u32 | kind u32 |
///       visibility u32 | author uid u32 | author gid u32 | recorded at i64 | action u32 | redacts u32 |
///       flagged u32 | id bytes u32 | id | commitment 32)
///
/// Layout 1, of entries of the first schema:
///
///     commitment = SHA-256(
///       "exclaim.content.1" | salt 16 | fingerprint 32 | links bytes u64 | links | content bytes u64 | content)
///
///     hash = SHA-256(
///       "exclaim.entry.1" | hash of the entry before 32 | sequence u64 | revision u32 | kind u32 |
///       visibility u32 | author uid u32 | author gid u32 | recorded at i64 | id bytes u32 | id | commitment 32)
///
/// The hash is made over the commitment, not over the content, so content can be destroyed and the chain still
/// verifies. The salt, destroyed with it, keeps anybody from confirming a guess of what it was.
public enum EntryHash {
  /// What stands before the first entry.
  public static let origin = [UInt8](repeating: 0, count: SHA256.digestBytes)

  /// How long a salt is.
  public static let saltBytes = 16
  /// How long a fingerprint is.
  public static let fingerprintBytes = 32
}

extension JournalEntry {
  /// The commitment to what the entry says, 32 bytes. Links are packed, content is as stored.
  ///
  /// Nil if the layout has no place for what is given: a salt or fingerprint of another length, or a reason in layout
  /// 1. Without that, bytes could move from one part to the next, or be shown beside a proof that does not cover them.
  public func commitment(
    salt: [UInt8], fingerprint: [UInt8], reason: [UInt8], links: [UInt8], content: [UInt8]
  ) -> [UInt8]? {
    guard salt.count == EntryHash.saltBytes, fingerprint.count == EntryHash.fingerprintBytes,
      action != nil || reason.isEmpty
    else { return nil }
    var hash = SHA256()
    hash.add(action == nil ? "exclaim.content.1" : "exclaim.content.2")
    hash.add(salt)
    hash.add(fingerprint)
    if action != nil {
      hash.add(bigEndian: UInt64(reason.count))
      hash.add(reason)
    }
    hash.add(bigEndian: UInt64(links.count))
    hash.add(links)
    hash.add(bigEndian: UInt64(content.count))
    hash.add(content)
    return hash.digest()
  }

  /// The entry's hash, 32 bytes, by the hash of the entry before it (`EntryHash.origin` before the first).
  ///
  /// Nil if the layout has no place for what is given: a hash or commitment that is not 32 bytes long, or in layout 1
  /// what it does not cover (`redacts`, `flagged`). Layout 1 covers `record` only through the id that names it.
  public func hash(after previous: [UInt8], commitment: [UInt8]) -> [UInt8]? {
    guard previous.count == SHA256.digestBytes, commitment.count == SHA256.digestBytes,
      action != nil || (redacts == 0 && flagged == 0), let idBytes = UInt32(exactly: id.utf8.count)
    else { return nil }
    var hash = SHA256()
    hash.add(action == nil ? "exclaim.entry.1" : "exclaim.entry.2")
    hash.add(previous)
    hash.add(bigEndian: sequence)
    if action != nil { hash.add(bigEndian: record) }
    hash.add(bigEndian: revision)
    hash.add(bigEndian: kind)
    hash.add(bigEndian: visibility)
    hash.add(bigEndian: authorUID)
    hash.add(bigEndian: authorGID)
    hash.add(bigEndian: recordedAt)
    if let action {
      hash.add(bigEndian: action)
      hash.add(bigEndian: redacts)
      hash.add(bigEndian: flagged)
    }
    hash.add(bigEndian: idBytes)
    hash.add(id)
    hash.add(commitment)
    return hash.digest()
  }
}
