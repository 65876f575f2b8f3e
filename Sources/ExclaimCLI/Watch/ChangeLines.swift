import ExclaimMessages

/// Writes changes as they come, each on a line of its own, and draws the numbers that another one replaced.
struct ChangeLines {
  private let console: Console
  private let format: OutputFormat
  private let earlier: (V1.Record) throws -> V1.Record?
  /// The day of the last line, where lines leave it out.
  private var day = Substring()

  /// - Parameter earlier: the revision before that of a record, if it can be seen.
  init(
    _ console: Console, _ format: OutputFormat,
    earlier: @escaping (V1.Record) throws -> V1.Record? = { _ in nil }
  ) throws {
    self.console = console
    self.format = format
    self.earlier = earlier
    if format == .csv { try console.out.line(CSVWriter.line(Self.header)) }
  }

  private static let header = [
    "sequence", "recorded_at", "action", "kind", "id", "key", "revision", "author_uid", "text",
  ]

  /// Writes records, and hands them over at once.
  mutating func write(_ records: [V1.Record]) throws {
    for record in records {
      switch format {
      // A stream has no end at which a document could be closed.
      case .json, .jsonl: try console.out.line(record.json())
      case .csv: try console.out.line(CSVWriter.line(cells(record)))
      case .table: for line in try lines(record) { try console.out.line(line) }
      }
    }
    try console.out.flush()
  }

  /// `   120 14:02:11 claim s4-12 revised by user 1000: yusov asserts held 66 (a day later)`
  ///
  /// On a terminal the day stands above, and what does not fit is cut; a file gets whole lines that stand for themselves.
  private mutating func lines(_ record: V1.Record) throws -> [String] {
    let time = record.recordedAt?.rfc3339?.prefix(19) ?? ""
    var lines: [String] = []
    if console.outIsTerminal, !time.isEmpty, time.prefix(10) != day {
      day = time.prefix(10)
      lines.append(console.bold("\(day) (UTC)"))
    }
    let shown = console.outIsTerminal ? String(time.dropFirst(11)) : time.isEmpty ? "" : time + "Z"
    let place = String(record.sequence)
    let who = record.author.map { " by user \($0.uid)" } ?? ""
    let head = [
      String(repeating: " ", count: max(0, Self.placeColumns - place.count)) + place, shown, record.kind,
      record.reference, record.changeText,
    ]
    let text = text(record)
    let whole = (head.nonEmpty(joined: " ") + who + (text.isEmpty ? "" : ": " + text)).printable
    let limit = console.outIsTerminal ? console.columns : nil
    lines.append(limit.map { String(whole.prefix(displayWidth: $0)) } ?? whole)
    if record.change?.action == .revise, let before = try earlier(record) {
      lines += NumberChange.lines(from: before, to: record, console, indent: Self.placeColumns + 1)
    }
    return lines
  }

  private static let placeColumns = 6

  private func cells(_ record: V1.Record) -> [String] {
    [
      String(record.sequence), record.recordedAt?.rfc3339 ?? "", record.change?.action.nameOrNothing ?? "",
      record.kind, record.id, record.key, String(record.revision),
      record.author.map { String($0.uid) } ?? "", text(record),
    ]
  }

  private func text(_ record: V1.Record) -> String {
    let reason = record.change?.reason ?? ""
    return [record.label, reason.isEmpty ? "" : "(\(reason))"].nonEmpty(joined: " ")
  }
}
