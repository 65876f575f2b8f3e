import ExclaimMessages

/// Who is told what becomes of the lines of a submission.
protocol SubmissionReport: AnyObject {
  /// A record was stored, or stood there already.
  func kept(_ place: Place, _ result: V1.SubmitResult) throws

  /// A line was refused.
  func refused(_ place: Place, _ refusal: Refusal) throws

  /// An entry was taken from a source.
  func progress(_ source: any EntrySource) throws
}

/// Tells a console: problems on stderr as they come, results on stdout as the format asks.
final class ConsoleReport: SubmissionReport {
  private let console: Console
  private let format: OutputFormat
  private let progressBar: ProgressBar
  /// Results for the one document that `--output json` prints.
  private var results: [JSONValue] = []

  init(_ console: Console, _ format: OutputFormat, _ progressBar: ProgressBar) throws {
    self.console = console
    self.format = format
    self.progressBar = progressBar
    if format == .csv { try console.out.line("file,line,outcome,id,revision") }
  }

  func progress(_ source: any EntrySource) throws {
    try progressBar.advance(source.file)
  }

  func kept(_ place: Place, _ result: V1.SubmitResult) throws {
    try tell(place, result, Refusal([]))
  }

  func refused(_ place: Place, _ refusal: Refusal) throws {
    try progressBar.clear()
    for line in refusal.lines(at: place) { try console.err.line(line) }
    try console.err.flush()
    try tell(place, V1.SubmitResult(outcome: .refused), refusal)
  }

  private func tell(_ place: Place, _ result: V1.SubmitResult, _ refusal: Refusal) throws {
    switch format {
    case .table: break
    case .json: results.append(json(place, result, refusal))
    case .jsonl: try console.out.line(json(place, result, refusal).text())
    case .csv:
      let revision = result.revision > 0 ? String(result.revision) : ""
      try console.out.line(
        CSVWriter.line([place.file, String(place.line), result.outcome.name, result.id, revision]))
    }
  }

  /// The last word: how many of each.
  func finish(_ counts: SubmissionCounts, dryRun: Bool, nothingStored: Bool) throws {
    try progressBar.clear()
    let remark =
      dryRun ? " (dry run: nothing was stored)" : nothingStored ? " (atomic: nothing was stored)" : ""
    switch format {
    case .table: try console.out.line(counts.text + remark)
    case .jsonl, .csv: try console.say(counts.text + remark)
    case .json: try writeDocument(counts)
    }
  }

  /// The end of a run that was interrupted: what is a document on stdout has to be a whole one.
  func breakOff(_ counts: SubmissionCounts) throws {
    try progressBar.clear()
    if format == .json { try writeDocument(counts) }
  }

  private func writeDocument(_ counts: SubmissionCounts) throws {
    let numbers = [
      ("created", counts.created), ("unchanged", counts.unchanged), ("revised", counts.revised),
      ("refused", counts.refused), ("retracted", counts.retracted), ("unanswered", counts.unanswered),
    ]
    let members = numbers.map { JSONMember(name: $0, value: JSONValue(.number(String($1)))) }
    let document = JSONValue(
      .object(members + [JSONMember(name: "results", value: JSONValue(.array(results)))]))
    try console.out.line(document.text(pretty: console.outIsTerminal))
  }

  private func json(_ place: Place, _ result: V1.SubmitResult, _ refusal: Refusal) -> JSONValue {
    var members = [
      JSONMember(name: "file", value: JSONValue(.string(place.file))),
      JSONMember(name: "line", value: JSONValue(.number(String(place.line)))),
    ]
    var whole = result
    whole.problems = refusal.problems
    members += JSONValue(of: whole).members ?? []
    return JSONValue(.object(members))
  }
}
