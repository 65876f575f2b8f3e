import ExclaimDomain

/// From how many places something is known.
public struct Origins: Sendable, Hashable {
  /// Documents in which it stands.
  public var documents: Int
  /// Outlets that published these; a document whose outlet is not recorded adds none.
  public var outlets: Int
  /// Independent origins.
  public var origins: Int

  /// Counts of documents, outlets and independent origins.
  public init(documents: Int, outlets: Int, origins: Int) {
    self.documents = documents
    self.outlets = outlets
    self.origins = origins
  }

  /// "4 documents, 2 outlets, 1 origin".
  public var words: String {
    [count(documents, "document"), count(outlets, "outlet"), count(origins, "origin")].joined(separator: ", ")
  }
}

extension Ledger {
  /// From how many places these claims are known; see `OriginGrouping` for what makes two places one.
  /// Cost: linear in the claims, besides the comparison of all texts when a publisher's own word is first among them.
  public func origins(of claims: [Claim]) -> Origins {
    let documents = documents(of: claims)
    let outlets = documents.compactMap { document($0)?.outlet }.filter { !$0.isEmpty }
    return Origins(
      documents: documents.count, outlets: Set(outlets).count,
      origins: Set(originIndexes(of: claims)).count)
  }

  /// For each claim the number of its origin among these claims, from 0: those with one number have one origin.
  public func originIndexes(of claims: [Claim]) -> [Int] {
    if claims.count < 2 { return claims.map { _ in 0 } }
    let grouping = OriginGrouping(self, claims)
    return claims.map { grouping.index(of: $0) }
  }

  /// References of the documents in which claims stand, each once.
  func documents(of claims: [Claim]) -> [String] {
    unique(claims.flatMap { $0.mentions.map(\.document) }.filter { !$0.isEmpty })
  }

  /// True for those whose own word may be another's story: they pass on what others publish.
  func isPublisher(_ reference: String) -> Bool {
    switch actor(reference)?.kind {
    case .wireAgency, .outlet, .stateMedia, .socialChannel, .forum: true
    default: false
    }
  }
}
