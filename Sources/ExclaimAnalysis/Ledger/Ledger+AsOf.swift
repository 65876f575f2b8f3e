import ExclaimDomain

extension Ledger {
  /// What the public could know by the end of a day, by the rule of `Publication`.
  public func asOf(_ day: Day) -> Ledger {
    let number = Int64(day.number)
    func span(_ date: ResolvedDate?) -> Publication.Span? { (date?.window).map(Publication.Span.init) }
    func isKnown(_ document: Document) -> Bool {
      Publication.isPublished(span(document.published), by: number) == true
    }
    func isKnown(_ claim: Claim) -> Bool {
      Publication.isKnown(
        claimIn: claim.mentions.compactMap { document($0.document) }.map(isKnown),
        asserted: span(claim.asserted), by: number)
    }
    let kept = claims.filter { isKnown($0) }
    let known = Set(kept.map(\.identity))
    return Ledger(
      actors: actors,
      documents: documents.filter { isKnown($0) },
      claims: kept,
      exchanges: exchanges.filter { exchange in
        Publication.isKnown(
          exchangeWith: claims(about: exchange).map {
            (isKnown: known.contains($0.identity), standsInDocument: !$0.mentions.isEmpty)
          },
          event: span(exchange.date ?? exchange.plannedDate), by: number)
      },
      agreements: agreements.filter { !Publication.isLater(span($0.date), than: number) },
      relations: relations.filter { known.contains($0.from) && known.contains($0.to) },
      assessments: assessments.filter { known.contains($0.claim) })
  }

  /// How many documents are left out of what was known by a day because nobody can say whether they were published.
  public func undatedDocuments(asOf day: Day) -> Int {
    documents.count { document in
      let span = (document.published?.window).map(Publication.Span.init)
      return Publication.isPublished(span, by: Int64(day.number)) == nil
    }
  }
}
