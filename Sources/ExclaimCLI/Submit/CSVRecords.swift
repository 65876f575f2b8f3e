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
    for index in header.indices {
      guard let (reason, remedy) = fault(ofColumn: index) else { continue }
      let refusal = Refusal(
        field: "column \(index + 1)", value: row.cells[index], reason: reason, remedy: remedy)
      let place = Place(file: file.name, line: row.line)
      throw Failure(.badInput, refusal.lines(at: place).joined(separator: "\n"))
    }
  }

  private func fault(ofColumn index: Int) -> (reason: String, remedy: String)? {
    let name = header[index]
    let examples = "such as claim.measure.topic or claim.mentions[0].document"
    if (try? RecordDraft.steps(of: name)) == nil {
      return ("is no path of a field", "name each column after a field, \(examples)")
    }
    if header[..<index].contains(name) { return ("stands twice", "name each field once, \(examples)") }
    // A list without one of its elements would close up, and what is wrong in it be told at a wrong index.
    return Self.elementsBefore(name).first { element in !header.contains { $0.hasPrefix(element) } }.map {
      ("\($0) is missing from the header", "number the elements of a list from 0 on, without a gap")
    }
  }

  /// `legs[0]` and `legs[1]` for `legs[2].from`: what has to stand in the header before it.
  private static func elementsBefore(_ path: String) -> [String] {
    path.indices.filter { path[$0] == "[" }.flatMap { bracket in
      let index = Int(path[path.index(after: bracket)...].prefix { $0 != "]" }) ?? 0
      return (0..<min(index, 1_000)).map { "\(path[..<bracket])[\($0)]" }
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
