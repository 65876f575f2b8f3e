import ExclaimMessages

/// What became of a record that was revised, retracted, redacted or let pass.
struct ChangeReport<Response: Message>: Report {
  let response: Response
  /// The record as it stands now.
  let record: V1.Record?
  /// What was done, for people.
  let outcome: String
  /// The same for programs.
  let outcomeName: String
  /// What people are told besides.
  var remark = ""
  var differences: [V1.FieldDifference] = []

  func lines(_ console: Console) -> [String] {
    let name = [outcome, record?.kind ?? "", record?.name ?? ""].nonEmpty(joined: " ")
    let head = "\(name), revision \(record?.revision ?? 0)\(remark)"
    return Paragraph.lines(head, columns: console.columns, hanging: 2) + differences.lines(console, indent: 2)
  }

  var rows: (header: [String], rows: [[String]]) {
    let row = [outcomeName, record?.id ?? "", record?.key ?? "", String(record?.revision ?? 0)]
    return (["outcome", "id", "key", "revision"], [row])
  }

  var items: [any Message] { [response] }
  var isEmpty: Bool { false }
}

extension ChangeReport where Response == V1.ReviseResponse {
  init(revised response: Response, dryRun: Bool) {
    self.init(
      response: response, record: response.record, outcome: "revised", outcomeName: "REVISED",
      remark: dryRun ? " (dry run: nothing was stored)" : "", differences: response.differences)
  }
}

extension ChangeReport where Response == V1.RetractResponse {
  init(retracted response: Response) {
    self.init(
      response: response, record: response.record, outcome: "retracted", outcomeName: "RETRACTED")
  }
}

extension ChangeReport where Response == V1.RedactResponse {
  init(redacted response: Response) {
    self.init(
      response: response, record: response.record, outcome: "redacted", outcomeName: "REDACTED",
      remark: response.redacted == 0
        ? ": its content had been destroyed before"
        : ": the content of \(counted(response.redacted, "revision")) was destroyed")
  }
}

extension ChangeReport where Response == V1.AllowResponse {
  init(allowed response: Response) {
    self.init(
      response: response, record: response.record, outcome: "let pass", outcomeName: "ALLOWED",
      remark: ": it may stand in public exports")
  }
}

extension V1.Record {
  /// `clm_… “s0-1”`
  var name: String { key.isEmpty ? id : "\(id) “\(key)”" }
}

extension [V1.FieldDifference] {
  /// One paragraph for each.
  func lines(_ console: Console, indent: Int) -> [String] {
    flatMap { Paragraph.lines($0.text, columns: console.columns, indent: indent, hanging: 2) }
  }
}
