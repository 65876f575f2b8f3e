import ExclaimDomain
import GRDB

/// Finds records by reference on one connection, within one transaction.
struct Lookup {
  private let headByKey: Prepared
  private let facesByKey: Prepared
  private let faceByNumber: Prepared
  private let textByNumber: Prepared
  private let ownerByNumber: Prepared

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
    textByNumber = try Prepared(database, "SELECT text FROM document_text WHERE number = ?")
    ownerByNumber = try Prepared(database, "SELECT visibility, author_uid FROM record WHERE number = ?")
  }

  /// The latest revision of the author's record with a key.
  func head(key: String, uid: UInt32) throws(StoreError) -> Head? {
    try headByKey.first {
      $0.add(key)
      $0.add(uid)
    } _: { (columns) throws(StoreError) in
      Head(
        number: columns.int(0), kind: try RecordKind(stored: columns.int32(1)),
        stamp: Stamp(
          id: columns.text(5), revision: columns.uint32(3), sequence: UInt64(columns.int(2)),
          recordedAt: columns.int(4)),
        fingerprint: columns.bytes(6))
    }
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

  /// Whether there is a record of this number for a reader.
  func isVisible(_ number: Int64, to reader: Reader) throws(StoreError) -> Bool {
    try ownerByNumber.first {
      $0.add(number)
    } _: { (columns) throws(StoreError) in
      reader.sees(try Visibility(stored: columns.int32(0)), ownerUID: columns.uint32(1))
    } ?? false
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

  /// The same as a condition on `record`, with one parameter: the reader's uid.
  var visibleSQL: String {
    uid == nil
      ? "r.visibility = \(Visibility.public.rawValue)"
      : "(r.visibility > \(Visibility.private.rawValue) OR r.author_uid = ?)"
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
