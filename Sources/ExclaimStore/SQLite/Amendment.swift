import ExclaimDomain
import ExclaimProof
import GRDB

/// Changes of one stored record, in a transaction of the writer: revise, retract, redact, allow.
struct Amendment {
  private let recorder: Recorder
  private let lookup: Lookup
  private let records: RecordReader
  private let revisions: Prepared
  private let body: Prepared
  private let redaction: Redaction

  init(_ database: Database, _ recorder: Recorder, _ lookup: Lookup, _ exceptions: Exceptions)
    throws(StoreError)
  {
    self.recorder = recorder
    self.lookup = lookup
    records = try RecordReader(database, exceptions)
    revisions = try Prepared(
      database,
      """
      SELECT sequence, revision, previous, author_uid, coalesce(action, 2), content IS NULL, fingerprint
      FROM journal WHERE sequence = ?
      """)
    body = try Prepared(database, "SELECT fingerprint, links, content FROM journal WHERE sequence = ?")
    redaction = try Redaction(database)
  }

  /// What became of looking for the record to change.
  enum Finding {
    case found(EditTarget)
    case not(Outcome)
  }

  /// The record to change, if the author may, and if the change was made from its latest revision.
  func target(of edit: Edit, by author: Author) throws(StoreError) -> Finding {
    let reader = Reader.user(author.uid)
    guard let face = try lookup.face(edit.reference, field: "id", reader: reader),
      let target = try lookup.target(face.number)
    else {
      return .not(
        .refused([
          StoreProblem(
            .notFound, field: "id", value: edit.reference, reason: "stands for no record that you may read",
            remedy: "correct the id or key")
        ]))
    }
    guard edit.mayChangeOthers || target.ownerUID == author.uid else {
      return .not(
        .refused([
          StoreProblem(
            .notPermitted, field: "id", value: edit.reference,
            reason: "is a record of another author (uid \(target.ownerUID))",
            remedy: "ask its author, or a reviewer; or say otherwise with a record of your own")
        ]))
    }
    if let base = edit.baseRevision, base != target.head.stamp.revision {
      guard let current = try records.record(face.number, for: reader) else {
        throw .corrupt("record \(face.id) has no latest revision")
      }
      return .not(.stale(current))
    }
    if target.state == .redacted, edit.kind != .redact(revision: nil) {
      return .not(
        .refused([
          StoreProblem(
            .failedPrecondition, field: "id", value: edit.reference,
            reason: "was redacted: nothing is left of it",
            remedy: "submit a new record")
        ]))
    }
    return .found(target)
  }

  /// Retracts, redacts or allows.
  func perform(
    _ edit: Edit, on target: EditTarget, _ submission: Submission, at numbering: inout Numbering,
    after head: inout JournalHead, _ random: RandomBytes
  ) throws(StoreError) -> Outcome {
    switch edit.kind {
    case .revise: preconditionFailure("a revision is a draft, and is settled as one")
    case .retract:
      if target.state == .retracted { return .unchanged(target.head.stamp) }
      let stamp = try restate(.retract, .retracted, target.protection)
      return .changed(stamp, redacted: 0)
    case .allow:
      if let refusal = try refusal(toAllow: target, by: submission.author) { return refusal }
      return .changed(try restate(.allow, target.state, .allowed), redacted: 0)
    case .redact(let revision?):
      let copies: [Revision]
      switch try self.copies(of: revision, of: target) {
      case .not(let outcome): return outcome
      case .found(let found): copies = found
      }
      let stamp = try restate(.redact, target.state, target.protection, redacts: revision)
      for copy in copies {
        try redaction.destroy(copy.sequence, of: target.head.number, recorder.projections)
      }
      try redaction.noteUnscrubbed()
      return .changed(stamp, redacted: copies.count)
    case .redact(nil):
      return try redactAll()
    }

    func entry(_ action: ChangeAction, redacts: UInt32 = 0) -> JournalEntry {
      JournalEntry(
        sequence: numbering.next(), record: target.head.number, id: target.head.stamp.id,
        kind: target.head.kind.rawValue, revision: target.head.stamp.revision + 1,
        visibility: target.visibility.rawValue, authorUID: submission.author.uid,
        authorGID: submission.author.gid, recordedAt: numbering.recordedAt, action: action.rawValue,
        redacts: redacts)
    }

    /// Appends a revision with the content of the one before.
    func restate(
      _ action: ChangeAction, _ state: RecordState, _ protection: Protection, redacts: UInt32 = 0
    ) throws(StoreError) -> Stamp {
      let entry = entry(action, redacts: redacts)
      let previous = Int64(target.head.stamp.sequence)
      let stored = try body.first {
        $0.add(previous)
      } _: { columns in
        (fingerprint: columns.bytes(0), links: columns.bytes(1), content: columns.bytes(2))
      }
      guard let stored else { throw .corrupt("entry \(previous) is missing") }
      let body = EntryBody(
        salt: random.next(EntryHash.saltBytes), reason: submission.reason, fingerprint: stored.fingerprint,
        links: stored.links, content: stored.content)
      try recorder.append(entry, previous: previous, body, &head)
      try recorder.projections.restate(
        target.head.number, at: entry.sequence, after: previous, state, protection)
      return Stamp(entry)
    }

    func redactAll() throws(StoreError) -> Outcome {
      let earlier = try history(of: target)
      let entry = entry(.redact)
      let nothing = [UInt8](repeating: 0, count: EntryHash.fingerprintBytes)
      var key = try target.key.map { (key) throws(StoreError) in
        try lookup.hash(ofRedacted: key, uid: target.ownerUID)
      }
      // Redacted again, for a reason that should not have been written down: what is kept of the key goes on.
      let kept = target.head.fingerprint
      if target.state == .redacted, kept.contains(where: { $0 != 0 }) { key = kept }
      let body = EntryBody(
        salt: random.next(EntryHash.saltBytes), reason: submission.reason, fingerprint: key ?? nothing,
        links: [],
        content: [])
      try recorder.append(entry, previous: Int64(target.head.stamp.sequence), body, &head)
      try redaction.clear(
        target.head.number, at: entry.sequence, after: Int64(target.head.stamp.sequence), keyHash: key,
        recorder.projections)
      for revision in earlier {
        try redaction.destroy(revision.sequence, of: target.head.number, recorder.projections)
      }
      try redaction.noteUnscrubbed()
      return .changed(Stamp(entry), redacted: earlier.count { !$0.isRedacted })
    }
  }

