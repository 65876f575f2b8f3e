import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct OriginsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "origins",
    abstract: "Show from how many independent places claims are known, and which documents tell one story.",
    discussion: """
      Copies of one story, outlets that cite one utterance and a person who speaks twice count once. Texts of documents \
      are compared; what analysts say stands before that: a document's cluster and editionOf, and the relations \
      SAME_UTTERANCE, DERIVED_FROM, SCOPE_DRIFT_OF and INDEPENDENT_OF. Exits 1 when there is no claim.

      Examples:
        exclaim origins --exchange x-2024-08-24
        exclaim origins s0-1
        exclaim origins --topic captured --dependent-power ru --output json
      """)

  @OptionGroup var subject: SubjectArgument
  @OptionGroup var question: QuestionOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let asked = try subject.narrow(question.question(), session)
    let analysis = try session.analysis()
    var whole: V1.OriginsResponse?
    try page.eachAdvised {
      let request = V1.OriginsRequest(question: asked.page(limit: $0, cursor: $1))
      return try analysis.origins(request, options: session.call)
    } _: {
      whole = whole?.followed(by: $0) ?? $0
    }
    let response = whole ?? V1.OriginsResponse()
    try session.console.say(response.basis, session.format)
    try session.write(OriginsReport(response: response), orSay: "no claim on this is recorded")
    try session.console.sayWhatIsLeft(response.nextCursor, session.format)
  }
}

extension V1.OriginsResponse {
  /// Two pages as one; each page speaks of the whole in all but its origins and stories.
  fileprivate func followed(by next: Self) -> Self {
    var both = next
    both.groups = groups + next.groups
    both.stories = stories + next.stories
    return both
  }
}
