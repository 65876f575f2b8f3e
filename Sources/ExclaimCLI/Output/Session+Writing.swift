import ExclaimMessages

extension Session {
  /// Writes a report; ends with a negative answer, and says why, when there is nothing in it.
  func write(_ report: some Report, orSay nothing: String) throws {
    guard report.isEmpty else { return try report.write(console, format) }
    if format != .table { try report.write(console, format) }
    try console.say(nothing)
    throw ExitStatus.negative
  }

  /// Writes a response of named values: as `sentence` when there is one, else as a table of two columns.
  func writeFields(
    _ response: some Message, _ fields: [(name: String, value: String)], sentence: (() -> String)? = nil
  ) throws {
    let out = console.out
    switch format {
    case .json: try out.line(response.json(pretty: console.outIsTerminal))
    case .jsonl: try out.line(response.json())
    case .csv:
      try out.line("name,value")
      for field in fields { try out.line(CSVWriter.line([field.name, field.value])) }
    case .table:
      if let sentence { return try out.line(sentence().printable) }
      let width = fields.map(\.name.displayWidth).max() ?? 0
      for field in fields where !field.value.isEmpty {
        let padding = String(repeating: " ", count: width - field.name.displayWidth)
        try out.line("\(field.name)\(padding)  \(field.value.printable)")
      }
    }
  }
}
