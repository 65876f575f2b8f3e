import ExclaimMessages

/// The answer of `exclaim timeline`: events in their order, on one scale of days.
struct TimelineReport: Report {
  let response: V1.TimelineResponse

  /// In fewer columns the text of an event stands under it: beside it nothing of it would be left.
  static let columnsWithText = 90

  func lines(_ console: Console) -> [String] {
    let stretches = response.events.map(\.stretch)
    let bars = TimeBars(stretches, columns: console.columns, isUTF8: console.isUTF8)
    let days = response.events.flatMap { [$0.fromDay, $0.toDay] }.filter { !$0.isEmpty }
    let scale = [days.min() ?? "", days.max() ?? ""]
    let gap = String(repeating: " ", count: max(1, bars.columns - scale.joined().count))
    let isNarrow = console.columns.map { $0 < Self.columnsWithText } ?? false
    var table = Table(
      [
        .init(title: scale.joined(separator: gap), cut: .never), .init(title: "date"),
        .init(title: "record", cut: .never),
      ] + (isNarrow ? [] : [.init(title: "what", cut: .early)]))
    for (event, stretch) in zip(response.events, stretches) {
      let cells = [
        bars.bar(stretch), event.date?.markedText ?? "not dated", event.record?.reference ?? "",
      ]
      table.add(cells + (isNarrow ? [] : [event.text]))
    }
    var rows = table.lines(console)
    if isNarrow {
      let texts = response.events.map { Paragraph.lines($0.text, columns: console.columns, indent: 4) }
      rows = [rows[0]] + zip(rows.dropFirst(), texts).flatMap { [$0] + $1 }
    }
    var lines = Paragraph.lines(response.explanation, columns: console.columns).map(console.bold)
    lines += [""] + rows + [""] + Paragraph.lines(bars.legend, columns: console.columns)
    if response.events.contains(where: { $0.date?.basis == .externalKnowledge }) {
      lines += Paragraph.lines("† dated from knowledge outside the document", columns: console.columns)
    }
    let returns = ReturnsOverTime(response.events, under: bars).lines(console)
    return lines + (returns.isEmpty ? [] : [""] + returns)
  }

  var rows: (header: [String], rows: [[String]]) {
    let header = [
      "from_day", "to_day", "date", "kind", "record_id", "record_key", "title", "status", "label", "hard_low",
      "hard_high", "soft_low", "soft_high",
    ]
    var rows: [[String]] = []
    for event in response.events {
      let head = [
        event.fromDay, event.toDay, event.date?.edtf ?? "", event.kind, event.record?.id ?? "",
        event.record?.key ?? "", event.record?.label ?? "", event.status.nameOrNothing,
      ]
      if event.numbers.isEmpty { rows.append(head + ["", "", "", "", ""]) }
      for number in event.numbers {
        rows.append(head + [number.label] + cells(number.hard) + cells(number.soft))
      }
    }
    return (header, rows)
  }

  var items: [any Message] { response.events }
  var isEmpty: Bool { response.events.isEmpty }
}

extension V1.TimelineEvent {
  fileprivate var stretch: TimeBars.Stretch { .init(first: dayNumber(fromDay), last: dayNumber(toDay)) }

  /// `exchange, completed: returned to Ukraine 115; returned to Russia 115`
  fileprivate var text: String {
    let name = kind == "exchange" ? "" : record?.label ?? ""
    let head = [kind, status.words].nonEmpty(joined: ", ")
    let numbers = numbers.map { "\($0.label) \($0.hard?.text ?? "")" }.joined(separator: "; ")
    return [[head, name].nonEmpty(joined: " "), numbers].nonEmpty(joined: ": ")
  }
}

/// Number of the day of a date, "YYYY-MM-DD", from one far back; nil for anything else.
func dayNumber(_ text: String) -> Int? {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
  guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
    (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
  else { return nil }
  // Years begin in March, so that the leap day comes last.
  let (shifted, fromMarch) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
  let years = shifted + 400
  return years * 365 + years / 4 - years / 100 + years / 400 + (153 * fromMarch + 2) / 5 + day
}
