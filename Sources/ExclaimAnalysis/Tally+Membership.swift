import ExclaimDomain

/// Whether a total counts an exchange, and how many persons of it.
struct Membership {
  /// Whether the total counts the exchange: yes, no, or nil for "it may or may not".
  var counts: Bool?
  /// Persons of it whom the total counts, if it counts the exchange.
  var persons: Bounds
  /// Why not, or why not for certain.
  var reasons: [String] = []
  /// True for what the total leaves out, be it as it may.
  var isExcluded = false
  /// True also for what the total may leave out, by what is recorded of agreements and of the official tally.
  var mayBeExcluded = false

  mutating func apply(_ objection: Objection?) {
    guard let objection else { return }
    reasons.append(objection.reason)
    switch objection.weight {
    case .excluded: (counts, isExcluded) = (false, true)
    case .out: counts = false
    case .doubt, .part: counts = counts.flatMap { $0 ? nil : false }
    }
    if objection.weight == .part { persons = persons.orNone }
  }
}

/// A finding against counting an exchange.
struct Objection {
  var weight: Weight
  var reason: String

  enum Weight {
    /// The total leaves it out, and what belongs to it.
    case excluded
    /// It is not, or not then, what the total counts.
    case out
    /// The total counts all of it or none.
    case doubt
    /// The total counts all of it, a part, or none.
    case part
  }

  static func excluded(_ reason: String) -> Objection { Objection(weight: .excluded, reason: reason) }
  static func out(_ reason: String) -> Objection { Objection(weight: .out, reason: reason) }
  static func doubt(_ reason: String) -> Objection { Objection(weight: .doubt, reason: reason) }
  static func part(_ reason: String) -> Objection { Objection(weight: .part, reason: reason) }
}

/// Decides for each recorded exchange by itself whether one total counts it.
struct TallyMembershipRule {
  let ledger: Ledger
  let total: Total
  /// False for a rule that asks who returned, whatever the total leaves out.
  var isSelective = true
  /// True for a rule that asks what would count if it were in the total's window.
  var isTimeless = false
  /// Whether the total is of the official tally; nil for what its speaker is.
  var isOfficial: Bool?

  private var withoutExclusions: TallyMembershipRule {
    TallyMembershipRule(ledger: ledger, total: total, isSelective: false)
  }

  /// Whose returned people are counted; nil for a total that does not say.
  var dependent: Powers? { total.dependent }

  func membership(of exchange: Exchange) -> Membership {
    var membership = Membership(counts: true, persons: persons(of: exchange))
    let limits = exclusions(exchange) + [restriction(exchange), tallyMark(exchange)]
    membership.mayBeExcluded = limits.contains { $0 != nil }
    let objections =
      [status(exchange), time(exchange)] + limits + scopes + [release(exchange), parties(exchange)]
    for objection in objections { membership.apply(objection) }
    if membership.counts != false { membership.apply(returns(exchange, membership.persons)) }
    // Of an exchange that is left out the reader wants to know how many returned in it, counted or not.
    if membership.isExcluded { membership.persons = withoutExclusions.persons(of: exchange) }
    return membership
  }

  private func status(_ exchange: Exchange) -> Objection? {
    switch exchange.status {
    case .completed: nil
    case .proposed, .agreed, .planned, .postponed, .cancelled: .out("it is \(exchange.status.label)")
    case .unspecified: .doubt(exchange.status.label)
    case .underWay, .partlyCompleted: .part(exchange.status.label)
    }
  }

  func time(_ exchange: Exchange) -> Objection? {
    guard let days = ledger.days(of: exchange) else { return .doubt("its date is not recorded") }
    if isTimeless { return nil }
    let (begin, end) = ledger.window(of: total)
    if days.isBefore(begin) { return .out("it was before the total begins") }
    if end.isBefore(days) { return .out("it was after the total ends") }
    let window = DayWindow(earliest: begin.latest, latest: end.earliest)
    if begin.latest == nil { return .doubt("the total does not say since when it counts") }
    if end.earliest == nil { return .doubt("the total does not say until when it counts") }
    return window.contains(days) ? nil : .part("its date may lie outside the total's window")
  }