  // MARK: History

  private struct Revision {
    var sequence: Int64
    var revision: UInt32
    var previous: Int64?
    var authorUID: UInt32
    var action: Int32
    var isRedacted: Bool
    var fingerprint: [UInt8]
  }

  /// All revisions, the latest first.
  private func history(of target: EditTarget) throws(StoreError) -> [Revision] {
    var found: [Revision] = []
    var next: Int64? = Int64(target.head.stamp.sequence)
    while let sequence = next {
      let revision = try revisions.first {
        $0.add(sequence)
      } _: { columns in
        Revision(
          sequence: columns.int(0), revision: columns.uint32(1),
          previous: columns.isNull(2) ? nil : columns.int(2), authorUID: columns.uint32(3),
          action: columns.int32(4), isRedacted: columns.int(5) != 0, fingerprint: columns.bytes(6))
      }
      guard let revision else { throw .corrupt("entry \(sequence) is missing") }
      found.append(revision)
      next = revision.previous
    }
    return found
  }

  private func refusal(toAllow target: EditTarget, by author: Author) throws(StoreError) -> Outcome? {
    switch target.protection {
    case .allowed: return .unchanged(target.head.stamp)
    case .none:
      return .refused([
        StoreProblem(
          .failedPrecondition, field: "id", value: target.head.stamp.id, reason: "is not flagged",
          remedy: "nothing needs to be allowed")
      ])
    case .flagged: break
    }
    let writing = [ChangeAction.create.rawValue, ChangeAction.revise.rawValue]
    let writer = try history(of: target).first { writing.contains($0.action) }
    guard writer?.authorUID == author.uid else { return nil }
    return .refused([
      StoreProblem(
        .notPermitted, field: "id", value: target.head.stamp.id, reason: "was written by you",
        remedy: "ask a second person to look at it and to allow it")
    ])
  }

  private enum Copies {
    case found([Revision])
    case not(Outcome)
  }

  /// A revision and those with the same content, which retractions and the like repeat.
  private func copies(of number: UInt32, of target: EditTarget) throws(StoreError) -> Copies {
    let history = try history(of: target)
    func refused(_ code: StoreProblem.Code, _ reason: String, _ remedy: String) -> Copies {
      .not(
        .refused([
          StoreProblem(code, field: "revision", value: String(number), reason: reason, remedy: remedy)
        ]))
    }
    guard let revision = history.first(where: { $0.revision == number }) else {
      return refused(
        .notFound, "is no revision of the record", "name one from 1 to \(target.head.stamp.revision)")
    }
    if revision.isRedacted { return .not(.unchanged(target.head.stamp)) }
    let copies = history.filter { $0.fingerprint == revision.fingerprint }
    guard !copies.contains(where: { $0.revision == target.head.stamp.revision }) else {
      return refused(
        .failedPrecondition, "has the content that stands now",
        "revise the record first, and then redact that revision; or redact the whole record")
    }
    return .found(copies)
  }
}

extension Stamp {
  fileprivate init(_ entry: JournalEntry) {
    self.init(
      id: entry.id, revision: entry.revision, sequence: UInt64(entry.sequence), recordedAt: entry.recordedAt)
  }
}
