import ExclaimDomain

/// Who writes, from the peer credentials of the connection.
public struct Author: Sendable, Hashable {
  /// User id. Keys are unique for each.
  public var uid: UInt32
  /// Group id.
  public var gid: UInt32

  /// An author with these ids.
  public init(uid: UInt32, gid: UInt32) {
    self.uid = uid
    self.gid = gid
  }
}

/// Drafts that are judged together; references may point forward among them.
public struct Submission: Sendable {
  /// Who writes.
  public var author: Author
  /// The drafts.
  public var drafts: [Draft]
  /// Store all or none.
  public var atomic: Bool
  /// Judge everything and store nothing.
  public var dryRun: Bool
  /// Where a key stands for other content, store a new revision.
  public var revise: Bool
  /// Why: kept with each revision.
  public var reason = ""
  /// Change one stored record instead of submitting records; `revise` takes one draft, the others none.
  public var edit: Edit?
  /// Called once, on a thread of the store, when the submission is handed to the commit, after which nothing calls
  /// it off. Must not block, nor call the store.
  public var willCommit: (@Sendable () -> Void)?

  /// A submission of these drafts.
  public init(
    author: Author, drafts: [Draft], atomic: Bool = false, dryRun: Bool = false, revise: Bool = false
  ) {
    self.author = author
    self.drafts = drafts
    self.atomic = atomic
    self.dryRun = dryRun
    self.revise = revise
  }
}

/// One revision of one record before it is stored.
public struct Draft: Sendable {
  /// Kind of record.
  public var kind: RecordKind
  /// The author's own name for it; nil for none.
  public var key: String?
  /// Who may read it.
  public var visibility: Visibility
  /// The encoded record, stored as it is.
  public var content: [UInt8]
  /// 32 bytes over the content as submitted. Equal fingerprints mean "the same content".
  public var fingerprint: [UInt8]
  /// Every reference in the content.
  public var links: [LinkDraft]
  /// What lists filter by.
  public var terms: IndexTerms
  /// Words to find it by, without `documentText`, which is searched as well.
  public var text: String
  /// The text of a document (UTF-8), against which quotes are checked; nil when there is none.
  public var documentText: [UInt8]?
  /// Quotes to check.
  public var quotes: [QuoteDraft]
  /// Likely personal data was found in it, and its author lets it pass.
  public var isFlagged = false

  /// A draft. `fingerprint` must be 32 bytes long.
  public init(
    kind: RecordKind, key: String? = nil, visibility: Visibility = .team, content: [UInt8],
    fingerprint: [UInt8], links: [LinkDraft] = [], terms: IndexTerms = IndexTerms(), text: String = "",
    documentText: [UInt8]? = nil, quotes: [QuoteDraft] = []
  ) {
    self.kind = kind
    self.key = key
    self.visibility = visibility
    self.content = content
    self.fingerprint = fingerprint
    self.links = links
    self.terms = terms
    self.text = text
    self.documentText = documentText
    self.quotes = quotes
  }
}

/// A reference in a draft.
public struct LinkDraft: Sendable, Hashable {
  /// Path of the field: "claim.speaker.actor".
  public var field: String
  /// What the field says of the record that it refers to.
  public var role: LinkRole
  /// An id or a key.
  public var reference: String
  /// Kinds of record to which the field may refer; empty means any.
  public var kinds: Set<RecordKind>

  /// A reference in the field at a path.
  public init(field: String, role: LinkRole, reference: String, kinds: Set<RecordKind>) {
    self.field = field
    self.role = role
    self.reference = reference
    self.kinds = kinds
  }
}

/// Words that a draft claims to find in a document.
public struct QuoteDraft: Sendable, Hashable {
  /// Path of the mention: "claim.mentions[0]".
  public var field: String
  /// The document: an id or a key.
  public var document: String
  /// The words, byte for byte (UTF-8).
  public var quote: [UInt8]
  /// First byte of the quote in the document's text.
  public var start: Int?
  /// Byte after its last.
  public var end: Int?

  /// A quote; give both offsets or none.
  public init(field: String, document: String, quote: [UInt8], start: Int? = nil, end: Int? = nil) {
    self.field = field
    self.document = document
    self.quote = quote
    self.start = start
    self.end = end
  }
}
