import ExclaimDomain

extension Ledger {
  /// What the public could know at the end of a day.
  ///
  /// - A document counts as published unless its date is certainly later.
  /// - A claim is left out if it was certainly said later, or if every document in which it stands was
  ///   published later. A claim without documents goes by the day on which it was said.
  /// - Exchanges and agreements that certainly happened later are left out, even where they were planned by then.
  /// - Relations and assessments stay where the claims that they are about stay.
  ///
  /// Undated records are kept, and so are those whose uncertain date may lie on or before the day: leaving
  /// them out would say that nobody could know, which the records do not show.
  public func asOf(_ day: Day) -> Ledger {
    func isLater(_ date: ResolvedDate?) -> Bool {
      guard let earliest = date?.window.earliest else { return false }
      return earliest > day
    }
    func isUnpublished(_ claim: Claim) -> Bool {
      let documents = claim.mentions.compactMap { document($0.document) }
      return isLater(claim.asserted) || (!documents.isEmpty && documents.allSatisfy { isLater($0.published) })
    }
    let kept = claims.filter { !isUnpublished($0) }
    let known = Set(kept.map(\.identity))
    return Ledger(
      actors: actors,
      documents: documents.filter { !isLater($0.published) },
      claims: kept,
      exchanges: exchanges.filter { !isLater($0.date) },
      agreements: agreements.filter { !isLater($0.date) },
      relations: relations.filter { known.contains($0.from) && known.contains($0.to) },
      assessments: assessments.filter { known.contains($0.claim) })
  }
}
