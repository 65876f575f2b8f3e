/// One exchange event, planned or past.
public struct Exchange: RecordValue {
  /// The kind of record.
  public static let kind = RecordKind.exchange
  /// Identifier; empty before the server sets it.
  public var id: String
  /// The submitter's own name for it; empty for none.
  public var key: String
  /// Who may read it; nil when not said, which means the team.
  public var visibility: Visibility?
  /// Free remark of the analyst.
  public var note: String
  /// A short name of the analyst's own.
  public var title: String
  /// When it happened.
  public var date: ResolvedDate?
  /// For when it was planned.
  public var plannedDate: ResolvedDate?
  /// What kind of exchange.
  public var category: ExchangeCategory
  /// How it stands.
  public var status: ExchangeStatus
  /// Its numbers in the series in which sources count; several may hold at once.
  public var ordinals: [Ordinal]
  /// Its stages, for one that takes several days or handovers.
  public var stages: [Stage]
  /// Agreements under which it took place: references.
  public var agreements: [String]
  /// Whether the official tally counts it.
  public var inOfficialTally: TallyMembership
  /// Mediators: references to Actors.
  public var mediators: [String]
  /// Places that are public.
  public var places: [Place]
  /// Directions of transfer.
  public var legs: [Leg]
  /// Larger exchanges of which this handover is a part: references.
  public var partOf: [String]

  /// An exchange; what is left out is not known.
  public init(
    id: String = "", key: String = "", visibility: Visibility? = nil, note: String = "",
    title: String = "", date: ResolvedDate? = nil, plannedDate: ResolvedDate? = nil,
    category: ExchangeCategory = .unspecified, status: ExchangeStatus = .unspecified,
    ordinals: [Ordinal] = [], stages: [Stage] = [], agreements: [String] = [],
    inOfficialTally: TallyMembership = .unspecified, mediators: [String] = [], places: [Place] = [],
    legs: [Leg] = [], partOf: [String] = []
  ) {
    self.id = id
    self.key = key
    self.visibility = visibility
    self.note = note
    self.title = title
    self.date = date
    self.plannedDate = plannedDate
    self.category = category
    self.status = status
    self.ordinals = ordinals
    self.stages = stages
    self.agreements = agreements
    self.inOfficialTally = inOfficialTally
    self.mediators = mediators
    self.places = places
    self.legs = legs
    self.partOf = partOf
  }
}

/// A number in a series: "66th of the war".
public struct Ordinal: Sendable, Hashable {
  /// The series: "of the war", "in 2024".
  public var series: String
  /// The number, from 1.
  public var number: Int

  /// A number in a series.
  public init(series: String = "", number: Int = 0) {
    self.series = series
    self.number = number
  }
}

/// A part of an exchange in time.
public struct Stage: Sendable, Hashable {
  /// Number, from 1.
  public var number: Int
  /// Name.
  public var name: String
  /// When.
  public var date: ResolvedDate?
  /// How it stands.
  public var status: ExchangeStatus

  /// A stage.
  public init(
    number: Int = 0, name: String = "", date: ResolvedDate? = nil, status: ExchangeStatus = .unspecified
  ) {
    self.number = number
    self.name = name
    self.date = date
    self.status = status
  }
}

/// A place in public knowledge.
public struct Place: Sendable, Hashable {
  /// Name.
  public var name: String
  /// What it was.
  public var role: PlaceRole

  /// A place.
  public init(name: String = "", role: PlaceRole = .unspecified) {
    self.name = name
    self.role = role
  }
}
