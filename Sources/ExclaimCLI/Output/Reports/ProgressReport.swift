import ExclaimMessages

/// The answer of `exclaim progress`: what each party of an agreement has done of what it must.
struct ProgressReport: Report {
  let response: V1.ProgressResponse

  func lines(_ console: Console) -> [String] {
    let agreement = response.agreement?.text ?? ""
    var lines = Paragraph.lines("Agreement \(agreement)", columns: console.columns).map(console.bold)
    for obligation in response.obligations {
      lines.append("")
      lines += self.lines(obligation, console)
    }
    return lines
  }

  private func lines(_ obligation: V1.ObligationProgress, _ console: Console) -> [String] {
    var notes = [
      "must: \(obligation.obligor): \(obligation.obligation)",
      "pledged: \(obligation.pledged?.text ?? "no number")",
      "delivered: \(obligation.delivered?.text ?? "not known")",
      "finding: \(obligation.verdict.words)",
    ]
    notes += obligation.conditions.map { "holds only if: \($0)" }
    if !obligation.sources.isEmpty {
      notes.append("rests on: " + obligation.sources.map(\.text).joined(separator: "; "))
    }
    return Paragraph.lines(obligation.explanation, columns: console.columns).map(console.bold)
      + notes.flatMap { Paragraph.lines($0, columns: console.columns, indent: 2, hanging: 2) }
  }

  var rows: (header: [String], rows: [[String]]) {
    let header = [
      "agreement", "obligor", "dependent_power", "obligation", "pledged_low", "pledged_high", "delivered_low",
      "delivered_high", "verdict", "conditions", "sources",
    ]
    let rows = response.obligations.map { obligation in
      [
        response.agreement?.reference ?? "", obligation.obligor, obligation.dependentPower,
        obligation.obligation,
      ] + cells(obligation.pledged) + cells(obligation.delivered) + [
        obligation.verdict.name, obligation.conditions.joined(separator: "; "),
        obligation.sources.map(\.reference).joined(separator: " "),
      ]
    }
    return (header, rows)
  }

  var items: [any Message] { response.obligations }
  var isEmpty: Bool { response.obligations.isEmpty }
}
