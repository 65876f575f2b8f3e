import ExclaimMessages

/// Writes contradictions as they come up and are resolved.
struct ConflictChangeLines {
  private let console: Console
  private let format: OutputFormat
  private var isFirst = true

  init(_ console: Console, _ format: OutputFormat) throws {
    self.console = console
    self.format = format
    if format == .csv {
      try console.out.line(CSVWriter.line(["sequence", "change", "records", "explanation"]))
    }
  }

  /// Writes what has changed, and hands it over at once.
  mutating func write(_ response: V1.WatchConflictsResponse) throws {
    let changes =
      response.created.map { (isFirst ? Change.stands : .comesUp, $0) }
      + response.resolved.map { (.resolved, $0) }
    switch format {
    // A stream has no end at which a document could be closed.
    case .json, .jsonl: try console.out.line(response.json())
    case .csv:
      for (change, conflict) in changes {
        let records = conflict.members.compactMap { $0.record?.reference }.joined(separator: " ")
        try console.out.line(
          CSVWriter.line([String(response.sequence), change.name, records, conflict.explanation]))
      }
    case .table:
      for (change, conflict) in changes {
        let text = "#\(response.sequence) \(change.words): \(conflict.references)"
        let lines = Paragraph.lines(text, columns: console.columns, hanging: 2).map(console.bold)
        let reason = Paragraph.lines(conflict.explanation, columns: console.columns, indent: 4, hanging: 2)
        for line in lines + reason + conflict.drawing(console) { try console.out.line(line) }
      }
    }
    try console.out.flush()
    if isFirst, format == .table {
      try console.say(
        "\(counted(response.contradictions, "contradiction")) as of entry \(response.sequence) of the journal"
      )
    }
    isFirst = false
  }

  /// What became of a contradiction.
  private enum Change {
    case stands, comesUp, resolved

    var words: String {
      switch self {
      case .stands: "contradiction"
      case .comesUp: "contradiction comes up"
      case .resolved: "contradiction resolved"
      }
    }

    var name: String {
      switch self {
      case .stands: "STANDS"
      case .comesUp: "COMES_UP"
      case .resolved: "RESOLVED"
      }
    }
  }
}
