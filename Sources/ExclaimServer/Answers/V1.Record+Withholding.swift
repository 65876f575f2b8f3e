import ExclaimAnalysis
import ExclaimMessages

extension V1.Record {
  /// Takes a field out of the record. What is left can still be submitted.
  mutating func withhold(_ field: WithheldField) {
    switch content {
    case .claim(var claim):
      claim.withhold(field)
      content = .claim(claim)
    case .exchange(var exchange):
      exchange.withhold(field)
      content = .exchange(exchange)
    case .agreement(var agreement):
      agreement.withhold(field)
      content = .agreement(agreement)
    case .document(var document):
      document.withhold(field)
      content = .document(document)
    case .relation(var relation):
      relation.withhold(field)
      content = .relation(relation)
    case .assessment(var assessment):
      if field == .note { assessment.note = "" }
      if field == .reason { assessment.reason = "withheld" }
      content = .assessment(assessment)
    case .actor(var actor):
      if field == .note { actor.note = "" }
      content = .actor(actor)
    case nil: break
    }
  }
}

extension V1.Claim {
  fileprivate mutating func withhold(_ field: WithheldField) {
    switch field {
    case .quantity: value = .valueState(.withheld)
    case .hopQuantity(let hop): chain[hop].quantity = nil
    case .mention(let mention):
      mentions[mention].quote = ""
      (mentions[mention].start, mentions[mention].end) = (nil, nil)
    case .speakerWords: speaker?.words = ""
    case .proposition: proposition = ""
    case .note: note = ""
    default: break
    }
  }
}

extension V1.Exchange {
  fileprivate mutating func withhold(_ field: WithheldField) {
    switch field {
    case .group(let leg, let group): legs[leg].persons[group].value = .valueState(.withheld)
    case .plannedGroup(let leg, let group): legs[leg].persons[group].planned = nil
    case .title: title = ""
    case .note: note = ""
    default: break
    }
  }
}

extension V1.Agreement {
  fileprivate mutating func withhold(_ field: WithheldField) {
    switch field {
    case .obligationQuantity(let obligation): obligations[obligation].quantity = nil
    case .obligationDescription(let obligation): obligations[obligation].description = ""
    case .title: title = ""
    case .note: note = ""
    default: break
    }
  }
}

extension V1.Document {
  fileprivate mutating func withhold(_ field: WithheldField) {
    switch field {
    case .text: (text, excluded) = ("", [])
    case .title: title = ""
    case .note: note = ""
    default: break
    }
  }
}

extension V1.Relation {
  fileprivate mutating func withhold(_ field: WithheldField) {
    // One of two claims that cannot be compared needs a reason.
    if field == .reason { reason = "withheld" }
    if field == .note { note = "" }
  }
}
