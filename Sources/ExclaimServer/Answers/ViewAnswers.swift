import ExclaimAnalysis
import ExclaimDomain
import ExclaimMessages

extension V1.CoverageResponse {
  init(_ answer: CoverageAnswer, _ page: AnswerPage) {
    func count(_ state: CoverageState) -> UInt64 { UInt64(answer.counts[state] ?? 0) }
    self.init(
      rows: answer.rows[page.range].map { V1.CoverageRow($0) }, known: count(.known),
      notReported: count(.notReported), notDisclosed: count(.notDisclosed), explanation: answer.explanation,
      nextCursor: page.nextCursor)
  }
}

extension V1.CoverageRow {
  fileprivate init(_ row: CoverageRow) {
    self.init(
      exchange: V1.Source(row.exchange), date: row.date.map { V1.Date($0) },
      sides: row.sides.map { side in
        V1.CoverageSide(
          party: side.party, number: V1.CoverageCell(side.number), category: V1.CoverageCell(side.category),
          place: V1.CoverageCell(side.place), mediator: V1.CoverageCell(side.mediator))
      })
  }
}

extension V1.CoverageCell {
  fileprivate init(_ cell: CoverageCell) {
    self.init(
      state: V1.CoverageState(rawValue: cell.state.rawValue), sources: cell.sources.map { V1.Source($0) })
  }
}

extension V1.OriginsResponse {
  /// Without the stories.
  init(_ answer: OriginsAnswer, _ page: AnswerPage) {
    self.init(
      origins: V1.Origins(answer.origins), groups: answer.groups[page.range].map { V1.Origin($0) },
      explanation: answer.explanation, nextCursor: page.nextCursor)
  }
}

extension V1.Origin {
  fileprivate init(_ origin: Origin) {
    self.init(
      name: origin.name, claims: origin.claims.map { V1.Source($0) },
      documents: origin.documents.map { V1.Source($0) }, outlets: origin.outlets, reasons: origin.reasons)
  }
}

extension V1.Story {
  init(_ story: Story) {
    self.init(
      documents: story.documents.map { V1.Source($0) }, likeness: story.likeness, reasons: story.reasons)
  }
}

extension V1.TimelineResponse {
  init(_ answer: TimelineAnswer, _ page: AnswerPage) {
    self.init(
      events: answer.events[page.range].map { V1.TimelineEvent($0) }, explanation: answer.explanation,
      nextCursor: page.nextCursor)
  }
}

extension V1.TimelineEvent {
  fileprivate init(_ event: TimelineEvent) {
    self.init(
      record: V1.Source(event.record), kind: event.kind.label, date: event.date.map { V1.Date($0) },
      fromDay: event.days.earliest?.description ?? "", toDay: event.days.latest?.description ?? "",
      status: V1.ExchangeStatus(rawValue: event.status.rawValue),
      numbers: event.numbers.map { number in
        V1.TimelineNumber(
          label: number.label, hard: V1.Bounds(number.hard), soft: V1.Bounds(number.soft), adds: number.adds)
      })
  }
}

extension V1.DriftResponse {
  init(_ answer: DriftAnswer) {
    self.init(
      claim: V1.Source(answer.claim), steps: answer.steps.map { V1.DriftStep($0) },
      explanation: answer.explanation)
  }
}

extension V1.DriftStep {
  fileprivate init(_ step: DriftStep) {
    self.init(
      actor: step.actor, channel: step.channel, date: step.date.map { V1.Date($0) },
      document: step.document.map { V1.Source($0) }, quantity: step.quantity.map { V1.Quantity($0) },
      category: V1.PersonCategory(rawValue: step.category.rawValue), scope: step.scope,
      changes: step.changes, claim: step.claim.map { V1.Source($0) })
  }
}

extension V1.Quantity {
  /// A quantity of the domain: its words, and what followed from them.
  fileprivate init(_ quantity: Quantity) {
    self.init()
    words = quantity.words
    language = quantity.language
    unclearHedge = quantity.unclearHedge
    fill(from: quantity)
  }
}
