import ExclaimMessages

/// The answer of `exclaim origins`: claims by the place they come from, and documents that tell one story.
struct OriginsReport: Report {
  let response: V1.OriginsResponse

  func lines(_ console: Console) -> [String] {
    var lines = Paragraph.lines(response.explanation, columns: console.columns).map(console.bold)
    func add(_ title: String, _ notes: [String]) {
      lines += [""] + Paragraph.lines(title, columns: console.columns, hanging: 2).map(console.bold)
      for note in notes where !note.isEmpty {
        lines += Paragraph.lines(note, columns: console.columns, indent: 4, hanging: 2)
      }
    }
    for origin in response.groups {
      let outlets = origin.outlets.isEmpty ? "" : " by \(origin.outlets.joined(separator: ", "))"
      let documents = origin.documents.references
      add(
        "\(origin.name) · \(counted(origin.claims.count, "claim"))",
        ["claims: \(origin.claims.references)", documents.isEmpty ? "" : "in: \(documents)\(outlets)"]
          + origin.reasons.map { "because: \($0)" })
    }
    for story in response.stories {
      add(
        "One story in \(counted(story.documents.count, "document"))",
        ["documents: \(story.documents.map(\.text).joined(separator: "; "))"]
          + story.reasons.map { "because: \($0)" }
          + [story.likeness.map { "likeness: at least \(Self.percent($0)) of the text" } ?? ""])
    }
    return lines
  }

  /// `73 %`, rounded down: what is told is never more than what was found.
  static func percent(_ share: Double) -> String { "\(Int(max(0, min(1, share)) * 100)) %" }

  var rows: (header: [String], rows: [[String]]) {
    let header = ["origin", "name", "claim_id", "claim_key", "claim", "documents", "outlets", "reasons"]
    let rows = response.groups.enumerated().flatMap { index, origin in
      origin.claims.map { claim in
        [
          String(index + 1), origin.name, claim.id, claim.key, claim.label,
          origin.documents.map(\.reference).joined(separator: " "), origin.outlets.joined(separator: "; "),
          origin.reasons.joined(separator: "; "),
        ]
      }
    }
    return (header, rows)
  }

  var items: [any Message] { response.groups as [any Message] + response.stories as [any Message] }
  var isEmpty: Bool { response.groups.isEmpty && response.stories.isEmpty }
}
