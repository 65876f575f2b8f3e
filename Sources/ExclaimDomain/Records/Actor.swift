/// A state, organisation, outlet, official in a public role, or class of unnamed sources.
public struct Actor: RecordValue {
  /// The kind of record.
  public static let kind = RecordKind.actor
  /// Identifier; empty before the server sets it.
  public var id: String
  /// The submitter's own name for it; empty for none.
  public var key: String
  /// Who may read it; nil when not said, which means the team.
  public var visibility: Visibility?
  /// Free remark of the analyst.
  public var note: String
  /// What kind of actor.
  public var kind: ActorKind
  /// Name in common use.
  public var name: String
  /// Other names and spellings, in any script.
  public var aliases: [String]
  /// The party to which it belongs: reference to an Actor; empty for none.
  public var side: String
  /// Public roles held over time.
  public var roles: [Role]
  /// How reliable it has proved, topic by topic.
  public var reliability: [Reliability]

  /// An actor; what is left out is not said.
  public init(
    id: String = "", key: String = "", visibility: Visibility? = nil, note: String = "",
    kind: ActorKind = .unspecified, name: String = "", aliases: [String] = [], side: String = "",
    roles: [Role] = [], reliability: [Reliability] = []
  ) {
    self.id = id
    self.key = key
    self.visibility = visibility
    self.note = note
    self.kind = kind
    self.name = name
    self.aliases = aliases
    self.side = side
    self.roles = roles
    self.reliability = reliability
  }
}

/// A public role and the time in which it was held.
public struct Role: Sendable, Hashable {
  /// Title: "spokesperson".
  public var title: String
  /// Where: reference to an Actor; empty when not recorded.
  public var organisation: String
  /// Start, included.
  public var from: ResolvedDate?
  /// End, included.
  public var to: ResolvedDate?

  /// A role; without dates, held at a time that is not recorded.
  public init(
    title: String = "", organisation: String = "", from: ResolvedDate? = nil, to: ResolvedDate? = nil
  ) {
    self.title = title
    self.organisation = organisation
    self.from = from
    self.to = to
  }
}

/// Reliability of an actor for a topic, the first half of the NATO Admiralty scale.
public struct Reliability: Sendable, Hashable {
  /// The topic; unspecified means every topic that has no grade of its own.
  public var topic: Topic
  /// The grade.
  public var grade: ReliabilityGrade
  /// Why.
  public var reason: String

  /// A grade for a topic, or for all.
  public init(topic: Topic = .unspecified, grade: ReliabilityGrade = .unspecified, reason: String = "") {
    self.topic = topic
    self.grade = grade
    self.reason = reason
  }
}

/// What kind of actor it is, numbered as in the contract.
public enum ActorKind: Int32, CodeList {
  case unspecified = 0
  case state = 1
  case ministry = 2
  case securityService = 3
  case coordinationBody = 4
  case ombudsman = 5
  case headOfState = 6
  case namedOfficial = 7
  case anonymousOfficial = 8
  case unnamedGroup = 9
  case wireAgency = 10
  case outlet = 11
  case stateMedia = 12
  case socialChannel = 13
  case forum = 14
  case internationalOrganisation = 15
  case mediator = 16
}

/// Grades A to E fall; F is "cannot be judged" and no middle. Numbered as in the contract.
public enum ReliabilityGrade: Int32, CodeList {
  case unspecified = 0
  case a = 1
  case b = 2
  case c = 3
  case d = 4
  case e = 5
  case f = 6
}
