import ArgumentParser
import ExclaimClient
import ExclaimMessages

struct ReviseCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "revise",
    abstract: "Give a record other content; what it was stays in its history.",
    discussion: """
      Without --file and --set, your editor ($VISUAL, else $EDITOR) opens on the record as JSON. --set changes single \
      fields by their paths in the JSON form; an empty value takes a field away.

      When somebody else has revised the record since the revision that yours was made from, both versions are shown \
      side by side and you are asked what to do. Where nobody can be asked, the exit status is 75, unless --merge, \
      --theirs, --ours or --editor says it beforehand. Fields that only one of you changed go together; a list whose \
      length changed is one field.

      Examples:
        exclaim revise s0-1
        exclaim revise s0-1 --set note= --set quantity.words=1,348 --reason typo
        exclaim show s0-1 --output jsonl | jq .claim > claim.json
        exclaim revise s0-1 --base 2 --file claim.json --merge
      """)

  @Argument(help: ArgumentHelp("Its id or key.", valueName: "ref"))
  var reference: String

  @Option(
    help: ArgumentHelp(
      "The revision that the new content was made from; the latest when it is not given.", valueName: "n"))
  var base: UInt32?

  @Option(help: ArgumentHelp("Why; kept with the revision.", valueName: "text"))
  var reason: String = ""

  @Option(
    help: ArgumentHelp("The new content, whole: a JSON file; - for standard input.", valueName: "file"),
    completion: .file())
  var file: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A field by its path in the JSON form. May be repeated.", valueName: "path=value"))
  var fields: [String] = []

  @Flag(help: "Check it and store nothing.")
  var dryRun = false

  @Flag(help: "When the record has changed: put both versions together, unless both changed a field.")
  var merge = false

  @Flag(help: "The same, and where both changed a field, the other's value stays.")
  var theirs = false

  @Flag(help: "The same, and where both changed a field, yours is taken.")
  var ours = false

  @Flag(help: "Open the editor, also on what --file and --set say, and again when the record has changed.")
  var editor = false

  @OptionGroup var flags: AllowFlaggedOption

  @OptionGroup(title: "Everywhere") var everywhere: GlobalOptions

  func validate() throws {
    if [merge, theirs, ours, editor].count(where: { $0 }) > 1 {
      throw ValidationError("--merge, --theirs, --ours and --editor exclude each other; give one of them.")
    }
    if base == 0 { throw ValidationError("--base 0 is no revision; the first one is 1.") }
  }

  func perform(_ session: Session) throws {
    let request = V1.GetRequest(id: reference, revision: base ?? 0)
    guard let record = try session.records().get(request, options: session.call).record else {
      throw Failure.noRecord
    }
    guard let before = try Content(record) else {
      throw Failure(.badInput, "\(reference): its content was destroyed, so that nothing is left to revise")
    }
    var yours = before
    if let file {
      yours = try Content(kind: before.kind, written: InputFile(opening: file).allBytes())
    }
    yours = try yours.setting(fields)
    var text: EditedText?
    do {
      if editor || (file == nil && fields.isEmpty) {
        yours = try edit(yours.kind, yours.json, &text, session)
      }
      try store(yours, madeFrom: before, base ?? record.revision, &text, session)
    } catch {
      // What somebody wrote by hand is never thrown away with an error.
      if let text, text.isTouched {
        try session.console.say("your text is kept in \(text.path); go on with --file \(text.path)")
      } else {
        text?.remove()
      }
      throw error
    }
    text?.remove()
  }

  // MARK: Storing

  private func store(
    _ content: Content, madeFrom: Content, _ revision: UInt32, _ text: inout EditedText?, _ session: Session
  ) throws {
    var (yours, before, revision) = (content, madeFrom, revision)
    while yours != before {
      let request = V1.ReviseRequest(
        id: reference, baseRevision: revision, record: try yours.record(), reason: reason, dryRun: dryRun,
        allowFlagged: flags.allowFlagged)
      do {
        let response = try session.records().revise(request, options: session.call)
        return try ChangeReport(revised: response, dryRun: dryRun).write(session.console, session.format)
      } catch {
        guard let failure = error as? CallError, let conflict = failure.conflict else { throw error }
        before = try Content(kind: yours.kind, written: conflict.currentJson)
        yours = try settle(conflict, yours, &text, session)
        revision = conflict.currentRevision
      }
    }
    try session.console.say("nothing changed")
  }

  /// What to store in the light of what somebody else has stored meanwhile.
  private func settle(
    _ conflict: V1.RevisionConflict, _ yours: Content, _ text: inout EditedText?, _ session: Session
  ) throws -> Content {
    let console = session.console
    func bothSides(_ side: ThreeWay.Side) throws -> ThreeWay {
      ThreeWay(
        kind: yours.kind, base: try Content(kind: yours.kind, written: conflict.baseJson).json,
        theirs: try Content(kind: yours.kind, written: conflict.currentJson).json, yours: yours.json,
        preferring: side)
    }
    let sides = try bothSides(.yours)
    try console.say(
      "\(reference) was revised by user \(conflict.currentAuthorUid) meanwhile: revision "
        + "\(conflict.currentRevision) stands now")
    for line in sides.lines(console) { try console.err.line(line) }
    try console.err.flush()
    switch try answer(hasConflicts: !sides.conflicts.isEmpty, console) {
    case .merge where sides.conflicts.isEmpty, .ours: return try Content(kind: yours.kind, sides.merged)
    case .theirs: return try Content(kind: yours.kind, try bothSides(.theirs).merged)
    case .edit: return try edit(yours.kind, sides.merged, &text, session)
    case .merge, .giveUp: throw stale(conflict, sides)
    }
  }

  private enum Answer { case merge, theirs, ours, edit, giveUp }

  private func answer(hasConflicts: Bool, _ console: Console) throws -> Answer {
    if merge { return .merge }
    if theirs { return .theirs }
    if ours { return .ours }
    if editor { return .edit }
    let choices = hasConflicts ? ["theirs", "ours", "edit", "give up"] : ["merge", "edit", "give up"]
    let question = hasConflicts ? "Both changed a field. Whose value?" : "Put both together?"
    switch try console.ask(question, choices) {
    case "m": return .merge
    case "t": return .theirs
    case "o": return .ours
    case "e": return .edit
    default: return .giveUp
    }
  }

  private func stale(_ conflict: V1.RevisionConflict, _ sides: ThreeWay) -> Failure {
    let both = sides.conflicts.map(\.path).joined(separator: ", ")
    let remedy = sides.conflicts.isEmpty ? "--merge puts both together" : "--theirs or --ours decides"
    let why = both.isEmpty ? "" : "; both changed \(both)"
    return Failure(
      .tryAgain,
      "\(reference): nothing was stored\(why); \(remedy), or repeat it on top of what stands now with "
        + "--base \(conflict.currentRevision)")
  }

  // MARK: Editing

  /// Lets the user edit content until it can be read, or they give up.
  private func edit(
    _ kind: String, _ json: JSONValue, _ text: inout EditedText?, _ session: Session
  ) throws -> Content {
    text?.remove()
    let file = try EditedText(json.text(pretty: true))
    text = file
    while true {
      do {
        try session.editor.edit(file.path)
        // Editing takes its time, after which a server may have closed the connection.
        session.disconnect()
        return try Content(kind: kind, written: file.bytes())
      } catch let refusal as Refusal {
        for line in refusal.lines(at: nil) { try session.console.say(line) }
        guard try session.console.ask("Edit again?", ["yes", "no"]) == "y" else {
          throw Failure(.badInput, "nothing was stored")
        }
      }
    }
  }
}

extension Failure {
  static let noRecord = Failure(
    .bug, "the server answered without a record; this is a fault of the server")
}
