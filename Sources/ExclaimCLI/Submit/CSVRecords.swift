import ExclaimMessages

/// A table of records: the header names a field path for each column, a row is one record.
final class CSVRecords: EntrySource {
  let file: InputFile
  private let kind: String?
  private var header: [String] = []

  /// - Parameter kind: the kind of every record, such as `claim`; the columns are then paths inside it.
  /// - Throws: ``Failure`` when the header cannot be read.
  init(_ file: InputFile, kind: String?) throws {
    self.file = file
    self.kind = kind
    switch try CSVRow.next(from: file) {
    case .success(let row): try take(header: row)
    case .failure(let bad):
      throw Failure(
        .badInput, bad.refusal.lines(at: Place(file: file.name, line: bad.line)).joined(separator: "\n"))
    case nil: break
    }
  }

  private func take(header row: CSVRow) throws {
    header = row.cells.map { cell in
      let name = cell.split(separator: " ").joined(separator: " ")
      return kind.map { "\($0).\(name)" } ?? name
    }
    var seen: Set<String> = []
    for (index, name) in header.enumerated() {
      let isPath = (try? RecordDraft.steps(of: name)) != nil
      guard isPath, seen.insert(name).inserted else {
        let reason = isPath ? "stands twice" : "is no path of a field"
        throw Failure(
          .badInput,
          "\(file.name):\(row.line): column \(index + 1): \"\(row.cells[index])\": \(reason). "
            + "Name each column after a field, such as claim.measure.topic or claim.mentions[0].document.")
      }
    }
  }

  func next() throws -> Entry? {
    switch try CSVRow.next(from: file) {
    case nil: return nil
    case .failure(let bad): return Entry(Place(file: file.name, line: bad.line), .failure(bad.refusal))
    case .success(let row):
      let place = Place(file: file.name, line: row.line)
      // Each cell may need a tag and a length for every group around it.
      let messageBytesMax = row.byteCount + 32 * row.cells.count
      return Entry(
        place, messageBytesMax: messageBytesMax, Result { () throws(Refusal) in try record(in: row) })
    }
  }

  private func record(in row: CSVRow) throws(Refusal) -> V1.Record {
    guard row.cells.count == header.count else {
      throw Refusal(
        reason: "has \(row.cells.count) cells where the header has \(header.count)",
        remedy: "give every row a cell for each column; quote cells that hold commas")
    }
    var draft = RecordDraft()
    for (path, cell) in zip(header, row.cells) { try draft.set(path, cell) }
    return try draft.record()
  }
}
