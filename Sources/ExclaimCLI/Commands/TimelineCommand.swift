import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct TimelineCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Show exchanges, agreements and statements of totals in their order; uncertain dates are bars.",
    discussion: """
      A statement stands at the day on which it was made. What has no date comes last. Exits 1 when there is nothing.

      Examples:
        exclaim timeline
        exclaim timeline --agreement istanbul-2
        exclaim timeline --date 2024-08 --dependent-power ru --output csv
      """)

  @OptionGroup var question: QuestionOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let analysis = try session.analysis()
    var whole: V1.TimelineResponse?
    try page.eachAdvised {
      let request = V1.TimelineRequest(question: question.question(limit: $0, cursor: $1))
      return try analysis.timeline(request, options: session.call)
    } _: {
      whole = whole?.followed(by: $0) ?? $0
    }
    let response = whole ?? V1.TimelineResponse()
    try session.console.say(response.basis, session.format)
    try session.write(TimelineReport(response: response), orSay: "nothing that this meets is recorded")
    try session.console.sayWhatIsLeft(response.nextCursor, session.format)
  }
}

extension V1.TimelineResponse {
  /// Two pages as one; each page speaks of the whole in all but its events.
  fileprivate func followed(by next: Self) -> Self {
    var both = next
    both.events = events + next.events
    return both
  }
}
