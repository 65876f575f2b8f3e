/// Running text, broken into lines that fit.
enum Paragraph {
  /// The lines of a text; all but the first are indented further by `hanging`.
  ///
  /// - Parameter columns: the width of a line; nil leaves the text on one.
  static func lines(_ text: String, columns: Int?, indent: Int = 0, hanging: Int = 0) -> [String] {
    let words = text.printable.split(separator: " ")
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    var isEmpty = true
    for word in words {
      let fits = columns.map { line.displayWidth + 1 + word.displayWidth <= $0 } ?? true
      if isEmpty {
        line += word
      } else if fits {
        line += " " + word
      } else {
        lines.append(line)
        line = String(repeating: " ", count: indent + hanging) + word
      }
      isEmpty = false
    }
    return isEmpty ? lines : lines + [line]
  }
}
