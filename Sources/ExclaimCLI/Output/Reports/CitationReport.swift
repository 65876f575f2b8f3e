import ExclaimMessages

/// The answer of `exclaim cite`: for each figure a block to be put into a footnote.
struct CitationReport: Report {
  let response: V1.CiteResponse

  func lines(_ console: Console) -> [String] {
    Array(response.citations.map { lines($0, console) }.joined(separator: [""]))
  }

  private func lines(_ citation: V1.Citation, _ console: Console) -> [String] {
    let figure = citation.figure ?? V1.Figure()
    let date = figure.measure?.timeText ?? ""
    let notes = [
      "number: \(figure.boundsText)", date.isEmpty ? "" : "date: \(date)",
      figure.besideConflict ? "beside a contradiction, of which the records were left out" : "",
      "records: \(citation.records.map(\.fullReference).joined(separator: ", "))",
      "rules: \(response.basis?.rules ?? "")", "as of: entry \(response.sequence) of the journal\(clock)",
      "hash of the journal up to there: \(hexadecimal(response.treeRoot))",
    ]
    let title = citation.text.isEmpty ? figure.label : citation.text
    return Paragraph.lines(title, columns: console.columns).map(console.bold)
      + notes.filter { !$0.isEmpty }.flatMap {
        Paragraph.lines($0, columns: console.columns, indent: 2, hanging: 2)
      }
      // A command has to stay on one line to be copied.
      + ["  again: \(command)".printable]
  }

  /// By which clock the place in the journal was found, where a day or a time was asked for.
  private var clock: String {
    guard let asked = response.basis?.moment?.asOf, !asked.isEmpty, !asked.hasPrefix("#") else { return "" }
    return ", with what was recorded by \(asked), whenever it was published"
  }

  private var command: String { "exclaim cite \(response.arguments)" }

  var rows: (header: [String], rows: [[String]]) {
    let header = V1.Figure.header + ["records", "rules", "sequence", "tree_root", "text", "command"]
    let rows = response.citations.map { citation in
      (citation.figure ?? V1.Figure()).cells + [
        citation.records.map(\.id).joined(separator: " "), response.basis?.rules ?? "",
        String(response.sequence), hexadecimal(response.treeRoot), citation.text, command,
      ]
    }
    return (header, rows)
  }

  /// The answer as a whole: a figure without the place in the journal could not be computed again.
  var items: [any Message] { [response] }
  var isEmpty: Bool { response.citations.isEmpty }
}

extension V1.Source {
  /// The id, and the key where there is one: `s0-1 = clm_…`
  fileprivate var fullReference: String { key.isEmpty || id.isEmpty ? reference : "\(key) = \(id)" }
}
