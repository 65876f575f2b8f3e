import ExclaimMessages

/// The answer of `exclaim tally`: official totals against the recorded exchanges.
struct TallyReport: Report {
  let response: V1.TallyResponse

  func lines(_ console: Console) -> [String] {
    Array(response.checks.map { lines($0, console) }.joined(separator: [""]))
  }

  private func lines(_ check: V1.TallyCheck, _ console: Console) -> [String] {
    var lines = Paragraph.lines(check.explanation, columns: console.columns).map(console.bold)
    let claims = [check.exchangesClaim, check.personsClaim].compactMap { $0?.text }
    lines += note("total stated by", claims.joined(separator: "; "), console)
    lines += note("whose people", check.dependentPower, console)
    lines += note("window", [check.fromDay, check.toDay].nonEmpty(joined: " to "), console)
    lines += note("leaves out", check.excludes.joined(separator: "; "), console)
    lines.append("")
    var figures = Table([
      .init(title: ""), .init(title: "stated", isNumeric: true), .init(title: "recorded", isNumeric: true),
      .init(title: "remaining", isNumeric: true),
    ])
    let rows = [
      ("exchanges", [check.statedExchanges, check.recordedExchanges, check.remainingExchanges]),
      ("persons", [check.statedPersons, check.recordedPersons, check.remainingPersons]),
    ]
    for (name, bounds) in rows where bounds.contains(where: { $0 != nil }) {
      figures.add([name] + bounds.map { $0?.text ?? "–" })
    }
    lines += figures.lines(console, indent: 2)
    lines += exchanges("counted", check.counted, console) + exchanges("left out", check.leftOut, console)
    if check.impossible {
      let finding = "No numbers can satisfy both the total and the records."
      lines += [""] + Paragraph.lines(finding, columns: console.columns)
    }
    return lines
  }

  private func note(_ name: String, _ text: String, _ console: Console) -> [String] {
    text.isEmpty ? [] : Paragraph.lines("\(name): \(text)", columns: console.columns, indent: 2, hanging: 2)
  }

  private func exchanges(_ title: String, _ exchanges: [V1.TallyExchange], _ console: Console) -> [String] {
    guard !exchanges.isEmpty else { return [] }
    var table = Table([
      .init(title: title, cut: .never), .init(title: "date"), .init(title: "persons", isNumeric: true),
    ])
    for exchange in exchanges {
      table.add([
        exchange.exchange?.reference ?? "", exchange.date?.markedText ?? "", exchange.persons?.text ?? "–",
      ])
    }
    let lines = table.lines(console, indent: 2)
    // A reason is a sentence: it stands under its row, where nothing has to be cut.
    let reasons = exchanges.map {
      Paragraph.lines($0.reason, columns: console.columns, indent: 6, hanging: 0)
    }
    return ["", lines[0]] + zip(lines.dropFirst(), reasons).flatMap { [$0] + $1 }
  }

  var rows: (header: [String], rows: [[String]]) {
    let names = ["stated", "recorded", "remaining"].flatMap { state in
      ["exchanges", "persons"].flatMap { ["\(state)_\($0)_low", "\(state)_\($0)_high"] }
    }
    let header =
      ["exchanges_claim", "persons_claim", "dependent_power", "from", "to"] + names + ["impossible"]
    return (header, response.checks.map(row))
  }

  private func row(_ check: V1.TallyCheck) -> [String] {
    let bounds = [
      check.statedExchanges, check.statedPersons, check.recordedExchanges, check.recordedPersons,
      check.remainingExchanges, check.remainingPersons,
    ]
    return [
      check.exchangesClaim?.reference ?? "", check.personsClaim?.reference ?? "", check.dependentPower,
      check.fromDay, check.toDay,
    ] + bounds.flatMap { cells($0) } + [check.impossible ? "true" : "false"]
  }

  var items: [any Message] { response.checks }
  var isEmpty: Bool { response.checks.isEmpty }
}
