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
  /// From how many places these claims are known.
  ///
  /// Claims have one origin when they have the same speaker; when a relation says that they are one
  /// utterance, or one was made from the other, or drifted from it; when one supports the other out of the
  /// same story; or when publishers speak in copies or editions of one story. A publisher that passes on what
  /// another has published speaks for that one.
  public func origins(of claims: [Claim]) -> Origins {
    var groups = Groups()
    var documentsSeen: Set<String> = []
    for claim in claims {
      let this = "claim \(claim.identity)"
      groups.join(this, "speaker \(origin(of: claim))")
      let documents = claim.mentions.map(\.document).filter { !$0.isEmpty }
      documentsSeen.formUnion(documents)
      if isPublisher(claim.speaker.actor) {
        for document in documents { groups.join(this, "story \(story(document))") }
      }
      for relation in relations(at: claim) where joins(relation) {
        groups.join("claim \(relation.from)", "claim \(relation.to)")
      }
    }
    let outlets = documentsSeen.compactMap { document($0)?.outlet }.filter { !$0.isEmpty }
    return Origins(
      documents: documentsSeen.count, outlets: Set(outlets).count,
      origins: Set(claims.map { groups.root("claim \($0.identity)") }).count)
  }

  /// For each of the claims which origin it has: claims of one origin have one number.
  func originIndexes(of claims: [Claim]) -> [Int] {
    var numbers: [String: Int] = [:]
    return claims.map { claim in
      let origin = origin(of: claim)
      if let number = numbers[origin] { return number }
      numbers[origin] = numbers.count
      return numbers.count - 1
    }
  }

  /// The speaker; for a publisher, the first publisher on the way from which the claim came.
  private func origin(of claim: Claim) -> String {
    guard isPublisher(claim.speaker.actor) else { return claim.speaker.actor }
    let hops = claim.chain.map { $0.actor.isEmpty ? document($0.document)?.outlet ?? "" : $0.actor }
    return hops.first(where: isPublisher) ?? claim.speaker.actor
  }

  private func joins(_ relation: Relation) -> Bool {
    switch relation.kind {
    case .sameUtterance, .derivedFrom, .scopeDriftOf: true
    case .supports:
      !stories(of: relation.from).isDisjoint(with: stories(of: relation.to))
    default: false
    }
  }

  private func stories(of reference: String) -> Set<String> {
    Set((claim(reference)?.mentions ?? []).map { story($0.document) })
  }

  /// What all copies and editions of one story have in common: their cluster, or the first edition.
  private func story(_ reference: String) -> String {
    var seen: Set<String> = []
    var current = reference
    while let document = document(current), seen.insert(current).inserted {
      if !document.cluster.isEmpty { return "cluster \(document.cluster)" }
      if document.editionOf.isEmpty { break }
      current = document.editionOf
    }
    return current
  }

  private func isPublisher(_ reference: String) -> Bool {
    switch actor(reference)?.kind {
    case .wireAgency, .outlet, .stateMedia, .socialChannel, .forum: true
    default: false
    }
  }
}

/// Things that belong together, joined two at a time.
private struct Groups {
  private var parents: [String: String] = [:]

  mutating func root(_ member: String) -> String {
    var current = member
    while let parent = parents[current], parent != current {
      let grandparent = parents[parent] ?? parent
      parents[current] = grandparent
      current = grandparent
    }
    return current
  }

  mutating func join(_ first: String, _ second: String) {
    let (one, other) = (root(first), root(second))
    if one != other { parents[one] = other }
  }
}
