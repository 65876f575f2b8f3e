import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct SearchCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find words in records, best match first.",
    discussion: """
      All words must stand in a record; "…" is a phrase, and a trailing * a beginning. Without --limit the \
      best matches are shown, one page of them. Exits 1 when nothing matches.

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
  @OptionGroup var time: TimeOptions
  @OptionGroup(title: "Paging") var page: PageOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func perform(_ session: Session) throws {
    var response = V1.SearchResponse()
    // Few readers go through every weak match: without a limit, one page is shown.
    if page.limit == nil {
      response = try search(session, limit: 0, cursor: page.cursor)
    } else {
      try page.each {
        try search(session, limit: $0, cursor: $1)
      } _: {
        response = V1.SearchResponse(
          hits: response.hits + $0.hits, nextCursor: $0.nextCursor, moment: $0.moment)
      }
    }
    try session.console.say(response.moment, session.format)
    try session.write(SearchReport(response: response), orSay: "nothing matched")
    try session.console.sayWhatIsLeft(response.nextCursor, session.format)
  }

  private func search(_ session: Session, limit: UInt32, cursor: String) throws -> V1.SearchResponse {
    let request = V1.SearchRequest(
      words: words.joined(separator: " "), filter: filters.filter(kind: kind?.kind ?? .unspecified),
      limit: limit, cursor: cursor, asOf: time.asOf, known: time.known.orUnspecified())
    return try session.records().search(request, options: session.call)
  }
}
