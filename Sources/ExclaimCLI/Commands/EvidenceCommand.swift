import ArgumentParser
import ExclaimClient
import ExclaimMessages
import ExclaimWire

struct EvidenceCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Show every claim on a measure side by side, with what contests it.",
    discussion: """
      No claim is picked as the winner. Without --limit all of them are shown. Exits 1 when there is no claim.

      Examples:
        exclaim evidence --topic held --dependent-power ru \\
          --detaining-power ua --date 2024-06-05
        exclaim evidence --exchange x-2024-08-24
        exclaim evidence --topic returned --as-of 2025-07-28 --output json
        exclaim evidence --topic held --trust reliability:A-C --distrust side:ru
      """)

  @OptionGroup var question: QuestionOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let analysis = try session.analysis()
    var whole: V1.EvidenceResponse?
    do {
      try page.each {
        try analysis.evidence(request(limit: $0, cursor: $1), options: session.call)
      } _: {
        whole = whole?.followed(by: $0) ?? $0
      }
    } catch let failure as CallError where failure.code == .resourceExhausted {
      throw Self.advising(failure)
    }
    let response = whole ?? V1.EvidenceResponse()
    try session.console.say(response.moment, session.format)
    try session.console.sayLeftOut(response.claimsLeftOut, session.format)
    try session.write(EvidenceReport(response: response), orSay: "no claim on this measure")
    try session.console.sayWhatIsLeft(response.nextCursor, session.format)
  }

  private func request(limit: UInt32, cursor: String) -> V1.EvidenceRequest {
    let asked = question.question(limit: limit, cursor: cursor)
    return V1.EvidenceRequest(
      topic: asked.topic, dependentPower: asked.dependentPower, detainingPower: asked.detainingPower,
      category: asked.category, date: asked.date, exchange: asked.exchange, agreement: asked.agreement,
      asOf: asked.asOf, limit: asked.limit, cursor: asked.cursor, known: asked.known,
      premises: asked.premises)
  }

  /// What to do where a page of evidence does not fit a frame.
  static func advising(_ failure: CallError) -> CallError {
    let remedy =
      "ask for fewer with --limit, or narrow the question with --date, --exchange, --agreement, "
      + "--dependent-power or --category"
    return CallError(Status(failure.code, "\(failure.message); \(remedy)", details: failure.details))
  }
}

extension V1.EvidenceResponse {
  /// Two pages as one; each page speaks of the whole in all but its items.
  fileprivate func followed(by next: V1.EvidenceResponse) -> V1.EvidenceResponse {
    var both = next
    both.items = items + next.items
    return both
  }
}
