import ExclaimMessages

/// The answer of `exclaim drift`: the stations of a claim, and what changed at each.
struct DriftReport: Report {
  let response: V1.DriftResponse

  func lines(_ console: Console) -> [String] {
    let title = [response.claim?.text ?? "", response.explanation].nonEmpty(joined: ": ")
    var lines = Paragraph.lines(title, columns: console.columns).map(console.bold)
    let sign = console.isUTF8 ? "≠" : "!"
    for (index, step) in response.steps.enumerated() {
      let head = [
        "\(index + 1)", step.actor, step.channel, step.date?.markedText ?? "",
        step.claim.map { "claim \($0.reference)" } ?? "",
      ].nonEmpty(joined: " · ")
      let stance = [
        step.quantity?.text ?? "", step.category.words, step.scope.isEmpty ? "" : "“\(step.scope)”",
      ].nonEmpty(joined: " · ")
      lines += [""] + Paragraph.lines(head, columns: console.columns, hanging: 4).map(console.bold)
      for text in [stance, step.document.map { "in \($0.text)" } ?? ""] where !text.isEmpty {
        lines += Paragraph.lines(text, columns: console.columns, indent: 4, hanging: 2)
      }
      for change in step.changes {
        lines += Paragraph.lines("\(sign) \(change)", columns: console.columns, indent: 4, hanging: 2)
      }
    }
    if response.steps.contains(where: { $0.date?.basis == .externalKnowledge }) {
      lines += ["", "† dated from knowledge outside the document"]
    }
    return lines
  }

  var rows: (header: [String], rows: [[String]]) {
    let header = [
      "step", "claim", "actor", "channel", "date", "document", "words", "hard_low", "hard_high", "category",
      "scope",
      "changes",
    ]
    let rows = response.steps.enumerated().map { index, step in
      [
        String(index + 1), (step.claim ?? response.claim)?.reference ?? "", step.actor, step.channel,
        step.date?.edtf ?? "", step.document?.reference ?? "", step.quantity?.words ?? "",
      ] + cells(step.quantity?.hard) + [
        step.category.nameOrNothing, step.scope, step.changes.joined(separator: "; "),
      ]
    }
    return (header, rows)
  }

  var items: [any Message] { response.steps }
  var isEmpty: Bool { response.steps.isEmpty }
}
