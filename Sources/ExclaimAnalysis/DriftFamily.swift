import ExclaimDomain

/// What a claim says at one station: that in which a number can drift.
struct Stance {
  var quantity: Quantity?
  var category: PersonCategory
  var scope: String
  var time: (words: String, isSaid: Bool)
  var said: DayWindow?
  var speaker: String

  init(_ claim: Claim, at hop: Hop) {
    quantity = hop.quantity ?? claim.value?.quantity
    category = hop.category == .unspecified ? claim.measure.category : hop.category
    scope = hop.scope.isEmpty ? claim.measure.scope : hop.scope
    time = (claim.measure.timeWords, claim.measure.time != nil)
    said = claim.asserted?.window
    speaker = claim.speaker.actor
  }

  /// What is other in the later one: `number: "around 1,348" became "1,348"`.
  func changes(to later: Stance, name: (String) -> String) -> [String] {
    var changes: [String] = []
    if let change = numberChange(to: later.quantity) { changes.append(change) }
    if category != later.category {
      changes.append("category: \(category.label) became \(later.category.label)")
    }
    if scope != later.scope {
      let words = [scope, later.scope].map { $0.isEmpty ? "no limit" : "\"\($0)\"" }
      changes.append("scope: \(words[0]) became \(words[1])")
    }
    if time.words != later.time.words { changes.append("time: \(time.words) became \(later.time.words)") }
    if speaker != later.speaker { changes.append("speaker: \(name(speaker)) became \(name(later.speaker))") }
    if let said, let otherDay = later.said, said != otherDay {
      changes.append("day on which it was said: \(said.words) became \(otherDay.words)")
    }
    return changes
  }

  /// A hedge that fell away leaves the number; another number is none by any reading.
  private func numberChange(to later: Quantity?) -> String? {
    guard let quantity else { return later.map { "number: none became \"\($0.words)\"" } }
    guard let later else { return "number: \"\(quantity.words)\" fell away" }
    if quantity.hard == later.hard, quantity.soft == later.soft, quantity.kind == later.kind,
      quantity.unclearHedge == later.unclearHedge
    {
      return nil
    }
    let isHedge =
      quantity.kind == later.kind && quantity.soft.intersects(later.soft)
      && (quantity.rule != later.rule || quantity.unclearHedge != later.unclearHedge)
    return "\(isHedge ? "hedge" : "number"): \"\(quantity.words)\" became \"\(later.words)\""
  }
}

/// The claims that are one with a claim, that it was made from, or that were made from it, each after its source.
struct DriftFamily {
  /// A claim, and by which relation to which earlier one it belongs to the family.
  struct Member {
    var claim: Claim
    var source: String?
    var relation: Relation?
  }

  private(set) var members: [Member] = []

  init(ledger: Ledger, claim: Claim) {
    // Upwards to the first, by the first relation that leads there; of one utterance, to the claim that was said first.
    var first = claim
    var climbed: Set<String> = [claim.identity]
    while let next = Self.sources(of: first, ledger).first(where: { !climbed.contains($0.identity) }) {
      climbed.insert(next.identity)
      first = next
    }
    var seen: Set<String> = [first.identity]
    var waiting = [Member(claim: first)]
    while !waiting.isEmpty {
      let member = waiting.removeFirst()
      members.append(member)
      var next: [Member] = []
      for relation in ledger.relations(at: member.claim) where relation.kind.isOfOneStory {
        let leadsHere = relation.to == member.claim.identity
        guard leadsHere || relation.kind == .sameUtterance,
          let other = ledger.claim(leadsHere ? relation.from : relation.to),
          seen.insert(other.identity).inserted
        else { continue }
        next.append(
          Member(claim: other, source: member.claim.identity, relation: relation.preferred(at: other, ledger))
        )
      }
      waiting = next.sorted { Self.order($0.claim) < Self.order($1.claim) } + waiting
    }
  }

  /// Claims from which this one was made, and earlier ones of its utterance.
  private static func sources(of claim: Claim, _ ledger: Ledger) -> [Claim] {
    let relations = ledger.relations(at: claim)
    let made = relations.filter { $0.from == claim.identity && $0.kind.isOfOneStory }
      .filter { $0.kind != .sameUtterance }.compactMap { ledger.claim($0.to) }
    let isSource = Set(
      relations.filter { $0.to == claim.identity && $0.kind != .sameUtterance }.map(\.from))
    let one = relations.filter { $0.kind == .sameUtterance }
      .compactMap { ledger.claim($0.from == claim.identity ? $0.to : $0.from) }
      .filter { order($0) < order(claim) && !isSource.contains($0.identity) }
    return made + one
  }

  private static func order(_ claim: Claim) -> (Int, Int) { TimelineEvent.order(claim.asserted?.window) }
}

extension RelationKind {
  /// True where two claims are of one utterance, or one was made from the other.
  fileprivate var isOfOneStory: Bool {
    switch self {
    case .sameUtterance, .derivedFrom, .scopeDriftOf: true
    default: false
    }
  }
}

extension Relation {
  /// The relation between the same two claims that says most: that the scope drifted.
  fileprivate func preferred(at claim: Claim, _ ledger: Ledger) -> Relation {
    let ends = Set([from, to])
    return ledger.relations(at: claim).first { $0.kind == .scopeDriftOf && Set([$0.from, $0.to]) == ends }
      ?? self
  }
}
