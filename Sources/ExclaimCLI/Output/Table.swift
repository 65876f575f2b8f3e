/// Rows and columns of text, fitted to a width.
struct Table {
  /// How one column is laid out.
  struct Column {
    let title: String
    /// Numbers stand at the right.
    var isNumeric = false
    /// When its text may be cut to make the table fit.
    var cut = Cut.late

    fileprivate var mayBeCut: Bool { cut != .never }
  }

  /// When the text of a column may be cut.
  enum Cut {
    /// Before that of others: titles, reasons.
    case early
    /// When that is not enough.
    case late
    /// Never, even if the table does not fit: a name by which the reader refers to a record.
    case never
  }

  /// How the rows are written.
  struct Style {
    /// Columns to which the table must fit; nil when nothing limits it.
    var columns: Int?
    /// Whether the header is set in bold.
    var bold = false
    /// Whether right-to-left text is isolated, so that it does not turn the columns around it.
    var isolates = false
    /// What stands where text was cut; one column wide.
    var cutSign = "…"

    init(columns: Int? = nil, bold: Bool = false, isolates: Bool = false, cutSign: String = "…") {
      self.columns = columns
      self.bold = bold
      self.isolates = isolates
      self.cutSign = cutSign
    }

    /// The style that suits a console, for a table that is indented by so many columns.
    ///
    /// Only a terminal's table is cut: a file or a program gets all of the text, whatever `$COLUMNS` says.
    init(_ console: Console, indent: Int = 0) {
      self.init(
        columns: console.outIsTerminal ? console.columns.map { $0 - indent } : nil, bold: console.color,
        isolates: console.outIsTerminal, cutSign: console.isUTF8 ? "…" : "~")
    }
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row; its cells stand in the order of the columns.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has one cell for each column")
    rows.append(cells.map(\.printable))
  }

  /// The table as lines for a console, header first.
  func lines(_ console: Console, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indent)
    return lines(Style(console, indent: indent)).map { margin + $0 }
  }

  /// The table as lines, header first.
  func lines(_ style: Style) -> [String] {
    let widths = fittedWidths(to: style.columns)
    let header = line(columns.map(\.title), widths, style, isolates: false)
    let body = rows.map { line($0, widths, style, isolates: style.isolates) }
    return [style.bold ? "\u{1B}[1m\(header)\u{1B}[0m" : header] + body
  }

  private static let gap = "  "
  private static let earlyWidthMin = 8
  private static let widthMin = 3

  private func fittedWidths(to limit: Int?) -> [Int] {
    var widths = columns.map(\.title.displayWidth)
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.displayWidth) }
    }
    guard let limit else { return widths }
    // Shrinking goes by single columns: a text of megabytes must not make it long.
    for index in widths.indices where columns[index].mayBeCut { widths[index] = min(widths[index], limit) }
    let available = limit - Self.gap.count * (columns.count - 1)
    shrink(&widths, to: available, least: Self.earlyWidthMin) { columns[$0].cut == .early }
    shrink(&widths, to: available, least: Self.widthMin) { columns[$0].mayBeCut && !columns[$0].isNumeric }
    shrink(&widths, to: available, least: 1) { columns[$0].mayBeCut }
    return widths
  }

  /// Takes columns from the widest of those that may give, one at a time, until the sum fits.
  private func shrink(_ widths: inout [Int], to available: Int, least: Int, mayGive: (Int) -> Bool) {
    var excess = widths.reduce(0, +) - available
    while excess > 0 {
      let giving = widths.indices.filter { mayGive($0) && widths[$0] > least }
      guard let widest = giving.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: Style, isolates: Bool) -> String {
    let placed = zip(zip(cells, columns), widths).map { item, width in
      let text =
        item.0.displayWidth <= width ? item.0 : item.0.prefix(displayWidth: width - 1) + style.cutSign
      let shown = isolates && text.hasRightToLeft ? "\u{2068}\(text)\u{2069}" : text
      let padding = String(repeating: " ", count: max(0, width - text.displayWidth))
      return item.1.isNumeric ? padding + shown : shown + padding
    }
    let whole = placed.joined(separator: Self.gap)
    return String(whole[..<(whole.lastIndex { $0 != " " }.map(whole.index(after:)) ?? whole.startIndex)])
  }
}
