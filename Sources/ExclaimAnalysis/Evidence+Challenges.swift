import ExclaimDomain

extension Ledger {
  /// What contests a claim, each contesting claim once.
  ///
  /// That is what a relation says disputes, contradicts or supersedes it; what denies, disputes, corrects,
  /// retracts, does not confirm or declines to disclose it; what another than its speaker characterises it as, which
  /// stands beside it and is no contest by itself; and what a contesting speaker, in the same breath, declines to
  /// disclose or characterises with a tie to the claim or to the challenge.
  ///
  /// - Parameter bothWays: whether of two claims of which a relation says that they contradict each other both are
  ///   contested, or the one alone to which the relation leads.
  func challenges(of claim: Claim, bothWays: Bool = true) -> [Challenge] {
    var found: [(claim: Claim, participle: String)] = []
    func add(_ reference: String, _ participle: String) {
      guard let other = self.claim(reference) else { return }
      // What the speaker does to this very claim says more than the analyst's relation.
      let isAimed = other.about.claim == claim.identity && other.speechAct.contests
      found.append((other, isAimed ? self.participle(other, claim) : participle))
    }
    for relation in relations(at: claim).sorted(by: { $0.kind.rawValue < $1.kind.rawValue }) {
      switch relation.kind {
      case .disputes where relation.to == claim.identity: add(relation.from, "disputed")
      case .supersedes where relation.to == claim.identity: add(relation.from, "superseded")
      case .contradicts where bothWays || relation.to == claim.identity:
        add(relation.from == claim.identity ? relation.to : relation.from, "contradicted")
      default: break
      }
    }
    found += claims(about: claim).filter { other in
      let isOwnRemark = other.speechAct == .characterises && other.speaker.actor == claim.speaker.actor
      return other.speechAct.contests || (other.speechAct.isRemark && !isOwnRemark)
    }.map { ($0, participle($0, claim)) }
    found.sort { isToldBefore($0.claim, $1.claim) }
    for challenge in found { found += remarks(besides: challenge.claim).map { ($0, "") } }
    var seen: Set<String> = [claim.identity]
    return found.filter { seen.insert($0.claim.identity).inserted }.map { challenge, participle in
      Challenge(
        source: source(challenge), claim: challenge, speaker: name(challenge.speaker.actor),
        counterNumber: challenge.counterNumber, participle: participle)
    }
  }

  /// What an act does to the claim at which it is aimed: "disputed".
  private func participle(_ challenge: Claim, _ claim: Claim) -> String {
    switch challenge.speechAct {
    case .denies: "denied"
    case .corrects: "corrected"
    case .retracts: challenge.speaker.actor == claim.speaker.actor ? "taken back" : "declared void"
    case .disputes: "disputed"
    default: "contested"
    }
  }

  /// What the contesting speaker withholds or labels, where it is tied to the contesting claim.
  private func remarks(besides challenge: Claim) -> [Claim] {
    let tied = relations(at: challenge).flatMap { [$0.from, $0.to] }.compactMap { claim($0) }
    return (claims(about: challenge) + tied).filter {
      $0.speechAct.isRemark && $0.speaker.actor == challenge.speaker.actor
    }.sorted(by: isToldBefore)
  }

  /// "Putin asserts 1,348 (around 1,348), disputed by Yusov with no counter-number, disclosure declined as policy".
  func words(_ claim: Claim, _ challenges: [Challenge]) -> String {
    let value =
      switch claim.value {
      case .quantity(let quantity): "\"\(quantity.words)\""
      case .state(.qualitative) where !claim.proposition.isEmpty: claim.proposition
      case .state(let state): state.label
      case nil: claim.proposition.isEmpty ? "no value" : claim.proposition
      }
    let day = claim.asserted.map { ", \($0.window.words)" } ?? ""
    let speaker = "\(source(claim).label)\(day)"
    var text = "\(speaker): \(value)"
    let contests = words(challenges, of: claim)
    if !contests.isEmpty { text += "; \(contests)" }
    return text
  }

  /// What contests a claim, in words; empty for nothing.
  func contestWords(of claim: Claim) -> String { words(challenges(of: claim), of: claim) }

