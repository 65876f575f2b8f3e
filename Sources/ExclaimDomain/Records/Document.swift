/// One publication as it was found. Another edition of it is another Document.
public struct Document: RecordValue {
  /// The kind of record.
  public static let kind = RecordKind.document
  /// Identifier; empty before the server sets it.
  public var id: String
  /// The submitter's own name for it; empty for none.
  public var key: String
  /// Who may read it; nil when not said, which means the team.
  public var visibility: Visibility?
  /// Free remark of the analyst.
  public var note: String
  /// Where it was published: reference to an Actor; empty when the copy does not say.
  public var outlet: String
  /// Headline, or a description of the analyst's own.
  public var title: String
  /// Byline.
  public var byline: String
  /// Address.
  public var url: String
  /// When it was published.
  public var published: ResolvedDate?
  /// Place and date that the text gives at its head.
  public var dateline: Dateline?
  /// When an index or archive says that it appeared.
  public var indexed: ResolvedDate?
  /// Language of the text (BCP 47).
  public var language: String
  /// SHA-256 of the raw bytes as found: 64 hexadecimal digits in lower case.
  public var sha256: String
  /// The text; empty when it may not be kept.
  public var text: String
  /// Parts of the text that are not the article.
  public var excluded: [Span]
  /// Name of the group of copies of one story; all with one name count as one origin.
  public var cluster: String
  /// The Document of which this is another edition: reference; empty for none.
  public var editionOf: String
  /// What distinguishes this edition.
  public var edition: String
  /// How often the body of the article stands in the document; 0 means once.
  public var bodyCopies: Int

  /// A document; what is left out is not known.
  public init(
    id: String = "", key: String = "", visibility: Visibility? = nil, note: String = "",
    outlet: String = "", title: String = "", byline: String = "", url: String = "",
    published: ResolvedDate? = nil, dateline: Dateline? = nil, indexed: ResolvedDate? = nil,
    language: String = "", sha256: String = "", text: String = "", excluded: [Span] = [],
    cluster: String = "", editionOf: String = "", edition: String = "", bodyCopies: Int = 0
  ) {
    self.id = id
    self.key = key
    self.visibility = visibility
    self.note = note
    self.outlet = outlet
    self.title = title
    self.byline = byline
    self.url = url
    self.published = published
    self.dateline = dateline
    self.indexed = indexed
    self.language = language
    self.sha256 = sha256
    self.text = text
    self.excluded = excluded
    self.cluster = cluster
    self.editionOf = editionOf
    self.edition = edition
    self.bodyCopies = bodyCopies
  }
}

/// Place and date at the head of a text.
public struct Dateline: Sendable, Hashable {
  /// Place.
  public var place: String
  /// Date.
  public var date: ResolvedDate?

  /// A dateline.
  public init(place: String = "", date: ResolvedDate? = nil) {
    self.place = place
    self.date = date
  }
}

/// A part of a text, as UTF-8 byte offsets.
public struct Span: Sendable, Hashable {
  /// First byte.
  public var start: Int
  /// Byte after the last.
  public var end: Int
  /// What stands there: "news feed".
  public var reason: String

  /// The bytes `start..<end`.
  public init(start: Int = 0, end: Int = 0, reason: String = "") {
    self.start = start
    self.end = end
    self.reason = reason
  }
}
