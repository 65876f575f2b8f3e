import ExclaimDomain
import ExclaimProof
import GRDB

/// Finds records by reference on one connection, within one transaction.
struct Lookup {
  private let headByKey: Prepared
  private let facesByKey: Prepared
  private let faceByNumber: Prepared
  private let textByNumber: Prepared
  private let standingByNumber: Prepared
  private let pastStanding: Prepared
  private let targetByNumber: Prepared
  private let redactedKey: Prepared
  private let anyRedactedKey: Prepared
  private let firstHash: Prepared

  init(_ database: Database) throws(StoreError) {
    headByKey = try Prepared(
      database,
      """
      SELECT r.number, r.kind, j.sequence, j.revision, j.recorded_at, j.id, j.fingerprint
      FROM record r JOIN journal j ON j.sequence = r.sequence WHERE r.key = ? AND r.author_uid = ?
      """)
    // The first entry of a record bears its id: number and sequence are the same there.
    let face = """
      SELECT r.number, r.kind, r.visibility, r.author_uid, j.id
      FROM record r JOIN journal j ON j.sequence = r.number
      """
    facesByKey = try Prepared(database, face + " WHERE r.key = ?")
    faceByNumber = try Prepared(database, face + " WHERE r.number = ?")
    textByNumber = try Prepared(
      database,
      "SELECT d.text FROM record r JOIN document_text d ON d.sequence = r.passage WHERE r.number = ?")
    standingByNumber = try Prepared(
      database, "SELECT visibility, author_uid, state, sequence FROM record WHERE number = ?")
    pastStanding = try Prepared(
      database, "SELECT state, visibility FROM past WHERE number = ? AND sequence <= ? AND until > ?")
    targetByNumber = try Prepared(
      database,
      """
      SELECT r.number, r.kind, j.sequence, j.revision, j.recorded_at, j.id, j.fingerprint, r.visibility,
        r.author_uid, r.key, r.state, r.protection, j.links
      FROM record r JOIN journal j ON j.sequence = r.sequence WHERE r.number = ?
      """)
    redactedKey = try Prepared(database, "SELECT 1 FROM redacted_key WHERE hash = ?")
    anyRedactedKey = try Prepared(database, "SELECT 1 FROM redacted_key LIMIT 1")
    firstHash = try Prepared(database, "SELECT hash FROM journal WHERE sequence = 1")
  }

  /// The latest revision of the author's record with a key.
  func head(key: String, uid: UInt32) throws(StoreError) -> Head? {
    try headByKey.first {
      $0.add(key)
      $0.add(uid)
    } _: { (columns) throws(StoreError) in
      try Head(columns)
    }
  }

  /// The record that an edit would change, as it stands.
  func target(_ number: Int64) throws(StoreError) -> EditTarget? {
    try targetByNumber.first {
      $0.add(number)
    } _: { (columns) throws(StoreError) in
      EditTarget(
        head: try Head(columns), visibility: try Visibility(stored: columns.int32(7)),
        ownerUID: columns.uint32(8), key: columns.optionalText(9),
        state: try RecordState(stored: columns.int32(10)),
        protection: try Protection(stored: columns.int32(11)), links: LinkList(bytes: columns.bytes(12)))
    }
  }

  /// Whether an author's key stood for a record that was redacted.
  func isRedacted(key: String, uid: UInt32) throws(StoreError) -> Bool {
    // As a rule there is none, and every new key is asked about.
    guard try anyRedactedKey.first({ _ in }, { _ in true }) != nil else { return false }
    let hash = try hash(ofRedacted: key, uid: uid)
    return try redactedKey.first({ $0.add(blob: hash) }, { _ in true }) ?? false
  }

  /// What is kept of a key whose record was redacted, 32 bytes. The first entry's hash is the ledger's own salt.
  func hash(ofRedacted key: String, uid: UInt32) throws(StoreError) -> [UInt8] {
    var hash = SHA256()
    hash.add("exclaim.key.1")
    hash.add(try firstHash.first({ _ in }, { $0.bytes(0) }) ?? EntryHash.origin)
    hash.add(bigEndian: uid)
    hash.add(key)
    return hash.digest()
  }

  /// What a reference stands for, for a reader: an id, else the reader's own key, else another's key.
  func find(_ reference: String, reader: Reader) throws(StoreError) -> Found {
    if let face = try face(id: reference), face.isVisible(to: reader) { return .one(face) }
    var visible: [Face] = []
    try facesByKey.forEach {
      $0.add(reference)
    } _: { (columns) throws(StoreError) in
      let face = try Face(columns)
      guard face.isVisible(to: reader) else { return true }
      if face.ownerUID == reader.uid {
        visible = [face]
        return false
      }
      visible.append(face)
      return true
    }
    switch visible.count {
    case 0: return .none
    case 1: return .one(visible[0])
    default: return .several(visible.map(\.id))
    }
  }

  private func face(id: String) throws(StoreError) -> Face? {
    guard let number = RecordID.number(in: id) else { return nil }
    let face = try faceByNumber.first {
      $0.add(number)
    } _: { (columns) throws(StoreError) in
      try Face(columns)
    }
    return face?.id == id ? face : nil
  }

