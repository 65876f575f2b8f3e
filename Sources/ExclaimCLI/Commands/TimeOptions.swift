import ArgumentParser
import ExclaimMessages

/// The moment as of which an answer holds.
struct TimeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Answer as of then: a day (2025-07-28), a time, or # and an entry of the journal.", valueName: "moment")
  )
  var asOf: String = ""

  @Option(
    help: ArgumentHelp(
      "What counts as known by then.",
      discussion: """
        public: what was published by then; documents without a date that says so are left out, and counted. \
        recorded: what the server had stored by then. By default public, and recorded with an entry.
        """))
  var known: Choice<V1.Known>?

  func validate() throws {
    guard known != nil, asOf.isEmpty else { return }
    throw ValidationError(
      "--known tells what counts as known by a moment, and there is none; add --as-of, or leave --known out.")
  }
}

extension Console {
  /// Says as of when an answer holds, where that was asked for; JSON has it in the answer itself.
  func say(_ moment: V1.Moment?, _ format: OutputFormat) throws {
    if let moment, format != .json { try say(moment.text) }
  }
}

extension V1.Moment {
  /// `as of 2024-08-20, published: 2 undated documents left out`
  var text: String {
    let time = asOf.isEmpty ? "as of now" : "as of \(asOf)"
    switch known {
    case .recorded:
      let gone =
        destroyedRecords == 0 ? "" : ", without \(counted(destroyedRecords, "record")) destroyed since"
      return "\(time), recorded: up to entry \(sequence) of the journal\(gone)"
    case .public, .unspecified, .unrecognized:
      let left = undatedDocuments == 0 ? "" : ": \(counted(undatedDocuments, "undated document")) left out"
      return "\(time), published\(left)"
    }
  }
}
