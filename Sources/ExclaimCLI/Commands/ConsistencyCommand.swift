import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ConsistencyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "consistency",
    abstract: "Show which numbers can all be true, and what follows for each of them.",
    discussion: """
      For every number of which records speak: what is certain from all of them together, what is plausible by the usual \
      reading of the words, and which records force it. With --compare, the figures that two parties do not tell alike: \
      each party's world is everybody's word but that of the other's side. Exits 1 when there is a contradiction in what \
      was asked, or when the two parties exclude each other, and when nothing matched.

      Examples:
        exclaim consistency --topic returned --dependent-power ua
        exclaim consistency x-2025-06-26 --distrust side:ru
        exclaim consistency --topic held --compare ru ua
      """)

  @OptionGroup var subject: SubjectArgument
  @OptionGroup var question: QuestionOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The worlds of two parties next to each other.", valueName: "party"))
  var compare: [String] = []

  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    guard compare.isEmpty || compare.count == 2 else {
      throw ValidationError(
        "--compare takes two parties, as in --compare ru ua; \(compare.count) were given.")
    }
  }

  func perform(_ session: Session) throws {
    if compare.isEmpty { try tellFigures(session) } else { try tellWorlds(session) }
  }

  private func tellFigures(_ session: Session) throws {
    let asked = try subject.narrow(question.question(), session)
    let analysis = try session.analysis()
    var whole: V1.ConsistencyResponse?
    try page.eachAdvised {
      try analysis.consistency(
        V1.ConsistencyRequest(question: asked.page(limit: $0, cursor: $1)), options: session.call)
    } _: {
      whole = whole?.followed(by: $0) ?? $0
    }
    let response = whole ?? V1.ConsistencyResponse()
    try session.console.say(response.basis, session.format)
    try session.write(ConsistencyReport(response: response), orSay: "no record speaks of such a number")
    try session.console.sayWhatIsLeft(response.nextCursor, session.format)
    guard !response.consistent else { return }
    // Rows of figures alone do not say why the end is a negative one.
    if session.format == .csv || session.format == .jsonl {
      try session.console.say(
        "\(counted(response.conflictCount, "contradiction")) in what was asked; see exclaim conflicts")
    }
    throw ExitStatus.negative
  }

  private func tellWorlds(_ session: Session) throws {
    let asked = try subject.narrow(question.question(), session)
    let analysis = try session.analysis()
    var whole: V1.CompareResponse?
    try page.eachAdvised {
      let request = V1.CompareRequest(
        question: asked.page(limit: $0, cursor: $1), one: compare[0], other: compare[1])
      return try analysis.compare(request, options: session.call)
    } _: {
      whole = whole?.followed(by: $0) ?? $0
    }
    let response = whole ?? V1.CompareResponse()
    try session.console.say(response.basis, session.format)
    try session.write(ComparisonReport(response: response), orSay: "no record speaks of such a number")
    try session.console.sayWhatIsLeft(response.nextCursor, session.format)
    let isNegative =
      response.partings.contains(where: \.exclusive) || !response.conflictsOfOne.isEmpty
      || !response.conflictsOfOther.isEmpty
    if isNegative { throw ExitStatus.negative }
  }
}

extension V1.Question {
  /// The same for a page of at most so many items at a cursor.
  func page(limit: UInt32, cursor: String) -> V1.Question {
    var question = self
    (question.limit, question.cursor) = (limit, cursor)
    return question
  }
}

extension PageOptions {
  /// As `each`; where a page does not fit a frame, says what to do.
  func eachAdvised<Page: ListPage>(
    _ fetch: (_ limit: UInt32, _ cursor: String) throws -> Page, _ body: (Page) throws -> Void
  ) throws {
    do {
      try each(fetch, body)
    } catch let failure as CallError where failure.code == .resourceExhausted {
      throw EvidenceCommand.advising(failure)
    }
  }
}

extension V1.ConsistencyResponse {
  /// Two pages as one; each page speaks of the whole in all but its figures.
  fileprivate func followed(by next: Self) -> Self {
    var both = next
    both.figures = figures + next.figures
    return both
  }
}

extension V1.CompareResponse {
  fileprivate func followed(by next: Self) -> Self {
    var both = next
    both.partings = partings + next.partings
    return both
  }
}
