import ExclaimMessages

/// The answer of `exclaim conflicts`.
struct ConflictsReport: Report {
  let response: V1.ConflictsResponse

  func lines(_ console: Console) -> [String] {
    let nothing = "Nothing that was asked for is in conflict."
    let summary = response.explanation.isEmpty ? isEmpty ? nothing : counts : response.explanation
    var lines = Paragraph.lines(summary, columns: console.columns).map(console.bold)
    for conflict in response.conflicts { lines += [""] + conflict.lines(console) }
    return lines
  }

  private var counts: String {
    [
      counted(response.contradictions, "contradiction"), counted(response.tensions, "tension"),
      counted(response.disputes, "dispute"), counted(response.notComparable, "pair") + " not comparable",
    ].joined(separator: ", ")
  }

  var rows: (header: [String], rows: [[String]]) {
    let header = [
      "conflict", "kind", "record_id", "record_key", "record_kind", "speaker", "side", "date", "words",
      "hard_low",
      "hard_high", "measure", "explanation", "soft_low", "soft_high",
    ]
    let rows = response.conflicts.enumerated().flatMap { index, conflict in
      conflict.members.map { member in
        [
          String(index + 1), conflict.kind.name, member.record?.id ?? "", member.record?.key ?? "",
          member.kind,
          member.speaker, member.side, member.date?.edtf ?? "", member.words,
        ] + cells(member.hard) + [member.measure, conflict.explanation] + cells(member.soft)
      }
    }
    return (header, rows)
  }

  var items: [any Message] { response.conflicts }
  var isEmpty: Bool { response.conflicts.isEmpty }
}
