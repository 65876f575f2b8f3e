import ExclaimMessages

/// How many had returned by when: what completed exchanges add up to for certain, drawn beneath their days.
///
/// The server says what each adds: no event counts twice.
struct ReturnsOverTime {
  /// One direction.
  private struct Row {
    let label: String
    /// The total by each column of the bars.
    var totals: [Int64]

    /// What is counted, without whose it is: rows that count the same are drawn by one scale.
    var counted: Substring {
      guard let range = label.ranges(of: " to ").last else { return label[...] }
      return label[..<range.lowerBound]
    }
  }

  private var rows: [Row] = []
  /// Exchanges whose last day nothing bounds: they cannot be drawn.
  private var undatedCount = 0

  init(_ events: [V1.TimelineEvent], under bars: TimeBars) {
    for event in events where event.kind == "exchange" && event.status == .completed {
      let numbers = event.numbers.filter { ($0.hard?.low ?? 0) > 0 }
      guard let day = dayNumber(event.toDay) else {
        undatedCount += numbers.isEmpty ? 0 : 1
        continue
      }
      // It is certain only by the last day on which it may have been.
      for number in numbers where number.adds > 0 {
        add(number.adds, number.label, from: bars.column(day), bars)
      }
    }
  }

  private mutating func add(_ number: Int64, _ label: String, from column: Int, _ bars: TimeBars) {
    let index = rows.firstIndex { $0.label == label } ?? rows.count
    if index == rows.count {
      rows.append(Row(label: label, totals: Array(repeating: 0, count: bars.columns)))
    }
    for place in column..<bars.columns {
      let (sum, isTooLarge) = rows[index].totals[place].addingReportingOverflow(number)
      rows[index].totals[place] = isTooLarge ? .max : sum
    }
  }

  /// The drawing with its heading; nothing where no number is certain.
  func lines(_ console: Console) -> [String] {
    guard !rows.isEmpty else { return [] }
    let left =
      switch undatedCount {
      case 0: ""
      case 1: "; one has no day and is left out"
      default: "; \(undatedCount) have no day and are left out"
      }
    let heading = "Certain by then, added up over the completed exchanges\(left):"
    return Paragraph.lines(heading, columns: console.columns)
      + rows.flatMap { row in
        let total = row.totals.last ?? 0
        let greatest = rows.filter { $0.counted == row.counted }.compactMap(\.totals.last).max() ?? total
        let line = Sparkline.line(row.totals, greatest: greatest, isUTF8: console.isUTF8)
        let text = "\(row.label): at least \(total)".printable
        guard let columns = console.columns, line.count + 2 + text.displayWidth > columns else {
          return ["\(line)  \(text)"]
        }
        return [line] + Paragraph.lines(text, columns: columns, indent: 2, hanging: 2)
      }
  }
}
