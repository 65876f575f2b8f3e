import ExclaimDomain

extension Reconciliation {
  /// How many kinds of numbers of one topic and the same powers are held against each other, at most.
  private static let lookalikeKindsMax = 16

  /// Claims that are contested, each with one that contests it, with a number of its own or without.
  ///
  /// One statement makes one dispute: that of an analyst, that one claim contradicts another, is told of the other.
  func disputes(_ query: EvidenceQuery) -> [ConflictFinding] {
    let asked = ledger.claims.filter { ledger.isOn(query, $0) && ledger.meets(query.date, $0) }
    return asked.mapWhileWanted { claim in disputes(of: claim) { _ in true } }.flatMap(\.self)
      + disputes(by: query.claim, besides: Set(asked.map(\.identity)))
  }

  /// What the claim that is asked about contests.
  private func disputes(by reference: String, besides told: Set<String>) -> [ConflictFinding] {
    guard let claim = ledger.claim(reference) else { return [] }
    let tied = [claim.about.claim] + ledger.relations(at: claim).flatMap { [$0.from, $0.to] }
    let others = Set(tied).subtracting(told).sorted().compactMap { ledger.claim($0) }
    return others.flatMap { disputes(of: $0) { $0.claim.identity == claim.identity } }
  }

  private func disputes(of claim: Claim, where isAsked: (Challenge) -> Bool) -> [ConflictFinding] {
    ledger.challenges(of: claim, bothWays: false).filter { !$0.claim.speechAct.isRemark && isAsked($0) }.map {
      challenge in
      let number =
        challenge.counterNumber.map { "with the counter-number \"\($0.words)\"" } ?? "with no counter-number"
      return ConflictFinding(
        kind: .dispute, members: [member(claim), member(challenge.claim)],
        explanation:
          "\(sentence(ledger.words(claim, []))) is \(challenge.participle) by \(challenge.speaker) \(number)."
      )
    }
  }

  /// Pairs of claims that look alike, of one topic and the same powers, and yet do not count the same thing.
  ///
  /// What an analyst says stands before what the measures tell; of claims that count the very same one is shown.
  func lookalikes(_ query: EvidenceQuery) -> [ConflictFinding] {
    let asked = ledger.claims.filter { ledger.isOn(query, $0) && ledger.meets(query.date, $0) }
    let references = Set(asked.map(\.identity))
    var told: Set<Set<String>> = []
    var found: [ConflictFinding] = []
    func add(_ first: Claim, _ second: Claim, _ reasons: [String]) {
      guard told.insert([first.identity, second.identity]).inserted else { return }
      let words = "\(ledger.words(first)) and \(ledger.words(second)) do not count the same thing"
      found.append(
        ConflictFinding(
          kind: .notComparable, members: [member(first), member(second)],
          explanation: "\(words): \(reasons.joined(separator: "; "))."))
    }
    for relation in ledger.relations where relation.kind == .notComparable {
      guard references.contains(relation.from) || references.contains(relation.to),
        let from = ledger.claim(relation.from), let to = ledger.claim(relation.to)
      else { continue }
      add(from, to, [relation.reason])
    }
    for kinds in kinds(among: asked) where kinds.count > 1 {
      for (place, first) in kinds.enumerated() {
        for second in kinds[(place + 1)...] {
          let comparability = first.measure.comparability(with: second.measure, name: ledger.title)
          if !comparability.isComparable { add(first, second, comparability.reasons) }
        }
      }
    }
    return found
  }

  /// Of the claims that give a number, one for each thing that is counted, by topic and powers.
  private func kinds(among claims: [Claim]) -> [[Claim]] {
    var kinds: [Lookalike: [Claim]] = [:]
    var order: [Lookalike] = []
    var seen: Set<CountedThen> = []
    for claim in claims where claim.value?.quantity != nil && claim.measure.dependent != nil {
      guard seen.insert(CountedThen(claim)).inserted else { continue }
      let key = Lookalike(claim)
      if kinds[key] == nil { order.append(key) }
      if kinds[key]?.count ?? 0 < Self.lookalikeKindsMax { kinds[key, default: []].append(claim) }
    }
    return order.compactMap { kinds[$0] }
  }
}

/// What makes two numbers look alike.
private struct Lookalike: Hashable {
  var topic: Topic
  var unit: Unit
  var dependent: PowerSet
  var detaining: PowerSet

  init(_ claim: Claim) {
    (topic, unit) = (claim.measure.topic, claim.measure.effectiveUnit)
    (dependent, detaining) = (PowerSet(claim.measure.dependent), PowerSet(claim.measure.detaining))
  }
}

/// What is counted, and when.
private struct CountedThen: Hashable {
  var counted: Counted
  var exchange: String
  var begin: DayWindow?
  var end: DayWindow?

  init(_ claim: Claim) {
    counted = Counted(claim)
    exchange = claim.about.exchange
    (begin, end) = (claim.measure.time?.begin, claim.measure.time?.end)
  }
}
