/// Days, and stretches of days, drawn as bars under each other, all by one scale.
///
/// `├──┤` is a date that may be any of these days, `●` a certain one; `◀` and `▶` stand where nothing bounds it.
struct TimeBars {
  /// On which days something may have been; nil for an end that is open.
  struct Stretch {
    var first: Int?
    var last: Int?
  }

  /// Columns of a bar: a share of the line, but enough to show an order, and no more than tells something.
  static let columnsRange = 10...60
  private static let columnsWithoutLimit = 40

  /// Columns of a bar.
  let columns: Int
  private let first: Int
  private let last: Int
  private let isUTF8: Bool

  /// A scale for all of these.
  ///
  /// - Parameter columns: of the whole line, of which the bars take a third; nil when nothing limits it.
  init(_ stretches: [Stretch], columns: Int?, isUTF8: Bool) {
    let days = stretches.flatMap { [$0.first, $0.last] }.compactMap(\.self)
    (first, last) = (days.min() ?? 0, days.max() ?? 0)
    let wanted = columns.map { $0 / 3 } ?? Self.columnsWithoutLimit
    self.columns = min(Self.columnsRange.upperBound, max(Self.columnsRange.lowerBound, wanted))
    self.isUTF8 = isUTF8
  }

  /// The bar of a stretch; empty for one of which no day is known.
  func bar(_ stretch: Stretch) -> String {
    guard stretch.first != nil || stretch.last != nil else { return "" }
    let start = stretch.first.map(column) ?? 0
    let end = max(start, stretch.last.map(column) ?? columns - 1)
    var cells = [Character](repeating: " ", count: start)
    // A stretch that is shorter than a column still is no certain day.
    if start == end, let first = stretch.first, let last = stretch.last {
      cells.append(first == last ? (isUTF8 ? "●" : "*") : (isUTF8 ? "◆" : "="))
      return String(cells)
    }
    cells += [Character](repeating: isUTF8 ? "─" : "-", count: end - start + 1)
    cells[start] = stretch.first == nil ? (isUTF8 ? "◀" : "<") : (isUTF8 ? "├" : "|")
    cells[end] = stretch.last == nil ? (isUTF8 ? "▶" : ">") : (isUTF8 ? "┤" : "|")
    return String(cells)
  }

  /// What the signs mean.
  var legend: String {
    isUTF8
      ? "● that day; ├─┤ or ◆ some day between; ◀ ▶ no day bounds it"
      : "* that day; |-| or = some day between; < > no day bounds it"
  }

  /// The column of a day, from 0.
  func column(_ day: Int) -> Int {
    guard last > first else { return 0 }
    return ((day - first) * (columns - 1) + (last - first) / 2) / (last - first)
  }
}
