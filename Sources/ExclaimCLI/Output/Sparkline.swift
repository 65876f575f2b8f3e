/// Numbers drawn as a row of small columns: `▁▁▃▅█`.
enum Sparkline {
  /// A column for each number, from 0 to the greatest; 0 and less leave it empty.
  static func line(_ numbers: [Int64], greatest: Int64, isUTF8: Bool) -> String {
    let levels = Array(isUTF8 ? "▁▂▃▄▅▆▇█" : "_.:-=+*#")
    return String(
      numbers.map { number in
        guard number > 0, greatest > 0 else { return " " }
        let share = Double(min(number, greatest)) / Double(greatest)
        return levels[Int((share * Double(levels.count - 1)).rounded())]
      })
  }
}
