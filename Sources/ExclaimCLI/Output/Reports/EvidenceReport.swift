import ExclaimMessages

/// The answer of `exclaim evidence`: every claim with its bounds, its way to us, and what contests it.
struct EvidenceReport: Report {
  let response: V1.EvidenceResponse

  func lines(_ console: Console) -> [String] {
    let origins = response.origins.map { " in " + $0.text } ?? ""
    let summary =
      response.explanation.isEmpty
      ? counted(response.items.count, "claim") + origins : response.explanation
    var lines = Paragraph.lines(summary, columns: console.columns).map(console.bold)
    lines += Paragraph.lines(response.measure, columns: console.columns)
    lines += EvidenceChart(response.items).lines(console)
    for item in response.items {
      lines.append("")
      lines += self.lines(item, console)
    }
    if response.items.contains(where: { $0.asserted?.basis == .externalKnowledge }) {
      lines.append("")
      lines += Paragraph.lines("† dated from knowledge outside the document", columns: console.columns)
    }
    return lines
  }

  private func lines(_ item: V1.Evidence, _ console: Console) -> [String] {
    let head = [
      item.claim?.reference ?? "", item.speechAct.words, item.asserted?.markedText ?? "", item.side,
    ]
    var texts = item.explanation.isEmpty ? spelledOut(item) : [item.explanation]
    if let quantity = item.quantity { texts.append("number: \(quantity.text)") }
    if let measure = item.measure { texts.append("counts: \(measure.text)") }
    texts += item.challenges.map {
      "\($0.speechAct.isRemark ? "beside it" : "contested"): \(text($0, isOnNumber: item.quantity != nil))"
    }
    if let comparability = item.comparability, !comparability.comparable {
      texts.append("not comparable: " + comparability.reasons.joined(separator: "; "))
    }
    if !item.chain.isEmpty { texts.append("through: " + item.chain.joined(separator: " → ")) }
    if !item.documents.isEmpty { texts.append("in: " + item.documents.map(\.text).joined(separator: ", ")) }
    if let origins = item.origins { texts.append("known from: " + origins.text) }
    return Paragraph.lines(head.nonEmpty(joined: " · "), columns: console.columns, hanging: 2).map(
      console.bold)
      + texts.flatMap { Paragraph.lines($0, columns: console.columns, indent: 4, hanging: 2) }
  }

  /// Speaker and statement, for a server that does not put them into a sentence.
  private func spelledOut(_ item: V1.Evidence) -> [String] {
    let speaker = [item.speaker, item.role].nonEmpty(joined: ", ")
    let state = item.valueState == .unspecified ? "" : "no number: \(item.valueState.words)"
    return [speaker, state, item.proposition].filter { !$0.isEmpty }
  }

  private func text(_ challenge: V1.Challenge, isOnNumber: Bool) -> String {
    let nothing = isOnNumber && !challenge.speechAct.isRemark ? "no counter-number" : ""
    let number = challenge.counterNumber ? challenge.quantity?.text ?? "another number" : nothing
    let state = challenge.valueState == .qualitative ? "" : challenge.valueState.words
    let source = challenge.claim.map { " (\($0.reference))" } ?? ""
    let who = [challenge.speaker, challenge.speechAct.words].nonEmpty(joined: " ") + source
    return [who, [number, state, challenge.proposition].nonEmpty(joined: "; ")].nonEmpty(joined: ": ")
  }

  var rows: (header: [String], rows: [[String]]) {
    let header = [
      "claim_id", "claim_key", "asserted", "speaker", "role", "side", "act", "topic", "unit", "category",
      "dependent_power", "detaining_power", "words", "hard_low", "hard_high", "soft_low", "soft_high",
      "value_state", "comparable", "reasons", "challenges", "documents",
    ]
    return (header, response.items.map(row))
  }

  private func row(_ item: V1.Evidence) -> [String] {
    let (measure, quantity) = (item.measure ?? V1.Measure(), item.quantity)
    return [
      item.claim?.id ?? "", item.claim?.key ?? "", item.asserted?.edtf ?? "", item.speaker, item.role,
      item.side, item.speechAct.name, measure.topic.nameOrNothing, measure.unit.nameOrNothing,
      measure.category.nameOrNothing, measure.dependentText, measure.detainingText, quantity?.words ?? "",
    ] + cells(quantity?.hard) + cells(quantity?.soft) + [
      item.valueState.nameOrNothing, item.comparability?.comparable == true ? "true" : "false",
      item.comparability?.reasons.joined(separator: "; ") ?? "",
      item.challenges.map { $0.claim?.reference ?? "" }.joined(separator: " "),
      item.documents.map(\.reference).joined(separator: " "),
    ]
  }

  var items: [any Message] { response.items }
  var isEmpty: Bool { response.items.isEmpty }
}

extension V1.SpeechAct {
  /// True for what stands beside a claim and does not contest it by itself.
  fileprivate var isRemark: Bool {
    switch self {
    case .declinesToDisclose, .defers, .characterises, .doesNotConfirm: true
    default: false
    }
  }
}
