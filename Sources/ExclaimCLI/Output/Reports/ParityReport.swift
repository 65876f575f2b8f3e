import ExclaimMessages

/// The answer of `exclaim parity`: the directions of an exchange against each other.
struct ParityReport: Report {
  let response: V1.ParityResponse

  func lines(_ console: Console) -> [String] {
    var lines = Paragraph.lines(response.explanation, columns: console.columns).map(console.bold)
    let exchange = response.exchange.map { "\($0.text): " } ?? ""
    lines.append("  \(exchange)\(response.verdict.words)".printable)
    if let origins = response.origins {
      // An exchange is recorded by analysts, and may hold numbers that no claim tells.
      let isRecordAlone = origins.origins == 0
      lines.append("  known from \(isRecordAlone ? "the record of the exchange alone" : origins.text)")
    }
    var table = Table([
      .init(title: "from"), .init(title: "to"), .init(title: "number", isNumeric: true),
      .init(title: "usually", isNumeric: true), .init(title: "categories", cut: .early),
      .init(title: "sources", cut: .early),
    ])
    for leg in response.legs {
      let gap = leg.undisclosed ? " (part not disclosed)" : ""
      table.add([
        leg.from, leg.receiver, number(leg.hard, leg.unit), number(leg.soft, leg.unit),
        leg.categories.map(\.words).joined(separator: ", ") + gap,
        leg.sources.map(\.reference).joined(separator: ", "),
      ])
    }
    return lines + [""] + table.lines(console, indent: 2)
  }

  private func number(_ bounds: V1.Bounds?, _ unit: V1.Unit) -> String {
    guard let bounds else { return "–" }
    let isOneBody = unit == .bodies && bounds.low == 1 && bounds.high == 1
    return [bounds.text, isOneBody ? "body" : unit.wordsUnlessPersons].nonEmpty(joined: " ")
  }

  var rows: (header: [String], rows: [[String]]) {
    let header = [
      "exchange", "verdict", "from", "to", "unit", "hard_low", "hard_high", "soft_low", "soft_high",
      "undisclosed", "sources", "dependent_power",
    ]
    let rows = response.legs.map { leg in
      [response.exchange?.reference ?? "", response.verdict.name, leg.from, leg.to, leg.unit.nameOrNothing]
        + cells(leg.hard) + cells(leg.soft)
        + [
          leg.undisclosed ? "true" : "false", leg.sources.map(\.reference).joined(separator: " "),
          leg.dependentPower,
        ]
    }
    return (header, rows)
  }

  var items: [any Message] { [response] }
  var isEmpty: Bool { false }
}

extension V1.LegTotal {
  /// Who received, and whose people, where these did not come home.
  fileprivate var receiver: String {
    dependentPower.isEmpty || dependentPower == to ? to : "\(to), people of \(dependentPower)"
  }
}
