import ExclaimMessages

/// What was said, drawn under each other by one scale: the speakers of each side together, silence among the numbers.
struct EvidenceChart {
  private let sides: [(name: String, items: [V1.Evidence])]
  private let intervals: [IntervalBars.Interval]

  private static let indent = 2
  /// Columns of bars in a line without a limit, and their share of one that has one.
  private static let columnsWithoutLimit = 40
  private static let share = (2, 5)

  init(_ items: [V1.Evidence]) {
    intervals = items.map(\.interval)
    sides = items.grouped(by: \.side).map { side, items in
      (side, items.grouped(by: \.speaker).flatMap(\.items))
    }
  }

  /// The drawing with what its signs mean; nothing where nobody gives a number.
  func lines(_ console: Console) -> [String] {
    guard intervals.contains(where: { $0.hard != nil }) else { return [] }
    let columns = console.columns.map { $0 * Self.share.0 / Self.share.1 } ?? Self.columnsWithoutLimit
    let bars = IntervalBars(intervals, columns: columns, isUTF8: console.isUTF8)
    let differs = console.isUTF8 ? "≠" : "!"
    var table = Table([
      .init(title: "speaker", cut: .early), .init(title: "claim", cut: .never),
      .init(title: bars.scale, cut: .never), .init(title: "says", cut: .early),
    ])
    var starts: [Int: String] = [:]
    for side in sides {
      starts[table.rows.count] = side.name.isEmpty ? "of no side" : side.name.printable
      var last: String?
      for item in side.items {
        let sign = item.isOnAnotherMeasure ? "\(differs) " : ""
        // A name stands once for all that one speaker says.
        let name = item.speaker == last ? "" : item.speaker
        table.add([name, item.claim?.reference ?? "", bars.bar(item.interval), sign + item.saidText])
        last = item.speaker
      }
    }
    // It is cut for a file too: all of the text stands under it.
    var style = Table.Style(console)
    style.columns = console.columns.map { $0 - Self.indent }
    let drawn = table.lines(style).map { String(repeating: " ", count: Self.indent) + $0 }
    var lines = ["", drawn[0]]
    for (index, line) in drawn.dropFirst().enumerated() {
      if let side = starts[index] { lines.append(console.bold(side)) }
      lines.append(line)
    }
    var legend = bars.legend
    if sides.contains(where: { $0.items.contains(where: \.isOnAnotherMeasure) }) {
      legend += "; \(differs) counts something else, see below"
    }
    return lines + [""] + Paragraph.lines(legend, columns: console.columns)
  }
}

extension V1.Evidence {
  /// What is drawn of the number; nothing for a share or a rate, which count other things.
  fileprivate var interval: IntervalBars.Interval {
    IntervalBars.Interval(hard: quantity?.hard, soft: quantity?.soft)
  }

  fileprivate var isOnAnotherMeasure: Bool { comparability.map { !$0.comparable } ?? false }

  /// The number in the speaker's words, or why there is none, or what the speaker does.
  fileprivate var saidText: String {
    if let quantity { return quantity.words.isEmpty ? quantity.hardText : quantity.words }
    return valueState == .unspecified || valueState == .qualitative ? speechAct.words : valueState.words
  }
}

extension Sequence {
  /// The elements that have a value in common, together; by the first of each.
  fileprivate func grouped<Value: Hashable>(
    by value: (Element) -> Value
  ) -> [(value: Value, items: [Element])] {
    var places: [Value: Int] = [:]
    var groups: [(value: Value, items: [Element])] = []
    for element in self {
      let key = value(element)
      if let place = places[key] {
        groups[place].items.append(element)
      } else {
        places[key] = groups.count
        groups.append((key, [element]))
      }
    }
    return groups
  }
}
