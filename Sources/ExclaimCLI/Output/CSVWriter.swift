/// Comma-separated values as RFC 4180 has them, with the line ends of Unix.
enum CSVWriter {
  /// One line, without its end.
  static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",")
  }

  private static func cell(_ text: String) -> String {
    let text = isFormula(text) ? "'" + text : text
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    guard needsQuotes else { return text }
    let doubled = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    return "\"\(doubled)\""
  }

  /// Whether a spreadsheet would run the text as a formula, which the words of a stranger must never be (OWASP,
  /// "CSV Injection"). Numbers stay numbers.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return "=+-@\t\r".utf8.contains(first) && Int64(text) == nil
  }
}
