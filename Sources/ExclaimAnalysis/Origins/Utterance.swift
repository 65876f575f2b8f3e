import ExclaimDomain

/// Claims that relations say are one utterance: whoever wrote it down, it was said once.
struct Utterance: Sendable {
  /// The claims, in the order of the ledger.
  var claims: [Claim]
  /// Who said it: speakers; publishers only where nobody else did.
  var voices: [String]
  /// Documents in which publishers say it in their own voice; empty where somebody else said it.
  var documents: [Int]
}

/// Where a claim comes from, as relations tell it.
struct Descent: Sendable {
  /// The utterances from which it was made; its own where it was made from none.
  var utterances: [Utterance]
  /// Relations by which it comes from there.
  var relations: [Relation]
}

extension Ledger {
  /// Follows a claim to what it was made from, drifted from or is one utterance with, however many steps away.
  ///
  /// A claim that was made from another speaks for that one, and not for whoever wrote it down. One that was made from
  /// several, such as a sum, has several places, which it does not make one. In a circle, where each is made from the
  /// other, all are one utterance.
  func descent(of claim: Claim) -> Descent {
    var (utterances, relations): ([[Claim]], [Relation]) = ([], [])
    var seen: Set<String> = []
    var waiting = [claim]
    var circle: [Claim] = []
    while let next = waiting.popLast() {
      guard !seen.contains(next.identity) else { continue }
      let one = utterance(of: next, &relations)
      seen.formUnion(one.map(\.identity))
      let sources = one.flatMap { claim in
        self.relations(at: claim).filter { $0.from == claim.identity && $0.kind.isDescent }
      }
      let own = Set(one.map(\.identity))
      let parents = sources.filter { !own.contains($0.to) }.compactMap { claimOrTrace($0.to) }
      relations += sources
      if parents.isEmpty { utterances.append(one) }
      circle += one
      waiting += parents.reversed()
    }
    if utterances.isEmpty { utterances = [circle.sorted(by: isRecordedBefore)] }
    return Descent(utterances: utterances.map(utterance), relations: unique(relations))
  }

  /// The claim, or what a relation alone tells of one that the ledger does not have: what was made from it is still
  /// from one place, also where its word does not count.
  private func claimOrTrace(_ reference: String) -> Claim? {
    claim(reference) ?? (reference.isEmpty ? nil : Claim(id: reference))
  }

  private func utterance(of claim: Claim, _ relations: inout [Relation]) -> [Claim] {
    var members = [claim]
    var seen: Set<String> = [claim.identity]
    var next = 0
    while next < members.count {
      let identity = members[next].identity
      for relation in self.relations(at: members[next]) where relation.kind == .sameUtterance {
        relations.append(relation)
        let other = relation.from == identity ? relation.to : relation.from
        guard let claim = claimOrTrace(other), seen.insert(other).inserted else { continue }
        members.append(claim)
      }
      next += 1
    }
    return members.sorted(by: isRecordedBefore)
  }

  private func utterance(_ claims: [Claim]) -> Utterance {
    let persons = claims.map(\.speaker.actor).filter { !$0.isEmpty && !isPublisher($0) }
    guard persons.isEmpty else { return Utterance(claims: claims, voices: unique(persons), documents: []) }
    let published = claims.filter { isPublisher($0.speaker.actor) }
    return Utterance(
      claims: claims, voices: unique(published.map(firstPublisher)),
      documents: documents(of: published).compactMap { index(ofDocument: $0) })
  }

  /// The first publisher on the way of what a publisher says: it speaks for that one.
  private func firstPublisher(of claim: Claim) -> String {
    let hops = claim.chain.map { $0.actor.isEmpty ? document($0.document)?.outlet ?? "" : $0.actor }
    return hops.first(where: isPublisher) ?? claim.speaker.actor
  }

  func isRecordedBefore(_ one: Claim, _ other: Claim) -> Bool {
    (index(ofClaim: one.identity) ?? .max) < (index(ofClaim: other.identity) ?? .max)
  }
}

extension RelationKind {
  /// True where the first claim was made from the second.
  fileprivate var isDescent: Bool { self == .derivedFrom || self == .scopeDriftOf }
}
