import ExclaimDomain

/// Where the claims on a question come from.
public struct OriginsAnswer: Sendable, Hashable {
  /// From how many places all of it comes.
  public var origins: Origins
  /// One for each origin, those with most claims first.
  public var groups: [Origin]
  /// Documents that tell one story, those with most copies first.
  public var stories: [Story]
  /// The finding in words.
  public var explanation: String
}

/// Claims that come from one place.
public struct Origin: Sendable, Hashable {
  /// The place: a speaker, or a publication.
  public var name: String
  /// The claims, in the order of the ledger.
  public var claims: [Source]
  /// Documents in which they stand.
  public var documents: [Source]
  /// Names of the outlets that published these.
  public var outlets: [String]
  /// Why they are one, and what keeps them apart from others; each reason once.
  public var reasons: [String]
}

extension Ledger {
  /// Puts the claims on a question together by where they come from; see `OriginGrouping`.
  ///
  /// Stories are told where one of their documents holds such a claim; of a question without limits, all of them.
  public func originGroups(_ query: EvidenceQuery) -> OriginsAnswer {
    let claims = claims(on: query)
    let groups = OriginGrouping(self, claims).explained().map(origin).sorted {
      $0.claims.count > $1.claims.count
    }
    let origins = origins(of: claims)
    let stands = Set(documents(of: claims).compactMap { index(ofDocument: $0) })
    let stories = self.stories.ofSeveral.filter {
      query == EvidenceQuery() || !stands.isDisjoint(with: $0.documents)
    }.map { story, members in
      Story(
        documents: members.map { source(documents[$0]) }, likeness: self.stories.likeness(of: story),
        reasons: self.stories.reasons(of: story))
    }
    return OriginsAnswer(
      origins: origins, groups: groups, stories: stories, explanation: words(claims, origins, stories))
  }

  private func origin(_ claims: [Claim], _ voice: String, _ reasons: [String]) -> Origin {
    let documents = documents(of: claims).compactMap { document($0) }
    let speaker = voice.isEmpty ? claims.first?.speaker.actor ?? "" : voice
    let place = speaker.isEmpty ? documents.first.map { source($0).label } ?? "nobody named" : name(speaker)
    return Origin(
      name: place, claims: claims.map(source), documents: documents.map(source),
      outlets: unique(documents.map(\.outlet).filter { !$0.isEmpty }).map(name), reasons: reasons)
  }

  private func words(_ claims: [Claim], _ origins: Origins, _ stories: [Story]) -> String {
    guard !claims.isEmpty || !stories.isEmpty else { return "No claim on this is recorded." }
    var text = "\(sentence(count(claims.count, "claim"))) in \(origins.words)."
    for story in stories.prefix(1) {
      let more = stories.count > 1 ? ", the greatest of \(stories.count) stories" : ""
      text += " \(count(story.documents.count, "document")) tell one story\(more)."
    }
    let trusted = claims.compactMap { credibilityDoubt($0, self.origins(of: supporters(of: $0))) }
    if let first = trusted.first {
      text += " \(first)"
      if trusted.count > 1 { text += " The same holds of \(count(trusted.count - 1, "other claim"))." }
    }
    return text
  }

  /// That analysts call a claim confirmed by other sources, which it is not; nil where nothing speaks against it.
  ///
  /// Credibility 1 of the Admiralty scale is "confirmed by other independent sources", so it needs two origins.
  func credibilityDoubt(_ claim: Claim, _ origins: Origins) -> String? {
    guard origins.origins < 2, assessments(of: claim).contains(where: { $0.credibility == 1 }) else {
      return nil
    }
    return "\(claim.reference) is assessed as confirmed (credibility 1), which takes two independent origins;"
      + " it has one."
  }
}
