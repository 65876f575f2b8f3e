import ExclaimDomain

extension Reconciliation {
  /// The figures in two worlds, each named as in its finding.
  public static func compare(
    _ one: Reconciliation, named oneName: String, _ other: Reconciliation, named otherName: String,
    _ query: EvidenceQuery
  ) throws -> ComparisonAnswer {
    let (mine, others) = (one.numbers(query), other.numbers(query))
    let places = Dictionary(
      others.map { (other.key(other.table.numbers[$0]), $0) }, uniquingKeysWith: { first, _ in first })
    var pairs: [(one: Int?, other: Int?, isExclusive: Bool)] = []
    var alike = 0
    var met: Set<Int> = []
    for number in mine {
      guard let place = places[one.key(one.table.numbers[number])] else {
        pairs.append((number, nil, false))
        continue
      }
      met.insert(place)
      let (first, second) = (one.solved(number).hard, other.solved(place).hard)
      if first == second { alike += 1 } else { pairs.append((number, place, !first.intersects(second))) }
    }
    pairs += others.filter { !met.contains($0) }.map { (nil, $0, false) }
    let figures = (
      try one.figuresByNumber(pairs.compactMap(\.one)), try other.figuresByNumber(pairs.compactMap(\.other))
    )
    let partings = pairs.map { pair in
      ComparisonAnswer.Parting(
        one: pair.one.flatMap { figures.0[$0] }, other: pair.other.flatMap { figures.1[$0] },
        isExclusive: pair.isExclusive,
        contests: pair.one == nil
          ? pair.other.map { one.contests(of: $0, in: other) } ?? []
          : pair.other == nil ? pair.one.map { other.contests(of: $0, in: one) } ?? [] : [])
    }
    let conflicts = (
      try one.contradictions(touching: query, Set(mine)),
      try other.contradictions(touching: query, Set(others))
    )
    return ComparisonAnswer(
      partings: partings.filter(\.isExclusive) + partings.filter { !$0.isExclusive && $0.isOfBoth }
        + partings.filter { !$0.isOfBoth },
      alike: alike, conflictsOfOne: conflicts.0.told, conflictsOfOther: conflicts.1.told,
      explanation: explanation(partings, alike, oneName, otherName))
  }

  /// Claims here that contest what is said of a number in another world, of which nobody speaks here.
  private func contests(of place: Int, in world: Reconciliation) -> [Source] {
    let claims = world.table.numbers[place].statements.compactMap(world.claim)
    return unique(
      claims.flatMap { ledger.challenges(of: $0) }.filter { !$0.claim.speechAct.isRemark }.map(\.source))
  }

  private func figuresByNumber(_ numbers: [Int]) throws -> [Int: Figure] {
    Dictionary(zip(numbers, try figures(numbers)), uniquingKeysWith: { first, _ in first })
  }

  private static func explanation(
    _ partings: [ComparisonAnswer.Parting], _ alike: Int, _ one: String, _ other: String
  ) -> String {
    let exclusive = partings.count { $0.isExclusive }
    let different = partings.count { $0.isOfBoth } - exclusive
    let single = (partings.count { $0.other == nil }, partings.count { $0.one == nil })
    return
      "\(sentence(count(exclusive, "figure"))) on which the words of \(one) and of \(other) exclude each other; "
      + "\(count(different, "figure")) not alike; \(count(alike, "figure")) alike; "
      + "\(single.0) of which only the first world speaks, \(single.1) of which only the second."
  }
}

extension ComparisonAnswer.Parting {
  fileprivate var isOfBoth: Bool { one != nil && other != nil }
}
