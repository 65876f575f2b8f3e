import ArgumentParser
import ExclaimClient
import ExclaimMessages
import ExclaimWire

struct EvidenceCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Show every claim on a measure side by side, with what contests it.",
    discussion: """
      No claim is picked as the winner. Exits 1 when there is no claim.

      Examples:
        exclaim evidence --topic held --dependent-power ru \\
          --detaining-power ua --date 2024-06-05
        exclaim evidence --exchange x-2024-08-24
        exclaim evidence --topic returned --as-of 2025-07-28 --output json
      """)

  @Option(help: "What is counted.")
  var topic: Choice<V1.Topic>?

  @Option(help: ArgumentHelp("Whose people.", valueName: "ref"))
  var dependentPower: String = ""

  @Option(help: ArgumentHelp("In whose hands.", valueName: "ref"))
  var detainingPower: String = ""

  @Option(help: "Which persons.")
  var category: Choice<V1.PersonCategory>?

  @Option(help: ArgumentHelp("The instant or window of interest (EDTF).", valueName: "date"))
  var date: String = ""

  @Option(help: ArgumentHelp("An exchange.", valueName: "ref"))
  var exchange: String = ""

  @Option(help: ArgumentHelp("An agreement.", valueName: "ref"))
  var agreement: String = ""

  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.EvidenceRequest(
      topic: topic.orUnspecified(), dependentPower: dependentPower, detainingPower: detainingPower,
      category: category.orUnspecified(), date: date, exchange: exchange, agreement: agreement,
      asOf: time.asOf)
    let response: V1.EvidenceResponse
    do {
      response = try session.analysis().evidence(request, options: session.call)
    } catch let failure as CallError where failure.code == .resourceExhausted {
      throw Self.advising(failure)
    }
    try session.write(EvidenceReport(response: response), orSay: "no claim on this measure")
  }

  /// Evidence is one answer, without pages: where it is too long, only a narrower question helps.
  static func advising(_ failure: CallError) -> CallError {
    let remedy = "narrow it with --topic, --dependent-power, --category, --date, --exchange or --agreement"
    return CallError(Status(failure.code, "\(failure.message); \(remedy)", details: failure.details))
  }
}

/// The day as of which an answer holds.
struct TimeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Answer as of this day: from what was published by then.", valueName: "yyyy-mm-dd"))
  var asOf: String = ""
}

extension Session {
  /// Writes a report; ends with a negative answer when there is nothing in it.
  func write(_ report: some Report, orSay nothing: String) throws {
    if report.isEmpty && format == .table {
      try console.say(nothing)
    } else {
      try report.write(console, format)
    }
    if report.isEmpty { throw ExitStatus.negative }
  }
}
