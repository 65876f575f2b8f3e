import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct CiteCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "cite",
    abstract: "Print a figure with all that it takes to compute it again, for a footnote.",
    discussion: """
      A claim or an exchange names its figures. Each is printed with its bounds, the records on which it rests, the \
      rules, the place in the journal as of which it holds, the hash of the journal up to there (see tree-head), and the \
      command that gives it again, whatever is recorded later. With --as-of a day it takes what was recorded by then: what \
      was published by a day may be recorded later. Exits 1 when there is no such figure.

      Examples:
        exclaim cite s2-1
        exclaim cite x-2025-06-26 --as-of '#120'
        exclaim cite --topic held --dependent-power ua --distrust side:ru
      """)

  @OptionGroup var subject: SubjectArgument
  @OptionGroup var question: QuestionOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let asked = try subject.narrow(question.question(), session)
    let response = try session.analysis().cite(V1.CiteRequest(question: asked), options: session.call)
    try session.console.sayLeftOut(response.basis?.claimsLeftOut ?? 0, session.format)
    if !question.time.asOf.isEmpty { try session.console.say(response.basis?.moment, session.format) }
    try session.write(CitationReport(response: response), orSay: "no record speaks of such a number")
  }
}
