import ExclaimMessages

/// What a record's author said: its content as JSON, without what a server derives of it.
struct Content: Equatable {
  /// The kind, as a line of a submission names it.
  let kind: String
  /// An object of the kind's fields.
  let json: JSONValue

  /// The content of a record; nil where it was destroyed.
  init?(_ record: V1.Record) throws {
    guard let line = Export().line(of: record) else { return nil }
    kind = record.kind
    json = try JSONValue(parsing: line)[record.kind] ?? JSONValue(.object([]))
  }

  /// Content that somebody wrote, in the form in which records are compared.
  ///
  /// - Throws: ``Refusal`` when it is none of that kind.
  init(kind: String, _ json: JSONValue) throws {
    let record = try Self.record(kind, json)
    self = try Content(record) ?? Content(kind: kind, empty: ())
  }

  /// What was written as a JSON object: the content itself, or a line of a submission.
  init(kind: String, written bytes: [UInt8]) throws {
    let value: JSONValue
    do throws(JSONFailure) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw Refusal(error)
    }
    guard let only = value.members?.first, value.members?.count == 1, only.value.members != nil,
      let named = V1.RecordKind(name: only.name.uppercased()), named != .unspecified
    else {
      try self.init(kind: kind, value)
      return
    }
    guard only.name == kind else {
      throw Refusal(
        field: only.name, reason: "is another kind than the record, which is of kind \(kind)",
        remedy: "a record keeps its kind; submit the other as a new one")
    }
    try self.init(kind: kind, only.value)
  }

  /// The same from a text; no fields where it is empty, as it is for content that was destroyed.
  init(kind: String, written text: String) throws {
    try self.init(kind: kind, written: Array((text.isEmpty ? "{}" : text).utf8))
  }

  private init(kind: String, empty: ()) {
    self.kind = kind
    json = JSONValue(.object([]))
  }

  /// The same with fields set by their paths: `measure.topic=HELD`. An empty value takes the field away.
  func setting(_ fields: [String]) throws -> Content {
    guard !fields.isEmpty else { return self }
    var draft = RecordDraft(json)
    for field in fields {
      guard let equals = field.firstIndex(of: "=") else {
        throw Failure(
          .usage, "--set \(field) has no =; write --set path=value, such as --set asserted.basis=STATED")
      }
      let path = field[..<equals]
      let inside = path.hasPrefix("\(kind).") ? path.dropFirst(kind.count + 1) : path
      try draft.replace(String(inside), String(field[field.index(after: equals)...]))
    }
    return try Content(kind: kind, draft.json)
  }

  /// The content as a record to send.
  func record() throws(Refusal) -> V1.Record { try Self.record(kind, json) }

  private static func record(_ kind: String, _ json: JSONValue) throws(Refusal) -> V1.Record {
    let line = JSONValue(.object([JSONMember(name: kind, value: json)]))
    do throws(JSONFailure) {
      return try V1.Record(json: line)
    } catch {
      throw Refusal(error)
    }
  }
}
