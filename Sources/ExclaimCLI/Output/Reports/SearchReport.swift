import ExclaimMessages

/// The answer of `exclaim search`: records with the words that match, best match first.
struct SearchReport: Report {
  let response: V1.SearchResponse

  func lines(_ console: Console) -> [String] {
    var table = Table([
      .init(title: "record", cut: .never), .init(title: "kind"), .init(title: "label", cut: .early),
      .init(title: "match", cut: .early),
    ])
    for (hit, row) in zip(response.hits, rows.rows) {
      table.add([hit.record?.markedReference ?? ""] + row.dropFirst())
    }
    return table.lines(console)
  }

  var rows: (header: [String], rows: [[String]]) {
    let rows = response.hits.map { hit in
      [hit.record?.reference ?? "", hit.record?.kind ?? "", hit.record?.label ?? "", hit.snippet]
    }
    return (["record", "kind", "label", "match"], rows)
  }

  var items: [any Message] { response.hits }
  var isEmpty: Bool { response.hits.isEmpty }
}
