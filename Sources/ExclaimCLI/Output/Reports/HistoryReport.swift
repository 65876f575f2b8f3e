import ExclaimMessages

/// The answer of `exclaim show --history`: who changed what, when and why.
struct HistoryReport: Report {
  let response: V1.HistoryResponse

  func lines(_ console: Console) -> [String] {
    var lines: [String] = []
    if let record = response.revisions.last?.record {
      lines.append(console.bold("\(record.kind) \(record.name)".printable))
    }
    for revision in response.revisions {
      guard let record = revision.record else { continue }
      let head = [
        "revision \(record.revision)", record.changeText, record.recordedAt?.rfc3339 ?? "",
        record.author.map { "user \($0.uid)" } ?? "",
        record.change?.flagged == true ? "flagged as likely personal data" : "",
      ]
      lines.append("")
      lines += Paragraph.lines(head.nonEmpty(joined: " · "), columns: console.columns, hanging: 2).map(
        console.bold)
      if let reason = record.change?.reason, !reason.isEmpty {
        lines += Paragraph.lines("why: \(reason)", columns: console.columns, indent: 4, hanging: 2)
      }
      lines += revision.differences.lines(console, indent: 4)
    }
    return lines
  }

  var rows: (header: [String], rows: [[String]]) {
    let header = [
      "id", "revision", "sequence", "recorded_at", "author_uid", "action", "reason", "field", "before",
      "after",
    ]
    let rows = response.revisions.flatMap { revision -> [[String]] in
      guard let record = revision.record else { return [] }
      let start = [
        record.id, String(record.revision), String(record.sequence), record.recordedAt?.rfc3339 ?? "",
        record.author.map { String($0.uid) } ?? "", record.change?.action.nameOrNothing ?? "",
        record.change?.reason ?? "",
      ]
      if revision.differences.isEmpty { return [start + ["", "", ""]] }
      return revision.differences.map { start + [$0.field, $0.before, $0.after] }
    }
    return (header, rows)
  }

  var items: [any Message] { response.revisions }
  var isEmpty: Bool { response.revisions.isEmpty }
}

extension V1.Record {
  /// What made this revision, in words: `revised`, `redacted revision 2`.
  var changeText: String {
    let change = change ?? V1.Change()
    let which = change.redactedRevision > 0 ? " revision \(change.redactedRevision)" : ""
    return change.action.done(revision) + which
  }
}

extension V1.ChangeAction {
  /// What was done, as a word. A server that does not say made the first revision, or revised.
  fileprivate func done(_ revision: UInt32) -> String {
    switch self {
    case .create: "created"
    case .revise: "revised"
    case .retract: "retracted"
    case .redact: "redacted"
    case .allow: "let pass"
    case .unspecified: revision == 1 ? "created" : "revised"
    case .unrecognized: name
    }
  }
}