  private func exclusions(_ exchange: Exchange) -> [Objection?] {
    total.excludes.map { inclusion in
      switch inclusion {
      case .agreement(let agreement): exclusion(exchange, under: agreement)
      case .exchange(exchange.identity): .excluded("the total leaves it out by name")
      case .exchange(let other) where exchange.partOf == [other]:
        .excluded("it belongs to \(ledger.title(other)), which the total leaves out")
      case .exchange(let other) where exchange.partOf.contains(other):
        .part("a part of it belongs to \(ledger.title(other)), which the total leaves out")
      case .words(let words):
        .part("the total leaves out \"\(words)\", and whether it is of these is not recorded")
      case .exchange, .category: nil
      }
    }
  }

  private func exclusion(_ exchange: Exchange, under agreement: String) -> Objection? {
    let name = ledger.title(agreement)
    switch standings(exchange, under: agreement) {
    case [true]: return .excluded("it belongs to \(name), which the total leaves out")
    case [false]: return nil
    case let standings where standings.contains(true):
      return .doubt("a part of it belongs to \(name), which the total leaves out")
    default: return .doubt("it belongs to \(name), which the total leaves out, and to another agreement")
    }
  }

  /// Whether the groups of an exchange are under an agreement: each answer that one of them gets.
  private func standings(_ exchange: Exchange, under agreement: String) -> Set<Bool?> {
    let legs = exchange.legs.isEmpty ? [Leg()] : exchange.legs
    return Set(
      legs.flatMap { leg in
        exchange.transferred(leg).map { ledger.isUnder(agreement, $0, leg, exchange) }
      })
  }

  /// What limits the total in its speaker's words, and no record can be held against.
  private var scopes: [Objection?] {
    total.scopes.map { .part("the total counts only \"\($0)\", and whether it is of these is not recorded") }
  }

  /// A total that is about one agreement counts only what is under it.
  private func restriction(_ exchange: Exchange) -> Objection? {
    let agreement = total.claim.about.agreement
    guard !agreement.isEmpty else { return nil }
    let (name, standings) = (ledger.title(agreement), standings(exchange, under: agreement))
    if standings == [false] { return .excluded("the total counts only what is under \(name)") }
    return standings.contains(true) ? nil : .part("it belongs to \(name), and to another agreement")
  }

  private func tallyMark(_ exchange: Exchange) -> Objection? {
    guard isOfficial ?? ledger.isOfficial(total), !isNamed(exchange) else { return nil }
    let own = exchange.inOfficialTally
    let wholes = exchange.partOf.compactMap { ledger.exchange($0)?.inOfficialTally }
    return switch own == .unspecified ? Set(wholes) : [own] {
    case [], [.yes], [.unspecified], [.yes, .unspecified]: nil
    case [.no]: .excluded("the official tally does not count it")
    case [.unknown]: .doubt("whether the official tally counts it is unknown")
    default: .part("the official tally counts a part of it")
    }
  }

  /// Whether a total of exchanges counts what was given for nothing, unless the record says so.
  private func release(_ exchange: Exchange) -> Objection? {
    guard total.exchanges != nil, exchange.category == .oneWay, !isNamed(exchange),
      exchange.inOfficialTally == .unspecified
    else { return nil }
    return .doubt(
      "nothing was given in return, and whether the total counts it as an exchange is not recorded")
  }

  /// True when the total says that it takes the exchange in, or is of one agreement, which is no official tally.
  private func isNamed(_ exchange: Exchange) -> Bool {
    !total.claim.about.agreement.isEmpty
      || total.includes.contains(.exchange(exchange.identity))
      || exchange.agreements.contains { total.includes.contains(.agreement($0)) }
  }

  private func parties(_ exchange: Exchange) -> Objection? {
    if let detaining = total.detaining {
      if exchange.concerns(detaining) { return nil }
      return .doubt("\(list(detaining.parties.map(ledger.name).sorted())) takes no part in it")
    }
    guard total.dependent == nil, let side = ledger.side(of: total.claim.speaker.actor),
      !exchange.concerns(.one(side))
    else { return nil }
    return .doubt("\(ledger.name(side)) takes no part in it, and whose people the total counts is not said")
  }

  private func returns(_ exchange: Exchange, _ persons: Bounds) -> Objection? {
    if exchange.isOfRemainsOnly { return .doubt("only remains changed hands in it") }
    return persons.high == 0 ? .doubt("nobody whom the total counts returned in it") : nil
  }
}