  private func words(_ challenges: [Challenge], of claim: Claim) -> String {
    grouped(challenges).map { words($0, $1, of: claim) }.joined(separator: "; ")
  }

  private func grouped(_ challenges: [Challenge]) -> [(String, [Challenge])] {
    var order: [String] = []
    var bySpeaker: [String: [Challenge]] = [:]
    for challenge in challenges {
      if bySpeaker[challenge.speaker] == nil { order.append(challenge.speaker) }
      bySpeaker[challenge.speaker, default: []].append(challenge)
    }
    return order.map { ($0, bySpeaker[$0] ?? []) }
  }

  private func words(_ speaker: String, _ challenges: [Challenge], of claim: Claim) -> String {
    let contesting = challenges.filter { !$0.claim.speechAct.isRemark }
    var parts = [
      words(contesting.filter { !isRetracted($0.claim) }, by: speaker, claim),
      words(contesting.filter { isRetracted($0.claim) }, by: speaker, claim).map {
        "\($0) (itself taken back since)"
      },
    ].compactMap(\.self)
    for challenge in challenges where challenge.claim.speechAct.isRemark {
      parts.append(parts.isEmpty ? "\(speaker): \(remark(challenge.claim))" : remark(challenge.claim))
    }
    return parts.joined(separator: ", ")
  }

  private func words(_ contesting: [Challenge], by speaker: String, _ claim: Claim) -> String? {
    guard !contesting.isEmpty else { return nil }
    var seen: Set<String> = []
    let participles = contesting.map(\.participle).filter { seen.insert($0).inserted }
    let isAnswer = participles != ["taken back"] || contesting.contains { $0.counterNumber != nil }
    return "\(list(participles)) by \(speaker)\(isAnswer ? answer(contesting, to: claim) : "")"
  }

  private func remark(_ claim: Claim) -> String {
    switch claim.speechAct {
    case .declinesToDisclose, .defers: claim.value?.state?.label ?? "disclosure declined"
    case .doesNotConfirm: "not confirmed"
    default:
      switch claim.value {
      case _ where !claim.proposition.isEmpty: "said of it: \(claim.proposition)"
      case .quantity(let quantity): "said of it: \"\(quantity.words)\""
      default: "characterised, in words that are not recorded"
      }
    }
  }

  /// What is set against a claim: " with no counter-number", or, where nothing is counted, ": no talks were held".
  func answer(_ contesting: [Challenge], to claim: Claim) -> String {
    let numbers = contesting.compactMap { $0.counterNumber?.words }
    if !numbers.isEmpty { return " with the counter-number \(list(numbers.map { "\"\($0)\"" }))" }
    if claim.value?.quantity != nil { return " with no counter-number" }
    let words = unique(contesting.map(\.claim.proposition).filter { !$0.isEmpty })
    return words.isEmpty ? "" : ": \(words.joined(separator: "; "))"
  }

  /// One step of the chain: "Liga (article)".
  func words(_ hop: Hop) -> String {
    let actor = hop.actor.isEmpty ? "" : name(hop.actor)
    if actor.isEmpty { return hop.channel.isEmpty ? title(hop.document) : hop.channel }
    return hop.channel.isEmpty ? actor : "\(actor) (\(hop.channel))"
  }

  /// The measure asked for, in words.
  func words(_ query: EvidenceQuery) -> String {
    var parts: [String] = []
    if query.topic != .unspecified { parts.append(query.topic.label) }
    if query.category != .unspecified { parts.append(query.category.label) }
    if !query.dependentPower.isEmpty { parts.append("of \(name(query.dependentPower))") }
    if !query.detainingPower.isEmpty { parts.append("in the hands of \(name(query.detainingPower))") }
    if let date = query.date { parts.append(date.words) }
    if !query.exchange.isEmpty { parts.append("in \(title(query.exchange))") }
    if !query.agreement.isEmpty { parts.append("under \(title(query.agreement))") }
    return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
  }
}

extension SpeechAct {
  /// True for acts that contest nothing by themselves but stand beside a contest.
  var isRemark: Bool {
    switch self {
    case .declinesToDisclose, .defers, .characterises, .doesNotConfirm: true
    default: false
    }
  }
}
