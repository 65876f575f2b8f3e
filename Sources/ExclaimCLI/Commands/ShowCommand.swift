import ArgumentParser
import ExclaimMessages

struct ShowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one record.",
    discussion: """
      Exits 1 when there is no such record.

      Examples:
        exclaim show s0-1
        exclaim show x-2024-08-24 --output json
        exclaim show s0-1 --revision 1
      """)

  @Argument(help: ArgumentHelp("Its id or key.", valueName: "ref"))
  var reference: String

  @Option(help: ArgumentHelp("An earlier revision; the latest when it is not given.", valueName: "n"))
  var revision: UInt32 = 0

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.GetRequest(id: reference, revision: revision)
    let response = try session.records().get(request, options: session.call)
    guard let record = response.record else {
      throw Failure(.bug, "the server answered without a record; this is a fault of the server")
    }
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
