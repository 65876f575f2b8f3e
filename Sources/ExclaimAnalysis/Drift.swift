import ExclaimDomain

/// What became of a claim on its way.
public struct DriftAnswer: Sendable, Hashable {
  /// The claim.
  public var claim: Source
  /// What it was made from; the claim itself, from its speaker on; what was made from it or drifted from it.
  public var steps: [DriftStep]
  /// The finding in words.
  public var explanation: String
}

/// One station of the way.
public struct DriftStep: Sendable, Hashable {
  /// Name of who passed it on.
  public var actor: String
  /// By which means.
  public var channel: String
  /// When.
  public var date: ResolvedDate?
  /// Where it can be read.
  public var document: Source?
  /// The number there.
  public var quantity: Quantity?
  /// The category there.
  public var category: PersonCategory
  /// The scope there.
  public var scope: String
  /// What had changed since the step before, or since the claim that is named: "scope: \"in Kursk\" fell away".
  public var changes: [String]
  /// The claim at which this step stands, when it is another one.
  public var claim: Source?
}

extension Ledger {
  /// Follows a claim from its speaker to its reader, and on to the claims that were made from it; nil for a claim that
  /// the ledger does not have.
  ///
  /// What it was itself made from stands before it. A step of a claim carries the number, category and scope of the
  /// claim, unless it is recorded that they were others there.
  public func drift(of reference: String) -> DriftAnswer? {
    guard let claim = claim(reference) else { return nil }
    let family = DriftFamily(ledger: self, claim: claim)
    var steps: [DriftStep] = []
    // Of each claim that was told, what it had become at its end.
    var told: [String: Stance] = [:]
    var last: String?
    for member in family.members {
      let isOther = member.claim.identity != claim.identity
      var before = member.source.flatMap { source in told[source].map { (source, $0) } }
      for (step, stance) in stations(of: member.claim, whole: !isOther) {
        var step = step
        if let (source, earlier) = before {
          let changes = earlier.changes(to: stance, name: name)
          let isNext = last == source
          let origin = self.claim(source)?.reference ?? source
          step.changes = isNext ? changes : changes.map { "since \(origin): \($0)" }
          if let relation = member.relation, last != member.claim.identity {
            step.changes += words(relation)
          }
        }
        if isOther { step.claim = self.source(member.claim) }
        steps.append(step)
        (before, last) = ((member.claim.identity, stance), member.claim.identity)
        told[member.claim.identity] = stance
      }
    }
    return DriftAnswer(claim: source(claim), steps: steps, explanation: words(steps))
  }

  private func words(_ relation: Relation) -> [String] {
    let reason = relation.reason.isEmpty ? "" : ": \(relation.reason)"
    switch relation.kind {
    case .scopeDriftOf: return ["its scope drifted, by relation \(relation.reference)\(reason)"]
    case .derivedFrom: return ["it was made from that, by relation \(relation.reference)\(reason)"]
    default: return ["it is the same utterance, by relation \(relation.reference)\(reason)"]
    }
  }

  private func words(_ steps: [DriftStep]) -> String {
    let respects = unique(
      steps.flatMap(\.changes).compactMap { change in
        ["number", "hedge", "category", "scope", "time", "speaker", "day on which it was said"].first {
          change.hasPrefix("\($0):") || change.contains(": \($0): ")
        }
      })
    let way = "\(sentence(count(steps.count, "step")))"
    return respects.isEmpty
      ? "\(way); nothing that is recorded changed on the way."
      : "\(way); what changed on the way: \(list(respects))."
  }

  /// The steps of a claim: the speaker and each hop, or for one of many claims its end alone.
  private func stations(of claim: Claim, whole: Bool) -> [(DriftStep, Stance)] {
    var hops = claim.chain
    // A publisher that says what others told it stands where the chain has it.
    if !hops.contains(where: { $0.actor == claim.speaker.actor }) {
      hops.insert(Hop(actor: claim.speaker.actor), at: 0)
    }
    let documents = documents(of: [claim]).compactMap { document($0) }
    let all = hops.enumerated().map { index, hop in
      let isLast = index == hops.count - 1
      let document =
        document(hop.document) ?? documents.first { !$0.outlet.isEmpty && $0.outlet == hop.actor }
        ?? (isLast ? documents.first : nil)
      let stance = Stance(claim, at: hop)
      let step = DriftStep(
        actor: hop.actor.isEmpty ? document.map { name($0.outlet) } ?? "" : name(hop.actor),
        channel: hop.channel, date: hop.date ?? (index == 0 ? claim.asserted : nil),
        document: document.map(source), quantity: stance.quantity, category: stance.category,
        scope: stance.scope, changes: [], claim: nil)
      return (step, stance)
    }
    return whole ? all : Array(all.suffix(1))
  }
}
