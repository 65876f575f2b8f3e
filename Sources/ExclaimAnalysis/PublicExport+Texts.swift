import ExclaimDomain

extension PublicExport {
  /// The words that state withheld numbers, or may: in the records that hold them, and in those about the same.
  func texts(stating suppressed: [SuppressedCell]) -> [Withheld] {
    guard !suppressed.isEmpty else { return [] }
    var hidden = HiddenNumbers()
    for suppressed in suppressed { hidden.add(suppressed.cell, ledger) }
    var withheld: [Withheld] = []
    for exchange in ledger.exchanges where hidden.exchanges.contains(exchange.identity) {
      var check = TextCheck(exchange, hidden)
      check.anyNumber(exchange.note, .note)
      check.hiddenNumber(exchange.title, .title)
      withheld += check.withheld
    }
    for agreement in ledger.agreements where hidden.agreements.contains(agreement.identity) {
      var check = TextCheck(agreement, hidden)
      check.anyNumber(agreement.note, .note)
      check.hiddenNumber(agreement.title, .title)
      for (index, obligation) in agreement.obligations.enumerated() {
        check.anyNumber(obligation.description, .obligationDescription(index))
      }
      withheld += check.withheld
    }
    let documents = documents(stating: hidden)
    withheld += documents.withheld
    for claim in ledger.claims { withheld += texts(of: claim, hidden, withoutText: documents.identities) }
    for relation in ledger.relations where hidden.concerns(relation.from, relation.to) {
      var check = TextCheck(relation, hidden)
      check.anyNumber(relation.reason, .reason)
      check.anyNumber(relation.note, .note)
      withheld += check.withheld
    }
    for assessment in ledger.assessments where hidden.concerns(assessment.claim) {
      var check = TextCheck(assessment, hidden)
      check.anyNumber(assessment.reason, .reason)
      check.anyNumber(assessment.note, .note)
      withheld += check.withheld
    }
    return withheld
  }

  private func texts(of claim: Claim, _ hidden: HiddenNumbers, withoutText: Set<String>) -> [Withheld] {
    var check = TextCheck(claim, hidden)
    let isNear = hidden.isNear(claim)
    if isNear {
      check.anyNumber(claim.note, .note)
      check.anyNumber(claim.proposition, .proposition)
      check.anyNumber(claim.speaker.words, .speakerWords)
    }
    for (index, mention) in claim.mentions.enumerated() {
      let hasPlace = !mention.quote.isEmpty || mention.start != nil || mention.end != nil
      let isOfHidden = withoutText.contains(mention.document) || hidden.claims.contains(claim.identity)
      if hasPlace && isOfHidden {
        check.withhold(.mention(index))
      } else if isNear {
        check.hiddenNumber(mention.quote, .mention(index))
      }
    }
    return check.withheld
  }

  /// Documents in which a withheld number is mentioned, with the copies of the same story, lose their text; others on
  /// the same matter lose it where it states such a number.
  private func documents(stating hidden: HiddenNumbers) -> (identities: Set<String>, withheld: [Withheld]) {
    var certain: Set<String> = []
    var possible: Set<String> = []
    for claim in ledger.claims {
      let mentioned = claim.mentions.map(\.document) + claim.chain.map(\.document)
      if hidden.claims.contains(claim.identity) {
        certain.formUnion(mentioned)
      } else if hidden.isNear(claim) {
        possible.formUnion(mentioned)
      }
    }
    let clusters = Set(ledger.documents.filter { certain.contains($0.identity) }.map(\.cluster)).subtracting([
      ""
    ])
    var identities: Set<String> = []
    var withheld: [Withheld] = []
    for document in ledger.documents {
      let isCertain =
        certain.contains(document.identity) || clusters.contains(document.cluster)
        || certain.contains(document.editionOf)
      guard isCertain || possible.contains(document.identity) else { continue }
      var check = TextCheck(document, hidden)
      if isCertain && !document.text.isEmpty {
        check.withhold(.text)
      } else {
        check.hiddenNumber(document.text, .text)
      }
      if !check.withheld.isEmpty { identities.insert(document.identity) }
      check.hiddenNumber(document.title, .title)
      check.anyNumber(document.note, .note)
      withheld += check.withheld
    }
    return (identities, withheld)
  }
}

/// Which numbers were withheld, and which records hold them or are about the same.
private struct HiddenNumbers {
  private(set) var claims: Set<String> = []
  private(set) var exchanges: Set<String> = []
  private(set) var agreements: Set<String> = []
  private(set) var near: Set<String> = []
  private var bounds: Set<Bounds> = []

  mutating func add(_ cell: Cell, _ ledger: Ledger) {
    bounds.insert(cell.hard)
    switch cell.kind {
    case .claim:
      claims.insert(cell.record)
      guard let claim = ledger.claim(cell.record) else { return }
      if !claim.about.exchange.isEmpty { exchanges.insert(claim.about.exchange) }
      if !claim.about.agreement.isEmpty { agreements.insert(claim.about.agreement) }
      near.insert(claim.about.claim)
      for other in ledger.claims(about: claim) { near.insert(other.identity) }
      for relation in ledger.relations(at: claim) { near.formUnion([relation.from, relation.to]) }
    case .exchange: exchanges.insert(cell.record)
    case .agreement: agreements.insert(cell.record)
    default: break
    }
  }

  func isNear(_ claim: Claim) -> Bool {
    claims.contains(claim.identity) || near.contains(claim.identity)
      || exchanges.contains(claim.about.exchange)
      || agreements.contains(claim.about.agreement)
  }

  func concerns(_ references: String...) -> Bool {
    references.contains { claims.contains($0) || near.contains($0) }
  }

  /// True when the number may be a withheld one.
  func contains(_ number: Int64) -> Bool { bounds.contains { $0.high != nil && $0.contains(number) } }
}

/// Checks the texts of one record.
private struct TextCheck {
  private let record: String
  private let kind: RecordKind
  private let hidden: HiddenNumbers
  private(set) var withheld: [Withheld] = []

  init(_ record: some RecordValue, _ hidden: HiddenNumbers) {
    self.record = record.identity
    kind = type(of: record).kind
    self.hidden = hidden
  }

  mutating func withhold(_ field: WithheldField) {
    withheld.append(Withheld(record: record, kind: kind, field: field, reason: .states))
  }

  /// Withholds a text with any number: others may follow from it.
  mutating func anyNumber(_ text: String, _ field: WithheldField) {
    if !text.isEmpty && !PersonalData.numbers(in: text).isEmpty { withhold(field) }
  }

  /// Withholds a text with a number that may be a withheld one.
  mutating func hiddenNumber(_ text: String, _ field: WithheldField) {
    if !text.isEmpty && PersonalData.numbers(in: text).contains(where: hidden.contains) { withhold(field) }
  }
}
