import ExclaimDomain

/// Records as they stand at one moment, with the indexes that analyses need. It never changes.
///
/// Records are known by id, or by key where they have no id yet; references must be of the same kind.
public struct Ledger: Sendable {
  /// Who acts and speaks.
  public let actors: [Actor]
  /// What was published.
  public let documents: [Document]
  /// What was said, in the order given, which is that of the journal.
  public let claims: [Claim]
  /// What happened.
  public let exchanges: [Exchange]
  /// What was agreed.
  public let agreements: [Agreement]
  /// How claims stand to each other.
  public let relations: [Relation]
  /// What analysts make of claims.
  public let assessments: [Assessment]

  private let actorIndex: [String: Int]
  private let documentIndex: [String: Int]
  private let claimIndex: [String: Int]
  private let exchangeIndex: [String: Int]
  private let agreementIndex: [String: Int]
  private let relationsByClaim: [String: [Int]]
  private let claimsByClaim: [String: [Int]]
  private let claimsByExchange: [String: [Int]]
  private let claimsBySpeaker: [String: [Int]]
  private let partsByExchange: [String: [Int]]
  private let assessmentsByClaim: [String: [Int]]
  /// Which documents tell one story; comparing their texts takes long, and not every analysis asks for it.
  private let storiesMemo = Memo<Stories>()

  /// A ledger of these records. Cost: linear in their number.
  public init(
    actors: [Actor] = [], documents: [Document] = [], claims: [Claim] = [], exchanges: [Exchange] = [],
    agreements: [Agreement] = [], relations: [Relation] = [], assessments: [Assessment] = []
  ) {
    self.actors = actors
    self.documents = documents
    self.claims = claims
    self.exchanges = exchanges
    self.agreements = agreements
    self.relations = relations
    self.assessments = assessments
    actorIndex = Self.index(actors)
    documentIndex = Self.index(documents)
    claimIndex = Self.index(claims)
    exchangeIndex = Self.index(exchanges)
    agreementIndex = Self.index(agreements)
    relationsByClaim = Self.index(relations) { [$0.from, $0.to] }
    claimsByClaim = Self.index(claims) { [$0.about.claim] }
    claimsByExchange = Self.index(claims) { [$0.about.exchange] }
    claimsBySpeaker = Self.index(claims) { [$0.speaker.actor] }
    partsByExchange = Self.index(exchanges) { $0.partOf }
    assessmentsByClaim = Self.index(assessments) { [$0.claim] }
  }

  private static func index(_ records: [some RecordValue]) -> [String: Int] {
    Dictionary(zip(records.map(\.identity), records.indices), uniquingKeysWith: { $1 })
  }

  private static func index<R>(_ records: [R], by references: (R) -> [String]) -> [String: [Int]] {
    var index: [String: [Int]] = [:]
    for (position, record) in records.enumerated() {
      for reference in references(record) where !reference.isEmpty {
        index[reference, default: []].append(position)
      }
    }
    return index
  }
}

extension Ledger {
  /// The actor of this reference, if the ledger has it.
  public func actor(_ reference: String) -> Actor? { actorIndex[reference].map { actors[$0] } }
  /// The document of this reference, if the ledger has it.
  public func document(_ reference: String) -> Document? { documentIndex[reference].map { documents[$0] } }
  /// The claim of this reference, if the ledger has it.
  public func claim(_ reference: String) -> Claim? { claimIndex[reference].map { claims[$0] } }
  /// The exchange of this reference, if the ledger has it.
  public func exchange(_ reference: String) -> Exchange? { exchangeIndex[reference].map { exchanges[$0] } }
  /// The agreement of this reference, if the ledger has it.
  public func agreement(_ reference: String) -> Agreement? {
    agreementIndex[reference].map { agreements[$0] }
  }

  /// Place of the document of this reference, if the ledger has it.
  func index(ofDocument reference: String) -> Int? { documentIndex[reference] }
  /// Place of the claim of this reference, if the ledger has it.
  func index(ofClaim reference: String) -> Int? { claimIndex[reference] }

  /// Which documents tell one story. Cost: a pass over the texts of all documents, when it is first asked for.
  var stories: Stories { storiesMemo.value { Stories(self) } }

  /// What analysts make of this claim.
  func assessments(of claim: Claim) -> [Assessment] {
    (assessmentsByClaim[claim.identity] ?? []).map { assessments[$0] }
  }

  /// Relations that begin or end at this claim.
  func relations(at claim: Claim) -> [Relation] {
    (relationsByClaim[claim.identity] ?? []).map { relations[$0] }
  }

  /// Claims about this claim.
  func claims(about claim: Claim) -> [Claim] { (claimsByClaim[claim.identity] ?? []).map { claims[$0] } }

  /// Claims about this exchange.
  func claims(about exchange: Exchange) -> [Claim] {
    (claimsByExchange[exchange.identity] ?? []).map { claims[$0] }
  }

  /// Claims of this speaker.
  func claims(by speaker: String) -> [Claim] { (claimsBySpeaker[speaker] ?? []).map { claims[$0] } }

  /// Handovers that say they are a part of this exchange.
  func parts(of exchange: Exchange) -> [Exchange] {
    (partsByExchange[exchange.identity] ?? []).map { exchanges[$0] }
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
