import ExclaimDomain

/// Records as they stand at one moment, with the indexes that analyses need.
///
/// Records are known by id, or by key where they have no id yet; references must be of the same kind. A copy costs
/// nothing, and a change of it about as much as the changed record, however many there are.
public struct Ledger: Sendable {
  /// Who acts and speaks.
  public internal(set) var actors: RecordList<Actor>
  /// What was published.
  public internal(set) var documents: RecordList<Document>
  /// What was said, in the order given, which is that of the journal.
  public internal(set) var claims: RecordList<Claim>
  /// What happened.
  public internal(set) var exchanges: RecordList<Exchange>
  /// What was agreed.
  public internal(set) var agreements: RecordList<Agreement>
  /// How claims stand to each other.
  public internal(set) var relations: RecordList<Relation>
  /// What analysts make of claims.
  public internal(set) var assessments: RecordList<Assessment>

  var relationsByClaim: ReferenceIndex
  var claimsByClaim: ReferenceIndex
  var claimsByExchange: ReferenceIndex
  var claimsBySpeaker: ReferenceIndex
  var partsByExchange: ReferenceIndex
  var assessmentsByClaim: ReferenceIndex
  /// Which documents tell one story; comparing their texts takes long, and not every analysis asks for it.
  var storiesMemo = Memo<Stories>()

  /// A ledger of these records. Cost: linear in their number.
  public init(
    actors: some Sequence<Actor> = [Actor](), documents: some Sequence<Document> = [Document](),
    claims: some Sequence<Claim> = [Claim](), exchanges: some Sequence<Exchange> = [Exchange](),
    agreements: some Sequence<Agreement> = [Agreement](), relations: some Sequence<Relation> = [Relation](),
    assessments: some Sequence<Assessment> = [Assessment]()
  ) {
    self.actors = Self.list(actors, blank: Actor())
    self.documents = Self.list(documents, blank: Document(), gapsMax: 0)
    self.claims = Self.list(claims, blank: Claim())
    self.exchanges = Self.list(exchanges, blank: Exchange())
    self.agreements = Self.list(agreements, blank: Agreement())
    self.relations = Self.list(relations, blank: Relation())
    self.assessments = Self.list(assessments, blank: Assessment())
    relationsByClaim = ReferenceIndex(self.relations, by: Self.ends)
    claimsByClaim = ReferenceIndex(self.claims, by: Self.contested)
    claimsByExchange = ReferenceIndex(self.claims, by: Self.exchange)
    claimsBySpeaker = ReferenceIndex(self.claims, by: Self.speaker)
    partsByExchange = ReferenceIndex(self.exchanges, by: Self.wholes)
    assessmentsByClaim = ReferenceIndex(self.assessments, by: Self.assessed)
  }

  /// Records that are a list already are shared with it. Inlined, so that lists of each kind have code of their own.
  @inline(__always) private static func list<Record>(
    _ records: some Sequence<Record>, blank: Record, gapsMax: Int = 1_024
  ) -> RecordList<Record> {
    records as? RecordList<Record> ?? RecordList(Array(records), blank: blank, gapsMax: gapsMax)
  }

  static func ends(_ relation: UnsafePointer<Relation>, _ tell: (String) -> Void) {
    tell(relation.pointee.from)
    tell(relation.pointee.to)
  }
  static func contested(_ claim: UnsafePointer<Claim>, _ tell: (String) -> Void) {
    tell(claim.pointee.about.claim)
  }
  static func exchange(_ claim: UnsafePointer<Claim>, _ tell: (String) -> Void) {
    tell(claim.pointee.about.exchange)
  }
  static func speaker(_ claim: UnsafePointer<Claim>, _ tell: (String) -> Void) {
    tell(claim.pointee.speaker.actor)
  }
  static func assessed(_ assessment: UnsafePointer<Assessment>, _ tell: (String) -> Void) {
    tell(assessment.pointee.claim)
  }
  static func wholes(_ exchange: UnsafePointer<Exchange>, _ tell: (String) -> Void) {
    exchange.pointee.partOf.forEach(tell)
  }
}

extension Ledger {
  /// The actor of this reference, if the ledger has it.
  public func actor(_ reference: String) -> Actor? { actors.record(of: reference) }
  /// The document of this reference, if the ledger has it.
  public func document(_ reference: String) -> Document? { documents.record(of: reference) }
  /// The claim of this reference, if the ledger has it.
  public func claim(_ reference: String) -> Claim? { claims.record(of: reference) }
  /// The exchange of this reference, if the ledger has it.
  public func exchange(_ reference: String) -> Exchange? { exchanges.record(of: reference) }
  /// The agreement of this reference, if the ledger has it.
  public func agreement(_ reference: String) -> Agreement? {
    agreements.record(of: reference)
  }

  /// Place of the document of this reference, if the ledger has it.
  func index(ofDocument reference: String) -> Int? { documents.place(of: reference) }
  /// Place of the claim of this reference, if the ledger has it.
  func index(ofClaim reference: String) -> Int? { claims.place(of: reference) }

  /// Which documents tell one story. Cost: a pass over the texts of all documents, when it is first asked for.
  var stories: Stories { storiesMemo.value { Stories(self) } }

  /// What analysts make of this claim.
  func assessments(of claim: Claim) -> [Assessment] {
    assessmentsByClaim[claim.identity].map { assessments[$0] }
  }

  /// Relations that begin or end at this claim.
  func relations(at claim: Claim) -> [Relation] {
    relationsByClaim[claim.identity].map { relations[$0] }
  }

  /// Claims about this claim.
  func claims(about claim: Claim) -> [Claim] { claimsByClaim[claim.identity].map { claims[$0] } }

  /// Claims about this exchange.
  func claims(about exchange: Exchange) -> [Claim] {
    claimsByExchange[exchange.identity].map { claims[$0] }
  }

  /// Claims of this speaker.
  func claims(by speaker: String) -> [Claim] { claimsBySpeaker[speaker].map { claims[$0] } }

  /// Handovers that say they are a part of this exchange.
  func parts(of exchange: Exchange) -> [Exchange] {
    partsByExchange[exchange.identity].map { exchanges[$0] }
  }

  /// The days of an exchange: its own date, or else from the first to the last of its recorded handovers.
  func days(of exchange: Exchange) -> DayWindow? {
    if let date = exchange.date { return date.window }
    let parts = parts(of: exchange).compactMap { $0.date?.window }
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce(first) { $0.hull($1) }
  }
}

extension RecordValue {
  /// By what other records refer to it: its id, or its key before it has one.
  public var identity: String { id.isEmpty ? key : id }
}
