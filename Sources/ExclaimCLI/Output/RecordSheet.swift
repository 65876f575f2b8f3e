import ExclaimMessages

/// One record with all its fields, for people.
struct RecordSheet {
  /// The lines: what the server knows of the record first, then its content.
  static func lines(_ record: V1.Record, _ console: Console) -> [String] {
    let key = record.key.isEmpty ? "" : " “\(record.key.printable)”"
    var lines = [console.bold("\(record.kind) \(record.id)\(key)")]
    let author = record.author.map { " by user \($0.uid)" } ?? ""
    let time = record.recordedAt?.rfc3339.map { " at \($0)" } ?? ""
    lines.append("revision \(record.revision), entry \(record.sequence) of the journal\(author)\(time)")
    lines += state(record).flatMap { Paragraph.lines($0, columns: console.columns, hanging: 2) }
    guard let content = JSONValue(of: record)[record.kind] else { return lines }
    let marked = marking(record.links, in: content)
    return lines + [""] + tree(marked.members ?? [], indent: 0, console)
  }

  /// Whether the record still stands, and what its author or a second person said about it.
  private static func state(_ record: V1.Record) -> [String] {
    let change = record.change ?? V1.Change()
    let isLast = change.action == .retract || change.action == .redact
    var lines: [String] = []
    if record.state != .unspecified {
      let reason = isLast && !change.reason.isEmpty ? ": \(change.reason)" : ""
      lines.append(record.state.name + reason)
    }
    if !isLast && !change.reason.isEmpty { lines.append("\(record.changeText): \(change.reason)") }
    if change.flagged { lines.append("flagged as likely personal data") }
    return lines
  }

  /// Content in which references to records that do not stand any more say so.
  private static func marking(_ links: [V1.Link], in content: JSONValue) -> JSONValue {
    var draft = RecordDraft(content)
    for link in links where link.state != .unspecified {
      // A reference that is not where the link says is left as it is.
      try? draft.replace(link.field, link.state.mark(link.reference))
    }
    return draft.json
  }

  /// What the server derived in a record, one line for each quantity and date.
  static func derivedLines(_ record: V1.Record) -> [String] {
    guard let content = JSONValue(of: record)[record.kind] else { return [] }
    return derived(content, at: "").map { "  \($0.path): \($0.text)".printable }
  }

  private static func tree(_ members: [JSONMember], indent: Int, _ console: Console) -> [String] {
    members.flatMap { member -> [String] in
      if let text = inline(member.value) {
        return Paragraph.lines(
          "\(member.name): \(text)", columns: console.columns, indent: indent, hanging: 2)
      }
      let title = String(repeating: " ", count: indent) + member.name + ":"
      if let elements = member.value.elements {
        return [title]
          + elements.flatMap { element -> [String] in
            if let text = inline(element) {
              return Paragraph.lines("- \(text)", columns: console.columns, indent: indent + 2, hanging: 2)
            }
            var lines = tree(element.members ?? [], indent: indent + 4, console)
            // The dash of a list stands in the margin of the element's first line.
            if let first = lines.first {
              lines[0] = String(repeating: " ", count: indent + 2) + "- " + first.dropFirst(indent + 4)
            }
            return lines
          }
      }
      return [title] + tree(member.value.members ?? [], indent: indent + 2, console)
    }
  }

  /// A value that fits beside its name; nil for one that needs lines of its own.
  private static func inline(_ value: JSONValue) -> String? {
    switch value.content {
    case .null: "null"
    case .bool(let bool): bool ? "yes" : "no"
    case .number(let digits): digits
    case .string(let text): text
    case .array(let elements):
      elements.allSatisfy { $0.string != nil } ? elements.compactMap(\.string).joined(separator: ", ") : nil
    case .object: quantity(value) ?? date(value) ?? bounds(value)
    }
  }

  private static func derived(_ value: JSONValue, at path: String) -> [(path: String, text: String)] {
    if let text = quantity(value) ?? date(value) { return [(path, text)] }
    let prefix = path.isEmpty ? "" : path + "."
    let members = (value.members ?? []).flatMap { derived($0.value, at: prefix + $0.name) }
    let elements = (value.elements ?? []).enumerated().flatMap { derived($1, at: "\(path)[\($0)]") }
    return members + elements
  }

  // MARK: Values with a text of their own

  private static func quantity(_ value: JSONValue) -> String? {
    guard value["words"] != nil || value["hard"] != nil, value["edtf"] == nil,
      let quantity = try? V1.Quantity(json: value)
    else { return nil }
    return quantity.text + (quantity.rule.isEmpty ? "" : " (rule \(quantity.rule))")
  }

  private static func date(_ value: JSONValue) -> String? {
    guard value["edtf"] != nil || value["anchor"] != nil || value["earliest"] != nil,
      let date = try? V1.Date(json: value)
    else { return nil }
    let words = date.words.isEmpty || date.edtf.isEmpty ? "" : "“\(date.words)”"
    let anchor = date.anchor.isEmpty ? "" : "from \(date.anchor)"
    let span =
      date.earliest == date.latest || (date.earliest.isEmpty && date.latest.isEmpty)
      ? "" : "\(date.earliest.isEmpty ? "…" : date.earliest) to \(date.latest.isEmpty ? "…" : date.latest)"
    let remarks = [words, date.basis.words, anchor, span].nonEmpty(joined: ", ")
    return date.text + (remarks.isEmpty ? "" : " (\(remarks))")
  }

  private static func bounds(_ value: JSONValue) -> String? {
    guard let members = value.members, !members.isEmpty,
      members.allSatisfy({ $0.name == "low" || $0.name == "high" })
    else { return nil }
    return (try? V1.Bounds(json: value))?.text
  }
}
