import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct RetractCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Take a record back.",
    discussion: """
      The record stays, with the reason, and what refers to it says so. It counts in no analysis any more.

      Examples:
        exclaim retract s0-1 --reason "the statement was misread"
        exclaim retract s0-1 --base 3 --reason "see s0-9"
      """)

  @Argument(help: ArgumentHelp("Its id or key.", valueName: "ref"))
  var reference: String

  @OptionGroup var why: ReasonOption

  @Option(
    help: ArgumentHelp(
      "The revision that you looked at: the record is left alone if another one stands now.", valueName: "n"))
  var base: UInt32 = 0

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.RetractRequest(id: reference, baseRevision: base, reason: why.reason)
    let response = try session.records().retract(request, options: session.call)
    try ChangeReport(retracted: response).write(session.console, session.format)
  }
}

struct RedactCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Destroy the content of a record for ever.",
    discussion: """
      For what must not be kept, such as data of a person. Nobody can bring it back; what stays is that the record was \
      there, who destroyed it, when and why. The journal still verifies. To take a record back, use retract.

      Other records keep what they say: a reference by the record's key, a quote from the document. Redact those as \
      well where it matters. The reason stays, too: leave out of it what must not be kept.

      Asks first on a terminal; elsewhere it needs --yes.

      Examples:
        exclaim redact s0-1 --reason "holds a private address"
        exclaim redact s0-1 --revision 2 --reason "same" --yes
      """)

  @Argument(help: ArgumentHelp("Its id or key.", valueName: "ref"))
  var reference: String

  @OptionGroup var why: ReasonOption

  @Option(
    help: ArgumentHelp(
      "The one revision to destroy, an earlier one; all of them when it is not given.", valueName: "n"))
  var revision: UInt32?

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if revision == 0 { throw ValidationError("--revision 0 is no revision; the first one is 1.") }
  }

  func perform(_ session: Session) throws {
    if !yes { try confirm(session) }
    let request = V1.RedactRequest(id: reference, revision: revision ?? 0, reason: why.reason)
    let response = try session.records().redact(request, options: session.call)
    try ChangeReport(redacted: response).write(session.console, session.format)
  }

  private func confirm(_ session: Session) throws {
    let console = session.console
    let what = revision.map { "revision \($0)" } ?? "the record with all its revisions"
    guard console.readAnswer != nil else {
      throw Failure(
        .usage, "\(reference): \(what) would be destroyed for ever, and nobody can be asked; add --yes")
    }
    let request = V1.GetRequest(id: reference, revision: revision ?? 0)
    if let record = try session.records().get(request, options: session.call).record {
      try console.say("\(record.kind) \(record.name), \(record.label)".printable)
    }
    guard try console.ask("Destroy \(what) for ever?", ["yes", "no"]) == "y" else {
      throw Failure(.tryAgain, "nothing was destroyed")
    }
  }
}

struct AllowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "allow",
    abstract: "Let flagged content of somebody else pass into public exports.",
    discussion: """
      Content that is flagged as likely personal data stays out of public exports until a second person has looked at \
      it. Look at it first, and name the revision that you saw.

      Example:
        exclaim allow s0-1 --base 2 --reason "a minister, in office"
      """)

  @Argument(help: ArgumentHelp("Its id or key.", valueName: "ref"))
  var reference: String

  @OptionGroup var why: ReasonOption

  @Option(
    help: ArgumentHelp(
      "The revision that you looked at; the latest when it is not given.", valueName: "n"))
  var base: UInt32?

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.AllowRequest(
      id: reference, baseRevision: try base ?? latestRevision(session), reason: why.reason)
    let response = try session.records().allow(request, options: session.call)
    try ChangeReport(allowed: response).write(session.console, session.format)
  }

  private func latestRevision(_ session: Session) throws -> UInt32 {
    let response = try session.records().get(V1.GetRequest(id: reference), options: session.call)
    guard let record = response.record else { throw Failure.noRecord }
    return record.revision
  }
}

/// The reason that a change cannot do without.
struct ReasonOption: ParsableArguments {
  @Option(help: ArgumentHelp("Why; kept with the record.", valueName: "text"))
  var reason: String

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) {
      throw ValidationError("--reason says nothing; give the reason, it is kept with the record.")
    }
  }
}
