import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ListCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List records.",
    discussion: """
      Lists the latest revisions that match every option, in the order in which they came. Without --limit \
      all of them are listed. A reference (ref) is an id or a key. Exits 1 when nothing matches.

      Examples:
        exclaim list claims --topic returned --dependent-power ua
        exclaim list exchanges --date 2024-08 --output csv
        exclaim list claims --speaker yusov --limit 20
      """)

  @Argument(help: "The kind of record: actor, document, claim, exchange, agreement, relation, assessment.")
  var kind: KindChoice?

  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let kind = kind?.kind ?? .unspecified
    let request = V1.ListRequest(
      filter: filters.filter(kind: kind), limit: page.limit ?? 0, cursor: page.cursor)
    var list = RecordList(session.console, session.format, kind)
    try RecordPages.each(request, session) { try list.add($0) }
    try list.finish()
    if list.isEmpty {
      try session.console.say("nothing matched")
      throw ExitStatus.negative
    }
  }
}

/// The pages of a list, as many as were asked for.
enum RecordPages {
  /// Records in one page; more come as a stream.
  private static let pageRecordsMax = 1_000

  /// Hands each page of a list to `body`.
  static func each(
    _ request: V1.ListRequest, _ session: Session, _ body: (V1.ListResponse) throws -> Void
  ) throws {
    if request.limit > 0 && request.limit <= pageRecordsMax {
      return try body(session.records().list(request, options: session.call))
    }
    let stream = try session.records().listStream(request, options: session.call)
    while let page = try stream.next() { try body(page) }
  }
}
