import ExclaimMessages
import ExclaimWire

/// Where a record stands.
struct Place: Hashable {
  /// The file.
  let file: String
  /// The line in it, from 1.
  let line: Int
}

extension Place: CustomStringConvertible {
  /// `FILE:LINE`
  var description: String { "\(file):\(line)" }
}

/// What one line of input holds.
struct Entry {
  let place: Place
  /// Bytes that its message takes at most.
  let messageBytesMax: Int
  /// The record, or what is wrong with the line.
  let record: Result<V1.Record, Refusal>

  init(_ place: Place, messageBytesMax: Int = 0, _ record: Result<V1.Record, Refusal>) {
    self.place = place
    self.messageBytesMax = messageBytesMax
    self.record = record
  }
}

/// Everything that is wrong with one line.
struct Refusal: Error, Equatable {
  /// One for each wrong field.
  let problems: [V1.FieldProblem]

  init(_ problems: [V1.FieldProblem]) {
    self.problems = problems
  }

  init(field: String = "", value: String = "", reason: String, remedy: String) {
    self.init([
      V1.FieldProblem(
        field: field, value: value, reason: reason, remedy: remedy, code: StatusCode.invalidArgument.rawValue)
    ])
  }

  /// A refusal of the JSON mapping.
  init(_ failure: JSONFailure) {
    let place = failure.column > 0 ? "column \(failure.column)" : ""
    self.init(
      field: failure.field.isEmpty ? place : failure.field, value: failure.value, reason: failure.reason,
      remedy: failure.remedy)
  }

  /// Whether it may go away when other records come: all that is wrong are references to records that are not
  /// there, or that were refused themselves.
  var mayGoAway: Bool {
    !problems.isEmpty
      && problems.allSatisfy { $0.code == StatusCode.notFound.rawValue || $0.refersToRefused }
  }

  /// One line for each problem: `FILE:LINE: FIELD: VALUE: REASON. REMEDY`, a stable form for editors and scripts. Where
  /// other content stands, a line for each field that differs follows: `FILE:LINE:   FIELD: STORED → SUBMITTED`.
  func lines(at place: Place?) -> [String] {
    let prefix = place.map { "\($0): " } ?? ""
    return problems.flatMap { problem in
      [prefix + problem.line] + problem.differences.map { "\(prefix)  \($0.text)".printable }
    }
  }
}

extension V1.FieldProblem {
  /// Whether all that is wrong is that the record to which the field refers was refused.
  var refersToRefused: Bool { code == StatusCode.failedPrecondition.rawValue }

  /// `FIELD: VALUE: REASON. REMEDY`
  var line: String {
    let quoted = value.isEmpty || value.hasPrefix("\"") ? value : "\"\(value)\""
    let subject = [field, quoted, Self.sentence(reason, isFirst: false)].filter { !$0.isEmpty }
    return [subject.joined(separator: ": "), Self.sentence(remedy, isFirst: true)]
      .filter { !$0.isEmpty }.joined(separator: " ").printable
  }

  private static func sentence(_ text: String, isFirst: Bool) -> String {
    guard let first = text.first else { return "" }
    let whole = isFirst ? first.uppercased() + text.dropFirst() : text
    return whole.hasSuffix(".") || whole.hasSuffix("?") || whole.hasSuffix("!") ? whole : whole + "."
  }
}

/// A file seen as records.
protocol EntrySource: AnyObject {
  /// The file.
  var file: InputFile { get }
  /// The next line that holds something; nil at the end.
  func next() throws -> Entry?
}