  /// Whether a record stands, now or as of a place in the journal; nil if there is none for the reader: then it must
  /// have been visible then, and be it now.
  func standing(
    of number: Int64, through sequence: Int64?, for reader: Reader
  ) throws(StoreError) -> RecordState? {
    let now = try standingByNumber.first {
      $0.add(number)
    } _: { (columns) throws(StoreError) in
      (
        isVisible: reader.sees(
          try Visibility(stored: columns.int32(0)), ownerUID: columns.uint32(1)),
        state: try RecordState(stored: columns.int32(2)), sequence: columns.int(3),
        ownerUID: columns.uint32(1)
      )
    }
    guard let now, now.isVisible else { return nil }
    guard let sequence, now.sequence > sequence else { return now.state }
    let then = try pastStanding.first {
      $0.add(number)
      $0.add(sequence)
      $0.add(sequence)
    } _: { (columns) throws(StoreError) in
      (
        state: try RecordState(stored: columns.int32(0)),
        isVisible: reader.sees(try Visibility(stored: columns.int32(1)), ownerUID: now.ownerUID)
      )
    }
    return then.flatMap { $0.isVisible ? $0.state : nil }
  }

  /// The text of a document; nil when it has none.
  func documentText(_ number: Int64) throws(StoreError) -> [UInt8]? {
    try textByNumber.first {
      $0.add(number)
    } _: { columns in
      columns.bytes(0)
    }
  }
}

/// The latest revision of a record, as far as the next one depends on it.
struct Head {
  var number: Int64
  var kind: RecordKind
  var stamp: Stamp
  /// Empty when the revision was redacted: then nothing is the same content.
  var fingerprint: [UInt8]

  init(number: Int64, kind: RecordKind, stamp: Stamp, fingerprint: [UInt8]) {
    self.number = number
    self.kind = kind
    self.stamp = stamp
    self.fingerprint = fingerprint
  }

  init(_ columns: Columns) throws(StoreError) {
    self.init(
      number: columns.int(0), kind: try RecordKind(stored: columns.int32(1)),
      stamp: Stamp(
        id: columns.text(5), revision: columns.uint32(3), sequence: UInt64(columns.int(2)),
        recordedAt: columns.int(4)),
      fingerprint: columns.bytes(6))
  }
}

/// A record that is to be changed, as it stands.
struct EditTarget {
  var head: Head
  var visibility: Visibility
  var ownerUID: UInt32
  var key: String?
  var state: RecordState
  var protection: Protection
  var links: LinkList
}

/// What a reference needs to know of a record.
struct Face {
  var number: Int64
  var id: String
  var kind: RecordKind
  var visibility: Visibility
  var ownerUID: UInt32

  init(_ columns: Columns) throws(StoreError) {
    number = columns.int(0)
    kind = try RecordKind(stored: columns.int32(1))
    visibility = try Visibility(stored: columns.int32(2))
    ownerUID = columns.uint32(3)
    id = columns.text(4)
  }

  func isVisible(to reader: Reader) -> Bool {
    reader.sees(visibility, ownerUID: ownerUID)
  }
}

/// What a reference stands for.
enum Found {
  case one(Face)
  case none
  /// Ids of the records of other authors that have this key.
  case several([String])
}

extension Reader {
  /// Whether a record of this visibility, of this author, exists for the reader.
  func sees(_ visibility: Visibility, ownerUID: UInt32) -> Bool {
    switch visibility {
    case .private: uid == ownerUID
    case .team: uid != nil
    case .public: true
    }
  }

  /// The same as a condition on a row of `record` or `past`, with one parameter: the reader's uid, if there is one.
  func visibleSQL(_ row: String) -> String {
    uid == nil
      ? "\(row).visibility = \(Visibility.public.rawValue)"
      : "(\(row).visibility > \(Visibility.private.rawValue) OR \(row).author_uid = ?)"
  }
}

extension RecordKind {
  init(stored: Int32) throws(StoreError) {
    guard let kind = RecordKind(rawValue: stored) else {
      throw .corrupt("\(stored) is stored as the kind of a record")
    }
    self = kind
  }

  /// "an actor", "a claim".
  var withArticle: String {
    switch self {
    case .actor, .exchange, .agreement, .assessment: "an \(self)"
    case .document, .claim, .relation: "a \(self)"
    }
  }
}

extension Visibility {
  init(stored: Int32) throws(StoreError) {
    guard let visibility = Visibility(rawValue: stored) else {
      throw .corrupt("\(stored) is stored as the visibility of a record")
    }
    self = visibility
  }
}

extension RecordState {
  init(stored: Int32) throws(StoreError) {
    guard let state = RecordState(rawValue: stored) else {
      throw .corrupt("\(stored) is stored as the state of a record")
    }
    self = state
  }
}

extension Protection {
  init(stored: Int32) throws(StoreError) {
    guard let protection = Protection(rawValue: stored) else {
      throw .corrupt("\(stored) is stored as the protection of a record")
    }
    self = protection
  }
}
