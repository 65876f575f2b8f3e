import ExclaimMessages
import Glibc

/// Intervals of whole numbers drawn as bars under each other, all by one scale.
///
/// `├────━━━━────┤` is what is certain, with the usual reading thick in it; `▶` stands where nothing bounds it from above.
struct IntervalBars {
  /// What is drawn on one line.
  struct Interval {
    /// Certain bounds; without them nothing is drawn.
    var hard: V1.Bounds?
    /// Bounds by the usual reading of the words.
    var soft: V1.Bounds?
  }

  /// The most columns of a bar: a longer one tells no more.
  static let columnsMax = 64
  private static let columnsMin = 10
  /// How many times the smallest number the largest must be for the scale to be logarithmic.
  private static let ratioOfLogarithm = 100.0
  /// Columns behind the largest number, where what has no end goes on.
  private static let openColumns = 3

  private let least: Double
  private let greatest: Double
  private let isLogarithmic: Bool
  /// Columns of the numbers.
  private let columns: Int
  /// Columns of a bar, its open end included.
  private let width: Int
  private let glyphs: Glyphs
  /// The ends of the scale as they are written.
  private let ends: (Int64, Int64)?

  /// A scale for all of these.
  ///
  /// - Parameter columns: how wide a bar may be; nil when nothing limits it.
  init(_ intervals: [Interval], columns: Int?, isUTF8: Bool) {
    var bounds: [V1.Bounds] = []
    for case (let hard?, let soft) in intervals.map({ ($0.hard, $0.soft) }) {
      bounds.append(hard)
      if let soft { bounds.append(soft) }
    }
    var numbers = bounds.map { $0.low ?? 0 }
    numbers += bounds.compactMap(\.high)
    numbers.sort()
    ends = numbers.isEmpty ? nil : (numbers[0], numbers[numbers.count - 1])
    least = Double(ends?.0 ?? 0)
    greatest = Double(ends?.1 ?? 0)
    let smallest = Double(numbers.first { $0 > 0 } ?? 1)
    isLogarithmic = least >= 0 && greatest > Self.ratioOfLogarithm * smallest
    width = min(Self.columnsMax, max(Self.columnsMin, columns ?? Self.columnsMax))
    self.columns = width - (bounds.contains { $0.high == nil } ? Self.openColumns : 0)
    glyphs = isUTF8 ? .unicode : .ascii
  }

  /// The bar of one interval; empty for one without certain bounds.
  func bar(_ interval: Interval) -> String {
    guard let hard = interval.hard else { return "" }
    let start = column(hard.low ?? 0)
    let end = hard.high.map(column)
    var cells = [Character](repeating: " ", count: (end ?? width - 1) + 1)
    for index in start..<cells.count { cells[index] = glyphs.certain }
    let soft = interval.soft.map { soft in
      let low = max(start, column(soft.low ?? 0))
      return low...max(low, min(cells.count - 1, soft.high.map(column) ?? width - 1))
    }
    for index in soft ?? 0...0 where soft != nil { cells[index] = glyphs.usual }
    if start == end { return String(cells.dropLast() + [glyphs.point]) }
    cells[start] = glyphs.low
    cells[cells.count - 1] = end == nil ? glyphs.open : glyphs.high
    // What is thick would not show on one column between thin ones, or under an end.
    if let soft, soft.lowerBound == soft.upperBound { cells[soft.lowerBound] = glyphs.point }
    return String(cells)
  }

  /// The ends of the scale as they stand above the bars; empty when there is no room for both, or nothing between them.
  var scale: String {
    guard let ends, ends.0 < ends.1 else { return "" }
    let (low, high) = (String(ends.0), String(ends.1))
    let gap = columns - low.count - high.count
    return gap > 0 ? low + String(repeating: " ", count: gap) + high : ""
  }

  /// What the signs mean, and the scale; empty when nothing is drawn.
  var legend: String {
    guard let ends else { return "" }
    let scale = ends.0 == ends.1 ? "all at \(ends.0)" : "scale \(ends.0) to \(ends.1)"
    let signs = [
      "\(glyphs.low)\(glyphs.certain)\(glyphs.high) certain", "\(glyphs.usual)\(glyphs.usual) usual reading",
      "\(glyphs.point) one number, or nearly", "\(glyphs.certain)\(glyphs.open) no upper bound",
    ]
    return (signs + [scale + (isLogarithmic ? ", logarithmic" : "")]).joined(separator: "; ")
  }

  /// The column of a number, from 0.
  private func column(_ number: Int64) -> Int {
    guard greatest > least else { return columns / 2 }
    let share = (place(Double(number)) - place(least)) / (place(greatest) - place(least))
    return Int((min(1, max(0, share)) * Double(columns - 1)).rounded())
  }

  private func place(_ number: Double) -> Double { isLogarithmic ? log1p(max(0, number)) : number }

  /// The signs of which bars are made.
  private struct Glyphs {
    let low, high, certain, usual, point, open: Character

    static let unicode = Glyphs(low: "├", high: "┤", certain: "─", usual: "━", point: "●", open: "▶")
    static let ascii = Glyphs(low: "|", high: "|", certain: "-", usual: "=", point: "*", open: ">")
  }
}

extension IntervalBars {
  /// A scale for what a console shows under each other, indented by so many columns.
  init(_ intervals: [Interval], _ console: Console, indent: Int) {
    self.init(intervals, columns: console.columns.map { $0 - indent }, isUTF8: console.isUTF8)
  }
}
