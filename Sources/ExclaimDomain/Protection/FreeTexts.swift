/// The free texts of each kind of record. Names of actors in references are none.
extension RecordReview {
  mutating func read(_ record: some RecordValue) {
    switch record {
    case let claim as Claim: read(claim)
    case let document as Document: read(document)
    case let exchange as Exchange: read(exchange)
    case let agreement as Agreement: read(agreement)
    case let actor as Actor: read(actor)
    case let relation as Relation:
      read(relation.reason, .aboutCaptives, "reason")
      read(relation.note, .aboutCaptives, "note")
    case let assessment as Assessment:
      read(assessment.reason, .aboutCaptives, "reason")
      read(assessment.note, .aboutCaptives, "note")
    default: read(record.note, .open, "note")
    }
  }

  private mutating func read(_ claim: Claim) {
    let setting = claim.measure.topic.setting
    read(claim.proposition, setting, "proposition")
    read(claim.measure, claim.value?.quantity, "measure")
    read(claim.speaker.role, .open, "speaker.role")
    read(claim.speaker.words, .open, "speaker.words")
    if let quantity = claim.value?.quantity { read(quantity.words, setting, "quantity.words") }
    for (index, mention) in claim.mentions.enumerated() {
      read(mention.quote, setting, "mentions[\(index)].quote")
    }
    for (index, hop) in claim.chain.enumerated() {
      read(hop.channel, setting, "chain[\(index)].channel")
      read(hop.scope, setting, "chain[\(index)].scope")
    }
    read(claim.note, setting, "note")
  }

  /// A limit in words that names a unit, with a number that is too small, tells of persons by itself.
  private mutating func read(_ measure: Measure, _ quantity: Quantity?, _ field: @autoclosure () -> String) {
    let setting = measure.topic.setting
    read(measure.scope, setting, "\(field()).scope")
    for (index, inclusion) in measure.includes.enumerated() {
      if case .words(let words) = inclusion { read(words, setting, "\(field()).includes[\(index)].words") }
    }
    for (index, inclusion) in measure.excludes.enumerated() {
      if case .words(let words) = inclusion { read(words, setting, "\(field()).excludes[\(index)].words") }
    }
    guard setting == .aboutCaptives, !measure.scope.isEmpty, let high = quantity?.hard.high, high > 0,
      high < PersonalData.smallGroupBelow, TextReview.namesUnit(measure.scope)
    else { return }
    add(
      Flag(
        field: "\(field()).scope", value: measure.scope,
        reason: "names a unit of which fewer than \(PersonalData.smallGroupBelow) persons are counted",
        kind: .smallGroup))
  }

  private mutating func read(_ document: Document) {
    let isAboutCaptives = read(document.text, .open, "text")
    read(document.title, isAboutCaptives ? .aboutCaptives : .open, "title")
    read(document.byline, .open, "byline")
    read(document.edition, .open, "edition")
    for (index, span) in document.excluded.enumerated() {
      read(span.reason, .open, "excluded[\(index)].reason")
    }
    read(document.note, .open, "note")
  }

  private mutating func read(_ exchange: Exchange) {
    read(exchange.title, .aboutCaptives, "title")
    for (index, place) in exchange.places.enumerated() { read(place.name, .open, "places[\(index)].name") }
    for (index, stage) in exchange.stages.enumerated() {
      read(stage.name, .aboutCaptives, "stages[\(index)].name")
    }
    for (index, leg) in exchange.legs.enumerated() {
      for (position, group) in leg.persons.enumerated() {
        if let quantity = group.value?.quantity {
          read(quantity.words, .aboutCaptives, "legs[\(index)].persons[\(position)].quantity.words")
        }
      }
    }
    read(exchange.note, .aboutCaptives, "note")
  }

  private mutating func read(_ agreement: Agreement) {
    read(agreement.title, .open, "title")
    for (index, obligation) in agreement.obligations.enumerated() {
      read(obligation.description, .open, "obligations[\(index)].description")
      read(obligation.measure, obligation.quantity, "obligations[\(index)].measure")
    }
    read(agreement.note, .open, "note")
  }

  /// An actor's own name is public, unless all that is said of the actor is that they are a captive.
  private mutating func read(_ actor: Actor) {
    read(actor.note, .open, "note")
    for (index, role) in actor.roles.enumerated() { read(role.title, .open, "roles[\(index)].title") }
    for (index, entry) in actor.reliability.enumerated() {
      read(entry.reason, .open, "reliability[\(index)].reason")
    }
    let said = [actor.note] + actor.roles.map(\.title)
    guard TextReview.saysCaptive(said) else {
      read(actor.name, .open, "name")
      for (index, alias) in actor.aliases.enumerated() { read(alias, .open, "aliases[\(index)]") }
      return
    }
    read(actor.name, .aboutCaptives, "name")
    for (index, alias) in actor.aliases.enumerated() { read(alias, .aboutCaptives, "aliases[\(index)]") }
  }
}

extension Topic {
  /// True for what is said of persons in captivity, whatever the words.
  fileprivate var setting: RecordReview.Setting {
    switch self {
    case .held, .captured, .surrendered, .missing, .listed, .handedOver, .returned, .internedInThirdState,
      .diedInCaptivity, .declinedReturn, .sentence, .transit, .care, .captivityDuration, .composition,
      .remainsIdentified, .remainsRepatriated:
      .aboutCaptives
    default: .open
    }
  }
}

extension TextReview {
  /// True when one of the texts calls somebody a captive and none gives an office.
  static func saysCaptive(_ texts: [String]) -> Bool {
    var isCaptive = false
    for text in texts where !text.isEmpty {
      var text = text
      let classes = text.withUTF8 { Self.classes(in: $0) }
      if classes.contains(.office) { return false }
      if classes.contains(.captive) { isCaptive = true }
    }
    return isCaptive
  }

  /// True when the text names a military unit.
  static func namesUnit(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { Self.classes(in: $0) }.contains(.unit)
  }

  private static func classes(in bytes: UnsafeBufferPointer<UInt8>) -> WordClass {
    var cutter = TextCutter(bytes)
    cutter.cut()
    return cutter.tokens.reduce(into: WordClass()) { $0.formUnion($1.classes) }
  }
}
