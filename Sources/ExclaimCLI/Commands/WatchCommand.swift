import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct WatchCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow changes as they are made.",
    discussion: """
      Prints each change on a line as it comes, with the options of list to choose among them, until Ctrl-C. Where a \
      number was replaced, it draws what it was and what it is. --from goes on where another watch ended. When the \
      server goes away or restarts, it comes back and goes on with the next entry: none is missed and none is told \
      twice. In json and jsonl each line is one record.

      With --analysis it tells the contradictions instead: those that stand, and then each that comes up or is resolved. \
      Of the options of list those that a question has choose among them: --topic, --dependent-power, --detaining-power, \
      --category, --date, --exchange, --agreement and --claim. In json and jsonl each line is one message.

      Examples:
        exclaim watch
        exclaim watch claims --topic held --output jsonl
        exclaim watch --from 1 --until-now
        exclaim watch --analysis --topic returned --distrust side:ru
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

  @Flag(help: "Follow contradictions in the place of records.")
  var analysis = false

  @OptionGroup(title: "Premises, with --analysis") var premises: PremiseOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if let from, from == 0 || from > UInt64(Int64.max) {
      throw ValidationError("--from \(from) is no entry of a journal; the first one is 1.")
    }
    if untilNow && from == nil {
      throw ValidationError("--until-now alone would show nothing; say where to begin, as in --from 1.")
    }
    guard analysis else {
      guard premises.premises == nil else {
        throw ValidationError("--trust and --distrust are for contradictions; add --analysis.")
      }
      return
    }
    guard kind == nil && from == nil && !untilNow && filters.isQuestion else {
      throw ValidationError(
        "--analysis follows contradictions from now on; of the other options only those of a question go with it."
      )
    }
  }

  func run() throws {
    try Session(everywhere.settings, stop: untilNow ? .bySignal : .bySignalOrGoneReader).run(perform)
  }

  func perform(_ session: Session) throws {
    do {
      if analysis { try followConflicts(session) } else { try followRecords(session) }
    } catch {
      // To be stopped is how it ends, unless an end of its own was asked for.
      guard let failure = error as? CallError, failure.code == .cancelled, session.stop.isWanted(), !untilNow
      else { throw error }
    }
  }

  private func followRecords(_ session: Session) throws {
    let filter = filters.filter(kind: kind?.kind ?? .unspecified)
    var lines = try ChangeLines(session.console, session.format) { try earlier($0, session) }
    var feed = try JournalFeed(session, filter: filter, from: from)
    while true {
      let response = try feed.next()
      try lines.write(response.records)
      if untilNow && response.atEnd { return }
    }
  }

  /// The revision before; nil where it cannot be seen, or the connection breaks, which the journal is the one to tell.
  private func earlier(_ record: V1.Record, _ session: Session) throws -> V1.Record? {
    do {
      let request = V1.GetRequest(id: record.id, revision: record.revision - 1)
      return try session.records().get(request, options: session.call).record
    } catch let failure as CallError where failure.code != .cancelled || !session.stop.isWanted() {
      return nil
    }
  }

  private func followConflicts(_ session: Session) throws -> Never {
    var lines = try ConflictChangeLines(session.console, session.format)
    var feed = ConflictFeed(session, filters.question(premises.premises))
    while true { try lines.write(try feed.next()) }
  }
}

extension FilterOptions {
  /// What an analysis can be asked of it.
  fileprivate func question(_ premises: V1.Premises?) -> V1.Question {
    V1.Question(
      topic: topic.orUnspecified(), dependentPower: dependentPower, detainingPower: detainingPower,
      category: category.orUnspecified(), date: date, exchange: exchange, agreement: agreement, claim: claim,
      premises: premises)
  }

  /// Whether an analysis can be asked all of it.
  fileprivate var isQuestion: Bool {
    let asked = question(nil)
    return filter(kind: .unspecified)
      == V1.Filter(
        exchange: asked.exchange, agreement: asked.agreement, claim: asked.claim, topic: asked.topic,
        category: asked.category, dependentPower: asked.dependentPower,
        detainingPower: asked.detainingPower, date: asked.date)
  }
}
