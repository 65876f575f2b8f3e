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
        exclaim list claims --as-of 2025-07-28 --known recorded
      """)

  @Argument(help: "The kind of record: actor, document, claim, exchange, agreement, relation, assessment.")
  var kind: KindChoice?

  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    let kind = kind?.kind ?? .unspecified
    let filter = filters.filter(kind: kind)
    var list = RecordList(session.console, session.format, kind)
    if page.limit == nil {
      try session.eachRecordPage(request(filter, limit: 0, cursor: page.cursor)) { try list.add($0) }
    } else {
      let records = try session.records()
      try page.each {
        try records.list(request(filter, limit: $0, cursor: $1), options: session.call)
      } _: {
        try list.add($0)
      }
    }
    try list.finish()
    if list.isEmpty {
      try session.console.say("nothing matched")
      throw ExitStatus.negative
    }
  }

  private func request(_ filter: V1.Filter, limit: UInt32, cursor: String) -> V1.ListRequest {
    V1.ListRequest(
      filter: filter, limit: limit, cursor: cursor, asOf: time.asOf, known: time.known.orUnspecified())
  }
}

extension Session {
  /// Hands each page of all records that a request asks for to `body`.
  func eachRecordPage(_ request: V1.ListRequest, _ body: (V1.ListResponse) throws -> Void) throws {
    let stream = try records().listStream(request, options: call)
    while let page = try stream.next() { try body(page) }
  }
}
