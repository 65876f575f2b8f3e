import ExclaimDomain
import ExclaimMessages

extension RecordReader {
  mutating func read(_ message: V1.Actor) -> Actor {
    var roles: [Role] = []
    for (index, role) in message.roles.enumerated() {
      let field = "roles[\(index)]"
      roles.append(
        Role(
          title: role.title,
          organisation: actor(role.organisation, "\(field).organisation", .organisation),
          from: date(role.from), to: date(role.to)))
    }
    return Actor(
      key: message.key, visibility: Visibility(message.visibility), note: message.note,
      kind: ActorKind(message.kind, default: .unspecified), name: message.name, aliases: message.aliases,
      side: actor(message.side, "side", .side), roles: roles,
      reliability: message.reliability.map {
        Reliability(
          topic: Topic($0.topic, default: .unspecified),
          grade: ReliabilityGrade($0.grade, default: .unspecified), reason: $0.reason)
      })
  }

  mutating func read(_ message: V1.Document) -> Document {
    Document(
      key: message.key, visibility: Visibility(message.visibility), note: message.note,
      outlet: actor(message.outlet, "outlet", .outlet), title: message.title, byline: message.byline,
      url: message.url, published: date(message.published),
      dateline: message.dateline.map { Dateline(place: $0.place, date: date($0.date)) },
      indexed: date(message.indexed), language: message.language, sha256: message.sha256,
      text: message.text,
      excluded: message.excluded.map { Span(start: Int($0.start), end: Int($0.end), reason: $0.reason) },
      cluster: message.cluster,
      editionOf: reference(message.editionOf, "editionOf", .editionOf, .document),
      edition: message.edition, bodyCopies: Int(message.bodyCopies))
  }

  mutating func read(_ message: V1.Agreement) -> Agreement {
    let parties = message.parties.enumerated().map { actor($1, "parties[\($0)]", .party) }
    var obligations: [Obligation] = []
    for (index, obligation) in message.obligations.enumerated() {
      let field = "obligations[\(index)]"
      obligations.append(
        Obligation(
          obligor: actor(obligation.obligor, "\(field).obligor", .obligor),
          measure: measure(obligation.measure, "\(field).measure"),
          quantity: obligation.quantity.map(quantity), due: date(obligation.due),
          description: obligation.description))
    }
    return Agreement(
      key: message.key, visibility: Visibility(message.visibility), note: message.note,
      title: message.title, parties: parties, date: date(message.date), place: message.place,
      obligations: obligations)
  }

  mutating func read(_ message: V1.Relation) -> Relation {
    Relation(
      key: message.key, visibility: Visibility(message.visibility), note: message.note,
      from: reference(message.from, "from", .relationFrom, .claim),
      to: reference(message.to, "to", .relationTo, .claim),
      kind: RelationKind(message.kind, default: .unspecified), reason: message.reason)
  }

  mutating func read(_ message: V1.Assessment) -> Assessment {
    Assessment(
      key: message.key, visibility: Visibility(message.visibility), note: message.note,
      claim: reference(message.claim, "claim", .assessed, .claim), credibility: Int(message.credibility),
      state: AssessmentState(message.state, default: .unspecified), reason: message.reason)
  }
}
