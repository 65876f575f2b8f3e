import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ConflictsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "conflicts",
    abstract:
      "Show what cannot be true together, what hardly can, what is disputed, and what only looks alike.",
    discussion: """
      A contradiction holds whatever the words mean; a tension only by their usual reading, which proves nothing. For \
      both, the records are as few as they can be: without any one of them the rest go together. Exits 1 when there is a \
      contradiction; that there is no conflict is an answer like any other: exit 0.

      Examples:
        exclaim conflicts
        exclaim conflicts --kind contradiction --topic returned
        exclaim conflicts s2-1 --distrust assessment:rejected --output json
      """)

  @OptionGroup var subject: SubjectArgument

  @Option(help: "Which conflicts; may be given several times. All when it is not given.")
  var kind: [Choice<V1.ConflictKind>] = []

  @OptionGroup var question: QuestionOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let asked = try subject.narrow(question.question(), session)
    let kinds = kind.map(\.value)
    let analysis = try session.analysis()
    var whole: V1.ConflictsResponse?
    try page.eachAdvised {
      let request = V1.ConflictsRequest(question: asked.page(limit: $0, cursor: $1), kinds: kinds)
      return try analysis.conflicts(request, options: session.call)
    } _: {
      whole = whole?.followed(by: $0) ?? $0
    }
    let response = whole ?? V1.ConflictsResponse()
    try session.console.say(response.basis, session.format)
    try ConflictsReport(response: response).write(session.console, session.format)
    try session.console.sayWhatIsLeft(response.nextCursor, session.format)
    let isAsked = kinds.isEmpty || kinds.contains(.contradiction)
    if isAsked && response.contradictions > 0 { throw ExitStatus.negative }
  }
}

extension V1.ConflictsResponse {
  /// Two pages as one; each page speaks of the whole in all but its conflicts.
  fileprivate func followed(by next: Self) -> Self {
    var both = next
    both.conflicts = conflicts + next.conflicts
    return both
  }
}
