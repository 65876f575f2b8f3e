import ExclaimDomain
import ExclaimMessages
import ExclaimStore

extension RecordReader {
  mutating func read(_ message: V1.Claim) -> Claim {
    let speaker = message.speaker ?? V1.Speaker()
    let about = message.about ?? V1.About()
    return Claim(
      key: message.key, visibility: Visibility(message.visibility), note: message.note,
      speechAct: SpeechAct(message.speechAct, default: .unspecified),
      speaker: Speaker(
        actor: actor(speaker.actor, "speaker.actor", .speaker), role: speaker.role, words: speaker.words),
      asserted: date(message.asserted),
      about: About(
        exchange: reference(about.exchange, "about.exchange", .aboutExchange, .exchange),
        agreement: reference(about.agreement, "about.agreement", .aboutAgreement, .agreement),
        claim: reference(about.claim, "about.claim", .aboutClaim, .claim),
        document: reference(about.document, "about.document", .aboutDocument, .document)),
      measure: measure(message.measure, "measure"), value: value(message.value),
      proposition: message.proposition, chain: chain(message.chain), mentions: mentions(message.mentions))
  }

  private mutating func chain(_ messages: [V1.Hop]) -> [Hop] {
    var hops: [Hop] = []
    for (index, hop) in messages.enumerated() {
      let field = "chain[\(index)]"
      hops.append(
        Hop(
          actor: actor(hop.actor, "\(field).actor", .hop), channel: hop.channel, date: date(hop.date),
          document: reference(hop.document, "\(field).document", .hopDocument, .document),
          quantity: hop.quantity.map(quantity),
          category: PersonCategory(hop.category, default: .unspecified), scope: hop.scope))
    }
    return hops
  }

  private mutating func mentions(_ messages: [V1.Mention]) -> [Mention] {
    var mentions: [Mention] = []
    for (index, mention) in messages.enumerated() {
      mentions.append(
        Mention(
          document: reference(mention.document, "mentions[\(index)].document", .mention, .document),
          quote: mention.quote, start: mention.start.map(Int.init), end: mention.end.map(Int.init),
          locus: Locus(mention.locus, default: .unspecified),
          voice: Voice(mention.voice, default: .unspecified)))
    }
    return mentions
  }

  private func value(_ message: V1.Claim.Value?) -> Value? {
    switch message {
    case .quantity(let quantity): .quantity(self.quantity(quantity))
    case .valueState(let state): .state(ValueState(state, default: .unspecified))
    case nil: nil
    }
  }

  mutating func measure(_ message: V1.Measure?, _ field: String) -> Measure {
    guard let message else { return Measure() }
    let dependent: Powers? =
      switch message.dependent {
      case .dependentPower(let power): .one(actor(power, "\(field).dependentPower", .dependentPower))
      case .dependentPowers(let powers): group(powers, "\(field).dependentPowers", .dependentPower)
      case nil: nil
      }
    let detaining: Powers? =
      switch message.detaining {
      case .detainingPower(let power): .one(actor(power, "\(field).detainingPower", .detainingPower))
      case .detainingPowers(let powers): group(powers, "\(field).detainingPowers", .detainingPower)
      case nil: nil
      }
    return Measure(
      Topic(message.topic, default: .unspecified), unit: Unit(message.unit, default: .unspecified),
      dependent: dependent, detaining: detaining,
      category: PersonCategory(message.category, default: .unspecified), scope: message.scope,
      at: date(message.at), from: date(message.from), to: date(message.to),
      includes: inclusions(message.includes, "\(field).includes"),
      excludes: inclusions(message.excludes, "\(field).excludes"))
  }

  private mutating func group(_ message: V1.Powers, _ field: String, _ role: LinkRole) -> Powers {
    .group(
      parties: message.parties.enumerated().map { actor($1, "\(field).parties[\($0)]", role) },
      all: message.all)
  }

  private mutating func inclusions(_ messages: [V1.Inclusion], _ field: String) -> [Inclusion] {
    var inclusions: [Inclusion] = []
    for (index, message) in messages.enumerated() {
      let inclusion: Inclusion =
        switch message.what {
        case .agreement(let text):
          .agreement(reference(text, "\(field)[\(index)].agreement", .countedAgreement, .agreement))
        case .exchange(let text):
          .exchange(reference(text, "\(field)[\(index)].exchange", .countedExchange, .exchange))
        case .category(let category): .category(PersonCategory(category, default: .unspecified))
        case .words(let words): .words(words)
        case nil: .words("")
        }
      inclusions.append(inclusion)
    }
    return inclusions
  }
}
