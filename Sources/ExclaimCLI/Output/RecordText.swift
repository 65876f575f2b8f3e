import ExclaimMessages

// What a record is called, and the fields of a record by which a list shows it.

extension V1.Record {
  var actor: V1.Actor? { if case .actor(let actor) = content { actor } else { nil } }
  var document: V1.Document? { if case .document(let document) = content { document } else { nil } }
  var claim: V1.Claim? { if case .claim(let claim) = content { claim } else { nil } }
  var exchange: V1.Exchange? { if case .exchange(let exchange) = content { exchange } else { nil } }
  var agreement: V1.Agreement? { if case .agreement(let agreement) = content { agreement } else { nil } }
  var relation: V1.Relation? { if case .relation(let relation) = content { relation } else { nil } }
  var assessment: V1.Assessment? { if case .assessment(let assessment) = content { assessment } else { nil } }

  /// The key that its author chose; empty for none.
  var key: String {
    switch content {
    case .actor(let actor): actor.key
    case .document(let document): document.key
    case .claim(let claim): claim.key
    case .exchange(let exchange): exchange.key
    case .agreement(let agreement): agreement.key
    case .relation(let relation): relation.key
    case .assessment(let assessment): assessment.key
    case nil: ""
    }
  }

  /// The key where there is one, else the id.
  var reference: String { key.isEmpty ? id : key }

  /// The kind, as a line of a submission names it.
  var kind: String {
    switch content {
    case .actor: "actor"
    case .document: "document"
    case .claim: "claim"
    case .exchange: "exchange"
    case .agreement: "agreement"
    case .relation: "relation"
    case .assessment: "assessment"
    case nil: Self.kind(ofID: id)
    }
  }

  /// The kind of a record whose content was destroyed: its id still tells.
  private static func kind(ofID id: String) -> String {
    switch id.prefix(4) {
    case "act_": "actor"
    case "doc_": "document"
    case "clm_": "claim"
    case "exc_": "exchange"
    case "agr_": "agreement"
    case "rel_": "relation"
    case "asm_": "assessment"
    default: ""
    }
  }

  /// What it is called, and that it was taken back where it was: `s0-1 (retracted)`.
  var markedReference: String { state.mark(reference) }

  var visibility: V1.Visibility {
    switch content {
    case .actor(let actor): actor.visibility
    case .document(let document): document.visibility
    case .claim(let claim): claim.visibility
    case .exchange(let exchange): exchange.visibility
    case .agreement(let agreement): agreement.visibility
    case .relation(let relation): relation.visibility
    case .assessment(let assessment): assessment.visibility
    case nil: .unspecified
    }
  }

  /// A few words by which a reader knows it among records of all kinds.
  var label: String {
    switch content {
    case .actor(let actor): actor.name
    case .document(let document): document.title
    case .claim(let claim): claim.label
    case .exchange(let exchange): [exchange.date?.text ?? "", exchange.label].nonEmpty(joined: " ")
    case .agreement(let agreement):
      [agreement.title, agreement.place, agreement.date?.text ?? ""].nonEmpty(joined: ", ")
    case .relation(let relation): "\(relation.from) \(relation.kind.words) \(relation.to)"
    case .assessment(let assessment): "\(assessment.claim): \(assessment.state.words)"
    case nil: ""
    }
  }
}

extension V1.RecordState {
  /// A name, and beside it that what it names does not stand any more.
  func mark(_ name: String) -> String { self == .unspecified ? name : "\(name) (\(words))" }
}

extension V1.Claim {
  var label: String {
    [speaker?.actor ?? "", speechAct.words, measure?.topic.words ?? "", valueText].nonEmpty(joined: " ")
  }

  /// The number in the speaker's words, or why there is none, or the proposition.
  var valueText: String {
    switch value {
    case .quantity(let quantity): quantity.words.isEmpty ? quantity.hardText : quantity.words
    case .valueState(let state): [state.words, proposition].nonEmpty(joined: ": ")
    case nil: proposition
    }
  }

  var quantity: V1.Quantity? {
    if case .quantity(let quantity) = value { quantity } else { nil }
  }
}

extension V1.Measure {
  var dependentText: String {
    switch dependent {
    case .dependentPower(let power): power
    case .dependentPowers(let powers): powers.text
    case nil: ""
    }
  }

  var detainingText: String {
    switch detaining {
    case .detainingPower(let power): power
    case .detainingPowers(let powers): powers.text
    case nil: ""
    }
  }

  /// What the number counts: `held, military unspecified, of ua, in the hands of ru, 2024-06-05`.
  var text: String {
    let unit = unit.wordsUnlessPersons
    return [
      topic.words, unit.isEmpty || unit == topic.words ? "" : "in \(unit)", category.words,
      dependentText.isEmpty ? "whose people not stated" : "of \(dependentText)",
      detainingText.isEmpty ? "in whose hands not stated" : "in the hands of \(detainingText)",
      scope, timeText,
    ].nonEmpty(joined: ", ")
  }

  /// The instant of a stock or the window of a flow.
  var timeText: String {
    if let at { return at.text }
    guard from != nil || to != nil else { return "" }
    return "\(from?.text ?? "…") – \(to?.text ?? "…")"
  }
}

extension V1.Powers {
  var text: String { all ? "all" : parties.joined(separator: "+") }
}

extension V1.Exchange {
  /// The title, or the directions where there is none.
  var label: String { title.isEmpty ? legsText : title }

  /// `ru→ua 115; ua→ru 115`
  var legsText: String {
    legs.map { leg in
      let groups = leg.persons.map(\.valueText).nonEmpty(joined: " + ")
      return "\(leg.from)→\(leg.to)" + (groups.isEmpty ? "" : " \(groups)")
    }.joined(separator: "; ")
  }
}

extension V1.PersonGroup {
  var valueText: String {
    switch value {
    case .quantity(let quantity): quantity.words.isEmpty ? quantity.hardText : quantity.words
    case .valueState(let state): state.words
    case nil: ""
    }
  }
}

extension Sequence<String> {
  /// Those that are not empty, joined.
  func nonEmpty(joined separator: String) -> String {
    filter { !$0.isEmpty }.joined(separator: separator)
  }
}
