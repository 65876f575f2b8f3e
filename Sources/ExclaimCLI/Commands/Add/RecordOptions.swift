import ArgumentParser
import ExclaimClient
import ExclaimMessages

/// The options that every command has which adds one record.
struct RecordOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Your own name for the record; makes adding it twice harmless.", valueName: "key"))
  var key: String = ""

  @Option(help: ArgumentHelp("A remark.", valueName: "text"))
  var note: String = ""

  @Option(help: "Who may read it; team by default.")
  var visibility: Choice<V1.Visibility>?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Any other field by its path in the JSON form, such as asserted.basis=STATED. May be repeated.",
      valueName: "path=value"))
  var fields: [String] = []

  @Flag(help: "Check it and store nothing.")
  var dryRun = false

  @Flag(help: "Where the key stands for a record with other content, store a new revision of it.")
  var revise = false

  @OptionGroup var flags: AllowFlaggedOption
}

/// Lets likely personal data pass.
struct AllowFlaggedOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Store records flagged as likely personal data of captives all the same, for this reason.",
      valueName: "reason"))
  var allowFlagged: String = ""
}

/// A record that is put together from flags.
struct FlaggedRecord {
  /// The kind, as a line of a submission names it.
  let kind: String
  private(set) var draft = RecordDraft()

  init(_ kind: String) {
    self.kind = kind
  }

  /// Puts a flag's text at a path inside the record.
  mutating func set(_ path: String, _ text: String) throws {
    try draft.set("\(kind).\(path)", text)
  }

  /// Puts a chosen value at a path.
  mutating func set<Value>(_ path: String, _ choice: Choice<Value>?) throws {
    try set(path, choice?.value.name ?? "")
  }

  /// Puts texts into a list.
  mutating func append(_ texts: [String], to path: String) throws {
    for text in texts { try set("\(path)[\(draft.count(of: "\(kind).\(path)"))]", text) }
  }

  /// Puts groups of fields into a list: `actor=ru-mod; channel=statement`.
  ///
  /// - Parameter short: short names for longer paths, such as `words` for `quantity.words`.
  mutating func appendGroups(_ texts: [String], to path: String, short: [String: String] = [:]) throws {
    for text in texts {
      let element = "\(path)[\(draft.count(of: "\(kind).\(path)"))]"
      for field in try FieldGroup(text).fields {
        try set("\(element).\(short[field.name] ?? field.name)", field.value)
      }
    }
  }

  /// Puts the power of a measure: one, several, or `all`.
  mutating func setPowers(_ one: String, _ several: String, _ references: [String]) throws {
    if references == ["all"] {
      try set("\(several).all", "true")
    } else if references.count == 1 {
      try set(one, references[0])
    } else {
      try append(references, to: "\(several).parties")
    }
  }

  /// Puts what every kind of record has.
  mutating func set(_ options: RecordOptions) throws {
    try set("key", options.key)
    try set("note", options.note)
    try set("visibility", options.visibility)
    for field in options.fields {
      guard let equals = field.firstIndex(of: "=") else {
        throw Failure(
          .usage, "--set \(field) has no =; write --set path=value, such as --set asserted.basis=STATED")
      }
      try set(String(field[..<equals]), String(field[field.index(after: equals)...]))
    }
  }
}

/// Several fields in one flag: `from=ru; to=ua; words=1,000`. A comma is part of a value.
struct FieldGroup {
  let fields: [(name: String, value: String)]

  /// - Throws: ``Failure`` that shows the part which is no `name=value`.
  init(_ text: String) throws {
    fields = try text.split(separator: ";").map { part in
      guard let equals = part.firstIndex(of: "=") else {
        throw Failure(.usage, "\"\(part)\" in \"\(text)\" has no =; write name=value; name=value")
      }
      return (Self.trimmed(part[..<equals]), Self.trimmed(part[part.index(after: equals)...]))
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return String(start[..<(start.lastIndex { $0 != " " }.map(start.index(after:)) ?? start.startIndex)])
  }
}

extension Session {
  /// Submits one record and tells what became of it, with all that the server derived.
  func add(_ record: FlaggedRecord, _ options: RecordOptions) throws {
    var record = record
    try record.set(options)
    let request = V1.SubmitRequest(
      records: [try record.draft.record()], dryRun: options.dryRun, revise: options.revise,
      returnRecords: true, allowFlagged: options.flags.allowFlagged)
    let response = try records().submit(request, options: call)
    guard let result = response.results.first else {
      throw Failure(.bug, "the server answered without a result; this is a fault of the server")
    }
    guard result.outcome != .refused else { throw Refusal(result.problems) }
    try write(result, dryRun: options.dryRun)
  }

  private func write(_ result: V1.SubmitResult, dryRun: Bool) throws {
    let out = console.out
    switch format {
    case .json: try out.line(result.json(pretty: console.outIsTerminal))
    case .jsonl: try out.line(result.json())
    case .csv:
      try out.line("outcome,id,key,revision")
      let key = result.record?.key ?? ""
      try out.line(CSVWriter.line([result.outcome.name, result.id, key, String(result.revision)]))
    case .table:
      let key = result.record.map { $0.key.isEmpty ? "" : "“\($0.key.printable)”" } ?? ""
      let name = [result.outcome == .created ? "new" : result.outcome.words, result.id, key].nonEmpty(
        joined: " ")
      let remark = dryRun ? " (dry run: nothing was stored)" : ""
      try out.line("\(name), revision \(result.revision)\(remark)")
      for line in result.record.map(RecordSheet.derivedLines) ?? [] { try out.line(line) }
    }
  }
}
