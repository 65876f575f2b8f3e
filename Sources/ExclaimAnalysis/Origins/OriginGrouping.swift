import ExclaimDomain

/// Claims put together by where they come from.
///
/// Two claims have one origin, in this order, which is that of strength:
/// 1. where relations say that they are one utterance (`SAME_UTTERANCE`), or that one was made or drifted from the
///    other (`DERIVED_FROM`, `SCOPE_DRIFT_OF`), by however many steps, also through claims that are not asked about;
/// 2. where publishers speak in documents which analysts put into one story (`cluster`, `editionOf`);
/// 3. where they have one speaker; a publisher that passes on what another has published speaks for that one;
/// 4. where publishers speak in documents whose texts are alike;
/// 5. where one supports the other out of one story.
///
/// What an analyst calls independent (`INDEPENDENT_OF`) is never joined by 2 to 5, neither directly nor through others:
/// joins are made in the order above, in each in that of the ledger, and one that would bring the two together is left
/// out. So the weaker and the later tie gives way. Against 1 the word does not hold: then analysts say both, and what is
/// counted as one can mislead nobody into trust.
struct OriginGrouping: Sendable {
  private let ledger: Ledger
  /// The claims asked about, each once, in the order of the ledger.
  private let claims: [Claim]
  private var groups = Groups(count: 0)
  private var nodes: [Node: Int] = [:]
  /// For each group that holds claims which are independent of others, those others.
  private var apart: [Int: [(other: Int, relation: Relation)]] = [:]
  /// What joined a claim to others: to what they have in common, or directly.
  private var joined: [(node: Int, common: Int?, reason: String)] = []
  private var refused: [(node: Int, reason: String)] = []
  private var voices: [(node: Int, voice: String)] = []
  private var numbers: [String: Int] = [:]

  private enum Node: Hashable {
    case claim(String)
    case voice(String)
    case toldStory(Int)
    case foundStory(Int)
  }

  init(_ ledger: Ledger, _ claims: [Claim]) {
    self.ledger = ledger
    var seen: Set<String> = []
    self.claims = claims.filter { seen.insert($0.identity).inserted }.sorted(by: ledger.isRecordedBefore)
    var utterances: [Utterance] = []
    var manifold: [(claim: Claim, descent: Descent)] = []
    var told: Set<String> = []
    for claim in self.claims where !told.contains(claim.identity) {
      let descent = ledger.descent(of: claim)
      guard descent.utterances.count == 1 else {
        manifold.append((claim, descent))
        continue
      }
      follow(claim, descent)
      let utterance = descent.utterances[0]
      if told.isDisjoint(with: utterance.claims.map(\.identity)) { utterances.append(utterance) }
      told.formUnion(utterance.claims.map(\.identity))
    }
    keepApart(utterances.flatMap(\.claims) + self.claims)
    joinVoices(utterances)
    joinSupports()
    for (claim, descent) in manifold { place(claim, descent) }
    number()
  }

  /// The number of a claim's origin, from 0 in the order of the ledger.
  func index(of claim: Claim) -> Int { numbers[claim.identity] ?? 0 }

  // MARK: Joining

  private mutating func node(_ node: Node) -> Int {
    if let known = nodes[node] { return known }
    let new = groups.add()
    nodes[node] = new
    return new
  }

  private mutating func follow(_ claim: Claim, _ descent: Descent) {
    let mine = node(.claim(claim.identity))
    for member in descent.utterances[0].claims { groups.join(mine, node(.claim(member.identity))) }
    for relation in descent.relations { joined.append((mine, nil, words(relation))) }
  }

  private func words(_ relation: Relation) -> String {
    let from = ledger.claim(relation.from)?.reference ?? relation.from
    let to = ledger.claim(relation.to)?.reference ?? relation.to
    let what =
      switch relation.kind {
      case .sameUtterance: "same utterance"
      case .scopeDriftOf: "\(from) drifted from \(to)"
      case .supports: "\(from) supports \(to) out of one story"
      case .independentOf: "\(from) is independent of \(to)"
      default: "\(from) was made from \(to)"
      }
    return "\(what), by relation \(relation.reference)"
  }

  private mutating func keepApart(_ claims: [Claim]) {
    var seen: Set<Relation> = []
    for relation in claims.flatMap({ ledger.relations(at: $0) }) {
      guard relation.kind == .independentOf, seen.insert(relation).inserted,
        let one = nodes[.claim(relation.from)], let other = nodes[.claim(relation.to)]
      else { continue }
      let (first, second) = (groups.root(one), groups.root(other))
      // Said to be one utterance as well: that stands, and is told beside this.
      if first == second {
        joined.append((one, nil, words(relation) + ", but one utterance by another"))
        continue
      }
      apart[first, default: []].append((other, relation))
      apart[second, default: []].append((one, relation))
    }
  }

