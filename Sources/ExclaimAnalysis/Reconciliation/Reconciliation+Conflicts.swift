import ExclaimDomain

extension Reconciliation {
  /// The conflicts that a question meets; of a question about one claim those of which it is a part.
  public func conflicts(_ query: EvidenceQuery, kinds: Set<ConflictKind> = Set(ConflictKind.allCases)) throws
    -> ConflictsAnswer
  {
    var found: [ConflictFinding] = []
    var counts: [ConflictKind: Int] = [:]
    let numbers = Set(unordered(query))
    let subject = ledger.index(ofClaim: query.claim).map(RecordPlace.claim)
    for kind in ConflictKind.allCases where kinds.contains(kind) {
      try Task.checkCancellation()
      let (told, count) =
        switch kind {
        case .contradiction: try contradictions(touching: query, numbers, of: subject)
        case .tension: try tensions(touching: query, numbers, of: subject)
        case .dispute: counted(disputes(query))
        case .notComparable: counted(lookalikes(query))
        }
      found += told
      counts[kind] = count
    }
    return ConflictsAnswer(conflicts: found, counts: counts, explanation: explanation(counts))
  }

  private func counted(_ found: [ConflictFinding]) -> (told: [ConflictFinding], count: Int) {
    (found, found.count)
  }

  private func explanation(_ counts: [ConflictKind: Int]) -> String {
    let parts = ConflictKind.allCases.compactMap { kind in
      counts[kind].map { count in
        switch kind {
        case .contradiction: ExclaimAnalysis.count(count, "contradiction")
        case .tension: ExclaimAnalysis.count(count, "tension")
        case .dispute: ExclaimAnalysis.count(count, "dispute")
        case .notComparable:
          "\(ExclaimAnalysis.count(count, "pair")) that only look\(count == 1 ? "s" : "") alike"
        }
      }
    }
    return "\(sentence(list(parts)))."
  }

  // MARK: - What cannot be true together

  /// The contradictions of which a record speaks of one of the numbers, the smallest first; and how many there are.
  ///
  /// - Parameter subject: The record of which they must be; nil for any.
  func contradictions(
    touching query: EvidenceQuery, _ numbers: Set<Int>, of subject: RecordPlace? = nil
  ) throws -> (told: [ConflictFinding], count: Int) {
    try sets(touching: query, numbers, of: subject, .contradiction) { solutions[$0].contradictions }
  }

  private func tensions(
    touching query: EvidenceQuery, _ numbers: Set<Int>, of subject: RecordPlace?
  ) throws -> (told: [ConflictFinding], count: Int) {
    try sets(touching: query, numbers, of: subject, .tension) { try usual(inPiece: $0).tensions }
  }

  /// - Parameter inPiece: The sets of a piece.
  private func sets(
    touching query: EvidenceQuery, _ numbers: Set<Int>, of subject: RecordPlace?, _ kind: ConflictKind,
    inPiece: @Sendable (Int) throws -> [[RecordPlace]]
  ) throws -> (told: [ConflictFinding], count: Int) {
    let isOpen = query == EvidenceQuery()
    let asked = pieces.pieces.indices.map { piece in
      isOpen ? nil : records(of: pieces.pieces[piece].numbers.filter(numbers.contains), subject)
    }
    let sets = try [[[RecordPlace]]](
      count: asked.count, concurrently: { asked[$0]?.isEmpty == true ? [] : try inPiece($0) })
    var found: [[RecordPlace]] = []
    var untold = 0
    for (piece, sets) in sets.enumerated() where !sets.isEmpty {
      let touching = sets.filter { set in asked[piece].map { !$0.isDisjoint(with: set) } ?? true }
      found += touching
      if kind == .contradiction, touching.count == sets.count {
        untold += max(0, solutions[piece].pairCount - sets.count { $0.count <= 2 })
      }
    }
    found.sort { $0.count < $1.count }
    return (found.map { finding($0, kind) }, found.count + untold)
  }

  private func records(of numbers: [Int], _ subject: RecordPlace?) -> Set<RecordPlace> {
    let records = Set(numbers.flatMap { table.numbers[$0].statements.map(\.record) })
    return subject.map { records.intersection([$0]) } ?? records
  }

  private func finding(_ records: [RecordPlace], _ kind: ConflictKind) -> ConflictFinding {
    let members = records.map(member)
    let reason = ConflictReason.words(records, kind, table, ledger)
    let all = list(members.map(words))
    let verdict =
      switch (kind, members.count) {
      case (.tension, _): "can all be true, but not by the usual reading of the words"
      case (_, 1): "cannot be true by itself"
      case (_, 2): "cannot both be true"
      default: "cannot all be true; without any one of them the rest can"
      }
    return ConflictFinding(
      kind: kind, members: members, explanation: "\(sentence(all)) \(verdict). \(reason)")
  }

  private func words(_ member: ConflictFinding.Member) -> String {
    let number = member.words.isEmpty ? member.hard.map(\.words) ?? "" : "\"\(member.words)\""
    let about = member.measure.isEmpty ? "" : " (\(member.measure))"
    return number.isEmpty ? member.source.words : "\(number) by \(member.source.words)\(about)"
  }

  /// A record of a conflict.
  private func member(_ record: RecordPlace) -> ConflictFinding.Member {
    switch record {
    case .claim(let place): return member(ledger.claims[place])
    case .exchange(let place):
      let exchange = ledger.exchanges[place]
      return ConflictFinding.Member(
        source: ledger.source(exchange), kind: .exchange, speaker: "", side: "",
        date: exchange.date ?? exchange.plannedDate, words: "", measure: statements(of: record))
    case .agreement(let place):
      let agreement = ledger.agreements[place]
      return ConflictFinding.Member(
        source: ledger.source(agreement), kind: .agreement, speaker: "", side: "", date: agreement.date,
        words: "", measure: statements(of: record))
    case .relation(let place):
      return ConflictFinding.Member(
        source: ledger.source(of: ledger.relations[place]), kind: .relation, speaker: "", side: "", date: nil,
        words: "", measure: "")
    }
  }

  /// What a record of several numbers says of each: "pledged, prisoners of war, of Northland: 1,000".
  private func statements(of record: RecordPlace) -> String {
    table.numbers(of: record).compactMap { number in
      table.numbers[number].statement(of: record).map {
        "\(counted(table.numbers[number]).words(ledger)): \($0.hard.words)"
      }
    }.joined(separator: "; ")
  }

  /// A claim as a member of a conflict.
  func member(_ claim: Claim) -> ConflictFinding.Member {
    let quantity = claim.value?.quantity
    let time = ledger.timeWords(of: claim)
    let counted = Counted(claim).words(ledger, scope: claim.measure.scope)
    return ConflictFinding.Member(
      source: ledger.source(claim), kind: .claim, speaker: ledger.name(claim.speaker.actor),
      side: ledger.side(of: claim.speaker.actor).map(ledger.name) ?? "", date: claim.asserted,
      words: quantity?.words ?? "", hard: quantity?.count?.hard, soft: quantity?.count?.soft,
      measure: time.isEmpty ? counted : "\(counted): \(time)")
  }
}
