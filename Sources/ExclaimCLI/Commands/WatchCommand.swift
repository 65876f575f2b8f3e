import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct WatchCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow changes as they are made.",
    discussion: """
      Prints each change on a line as it comes, with the options of list to choose among them, until Ctrl-C. When the \
      server goes away or restarts, it comes back and goes on with the next entry: none is missed and none is told \
      twice. In json and jsonl each line is one record.

      Examples:
        exclaim watch
        exclaim watch claims --topic held --output jsonl
        exclaim watch --from 1 --until-now
      """)

  @Argument(help: "The kind of record; all kinds when it is not given.")
  var kind: KindChoice?

  @Option(
    help: ArgumentHelp(
      "Begin with this entry of the journal, from 1; with what comes from now on when it is not given.",
      valueName: "sequence"))
  var from: UInt64?

  @Flag(help: "End where the journal ends now.")
  var untilNow = false

  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if let from, from == 0 || from > UInt64(Int64.max) {
      throw ValidationError("--from \(from) is no entry of a journal; the first one is 1.")
    }
    if untilNow && from == nil {
      throw ValidationError("--until-now alone would show nothing; say where to begin, as in --from 1.")
    }
  }

  func perform(_ session: Session) throws {
    let filter = filters.filter(kind: kind?.kind ?? .unspecified)
    let lines = try ChangeLines(session.console, session.format)
    do {
      var feed = try JournalFeed(session, filter: filter, from: from)
      while true {
        let response = try feed.next()
        try lines.write(response.records)
        if untilNow && response.atEnd { return }
      }
    } catch {
      // To be stopped is how it ends, unless an end of its own was asked for.
      guard let failure = error as? CallError, failure.code == .cancelled, session.stop.isWanted(), !untilNow
      else { throw error }
    }
  }
}