  /// Joins two nodes, unless that would bring together what is independent.
  ///
  /// - Parameter common: what the claim has in common with others, where the other node is that and no claim.
  private mutating func join(_ one: Int, _ other: Int, common: Int? = nil, _ reason: String) {
    let (first, second) = (groups.root(one), groups.root(other))
    guard first != second else {
      joined.append((one, common, reason))
      return
    }
    if let relation = independence(first, second) ?? independence(second, first) {
      refused.append((one, "kept apart from others of \(reason): \(words(relation))"))
      return
    }
    groups.join(first, second)
    let both = (apart.removeValue(forKey: first) ?? []) + (apart.removeValue(forKey: second) ?? [])
    if !both.isEmpty { apart[groups.root(first)] = both }
    joined.append((one, common, reason))
  }

  private mutating func independence(_ root: Int, _ other: Int) -> Relation? {
    for (claim, relation) in apart[root] ?? [] where groups.root(claim) == other { return relation }
    return nil
  }

  private mutating func joinVoices(_ utterances: [Utterance]) {
    let spoken = utterances.compactMap { utterance in
      utterance.claims.first.map { (utterance, node(.claim($0.identity))) }
    }
    // Texts are compared only where somebody's own words may be another's.
    let stories = utterances.contains { !$0.documents.isEmpty } ? ledger.stories : nil
    func joinStories(byTexts: Bool) {
      guard let stories else { return }
      for (utterance, mine) in spoken {
        for document in utterance.documents {
          let story = byTexts ? Node.foundStory(stories.found(document)) : .toldStory(stories.told(document))
          let common = node(story)
          join(mine, common, common: common, stories.words(document, byTexts: byTexts))
        }
      }
    }
    joinStories(byTexts: false)
    for (utterance, mine) in spoken {
      for voice in utterance.voices where !voice.isEmpty {
        voices.append((mine, voice))
        let common = node(.voice(voice))
        join(mine, common, common: common, "one speaker, \(ledger.name(voice))")
      }
    }
    joinStories(byTexts: true)
  }

  private mutating func joinSupports() {
    for claim in claims {
      for relation in ledger.relations(at: claim) where relation.kind == .supports {
        let sides = [relation.from, relation.to].map { reference in
          Set(
            (ledger.claim(reference)?.mentions ?? []).compactMap { ledger.index(ofDocument: $0.document) })
        }
        let isOneStory =
          !sides[0].isDisjoint(with: sides[1])
          || (!sides.contains([])
            && !Set(sides[0].map(ledger.stories.found)).isDisjoint(with: sides[1].map(ledger.stories.found)))
        guard isOneStory else { continue }
        join(node(.claim(relation.from)), node(.claim(relation.to)), words(relation))
      }
    }
  }

  /// Puts a claim that was made from several to the first of them that is asked about; else to the first.
  private mutating func place(_ claim: Claim, _ descent: Descent) {
    let sources = descent.utterances.compactMap { $0.claims.first }
    let present = sources.first { nodes[.claim($0.identity)] != nil } ?? sources.first
    let mine = node(.claim(claim.identity))
    for relation in descent.relations { joined.append((mine, nil, words(relation))) }
    if let present, let first = descent.relations.first {
      join(mine, node(.claim(present.identity)), words(first))
    }
  }

  private mutating func number() {
    var byRoot: [Int: Int] = [:]
    for claim in claims {
      let root = groups.root(node(.claim(claim.identity)))
      let number = byRoot[root] ?? byRoot.count
      byRoot[root] = number
      numbers[claim.identity] = number
    }
  }
}

extension OriginGrouping {
  /// What makes the claims of each origin one, and who speaks first in it, by the number of the origin.
  func explained() -> [(claims: [Claim], voice: String, reasons: [String])] {
    var groups = groups
    var byRoot: [Int: Int] = [:]
    var explained: [(claims: [Claim], voice: String, reasons: [String])] = []
    for claim in claims {
      guard let node = nodes[.claim(claim.identity)] else { continue }
      let root = groups.root(node)
      if byRoot[root] == nil {
        byRoot[root] = explained.count
        explained.append(([], "", []))
      }
      explained[byRoot[root] ?? 0].claims.append(claim)
    }
    for (node, voice) in voices {
      guard let number = byRoot[groups.root(node)], explained[number].voice.isEmpty else { continue }
      explained[number].voice = voice
    }
    // Of a claim that stands alone there is nothing to be explained, but what keeps it apart.
    let uses = Dictionary(joined.compactMap { $0.common.map { ($0, 1) } }, uniquingKeysWith: +)
    for (node, common, reason) in joined where common.map({ uses[$0, default: 0] > 1 }) ?? true {
      guard let number = byRoot[groups.root(node)], explained[number].claims.count > 1 else { continue }
      explained[number].reasons.append(reason)
    }
    for (node, reason) in refused {
      guard let number = byRoot[groups.root(node)] else { continue }
      explained[number].reasons.append(reason)
    }
    return explained.map { ($0.claims, $0.voice, unique($0.reasons)) }
  }
}
