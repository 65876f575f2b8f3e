import ExclaimDomain

/// What claims say of those who were transferred in an exchange, held against its record.
struct TransferClaims {
  let ledger: Ledger
  let exchange: Exchange
  /// Claims that give a number, and that their speakers neither took back nor replaced.
  let stated: [Claim]
  /// Claims by which others contest what was said, or what the record holds.
  private let contesting: [Claim]
  /// Claims that somebody chose not to return.
  private let declined: [Claim]

  init(_ ledger: Ledger, _ exchange: Exchange) {
    (self.ledger, self.exchange) = (ledger, exchange)
    let standing = ledger.claims(about: exchange).filter { ledger.stands($0) }
    declined = standing.filter { $0.measure.topic == .declinedReturn }
    let claims = standing.filter(\.measure.topic.countsTransfer)
    stated = claims.filter { $0.speechAct.affirms && $0.value?.quantity?.count != nil }
    contesting = claims.filter { $0.speechAct.contests && !$0.speechAct.affirms }
  }

  // MARK: - Which legs

  /// True for a claim that counts those of this leg.
  func isOf(_ claim: Claim, _ leg: Leg) -> Bool {
    let measure = claim.measure
    return measure.dependent?.contains(.one(leg.effectiveDependentPower)) != false
      && measure.detaining?.contains(.one(leg.from)) != false
      && (measure.topic != .returned || leg.isHome)
  }

  private func legs(of claim: Claim) -> [Leg] { exchange.legs.filter { isOf(claim, $0) } }

  // MARK: - Agreement

  /// True for a claim whose number is the record's own: of all groups, of those that it counts, or of those of its day.
  func makes(_ claim: Claim, _ parts: [[PersonGroup]]) -> Bool {
    let measure = claim.measure
    guard claim.isUnlimited, measure.dependent.isOneOrNone, measure.detaining.isOneOrNone,
      let stated = claim.value?.quantity?.count?.hard
    else { return false }
    func isNumber(of belongs: (PersonGroup) -> Bool) -> Bool {
      let counted = parts.map { $0.filter(belongs) }
      let groups = counted.flatMap(\.self)
      return !groups.isEmpty && !groups.contains(where: \.isUndisclosed)
        && counted.map { sum($0).hard }.total.contains(stated)
    }
    func isMeant(_ group: PersonGroup) -> Bool {
      measure.category.widestReading.contains(group.category.widestReading)
        || measure.category.widestReading.contains(group.category)
    }
    func mayBeMeant(_ group: PersonGroup) -> Bool {
      isMeant(group) || group.category.widestReading.contains(measure.category)
    }
    return isNumber(of: isMeant) || isNumber(of: mayBeMeant)
      || isNumber { isMeant($0) && mayBeOn(measure.at?.window, $0) }
  }

  private func mayBeOn(_ days: DayWindow?, _ group: PersonGroup) -> Bool {
    let stage = exchange.stages.first { $0.number == group.stage }
    guard let days, let stageDays = stage?.date?.window else { return true }
    return days.intersects(stageDays)
  }

  /// True for a claim that cannot be true beside the record, as the reconciliation reads both.
  ///
  /// It reads them with what tells of which number they speak: handovers, that somebody chose not to return, and the
  /// relations by which analysts set claims apart.
  private func contradicts(_ claim: Claim) -> Bool {
    let relations = ledger.relations(at: claim)
    let related = unique(relations.flatMap { [$0.from, $0.to] }).compactMap { ledger.claim($0) }
    let beside = Ledger(
      claims: [claim] + (related + declined).filter { $0.identity != claim.identity },
      exchanges: [exchange] + ledger.parts(of: exchange), relations: relations)
    // Only a task that is cancelled has none.
    let solutions = (try? Reconciliation(beside))?.solutions ?? []
    return solutions.contains { $0.contradictions.contains { Set($0) == [.claim(0), .exchange(0)] } }
  }

  // MARK: - Words

  /// A sentence for each claim that gives a number which the record does not hold, and for each that contests one.
  func sentences(_ directions: [Direction]) -> [String] {
    let hasBegun = exchange.status == .unspecified || exchange.status.hasBegun
    let said = Set(directions.flatMap(\.saidOnly).map(\.identity))
    let made = Set(directions.flatMap(\.claims).map(\.identity)).subtracting(said)
    let numbers = stated.filter { !made.contains($0.identity) }.compactMap { claim -> String? in
      let legs = legs(of: claim)
      if legs.isEmpty {
        let counted = Counted(claim).words(ledger)
        return
          "\(ledger.source(claim).words) says \(quoted(claim)) (\(counted)), of which the record holds no number."
      }
      let words = "\(ledger.source(claim).words) says \(ofWhom(claim)) to \(receivers(legs))"
      guard hasBegun else { return claim.value?.quantity?.count?.hard == .exactly(0) ? nil : "Yet \(words)." }
      if contradicts(claim) { return "\(words), which conflicts with this record." }
      return said.contains(claim.identity) ? "\(words)." : nil
    }
    return numbers + contesting.compactMap(contest)
  }

  private func contest(_ claim: Claim) -> String? {
    let legs = legs(of: claim)
    guard !legs.isEmpty else { return nil }
    // Who takes back, or contests what was taken back since, contests nothing that still stands.
    let other = ledger.claim(claim.about.claim)
    guard other.map(ledger.stands) ?? (claim.speechAct != .retracts) else { return nil }
    let what =
      other.map { "what \(ledger.source($0).words) says of it" } ?? "the number to \(receivers(legs))"
    let own = claim.counterNumber.map { ", with \"\($0.words)\" instead" } ?? ""
    return "\(ledger.source(claim).words) contests \(what)\(own)."
  }

  private func receivers(_ legs: [Leg]) -> String { list(unique(legs.map { ledger.name($0.to) })) }

  private func quoted(_ claim: Claim) -> String { "\"\(claim.value?.quantity?.words ?? "")\"" }

  /// ""more than a hundred" soldiers, "captured in Kursk"".
  private func ofWhom(_ claim: Claim) -> String {
    let measure = claim.measure
    let whom = measure.category == .unspecified ? "" : " \(measure.category.label)"
    return quoted(claim) + whom + (measure.scope.isEmpty ? "" : ", \"\(measure.scope)\",")
  }
}

extension Leg {
  /// True where those transferred come to the power on which they depend.
  fileprivate var isHome: Bool { to == effectiveDependentPower }
}

extension Claim {
  /// True where it counts all of its category, not those of a scope or without some.
  var isUnlimited: Bool { measure.scope.isEmpty && measure.excludes.isEmpty }

  /// The number that stands against another; a denial's number is the one that is denied.
  var counterNumber: Quantity? { speechAct == .denies ? nil : value?.quantity }
}

extension Powers? {
  fileprivate var isOneOrNone: Bool { self.map { !$0.isAll && $0.parties.count == 1 } ?? true }
}
