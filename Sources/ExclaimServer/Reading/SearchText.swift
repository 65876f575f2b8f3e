import ExclaimDomain

/// The words by which a record is found: what its author and its sources wrote, no codes and no references.
func searchText(of value: any RecordValue) -> String {
  var words = [value.key, value.note]
  switch value {
  case let actor as Actor:
    words += [actor.name] + actor.aliases + actor.roles.map(\.title)
  case let document as Document:
    words += [document.title, document.byline, document.url, document.text]
  case let claim as Claim:
    words += [claim.proposition, claim.speaker.role, claim.speaker.words, claim.measure.scope]
    words += [claim.value?.quantity?.words ?? ""] + claim.mentions.map(\.quote)
  case let exchange as Exchange:
    words += [exchange.title] + exchange.places.map(\.name) + exchange.ordinals.map(\.series)
  case let agreement as Agreement:
    words += [agreement.title, agreement.place] + agreement.obligations.map(\.description)
  case let relation as Relation: words.append(relation.reason)
  case let assessment as Assessment: words.append(assessment.reason)
  default: break
  }
  return words.filter { !$0.isEmpty }.joined(separator: "\n")
}
