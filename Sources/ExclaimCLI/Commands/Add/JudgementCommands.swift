import ArgumentParser
import ExclaimMessages

struct RelateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "relate",
    abstract: "Say how one claim stands to another.",
    discussion: """
      Examples:
        exclaim relate s0-3 disputes s0-1
        exclaim relate s0-6 not-comparable s0-2 --reason "another date"
      """)

  @Argument(help: ArgumentHelp("The claim that does what the kind says.", valueName: "from"))
  var from: String

  @Argument(help: "How it stands to the other.")
  var kind: Choice<V1.RelationKind>

  @Argument(help: ArgumentHelp("The claim to which it is done.", valueName: "to"))
  var to: String

  @Option(help: ArgumentHelp("Why; required for not-comparable.", valueName: "text"))
  var reason: String = ""

  @OptionGroup(title: "Record") var record: RecordOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    var fields = FlaggedRecord("relation")
    try fields.set("from", from)
    try fields.set("kind", kind)
    try fields.set("to", to)
    try fields.set("reason", reason)
    try session.add(fields, record)
  }
}

struct AssessCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Judge a claim.",
    discussion: """
      Judgements of several analysts stand side by side. Credibility: 1 confirmed by independent sources, \
      2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.

      Example:
        exclaim assess s0-1 --credibility 6 --state disputed \\
          --reason "no counter-number given"
      """)

  @Argument(help: ArgumentHelp("The claim.", valueName: "ref"))
  var claim: String

  @Option(help: ArgumentHelp("From 1 to 6.", valueName: "n"))
  var credibility: UInt32?

  @Option(help: "How it stands in your eyes.")
  var state: Choice<V1.AssessmentState>?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String = ""

  @OptionGroup(title: "Record") var record: RecordOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if let credibility, !(1...6).contains(credibility) {
      throw ValidationError("--credibility \(credibility) is not on the scale; give a number from 1 to 6.")
    }
  }

  func perform(_ session: Session) throws {
    var fields = FlaggedRecord("assessment")
    try fields.set("claim", claim)
    try fields.set("credibility", credibility.map(String.init) ?? "")
    try fields.set("state", state)
    try fields.set("reason", reason)
    try session.add(fields, record)
  }
}
