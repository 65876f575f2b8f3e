/// One proposition by one speaker.
public struct Claim: RecordValue {
  /// The kind of record.
  public static let kind = RecordKind.claim
  /// Identifier; empty before the server sets it.
  public var id: String
  /// The submitter's own name for it; empty for none.
  public var key: String
  /// Who may read it; nil when not said, which means the team.
  public var visibility: Visibility?
  /// Free remark of the analyst.
  public var note: String
  /// What the speaker does with the proposition.
  public var speechAct: SpeechAct
  /// Who speaks; never the outlet, unless the outlet itself speaks.
  public var speaker: Speaker
  /// When it was said.
  public var asserted: ResolvedDate?
  /// What it is about, where records exist for that.
  public var about: About
  /// What is counted or talked about.
  public var measure: Measure
  /// The number, or why there is none.
  public var value: Value?
  /// The proposition in neutral words of the analyst.
  public var proposition: String
  /// How it came from the speaker to the document, in that order.
  public var chain: [Hop]
  /// Where it stands.
  public var mentions: [Mention]

  /// A claim; what is left out is not said.
  public init(
    id: String = "", key: String = "", visibility: Visibility? = nil, note: String = "",
    speechAct: SpeechAct = .unspecified, speaker: Speaker = Speaker(), asserted: ResolvedDate? = nil,
    about: About = About(), measure: Measure = Measure(), value: Value? = nil, proposition: String = "",
    chain: [Hop] = [], mentions: [Mention] = []
  ) {
    self.id = id
    self.key = key
    self.visibility = visibility
    self.note = note
    self.speechAct = speechAct
    self.speaker = speaker
    self.asserted = asserted
    self.about = about
    self.measure = measure
    self.value = value
    self.proposition = proposition
    self.chain = chain
    self.mentions = mentions
  }
}

/// The speaker and the role in which they spoke.
public struct Speaker: Sendable, Hashable {
  /// Reference to an Actor.
  public var actor: String
  /// The role at that time.
  public var role: String
  /// The words by which the text calls the speaker, where they matter.
  public var words: String

  /// A speaker.
  public init(actor: String = "", role: String = "", words: String = "") {
    self.actor = actor
    self.role = role
    self.words = words
  }
}

/// The records that a claim is about; each a reference, empty for none.
public struct About: Sendable, Hashable {
  /// An Exchange.
  public var exchange: String
  /// An Agreement.
  public var agreement: String
  /// Another Claim, for one that disputes, denies, corrects or retracts it.
  public var claim: String
  /// A Document.
  public var document: String

  /// What a claim is about.
  public init(exchange: String = "", agreement: String = "", claim: String = "", document: String = "") {
    self.exchange = exchange
    self.agreement = agreement
    self.claim = claim
    self.document = document
  }
}

/// One step on the way from speaker to document, and what the claim had become there.
public struct Hop: Sendable, Hashable {
  /// Who passed it on: reference to an Actor.
  public var actor: String
  /// By which means: "statement", "interview".
  public var channel: String
  /// When.
  public var date: ResolvedDate?
  /// The Document in which this hop can be read: reference.
  public var document: String
  /// The number as this hop gave it, where it differs.
  public var quantity: Quantity?
  /// The category as this hop gave it, where it differs.
  public var category: PersonCategory
  /// The scope as this hop gave it, where it differs.
  public var scope: String

  /// A step of the chain.
  public init(
    actor: String = "", channel: String = "", date: ResolvedDate? = nil, document: String = "",
    quantity: Quantity? = nil, category: PersonCategory = .unspecified, scope: String = ""
  ) {
    self.actor = actor
    self.channel = channel
    self.date = date
    self.document = document
    self.quantity = quantity
    self.category = category
    self.scope = scope
  }
}
