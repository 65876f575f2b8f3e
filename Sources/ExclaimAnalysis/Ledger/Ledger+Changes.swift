import ExclaimDomain

extension Ledger {
  /// How many records there are.
  public var recordCount: Int {
    var count = actors.count + documents.count + claims.count + exchanges.count
    count += agreements.count + relations.count + assessments.count
    return count
  }

  /// Whether there is a record of this identity, of whichever kind.
  public func contains(_ identity: String) -> Bool {
    claims.place(of: identity) != nil || documents.place(of: identity) != nil
      || relations.place(of: identity) != nil || assessments.place(of: identity) != nil
      || exchanges.place(of: identity) != nil || actors.place(of: identity) != nil
      || agreements.place(of: identity) != nil
  }

  /// Adds a record, or replaces that of the same identity; the order stays that of the journal.
  public mutating func put(_ record: any RecordValue) {
    switch record {
    case let actor as Actor: _ = actors.put(actor)
    case let document as Document: follow(documents.put(document))
    case let claim as Claim: follow(claims.put(claim))
    case let exchange as Exchange: follow(exchanges.put(exchange))
    case let agreement as Agreement: _ = agreements.put(agreement)
    case let relation as Relation: follow(relations.put(relation))
    case let assessment as Assessment: follow(assessments.put(assessment))
    default: preconditionFailure("a ledger has no place for \(type(of: record))")
    }
  }

  /// Takes the record of this identity away, of whichever kind it is; nothing if there is none.
  public mutating func remove(_ identity: String) {
    _ = actors.remove(identity)
    follow(documents.remove(identity))
    follow(claims.remove(identity))
    follow(exchanges.remove(identity))
    _ = agreements.remove(identity)
    follow(relations.remove(identity))
    follow(assessments.remove(identity))
  }

  private mutating func follow(_ change: RecordList<Claim>.Change) {
    claimsByClaim.follow(change, of: claims, by: Self.contested)
    claimsByExchange.follow(change, of: claims, by: Self.exchange)
    claimsBySpeaker.follow(change, of: claims, by: Self.speaker)
  }

  private mutating func follow(_ change: RecordList<Exchange>.Change) {
    partsByExchange.follow(change, of: exchanges, by: Self.wholes)
  }

  private mutating func follow(_ change: RecordList<Relation>.Change) {
    relationsByClaim.follow(change, of: relations, by: Self.ends)
  }

  private mutating func follow(_ change: RecordList<Assessment>.Change) {
    assessmentsByClaim.follow(change, of: assessments, by: Self.assessed)
  }

  private mutating func follow(_ change: RecordList<Document>.Change) {
    // Copies keep what they know.
    if case .none = change { return }
    storiesMemo = Memo()
  }
}
