import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct SubmitCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Store records from files.",
    discussion: """
      A line of a JSON Lines file is one record: {"claim": {…}}, {"exchange": {…}} and so on. In a table (CSV) \
      the header names a field for each column: claim.key, claim.measure.topic, claim.mentions[0].document; an \
      empty cell is an absent field. References may use keys of any line of any of the files, in any order.

      A bad line is told on stderr as FILE:LINE: FIELD: VALUE: REASON. REMEDY, the good ones are stored, and the \
      exit status is 65. Submitting the same file again stores nothing: "0 new". That holds for records with \
      keys; give each record one. Of two lines with one key and other content the later is refused. Ctrl-C stops \
      after the call under way and tells how far it came; once more ends at once.

      Likely personal data of captives (a name, a birth date, a telephone number, so few of a named unit) is \
      refused. This is no tracing service: leave it out. Where the rules are mistaken, --allow-flagged REASON \
      stores the records with the reason; public exports leave them out until a second person allows them.

      Examples:
        exclaim submit actors.jsonl claims.jsonl
        exclaim submit --dry-run claims.csv --kind claim
        exclaim submit --revise --reason "figures of 1 June" claims.jsonl
        make-claims | exclaim submit -
      """)

  @Argument(
    help: ArgumentHelp("Files of records; - for standard input.", valueName: "file"), completion: .file())
  var files: [String]

  @Flag(help: "Store all records or none.")
  var atomic = false

  @Flag(help: "Check everything and store nothing.")
  var dryRun = false

  @Flag(help: "Where a key stands for a record with other content, store a new revision of it.")
  var revise = false

  @Option(help: ArgumentHelp("Why; kept with each revision that is stored.", valueName: "text"))
  var reason: String = ""

  @OptionGroup var flags: AllowFlaggedOption

  @Flag(
    help: ArgumentHelp(
      "When a call fails as a whole, try it again for some seconds, then go on with the next lines.",
      discussion: "Without this flag the run stops there. Bad lines never stop it."))
  var keepGoing = false

  @Option(help: "The form of the files: jsonl or csv. By default csv for names that end in .csv, else jsonl.")
  var format: InputFormat?

  @Option(help: "The kind of every record of a table, so that its columns need not begin with it.")
  var kind: KindChoice?

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  /// The form of a file.
  enum InputFormat: String, CaseIterable, ExpressibleByArgument {
    case jsonl, csv
  }

  func validate() throws {
    if files.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("- stands twice, but standard input can be read once; name it once.")
    }
    if atomic && keepGoing {
      throw ValidationError("--atomic and --keep-going exclude each other; give one of them.")
    }
  }

  func perform(_ session: Session) throws {
    // Every file is opened before anything is sent: a wrong name must not leave half of a submission stored.
    let inputs = try files.map { try InputFile(opening: $0) }
    let sources = try inputs.map(source)
    let progressBar = ProgressBar(session.console, files: inputs)
    let report = try ConsoleReport(session.console, session.format, progressBar)
    let options = Submission<ServerLedger>.Options(
      atomic: atomic, dryRun: dryRun, revise: revise, keepGoing: keepGoing, reason: reason,
      allowFlagged: flags.allowFlagged)
    var submission = Submission(
      to: ServerLedger(session), options: options, report: report, isInterrupted: { Interruption.isWanted })
    // Reading a file that comes slowly can be stopped as well.
    Interruption.catchSignals()
    do {
      try submission.run(sources)
    } catch is Interrupted {
      try report.breakOff(submission.counts)
      throw submission.interruption
    } catch let failure as CallError where failure.code == .cancelled && Interruption.isWanted {
      // The server says so where it had not begun to write, and so the counts are right.
      try report.breakOff(submission.counts)
      throw submission.interruption
    } catch let failure as CallError {
      // What is stored already stays; say how much, since the run ends here.
      try report.finish(submission.counts, dryRun: dryRun, nothingStored: false)
      throw failure
    }
    let counts = submission.counts
    try report.finish(counts, dryRun: dryRun, nothingStored: atomic && counts.refused > 0)
    if let failure = submission.failedCall { throw failure }
    if counts.refused > 0 { throw ExitStatus.badInput }
  }

  private func source(_ file: InputFile) throws -> any EntrySource {
    let isTable = format.map { $0 == .csv } ?? file.name.lowercased().hasSuffix(".csv")
    guard isTable else { return JSONLines(file) }
    return try CSVRecords(file, kind: kind?.kind.name.lowercased())
  }
}
