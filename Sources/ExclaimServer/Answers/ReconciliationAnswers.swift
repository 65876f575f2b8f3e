import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages

extension V1.Figure {
  init(_ figure: Figure) {
    self.init()
    label = figure.label
    measure = V1.Measure(figure.measure)
    exchange = figure.exchange.map { V1.Source($0) }
    hard = V1.Bounds(figure.hard)
    soft = figure.soft.map { V1.Bounds($0) }
    stated = figure.stated.map { V1.Bounds($0) }
    lowSources = figure.lowSources.map { V1.Source($0) }
    highSources = figure.highSources.map { V1.Source($0) }
    sources = figure.sources.map { V1.Source($0) }
    besideConflict = figure.isBesideConflict
    agreeing = figure.agreeing.map { V1.Agreeing($0) }
    origins = V1.Origins(figure.origins)
    explanation = figure.explanation
  }
}

extension V1.Agreeing {
  fileprivate init(_ agreeing: Agreeing) {
    self.init(
      region: agreeing.region.map { V1.Bounds($0) }, agreeing: UInt32(agreeing.agreeing),
      origins: UInt32(agreeing.origins), outside: agreeing.outside.map { V1.Source($0) },
      regions: agreeing.regions.map { V1.Bounds($0) })
  }
}

extension V1.Conflict {
  init(_ finding: ConflictFinding) {
    self.init(
      kind: V1.ConflictKind(rawValue: finding.kind.rawValue),
      members: finding.members.map { V1.ConflictMember($0) }, explanation: finding.explanation)
  }
}

extension V1.ConflictMember {
  fileprivate init(_ member: ConflictFinding.Member) {
    self.init(
      record: V1.Source(member.source), kind: member.kind.label, speaker: member.speaker, side: member.side,
      date: member.date.map { V1.Date($0) }, words: member.words, hard: member.hard.map { V1.Bounds($0) },
      measure: member.measure, soft: member.soft.map { V1.Bounds($0) })
  }
}

extension V1.ConsistencyResponse {
  /// More than these are for `conflicts`, which tells them a page at a time.
  private static let conflictsToldMax = 100

  init(_ answer: ConsistencyAnswer, _ page: AnswerPage) {
    self.init(
      consistent: answer.conflictCount == 0, figures: answer.figures.map { V1.Figure($0) },
      conflicts: answer.conflicts.prefix(Self.conflictsToldMax).map { V1.Conflict($0) },
      explanation: answer.explanation,
      nextCursor: page.nextCursor, conflictCount: UInt64(answer.conflictCount))
  }
}

extension V1.ConflictsResponse {
  init(_ answer: ConflictsAnswer, _ page: AnswerPage) {
    func count(_ kind: ConflictKind) -> UInt64 { UInt64(answer.counts[kind] ?? 0) }
    self.init(
      conflicts: answer.conflicts[page.range].map { V1.Conflict($0) }, contradictions: count(.contradiction),
      tensions: count(.tension), disputes: count(.dispute), notComparable: count(.notComparable),
      explanation: answer.explanation, nextCursor: page.nextCursor)
  }
}

extension V1.CompareResponse {
  init(_ answer: ComparisonAnswer, _ page: AnswerPage) {
    self.init(
      partings: answer.partings[page.range].map { V1.Parting($0) }, alike: UInt64(answer.alike),
      conflictsOfOne: answer.conflictsOfOne.map { V1.Conflict($0) },
      conflictsOfOther: answer.conflictsOfOther.map { V1.Conflict($0) }, explanation: answer.explanation,
      nextCursor: page.nextCursor)
  }
}

extension V1.Parting {
  fileprivate init(_ parting: ComparisonAnswer.Parting) {
    self.init(
      label: (parting.one ?? parting.other)?.label ?? "", one: parting.one.map { V1.Figure($0) },
      other: parting.other.map { V1.Figure($0) }, exclusive: parting.isExclusive,
      contests: parting.contests.map { V1.Source($0) })
  }
}

extension V1.Citation {
  init(_ citation: Citation) {
    self.init(
      figure: V1.Figure(citation.figure), records: citation.records.map { V1.Source($0) },
      text: citation.text)
  }
}
