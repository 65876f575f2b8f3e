import ExclaimMessages

/// The answer of `exclaim coverage`: a grid of what is known, not reported and not disclosed.
struct CoverageReport: Report {
  let response: V1.CoverageResponse

  private static let facts = ["number", "category", "place", "mediator"]

  func lines(_ console: Console) -> [String] {
    var columns: [Table.Column] = [
      .init(title: "exchange", cut: .never), .init(title: "date"), .init(title: "side"),
    ]
    columns += Self.facts.map { Table.Column(title: $0, cut: .never) }
    var table = Table(columns)
    for row in response.rows {
      let head = [row.exchange?.reference ?? "", row.date?.markedText ?? ""]
      for (index, side) in row.sides.enumerated() {
        table.add(
          (index == 0 ? head : ["", ""]) + [side.party] + side.cells.map { $0.state.sign(console.isUTF8) })
      }
      if row.sides.isEmpty { table.add(head + [console.isUTF8 ? "–" : "-", "", "", "", ""]) }
    }
    let signs: [(V1.CoverageState, String)] = [
      (.known, "known"), (.notReported, "not reported"), (.notDisclosed, "somebody declined to say"),
    ]
    let legend = signs.map { "\($0.sign(console.isUTF8)) \($1)" }.joined(separator: "   ")
    var lines = Paragraph.lines(response.explanation, columns: console.columns).map(console.bold)
    lines += [""] + table.lines(console) + ["", legend]
    if response.rows.contains(where: { $0.date?.basis == .externalKnowledge }) {
      lines.append("† dated from knowledge outside the document")
    }
    return lines
  }

  var rows: (header: [String], rows: [[String]]) {
    let header =
      ["exchange", "date", "side"] + Self.facts + Self.facts.map { "\($0)_sources" }
    var rows: [[String]] = []
    for row in response.rows {
      for side in row.sides {
        var cells = [row.exchange?.reference ?? "", row.date?.edtf ?? "", side.party]
        cells += side.cells.map(\.state.nameOrNothing)
        for cell in side.cells { cells.append(cell.sources.map(\.reference).joined(separator: " ")) }
        rows.append(cells)
      }
    }
    return (header, rows)
  }

  var items: [any Message] { response.rows }
  var isEmpty: Bool { response.rows.isEmpty }
}

extension V1.CoverageSide {
  /// The facts in their order.
  fileprivate var cells: [V1.CoverageCell] {
    [number, category, place, mediator].map { $0 ?? V1.CoverageCell() }
  }
}

extension V1.CoverageState {
  fileprivate func sign(_ isUTF8: Bool) -> String {
    switch self {
    case .known: isUTF8 ? "●" : "+"
    case .notReported: isUTF8 ? "○" : "."
    case .notDisclosed: isUTF8 ? "✕" : "x"
    case .unspecified, .unrecognized: "?"
    }
  }
}
