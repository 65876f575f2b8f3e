import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct SearchCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find words in records, best match first.",
    discussion: """
      All words must stand in a record; "…" is a phrase, and a trailing * a beginning. Exits 1 when nothing \
      matches.

      Examples:
        exclaim search Kursk exchange
        exclaim search '"coordination headquarters"' --kind claim
        exclaim search 'repatri*' --limit 50
      """)

  @Argument(help: "The words.")
  var words: [String]

  @Option(help: "Only records of this kind.")
  var kind: KindChoice?

  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let request = V1.SearchRequest(
      words: words.joined(separator: " "), filter: filters.filter(kind: kind?.kind ?? .unspecified),
      limit: page.limit ?? 0, cursor: page.cursor)
    let response = try session.records().search(request, options: session.call)
    try write(response, session)
    if response.hits.isEmpty {
      try session.console.say("nothing matched")
      throw ExitStatus.negative
    }
  }

  private func write(_ response: V1.SearchResponse, _ session: Session) throws {
    let out = session.console.out
    let hits = response.hits.map { hit in
      [hit.record?.reference ?? "", hit.record?.kind ?? "", hit.record?.label ?? "", hit.snippet]
    }
    switch session.format {
    case .table:
      guard !hits.isEmpty else { return }
      var table = Table([
        .init(title: "record", cut: .never), .init(title: "kind"), .init(title: "label", cut: .early),
        .init(title: "match", cut: .early),
      ])
      for hit in hits { table.add(hit) }
      for line in table.lines(session.console) { try out.line(line) }
    case .json: try out.line(response.json(pretty: session.console.outIsTerminal))
    case .jsonl: for hit in response.hits { try out.line(hit.json()) }
    case .csv:
      try out.line(CSVWriter.line(["record", "kind", "label", "match"]))
      for hit in hits { try out.line(CSVWriter.line(hit)) }
    }
    if !response.nextCursor.isEmpty && session.format != .json {
      try session.console.say("there is more: --cursor \(response.nextCursor)")
    }
  }
}
