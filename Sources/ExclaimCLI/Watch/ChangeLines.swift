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
      var cells = cells(record)
      cells.remove(at: 6)
      cells[6] = "user \(cells[6])"
      // Widths are fixed: the next line is not known yet.
      let widths = [7, 20, 8, 10, 30, 12, 9, 0]
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
    let reason = record.change?.reason ?? ""
    return [
      String(record.sequence), record.recordedAt?.rfc3339 ?? "", record.changeText, record.kind, record.id,
      record.key, String(record.revision), record.author.map { String($0.uid) } ?? "",
      reason.isEmpty ? record.label : [record.label, "(\(reason))"].nonEmpty(joined: " "),
    ]
  }
}
