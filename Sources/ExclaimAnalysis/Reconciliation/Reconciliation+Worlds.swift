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
    var partings: [ComparisonAnswer.Parting] = []
    var alike = 0
    var met: Set<Int> = []
    for number in mine {
      try Task.checkCancellation()
      guard let place = places[one.key(one.table.numbers[number])] else {
        partings.append(.init(one: one.figure(number), other: nil, isExclusive: false))
        continue
      }
      met.insert(place)
      let (first, second) = (one.solved(number).hard, other.solved(place).hard)
      if first == second {
        alike += 1
      } else {
        partings.append(
          .init(one: one.figure(number), other: other.figure(place), isExclusive: !first.intersects(second)))
      }
    }
    partings += others.filter { !met.contains($0) }.map {
      .init(one: nil, other: other.figure($0), isExclusive: false)
    }
    let conflicts = (
      one.contradictions(touching: query, Set(mine)), other.contradictions(touching: query, Set(others))
    )
    return ComparisonAnswer(
      partings: partings.filter(\.isExclusive) + partings.filter { !$0.isExclusive && $0.isOfBoth }
        + partings.filter { !$0.isOfBoth },
      alike: alike, conflictsOfOne: conflicts.0.told, conflictsOfOther: conflicts.1.told,
      explanation: explanation(partings, alike, oneName, otherName))
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
