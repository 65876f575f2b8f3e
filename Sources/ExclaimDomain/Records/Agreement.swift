/// A negotiated commitment.
public struct Agreement: RecordValue {
  /// The kind of record.
  public static let kind = RecordKind.agreement
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
  /// Parties: references to Actors.
  public var parties: [String]
  /// When it was made.
  public var date: ResolvedDate?
  /// Where it was made.
  public var place: String
  /// Who must do what.
  public var obligations: [Obligation]

  /// An agreement; what is left out is not known.
  public init(
    id: String = "", key: String = "", visibility: Visibility? = nil, note: String = "",
    title: String = "", parties: [String] = [], date: ResolvedDate? = nil, place: String = "",
    obligations: [Obligation] = []
  ) {
    self.id = id
    self.key = key
    self.visibility = visibility
    self.note = note
    self.title = title
    self.parties = parties
    self.date = date
    self.place = place
    self.obligations = obligations
  }
}

/// What one party must do.
public struct Obligation: Sendable, Hashable {
  /// Who must: reference to an Actor.
  public var obligor: String
  /// What is to be done, as a measure of its fulfilment.
  public var measure: Measure
  /// How many; nil for an obligation without a number.
  public var quantity: Quantity?
  /// By when.
  public var due: ResolvedDate?
  /// What is to be done in neutral words, where the measure does not say it all.
  public var description: String

  /// An obligation.
  public init(
    obligor: String = "", measure: Measure = Measure(), quantity: Quantity? = nil, due: ResolvedDate? = nil,
    description: String = ""
  ) {
    self.obligor = obligor
    self.measure = measure
    self.quantity = quantity
    self.due = due
    self.description = description
  }
}
