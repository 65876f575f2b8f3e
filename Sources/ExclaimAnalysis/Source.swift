import ExclaimDomain

/// A record on which a figure rests, as an answer calls it.
public struct Source: Sendable, Hashable {
  /// Its id; empty for a record without one.
  public var id: String
  /// Its key; empty for none.
  public var key: String
  /// A short description: speaker and role, or title.
  public var label: String

  init(_ record: some RecordValue, _ label: String) {
    id = record.id
    key = record.key
    self.label = label
  }

  /// By what it is referred to: the key, or else the id.
  var reference: String { key.isEmpty ? id : key }

  /// The description with the key, where several records may be alike: "exchange of 5 June 2024 (x1)".
  var words: String { key.isEmpty ? label : "\(label) (\(key))" }
}

extension Ledger {
  /// An actor's name; the reference itself where the ledger does not have the actor.
  public func name(_ reference: String) -> String {
    guard let actor = actor(reference), !actor.name.isEmpty else { return reference }
    return actor.name
  }

  /// The name or title of any record that a measure refers to.
  func title(_ reference: String) -> String {
    if let agreement = agreement(reference) { return source(agreement).label }
    if let exchange = exchange(reference) { return source(exchange).label }
    return name(reference)
  }

  func source(_ claim: Claim) -> Source {
    let name = name(claim.speaker.actor)
    return Source(claim, claim.speaker.role.isEmpty ? name : "\(name), \(claim.speaker.role)")
  }

  func source(_ exchange: Exchange) -> Source {
    if !exchange.title.isEmpty { return Source(exchange, exchange.title) }
    guard let date = exchange.date ?? exchange.plannedDate else {
      return Source(exchange, "exchange without a date")
    }
    return Source(exchange, "exchange of \(date.window.words)")
  }

  func source(_ agreement: Agreement) -> Source {
    if !agreement.title.isEmpty { return Source(agreement, agreement.title) }
    let place = agreement.place.isEmpty ? "" : " of \(agreement.place)"
    let day = agreement.date.map { ", \($0.window.words)" } ?? ""
    return Source(agreement, "agreement\(place)\(day)")
  }

  func source(_ document: Document) -> Source {
    let outlet = document.outlet.isEmpty ? "" : name(document.outlet)
    let parts = [outlet, document.title].filter { !$0.isEmpty }
    return Source(document, parts.isEmpty ? document.identity : parts.joined(separator: ": "))
  }

  /// The party to which a speaker belongs; a state belongs to itself. Nil for none.
  func side(of reference: String) -> String? {
    guard let actor = actor(reference) else { return nil }
    if !actor.side.isEmpty { return actor.side }
    return actor.kind == .state ? actor.identity : nil
  }
}
