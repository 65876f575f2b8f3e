import ExclaimDomain
import ExclaimProof
import GRDB

/// Appends entries to the journal and keeps the projections in step, on the writer's connection.
struct Recorder {
  private let insertEntry: Prepared
  let projections: Projections

  init(_ database: Database) throws(StoreError) {
    insertEntry = try Prepared(
      database,
      """
      INSERT INTO journal (sequence, record, kind, revision, previous, visibility, author_uid, author_gid,
        recorded_at, action, redacts, flagged, id, commitment, hash, salt, reason, fingerprint, links, content)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    projections = try Projections(database)
  }

  /// Takes the steps of a settlement, in order. The head moves with each entry.
  func record(
    _ settlement: Settlement, of judgement: Judgement, after head: inout JournalHead, random: RandomBytes
  ) throws(StoreError) {
    let submission = judgement.submission
    for (index, step) in settlement.steps.enumerated() {
      guard case .write(let stamp, let number, let previous) = step else { continue }
      let draft = submission.drafts[index]
      let entry = JournalEntry(
        sequence: Int64(stamp.sequence), record: number, id: stamp.id, kind: draft.kind.rawValue,
        revision: stamp.revision, visibility: draft.visibility.rawValue, authorUID: submission.author.uid,
        authorGID: submission.author.gid, recordedAt: stamp.recordedAt,
        action: (previous == nil ? ChangeAction.create : .revise).rawValue, flagged: draft.isFlagged ? 1 : 0)
      let links = Self.links(of: draft, judgement.targets[index], settlement)
      let body = EntryBody(
        salt: random.next(EntryHash.saltBytes), reason: submission.reason, fingerprint: draft.fingerprint,
        links: links, content: draft.content)
      try append(entry, previous: previous, body, &head)
      if let previous {
        try projections.revise(number, at: entry.sequence, after: previous, draft)
      } else {
        try projections.insert(number, ownerUID: submission.author.uid, draft)
      }
    }
  }

  /// Appends an entry.
  func append(
    _ entry: JournalEntry, previous: Int64?, _ body: EntryBody, _ head: inout JournalHead
  ) throws(StoreError) {
    guard let commitment = body.commitment(of: entry),
      let hash = entry.hash(after: head.hash, commitment: commitment)
    else { preconditionFailure("a new entry is of the layout that has a place for all of it") }
    try insertEntry.run {
      $0.add(entry.sequence)
      $0.add(entry.record)
      $0.add(entry.kind)
      $0.add(entry.revision)
      $0.add(previous)
      $0.add(entry.visibility)
      $0.add(entry.authorUID)
      $0.add(entry.authorGID)
      $0.add(entry.recordedAt)
      $0.add(entry.action)
      $0.add(entry.redacts)
      $0.add(entry.flagged)
      $0.add(entry.id)
      $0.add(blob: commitment)
      $0.add(blob: hash)
      $0.add(blob: body.salt)
      $0.add(body.reason)
      $0.add(blob: body.fingerprint)
      $0.add(blob: body.links)
      $0.add(blob: body.content)
    }
    head = JournalHead(sequence: entry.sequence, hash: hash, recordedAt: entry.recordedAt)
  }

  /// The links of a draft, packed, each with the id for which its reference stands.
  private static func links(of draft: Draft, _ targets: [Target], _ settlement: Settlement) -> [UInt8] {
    var packed: [UInt8] = []
    packed.reserveCapacity(80 * draft.links.count)
    for (link, target) in zip(draft.links, targets) {
      let id: String
      switch target {
      case .stored(let stored): id = stored
      case .chain(let chain):
        guard let drafted = settlement.chainIDs[chain] else {
          preconditionFailure("a draft is kept only if every key that it refers to is kept")
        }
        id = drafted
      }
      LinkList.append(role: link.role, field: link.field, reference: link.reference, id: id, to: &packed)
    }
    return packed
  }
}

/// What an entry's commitment is made of, and what a redaction destroys.
struct EntryBody {
  var salt: [UInt8]
  var reason: String
  var fingerprint: [UInt8]
  var links: [UInt8]
  var content: [UInt8]

  func commitment(of entry: JournalEntry) -> [UInt8]? {
    entry.commitment(
      salt: salt, fingerprint: fingerprint, reason: Array(reason.utf8), links: links, content: content)
  }
}

/// The end of the journal.
struct JournalHead: Equatable {
  var sequence: Int64 = 0
  var hash: [UInt8] = EntryHash.origin
  /// Nanoseconds since 1970.
  var recordedAt: Int64 = 0

  init() {}

  init(sequence: Int64, hash: [UInt8], recordedAt: Int64) {
    self.sequence = sequence
    self.hash = hash
    self.recordedAt = recordedAt
  }

  /// The end of the journal as it is stored.
  init(_ database: Database) throws(StoreError) {
    let last = try Prepared(
      database, "SELECT sequence, hash, recorded_at FROM journal ORDER BY sequence DESC LIMIT 1")
    let stored = try last.first { _ in
    } _: { columns in
      JournalHead(sequence: columns.int(0), hash: columns.bytes(1), recordedAt: columns.int(2))
    }
    self = stored ?? JournalHead()
  }
}
