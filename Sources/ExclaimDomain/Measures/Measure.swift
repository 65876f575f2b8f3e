/// What a number counts: of what, of whom, in whose hands, when, and what it takes in or leaves out.
///
/// References are ids or keys. Two numbers may be compared only where ``comparability(with:)`` says so.
public struct Measure: Sendable, Hashable {
  /// What is counted or talked about.
  public var topic: Topic
  /// In which units; unspecified means the topic's own.
  public var unit: Unit
  /// Whose people: the power on which they depend. Nil when not said.
  public var dependent: Powers?
  /// In whose hands: the detaining power. Nil when not said.
  public var detaining: Powers?
  /// Which persons.
  public var category: PersonCategory
  /// Theatre, unit or other limit in the speaker's words; empty for none.
  public var scope: String
  /// For a stock: the instant. For a flow: the event's own date, where that is the window.
  public var at: ResolvedDate?
  /// For a flow: start of the window, included.
  public var from: ResolvedDate?
  /// For a flow: end of the window, included.
  public var to: ResolvedDate?
  /// What the speaker says that the number takes in.
  public var includes: [Inclusion]
  /// What the speaker says that the number leaves out.
  public var excludes: [Inclusion]

  /// A measure; what is left out is not said.
  public init(
    _ topic: Topic = .unspecified, unit: Unit = .unspecified, dependent: Powers? = nil,
    detaining: Powers? = nil, category: PersonCategory = .unspecified, scope: String = "",
    at: ResolvedDate? = nil, from: ResolvedDate? = nil, to: ResolvedDate? = nil,
    includes: [Inclusion] = [], excludes: [Inclusion] = []
  ) {
    self.topic = topic
    self.unit = unit
    self.dependent = dependent
    self.detaining = detaining
    self.category = category
    self.scope = scope
    self.at = at
    self.from = from
    self.to = to
    self.includes = includes
    self.excludes = excludes
  }

  /// The unit in which it counts: its own, or else the topic's.
  public var effectiveUnit: Unit { unit == .unspecified ? topic.defaultUnit : unit }
}
