import ExclaimMessages

/// A file with one record a line: `{"claim": {…}}`. Blank lines are skipped.
final class JSONLines: EntrySource {
  let file: InputFile

  init(_ file: InputFile) {
    self.file = file
  }

  func next() throws -> Entry? {
    while let line = try file.nextLine() {
      let isBlank = line.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if isBlank && !line.isTooLong { continue }
      let place = Place(file: file.name, line: line.number)
      // The encoded message is never longer than its JSON: names and quotes cost more than tags and lengths.
      return Entry(
        place, messageBytesMax: line.bytes.count, Result { () throws(Refusal) in try record(in: line) })
    }
    return nil
  }

  private func record(in line: InputFile.Line) throws(Refusal) -> V1.Record {
    guard !line.isTooLong else { throw .lineTooLong }
    let record: V1.Record
    do throws(JSONFailure) {
      record = try V1.Record(json: Array(line.bytes))
    } catch {
      throw Refusal(error)
    }
    guard record.content != nil else { throw .noContent }
    return record
  }
}

extension Refusal {
  static let lineTooLong = Refusal(
    reason: "the line is longer than \(InputFile.lineBytesMax) bytes",
    remedy: "no record of this length can be sent; split it, or leave the document's text out")

  static let noContent = Refusal(
    reason: "holds no record", remedy: "write {\"claim\": {…}}, or another kind: actor, document, exchange, …"
  )
}
