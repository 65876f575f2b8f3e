import ExclaimMessages

/// Writes changes as they come, each on a line of its own.
struct ChangeLines {
  private let console: Console
  private let format: OutputFormat

  init(_ console: Console, _ format: OutputFormat) throws {
    self.console = console
    self.format = format
    if format == .csv { try console.out.line(CSVWriter.line(Self.header)) }
  }

  private static let header = [
    "sequence", "recorded_at", "action", "kind", "id", "key", "revision", "author_uid", "text",
  ]

  /// Writes records, and hands them over at once.
  func write(_ records: [V1.Record]) throws {
    for record in records { try console.out.line(line(record)) }
    try console.out.flush()
  }

  private func line(_ record: V1.Record) -> String {
    switch format {
    // A stream has no end at which a document could be closed.
    case .json, .jsonl: return record.json()
    case .csv: return CSVWriter.line(cells(record))
    case .table:
      let cells = [
        String(record.sequence), record.recordedAt?.rfc3339.map { $0.prefix(19) + "Z" } ?? "",
        record.changeText, record.kind, record.id, record.key,
        record.author.map { "user \($0.uid)" } ?? "", text(record),
      ]
      // Widths are fixed: the next line is not known yet.
      let widths = [6, 20, 9, 10, 30, 12, 9, 0]
      let placed = zip(cells, widths).map { cell, width in
        let text = cell.printable
        return text + String(repeating: " ", count: max(0, width - text.displayWidth))
      }
      let whole = placed.joined(separator: "  ")
      return console.outIsTerminal
        ? console.columns.map { String(whole.prefix(displayWidth: $0)) } ?? whole : whole
    }
  }

  private func cells(_ record: V1.Record) -> [String] {
    [
      String(record.sequence), record.recordedAt?.rfc3339 ?? "", record.change?.action.nameOrNothing ?? "",
      record.kind, record.id, record.key, String(record.revision),
      record.author.map { String($0.uid) } ?? "", text(record),
    ]
  }

  private func text(_ record: V1.Record) -> String {
    let reason = record.change?.reason ?? ""
    return [record.label, reason.isEmpty ? "" : "(\(reason))"].nonEmpty(joined: " ")
  }
}
