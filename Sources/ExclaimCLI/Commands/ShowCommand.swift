import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ShowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one record.",
    discussion: """
      Says whether the record still stands, and marks references to records that do not. With --history it shows every \
      revision: who made it, when and why, and what it changed. Exits 1 when there is no such record.

      Examples:
        exclaim show s0-1
        exclaim show x-2024-08-24 --output json
        exclaim show s0-1 --history
        exclaim show s0-1 --revision 1
        exclaim show s0-1 --as-of 2024-08-20 --known recorded
      """)

  @Argument(help: ArgumentHelp("Its id or key.", valueName: "ref"))
  var reference: String

  @Option(help: ArgumentHelp("An earlier revision; the latest when it is not given.", valueName: "n"))
  var revision: UInt32 = 0

  @Flag(help: "Show what became of it over time.")
  var history = false

  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    let isPast = revision > 0 || !time.asOf.isEmpty || time.known != nil
    if history && isPast {
      throw ValidationError("--history shows every revision; leave out --revision, --as-of and --known.")
    }
    if revision > 0 && !time.asOf.isEmpty {
      throw ValidationError("--revision and --as-of both say which revision; give one of them.")
    }
  }

  func perform(_ session: Session) throws {
    if history {
      let response = try session.records().history(V1.HistoryRequest(id: reference), options: session.call)
      return try session.write(HistoryReport(response: response), orSay: "no revision can be seen")
    }
    let request = V1.GetRequest(
      id: reference, revision: revision, asOf: time.asOf, known: time.known.orUnspecified())
    let response = try session.records().get(request, options: session.call)
    guard let record = response.record else { throw Failure.noRecord }
    let console = session.console
    switch session.format {
    case .table: for line in RecordSheet.lines(record, console) { try console.out.line(line) }
    case .json: try console.out.line(response.json(pretty: console.outIsTerminal))
    case .jsonl: try console.out.line(record.json())
    case .csv:
      var list = RecordList(console, .csv, V1.RecordKind(name: record.kind.uppercased()) ?? .unspecified)
      try list.add(V1.ListResponse(records: [record]))
      try list.finish()
    }
  }
}
