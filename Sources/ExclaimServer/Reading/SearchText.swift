import ExclaimDomain

/// The words by which a record is found: what its author and its sources wrote, no codes and no references.
func searchText(of value: any RecordValue) -> String {
  var text = ""
  text.addWords(value.key)
  text.addWords(value.note)
  switch value {
  case let actor as Actor:
    text.addWords(actor.name)
    for alias in actor.aliases { text.addWords(alias) }
    for role in actor.roles { text.addWords(role.title) }
  case let document as Document:
    text.addWords(document.title)
    text.addWords(document.byline)
    text.addWords(document.url)
    text.addWords(document.text)
  case let claim as Claim:
    text.addWords(claim.proposition)
    text.addWords(claim.speaker.role)
    text.addWords(claim.speaker.words)
    text.addWords(claim.measure.scope)
    text.addWords(claim.value?.quantity?.words ?? "")
    for mention in claim.mentions { text.addWords(mention.quote) }
  case let exchange as Exchange:
    text.addWords(exchange.title)
    for place in exchange.places { text.addWords(place.name) }
    for ordinal in exchange.ordinals { text.addWords(ordinal.series) }
  case let agreement as Agreement:
    text.addWords(agreement.title)
    text.addWords(agreement.place)
    for obligation in agreement.obligations { text.addWords(obligation.description) }
  case let relation as Relation: text.addWords(relation.reason)
  case let assessment as Assessment: text.addWords(assessment.reason)
  default: break
  }
  return text
}

extension String {
  /// Adds a line, unless it is empty.
  fileprivate mutating func addWords(_ words: String) {
    guard !words.isEmpty else { return }
    if !isEmpty { append("\n") }
    append(words)
  }
}
