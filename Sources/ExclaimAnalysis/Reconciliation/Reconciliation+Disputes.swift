import ExclaimDomain

extension Reconciliation {
  /// How many kinds of numbers of one topic and the same powers are held against each other, at most.
  private static let lookalikeKindsMax = 16

  /// Claims that are contested, each with one that contests it, with a number of its own or without.
  ///
  /// One statement makes one dispute: that of an analyst, that one claim contradicts another, is told of the other. Of a
  /// question about one claim those are told in which that claim is one of the two.
  func disputes(_ query: EvidenceQuery) -> [ConflictFinding] {
    contested(query).mapWhileWanted { claim in
      ledger.challenges(of: claim, bothWays: false).filter { challenge in
        !challenge.claim.speechAct.isRemark
          && (query.claim.isEmpty || [claim.identity, challenge.claim.identity].contains(query.claim))
      }.map { challenge in
        let link = claim.value?.quantity == nil ? ";" : " is"
        return ConflictFinding(
          kind: .dispute, members: [member(claim), member(challenge.claim)],
          explanation:
            "\(sentence(ledger.words(claim, [])))\(link) \(challenge.participle) by \(challenge.speaker)"
            + "\(ledger.answer([challenge], to: claim)).")
      }
    }.flatMap(\.self)
  }

  /// Claims of which a dispute may be asked for.
  private func contested(_ query: EvidenceQuery) -> [Claim] {
    let asked = asked(query)
    guard let subject = ledger.claim(query.claim) else { return asked }
    guard asked.contains(where: { $0.identity == subject.identity }) else { return [] }
    var seen: Set<String> = []
    return ledger.claims(tiedTo: subject).filter { seen.insert($0.identity).inserted }
  }

  private func asked(_ query: EvidenceQuery) -> [Claim] {
    ledger.claims.filter { ledger.isOn(query, $0) && ledger.meets(query.date, $0) }
  }

  /// Pairs of claims that look alike, of one topic and the same powers, and yet do not count the same thing.
  ///
  /// What an analyst says stands before what the measures tell; of claims that count the very same one is shown. Numbers of
  /// different exchanges do not look alike. A pair whose numbers are in contradiction is told as that.
  func lookalikes(_ query: EvidenceQuery) -> [ConflictFinding] {
    let asked = asked(query)
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
    let contradictory = contradictoryNumbers()
    let subject = ledger.claim(query.claim)
    for kinds in kinds(among: subject.map { alike($0, among: asked) } ?? asked) where kinds.count > 1 {
      for (place, first) in kinds.enumerated() where place == 0 || subject == nil {
        for second in kinds[(place + 1)...] where !areOfTwoExchanges(first, second) {
          let numbers = Set([first, second].compactMap(number))
          guard numbers.count == 2, !contradictory.contains(numbers) else { continue }
          let comparability = ledger.comparability(first, second)
          if !comparability.isComparable { add(first, second, comparability.reasons) }
        }
      }
    }
    return found
  }

  private func areOfTwoExchanges(_ first: Claim, _ second: Claim) -> Bool {
    let exchanges = [first, second].map(\.about.exchange)
    return exchanges[0] != exchanges[1] && !exchanges.contains("")
  }

  /// The number of which a claim speaks, or one that no other has.
  private func number(_ claim: Claim) -> Int? {
    guard let place = ledger.index(ofClaim: claim.identity) else { return nil }
    let number = table.numberOfClaim[place]
    return number < 0 ? -1 - place : number
  }

  /// Pairs of numbers of which two claims exclude each other.
  private func contradictoryNumbers() -> Set<Set<Int>> {
    var pairs: Set<Set<Int>> = []
    for set in solutions.lazy.flatMap(\.contradictions) where set.count == 2 {
      let numbers = set.compactMap { record in
        if case .claim(let place) = record { table.numberOfClaim[place] } else { nil }
      }
      if numbers.count == 2 { pairs.insert(Set(numbers)) }
    }
    return pairs
  }

  /// The claim that is asked for, and after it those that look like it; none where it gives no number, or is not asked for.
  private func alike(_ claim: Claim, among asked: [Claim]) -> [Claim] {
    guard claim.value?.quantity != nil, claim.measure.dependent != nil,
      asked.contains(where: { $0.identity == claim.identity })
    else { return [] }
    let kind = Lookalike(claim)
    return [claim] + ledger.claims.filter { $0.identity != claim.identity && Lookalike($0) == kind }
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
