import ExclaimMessages

/// The answer of `exclaim asof`: what could be concluded at a moment, and what had changed by another.
struct AsOfReport: Report {
  let response: V1.AsOfResponse

  func lines(_ console: Console) -> [String] {
    let moments = [response.moment, response.other].compactMap { $0?.text }.joined(separator: "; then ")
    var lines = Paragraph.lines(moments, columns: console.columns, hanging: 2).map(console.bold)
    lines.append(counted(response.records, "record"))
    lines += section("concluded", response.conclusions.map { ["\($0.head): \($0.finding)"] }, console)
    guard response.other != nil else { return lines }
    lines += section("added", response.added.map { [$0.text] }, console)
    lines += section(
      "corrected",
      response.corrected.map { record in
        [record.record?.text ?? ""] + record.differences.map(\.text)
      }, console)
    lines += section("taken back", response.retracted.map { [$0.text] }, console)
    lines += section(
      "concluded otherwise",
      response.changed.map { change in
        [change.head, "before: \(change.before.orNone)", "after: \(change.after.orNone)"]
      }, console)
    let isSame =
      response.added.isEmpty && response.corrected.isEmpty && response.retracted.isEmpty
      && response.changed.isEmpty
    return isSame ? lines + ["", "nothing had changed"] : lines
  }

  /// A titled list; each item is a line and what belongs under it.
  private func section(_ title: String, _ items: [[String]], _ console: Console) -> [String] {
    guard !items.isEmpty else { return [] }
    var lines = ["", console.bold("\(title) (\(items.count))")]
    for item in items {
      for (index, text) in item.enumerated() {
        let indent = index == 0 ? 2 : 6
        lines += Paragraph.lines(text, columns: console.columns, indent: indent, hanging: 2)
      }
    }
    return lines
  }

  var rows: (header: [String], rows: [[String]]) {
    let header = ["section", "analysis", "record", "field", "before", "after"]
    var rows = response.conclusions.map {
      ["concluded", $0.analysis, $0.subject?.reference ?? "", "", "", $0.finding]
    }
    rows += response.added.map { ["added", "", $0.reference, "", "", ""] }
    for record in response.corrected {
      rows += record.differences.map {
        ["corrected", "", record.record?.reference ?? "", $0.field, $0.before, $0.after]
      }
    }
    rows += response.retracted.map { ["retracted", "", $0.reference, "", "", ""] }
    rows += response.changed.map {
      ["changed", $0.analysis, $0.subject?.reference ?? "", "", $0.before, $0.after]
    }
    return (header, rows)
  }

  var items: [any Message] { [response] }

  var isEmpty: Bool {
    response.records == 0 && response.added.isEmpty && response.conclusions.isEmpty
      && response.changed.isEmpty
  }
}

extension V1.Conclusion {
  fileprivate var head: String { [analysis, subject?.text ?? ""].nonEmpty(joined: " ") }
}

extension V1.ChangedConclusion {
  fileprivate var head: String { [analysis, subject?.text ?? ""].nonEmpty(joined: " ") }
}

extension String {
  fileprivate var orNone: String { isEmpty ? "(none)" : self }
}
