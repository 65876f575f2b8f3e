import ExclaimDomain

/// What lists filter records by. Numbers are those of the protos; nil means that the record does not say.
public struct IndexTerms: Sendable, Hashable {
  /// Topic of a claim's measure.
  public var topic: Int32?
  /// Unit of a claim's measure.
  public var unit: Int32?
  /// Categories of a claim's measure, or of the groups in an exchange: each 0 to `categoryMax`.
  public var categories: [Int32]
  /// Speech act of a claim.
  public var speechAct: Int32?
  /// Status of an exchange.
  public var status: Int32?
  /// Scope of a claim's measure.
  public var scope: String?
  /// When it happened.
  public var event: DaySpan?
  /// When it was said.
  public var asserted: DaySpan?
  /// When it was published.
  public var published: DaySpan?

  /// The largest category number: categories are stored as bits of one integer.
  public static let categoryMax: Int32 = 62

  /// Terms; none by default.
  public init(
    topic: Int32? = nil, unit: Int32? = nil, categories: [Int32] = [], speechAct: Int32? = nil,
    status: Int32? = nil, scope: String? = nil, event: DaySpan? = nil, asserted: DaySpan? = nil,
    published: DaySpan? = nil
  ) {
    self.topic = topic
    self.unit = unit
    self.categories = categories
    self.speechAct = speechAct
    self.status = status
    self.scope = scope
    self.event = event
    self.asserted = asserted
    self.published = published
  }
}

/// The days that a date may mean, both ends included; nil means open.
public struct DaySpan: Sendable, Hashable {
  /// First day.
  public var earliest: Day?
  /// Last day.
  public var latest: Day?

  /// The days from `earliest` to `latest`.
  public init(earliest: Day?, latest: Day?) {
    self.earliest = earliest
    self.latest = latest
  }
}
