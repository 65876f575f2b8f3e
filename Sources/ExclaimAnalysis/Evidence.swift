import ExclaimDomain

/// On which measure evidence is wanted. What is nil, unspecified or empty does not restrict.
public struct EvidenceQuery: Sendable, Hashable {
  /// Topic.
  public var topic: Topic
  /// Whose people: reference to an Actor.
  public var dependentPower: String
  /// In whose hands: reference to an Actor.
  public var detainingPower: String
  /// Which persons; claims on its parts and wholes are found too.
  public var category: PersonCategory
  /// The instant or window of interest.
  public var date: DayWindow?
  /// An Exchange: reference.
  public var exchange: String
  /// An Agreement: reference.
  public var agreement: String
  /// A Claim: reference. Only what has to do with it is of interest.
  public var claim: String

  /// A question; without any restriction it asks for all claims.
  public init(
    topic: Topic = .unspecified, dependentPower: String = "", detainingPower: String = "",
    category: PersonCategory = .unspecified, date: DayWindow? = nil, exchange: String = "",
    agreement: String = "", claim: String = ""
  ) {
    self.topic = topic
    self.dependentPower = dependentPower
    self.detainingPower = detainingPower
    self.category = category
    self.date = date
    self.exchange = exchange
    self.agreement = agreement
    self.claim = claim
  }
}

/// Every claim on a measure, side by side.
public struct EvidenceAnswer: Sendable, Hashable {
  /// The measure in words.
  public var measure: String
  /// The claims, by the day on which they were said; undated ones last.
  public var items: [Evidence]
  /// From how many places all of it comes.
  public var origins: Origins
  /// The finding in words.
  public var explanation: String
}

/// One claim on the measure, with what contests it.
public struct Evidence: Sendable, Hashable {
  /// The claim as a source.
  public var source: Source
  /// The claim itself.
  public var claim: Claim
  /// Speaker's name.
  public var speaker: String
  /// Name of the speaker's side; empty for none.
  public var side: String
  /// The way from speaker to document: names and channels.
  public var chain: [String]
  /// What contests it.
  public var challenges: [Challenge]
  /// How it compares with the measure that was asked for, and with the other numbers found.
  public var comparability: Comparability
  /// From how many places it, and what supports it, is known.
  public var origins: Origins
  /// Documents in which it stands.
  public var documents: [Source]
  /// The claim and its challenges in words.
  public var explanation: String
}

/// A claim that contests another.
public struct Challenge: Sendable, Hashable {
  /// The contesting claim as a source.
  public var source: Source
  /// The contesting claim itself.
  public var claim: Claim
  /// Who contests.
  public var speaker: String
  /// Their own number, if they give one.
  public var counterNumber: Quantity?
  /// What it does to the contested claim, by what ties it to that: "contradicted".
  var participle: String
}
