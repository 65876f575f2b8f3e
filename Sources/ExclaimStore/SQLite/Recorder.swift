import ExclaimDomain
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
        recorded_at, id, commitment, hash, salt, fingerprint, links, content)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    projections = try Projections(database)
  }

  /// Takes the steps of a settlement, in order. The head moves with each entry.
  func record(
    _ settlement: Settlement, of judgement: Judgement, after head: inout JournalHead, random: RandomBytes
  ) throws(StoreError) {
    for (index, step) in settlement.steps.enumerated() {
      guard case .write(let stamp, let number, let previous) = step else { continue }
      let draft = judgement.submission.drafts[index]
      let entry = JournalEntry(
        sequence: Int64(stamp.sequence), id: stamp.id, kind: draft.kind.rawValue, revision: stamp.revision,
        visibility: draft.visibility.rawValue, author: judgement.submission.author,
        recordedAt: stamp.recordedAt)
      let links = Self.links(of: draft, judgement.targets[index], settlement)
      try append(
        entry, record: number, previous: previous, draft, links, &head,
        salt: random.next(JournalHash.saltBytes))
      if let previous {
        try projections.revise(number, at: entry.sequence, after: previous, draft)
      } else {
        try projections.insert(number, ownerUID: entry.author.uid, draft)
      }
    }
  }

  private func append(
    _ entry: JournalEntry, record: Int64, previous: Int64?, _ draft: Draft, _ links: [UInt8],
    _ head: inout JournalHead, salt: [UInt8]
  ) throws(StoreError) {
    let commitment = JournalHash.commitment(
      salt: salt, fingerprint: draft.fingerprint, links: links, content: draft.content)
    let hash = JournalHash.entry(entry, after: head.hash, commitment: commitment)
    try insertEntry.run {
      $0.add(entry.sequence)
      $0.add(record)
      $0.add(entry.kind)
      $0.add(entry.revision)
      $0.add(previous)
      $0.add(entry.visibility)
      $0.add(entry.author.uid)
      $0.add(entry.author.gid)
      $0.add(entry.recordedAt)
      $0.add(entry.id)
      $0.add(blob: commitment)
      $0.add(blob: hash)
      $0.add(blob: salt)
      $0.add(blob: draft.fingerprint)
      $0.add(blob: links)
      $0.add(blob: draft.content)
    }
    head = JournalHead(sequence: entry.sequence, hash: hash, recordedAt: entry.recordedAt)
  }

  /// The links of a draft, packed, each with the id for which its reference stands.
  private static func links(of draft: Draft, _ targets: [Target], _ settlement: Settlement) -> [UInt8] {
    var packed: [UInt8] = []
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

/// The end of the journal.
struct JournalHead: Equatable {
  var sequence: Int64 = 0
  var hash: [UInt8] = JournalHash.origin
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
