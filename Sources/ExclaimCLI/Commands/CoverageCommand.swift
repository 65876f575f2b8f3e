import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct CoverageCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Show what is known of each exchange and side, what nobody reports, and what is not disclosed.",
    discussion: """
      For each side of each exchange that took place: how many, which persons, where, and who mediated. What somebody \
      tells is known, whoever declined to. Exits 1 when there is no such exchange.

      Examples:
        exclaim coverage
        exclaim coverage --dependent-power ua --date 2024
        exclaim coverage --agreement istanbul-2 --output csv
      """)

  @OptionGroup var question: QuestionOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let analysis = try session.analysis()
    var whole: V1.CoverageResponse?
    try page.eachAdvised {
      let request = V1.CoverageRequest(question: question.question(limit: $0, cursor: $1))
      return try analysis.coverage(request, options: session.call)
    } _: {
      whole = whole?.followed(by: $0) ?? $0
    }
    let response = whole ?? V1.CoverageResponse()
    try session.console.say(response.basis, session.format)
    try session.write(CoverageReport(response: response), orSay: "no such exchange is recorded")
    try session.console.sayWhatIsLeft(response.nextCursor, session.format)
  }
}

extension V1.CoverageResponse {
  /// Two pages as one; each page speaks of the whole in all but its rows.
  fileprivate func followed(by next: Self) -> Self {
    var both = next
    both.rows = rows + next.rows
    return both
  }
}
