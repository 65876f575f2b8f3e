import ExclaimDomain

/// Who reads. A private record exists for its author alone.
public struct Reader: Sendable, Hashable {
  /// User id; nil for somebody outside, who sees public records only.
  let uid: UInt32?

  /// A user of the server.
  public static func user(_ uid: UInt32) -> Reader { Reader(uid: uid) }

  /// The team as a whole: sees what each of its users may see, and so no private record. No user has this id.
  public static let team = Reader(uid: .max)

  /// Somebody outside: sees public records only.
  public static let outside = Reader(uid: nil)
}

/// The moment as of which an answer holds.
public enum Moment: Sendable, Hashable {
  /// What stands now.
  case now
  /// What had been stored up to a place in the journal, as it stood then.
  case recorded(through: UInt64)
  /// What was published by the end of a day.
  case published(by: Day)

  /// Whether it asks for what was published.
  var isOfPublication: Bool { if case .published = self { true } else { false } }
}

/// Which records to list or search, and how many at a time. What is not set does not restrict.
public struct Query: Sendable, Hashable {
  /// Kinds of record; empty means any.
  public var kinds: Set<RecordKind> = []
  /// Records that must be referred to.
  public var links: [LinkFilter] = []
  /// Topic.
  public var topic: Int32?
  /// Unit.
  public var unit: Int32?
  /// Topics that are counted in the unit where the record names none.
  public var unitTopics: Set<Int32> = []
  /// Categories, of which the record must have one; empty means any.
  public var categories: [Int32] = []
  /// Speech act.
  public var speechAct: Int32?
  /// Status of an exchange.
  public var status: Int32?
  /// Scope, whole and exact.
  public var scope: String?
  /// Days that one of the record's own dates may overlap.
  public var days: DaySpan?
  /// Visibility.
  public var visibility: Visibility?
  /// Author's user id.
  public var authorUID: UInt32?
  /// Key, exact.
  public var key: String?
  /// As of when.
  public var moment = Moment.now
  /// Records on a page; at least 1.
  public var limit: Int
  /// Bytes of records on a page, about; a page holds at least one record.
  public var bytesMax = Int.max
  /// Where the page before ended; empty means from the start.
  public var cursor: String

  /// A query that restricts nothing.
  public init(limit: Int = 100, cursor: String = "") {
    self.limit = limit
    self.cursor = cursor
  }
}

/// Keeps records that refer to a record in one of some roles.
public struct LinkFilter: Sendable, Hashable {
  /// Path of the filter's field, for errors: "filter.speaker".
  public var field: String
  /// In which roles; empty means any.
  public var roles: Set<LinkRole>
  /// An id or a key.
  public var reference: String

  /// A filter by a reference.
  public init(field: String, roles: Set<LinkRole>, reference: String) {
    self.field = field
    self.roles = roles
    self.reference = reference
  }
}

/// A page of a list.
public struct Page<Records: Sendable>: Sendable {
  /// The records, or what was made of them.
  public var records: Records
  /// How many there are.
  public var recordCount: Int
  /// Where to go on; empty at the end.
  public var nextCursor: String
  /// As of what was published: documents that were left out because nobody can say whether they were by then.
  public var undatedDocuments: UInt64 = 0
}

/// A page of hits.
public struct SearchPage: Sendable {
  /// The hits, best first.
  public var hits: [SearchHit]
  /// Where to go on; empty at the end. A record stored between two pages may shift the next one.
  public var nextCursor: String
  /// As in `Page`.
  public var undatedDocuments: UInt64 = 0
}

/// A record that was found.
public struct SearchHit: Sendable {
  /// The record.
  public var record: StoredRecord
  /// The words around the match, matches between [ and ].
  public var snippet: String
}

/// What a reference stands for.
public struct Resolution: Sendable, Hashable {
  /// The id.
  public var id: String
  /// The kind.
  public var kind: RecordKind
}
