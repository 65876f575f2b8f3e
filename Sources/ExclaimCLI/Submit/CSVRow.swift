import ExclaimMessages

/// One row of comma-separated values (RFC 4180).
struct CSVRow {
  /// The line on which it starts, from 1.
  let line: Int
  /// Its cells, quotes resolved.
  let cells: [String]
  /// Bytes of the row.
  let byteCount: Int

  /// Reads the next row that is not blank; nil at the end. A quoted cell may hold line ends.
  static func next(from file: InputFile) throws -> Result<CSVRow, BadRow>? {
    while let first = try file.nextLine() {
      if first.bytes.isEmpty && !first.isTooLong { continue }
      var bytes = Array(first.bytes)
      var isTooLong = first.isTooLong
      // Quotes inside a quoted cell are doubled, so an odd number of them means that a cell is still open.
      var quotes = first.bytes.count { $0 == quote }
      while quotes % 2 == 1 {
        guard !isTooLong, let more = try file.nextLine() else {
          return .failure(BadRow(line: first.number, refusal: isTooLong ? .lineTooLong : .openQuote))
        }
        bytes.append(0x0A)
        bytes.append(contentsOf: more.bytes)
        quotes += more.bytes.count { $0 == quote }
        isTooLong = more.isTooLong || bytes.count > InputFile.lineBytesMax
      }
      if isTooLong { return .failure(BadRow(line: first.number, refusal: .lineTooLong)) }
      return parse(bytes, line: first.number)
    }
    return nil
  }

  /// A row that cannot be read.
  struct BadRow: Error {
    let line: Int
    let refusal: Refusal
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")

  private static func parse(_ bytes: [UInt8], line: Int) -> Result<CSVRow, BadRow> {
    var cells: [String] = []
    var index = 0
    while true {
      do throws(Refusal) {
        let cell = try takeCell(bytes, &index)
        guard let text = String(validating: cell, as: UTF8.self) else {
          throw Refusal(
            field: "cell \(cells.count + 1)", value: VisibleText.of(cell.prefix(60)),
            reason: "is not valid UTF-8", remedy: "save the file as UTF-8")
        }
        cells.append(text)
      } catch {
        return .failure(BadRow(line: line, refusal: error))
      }
      if index == bytes.count { break }
      index += 1
    }
    return .success(CSVRow(line: line, cells: cells, byteCount: bytes.count))
  }

  /// The bytes of the cell at `index`, which then stands at the comma after it or at the end.
  private static func takeCell(_ bytes: [UInt8], _ index: inout Int) throws(Refusal) -> [UInt8] {
    guard index < bytes.count, bytes[index] == quote else {
      let end = bytes[index...].firstIndex(of: comma) ?? bytes.count
      defer { index = end }
      guard !bytes[index..<end].contains(quote) else { throw .strayQuote }
      return Array(bytes[index..<end])
    }
    var cell: [UInt8] = []
    index += 1
    while index < bytes.count {
      if bytes[index] != quote {
        cell.append(bytes[index])
      } else if index + 1 < bytes.count, bytes[index + 1] == quote {
        cell.append(quote)
        index += 1
      } else {
        index += 1
        guard index == bytes.count || bytes[index] == comma else { throw .strayQuote }
        return cell
      }
      index += 1
    }
    throw .openQuote
  }
}

extension Refusal {
  fileprivate static let openQuote = Refusal(
    reason: "a quote that is opened in this row is never closed",
    remedy: "close it; double a quote inside a cell")
  fileprivate static let strayQuote = Refusal(
    reason: "a quote stands in the middle of a cell",
    remedy: "put the whole cell in quotes and double the quotes inside it")
}
