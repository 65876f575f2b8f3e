import ExclaimMessages

/// The answer of `exclaim consistency`: the figures, and what cannot be true together.
struct ConsistencyReport: Report {
  let response: V1.ConsistencyResponse

  func lines(_ console: Console) -> [String] {
    var lines = Paragraph.lines(response.explanation, columns: console.columns).map(console.bold)
    for conflict in response.conflicts { lines += [""] + conflict.lines(console) }
    let untold = response.conflictCount - min(response.conflictCount, UInt64(response.conflicts.count))
    if untold > 0 { lines += ["", "\(counted(untold, "more contradiction")); see exclaim conflicts"] }
    guard !response.figures.isEmpty else { return lines }
    let figures = FigureLines(response.figures, console)
    lines += [""] + figures.legend
    for figure in response.figures { lines += [""] + figures.lines(figure) }
    return lines
  }

  var rows: (header: [String], rows: [[String]]) { (V1.Figure.header, response.figures.map(\.cells)) }

  var items: [any Message] { response.figures }
  var isEmpty: Bool { response.figures.isEmpty && response.conflicts.isEmpty }
}

extension V1.Figure {
  /// Names of `cells`.
  static let header = [
    "label", "exchange", "topic", "unit", "category", "dependent_power", "detaining_power", "time",
    "hard_low",
    "hard_high", "soft_low", "soft_high", "stated_low", "stated_high", "low_sources", "high_sources",
    "sources",
    "beside_conflict", "origins",
  ]

  /// The figure as one row.
  var cells: [String] {
    let measure = measure ?? V1.Measure()
    var cells = [
      label, exchange?.reference ?? "", measure.topic.nameOrNothing, measure.unit.nameOrNothing,
      measure.category.nameOrNothing, measure.dependentText, measure.detainingText, measure.timeText,
    ]
    for bounds in [hard, soft, stated] { cells += ExclaimCLI.cells(bounds) }
    for sources in [lowSources, highSources, sources] {
      cells.append(sources.map(\.reference).joined(separator: " "))
    }
    return cells + [besideConflict ? "true" : "false", String(origins?.origins ?? 0)]
  }
}
