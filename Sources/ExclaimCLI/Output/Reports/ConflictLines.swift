import ExclaimMessages

extension V1.Conflict {
  /// The conflict with each of its records, as people read it.
  func lines(_ console: Console) -> [String] {
    let title = [kind.title, explanation].nonEmpty(joined: ": ")
    return Paragraph.lines(title, columns: console.columns, hanging: 2).map(console.bold)
      + members.flatMap {
        Paragraph.lines($0.text(isUsual: kind == .tension), columns: console.columns, indent: 4, hanging: 2)
      }
      + drawing(console)
  }

  /// The numbers of its records by one scale; nothing where fewer than two have one, or where they do not compare.
  func drawing(_ console: Console) -> [String] {
    let numbers = members.filter { $0.hard != nil }
    guard numbers.count > 1, kind != .notComparable else { return [] }
    let intervals = numbers.map {
      IntervalBars.Interval(hard: $0.hard, soft: kind == .tension ? $0.soft : nil)
    }
    let columns = console.columns.map { min(Self.columnsMax, $0 / 2) } ?? Self.columnsMax
    let bars = IntervalBars(intervals, columns: columns, isUTF8: console.isUTF8)
    var table = Table([
      .init(title: "record", cut: .never), .init(title: bars.scale, cut: .never), .init(title: "number"),
    ])
    for (member, interval) in zip(numbers, intervals) {
      let usual = kind == .tension ? member.usualText : ""
      table.add([
        member.record?.reference ?? "", bars.bar(interval),
        [member.hard?.text ?? "", usual].nonEmpty(joined: ", "),
      ])
    }
    return Array(table.lines(console, indent: 4).dropFirst())
  }

  private static let columnsMax = 40

  /// What stays the same while it stands: its kind and its records.
  var identity: [String] {
    [kind.name] + members.map { $0.record.map { $0.id.isEmpty ? $0.key : $0.id } ?? "" }.sorted()
  }

  /// By what its records are referred to.
  var references: String { members.compactMap(\.record).references }
}

extension V1.ConflictKind {
  /// The kind with what it means where that is easily mistaken.
  var title: String { self == .tension ? "tension by the usual reading, which proves nothing" : words }
}

extension V1.ConflictMember {
  /// `s0-1 · claim · Putin (Russia) · 2024-06-05 · “around 1,348” → [674, 2696] · held`
  ///
  /// - Parameter isUsual: Whether the usual reading is told too.
  fileprivate func text(isUsual: Bool) -> String {
    let who = speaker.isEmpty || side.isEmpty ? speaker : "\(speaker) (\(side))"
    // A record without a speaker is known by its title.
    let label = speaker.isEmpty ? record?.label ?? "" : who
    let bounds = [hard?.text ?? "", isUsual ? usualText : ""].nonEmpty(joined: ", ")
    let number = [words.isEmpty ? "" : "“\(words)”", bounds].nonEmpty(joined: " → ")
    return [record?.reference ?? "", kind, label, date?.markedText ?? "", number, measure].nonEmpty(
      joined: " · ")
  }

  /// `usually [151, 199]`; nothing where that is what is certain.
  fileprivate var usualText: String {
    guard let soft, soft != hard else { return "" }
    return "usually \(soft.text)"
  }
}
