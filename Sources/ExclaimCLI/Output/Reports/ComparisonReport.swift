import ExclaimMessages

/// The answer of `exclaim consistency --compare`: the figures of two worlds next to each other.
struct ComparisonReport: Report {
  let response: V1.CompareResponse

  func lines(_ console: Console) -> [String] {
    var lines = Paragraph.lines(response.explanation, columns: console.columns).map(console.bold)
    let worlds = [(response.one, response.conflictsOfOne), (response.other, response.conflictsOfOther)]
    for (name, conflicts) in worlds {
      for conflict in conflicts {
        let title = "within the world of \(name):"
        lines += [""] + Paragraph.lines(title, columns: console.columns) + conflict.lines(console)
      }
    }
    let figures = FigureLines(response.partings.flatMap { [$0.one, $0.other] }.compactMap(\.self), console)
    if !response.partings.isEmpty { lines += [""] + figures.legend }
    for parting in response.partings {
      let title = parting.label + (parting.exclusive ? ": no number satisfies both" : "")
      lines += [""] + Paragraph.lines(title, columns: console.columns, hanging: 2).map(console.bold)
      for (name, figure) in [(response.one, parting.one), (response.other, parting.other)] {
        let without =
          parting.contests.isEmpty
          ? "nobody speaks of it" : "no number, but it is contested in \(parting.contests.references)"
        let nobody = Paragraph.lines("\(name): \(without)", columns: console.columns, indent: 4, hanging: 2)
        lines += figure.map { figures.row($0, named: name) } ?? nobody
      }
    }
    if response.alike > 0 { lines += ["", "\(counted(response.alike, "figure")) alike in both"] }
    return lines
  }

  var rows: (header: [String], rows: [[String]]) {
    let ends = ["hard_low", "hard_high", "soft_low", "soft_high"]
    let header =
      ["label", "exclusive"] + ends.map { "one_\($0)" } + ends.map { "other_\($0)" }
      + ["one_sources", "other_sources", "contests"]
    let rows = response.partings.map { parting in
      let figures = [parting.one, parting.other]
      var row = [parting.label, parting.exclusive ? "true" : "false"]
      for figure in figures { row += cells(figure?.hard) + cells(figure?.soft) }
      let records = figures.map { $0?.sources ?? [] } + [parting.contests]
      return row + records.map { $0.map(\.reference).joined(separator: " ") }
    }
    return (header, rows)
  }

  var items: [any Message] { response.partings }

  var isEmpty: Bool {
    response.partings.isEmpty && response.alike == 0 && response.conflictsOfOne.isEmpty
      && response.conflictsOfOther.isEmpty
  }
}
