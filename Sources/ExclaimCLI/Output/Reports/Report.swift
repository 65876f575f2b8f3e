import ExclaimMessages

/// An answer that is laid out by hand for people, and as rows for programs.
protocol Report {
  associatedtype Response: Message

  /// The answer as the server gave it.
  var response: Response { get }

  /// The layout for people.
  func lines(_ console: Console) -> [String]

  /// The layout as comma-separated values.
  var rows: (header: [String], rows: [[String]]) { get }

  /// What one line of JSON Lines holds each.
  var items: [any Message] { get }

  /// Whether there is nothing in the answer.
  var isEmpty: Bool { get }
}

extension Report {
  /// Writes the answer in a format.
  func write(_ console: Console, _ format: OutputFormat) throws {
    switch format {
    case .table: for line in lines(console) { try console.out.line(line) }
    case .json: try console.out.line(response.json(pretty: console.outIsTerminal))
    case .jsonl: for item in items { try console.out.line(item.json()) }
    case .csv:
      try console.out.line(CSVWriter.line(rows.header))
      for row in rows.rows { try console.out.line(CSVWriter.line(row)) }
    }
  }
}

/// The two ends of bounds as two cells; an open end is empty.
func cells(_ bounds: V1.Bounds?) -> [String] {
  [bounds?.low.map(String.init) ?? "", bounds?.high.map(String.init) ?? ""]
}
