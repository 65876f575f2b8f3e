import ExclaimMessages
import ExclaimProof
import ExclaimWire

// Proofs are checked here, by what this program computes: what the server says of them counts for nothing.

extension V1.ProveConsistencyResponse {
  /// Why this does not show that the tree of `head` is the beginning of a later one; nil where it does.
  func problem(since head: TreeHead) -> String? {
    let holds = MerkleProof.verifyConsistency(
      from: head.size, fromRoot: head.root, to: toSize, toRoot: toRoot, path: path)
    return holds
      ? nil : "the \(head.size) entries of the kept head are not those with which the journal begins now"
  }
}

extension V1.ProveInclusionResponse {
  /// Why this does not show that a record stands in the tree, just as it is; nil where it does.
  ///
  /// - Parameters:
  ///   - reference: the id or key that was asked for: the proof of another record proves nothing.
  ///   - revision: the revision that was asked for; 0 for whichever is the latest.
  func problem(of reference: String, revision: UInt32) -> String? {
    guard let entry, let proven = JournalEntry(entry), entry.sequence > 0 else {
      return "the server gave no entry that can be checked"
    }
    if revision != 0 && entry.revision != revision {
      return "the server proved revision \(entry.revision) where \(revision) was asked for"
    }
    if let problem = contentProblem(proven, entry, reference) { return problem }
    guard let hash = proven.hash(after: entry.hashBefore, commitment: entry.commitment) else {
      return "entry \(entry.sequence) is not in a form that can be hashed"
    }
    let holds = MerkleProof.verifyInclusion(
      leafHash: MerkleHash.leaf(hash), index: entry.sequence - 1, size: size, path: path, root: root)
    return holds ? nil : "entry \(entry.sequence) does not stand in the tree with the root \(root.hex)"
  }

  private func contentProblem(
    _ proven: JournalEntry, _ entry: V1.JournalEntry, _ reference: String
  ) -> String? {
    guard let opening else {
      // Only the id is left to tell which record it is; what the key was, nobody knows any more.
      let isID = reference.prefix(4) == entry.id.prefix(4)
      return entry.id == reference || !isID
        ? nil : "the server proved record \(entry.id) where \(reference) was asked for"
    }
    let commitment = proven.commitment(
      salt: opening.salt, fingerprint: opening.fingerprint, reason: Array(opening.reason.utf8),
      links: opening.links, content: opening.content)
    guard commitment == entry.commitment else {
      return "the content of entry \(entry.sequence) is not what was written"
    }
    guard entry.id == reference || record?.key == reference else {
      return "the server proved \(record?.name ?? entry.id) where \(reference) was asked for"
    }
    return nil
  }

  /// The record that is proven; without content where that was destroyed.
  var record: V1.Record? {
    guard let entry else { return nil }
    let content = opening.flatMap {
      try? V1.Record(decoding: $0.content, budgetBytes: Limits.standard.arenaBytesMax)
    }
    var record = content ?? V1.Record()
    record.id = entry.id
    record.revision = entry.revision
    record.sequence = entry.sequence
    return record
  }
}

extension JournalEntry {
  /// An entry as a server gave it; nil where a number is out of range.
  init?(_ entry: V1.JournalEntry) {
    guard let sequence = Int64(exactly: entry.sequence), let record = Int64(exactly: entry.record) else {
      return nil
    }
    let author = entry.author ?? V1.Author()
    self.init(
      sequence: sequence, record: record, id: entry.id, kind: Int32(bitPattern: entry.kind),
      revision: entry.revision, visibility: Int32(bitPattern: entry.visibility), authorUID: author.uid,
      authorGID: author.gid, recordedAt: entry.recordedAtNano,
      action: entry.action.map(Int32.init(bitPattern:)),
      redacts: entry.redactedRevision, flagged: Int32(bitPattern: entry.flagged))
  }
}
