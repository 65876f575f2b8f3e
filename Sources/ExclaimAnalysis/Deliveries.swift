import ExclaimDomain

/// What must hold for a number to count towards a pledge.
struct Condition: Hashable {
  /// In words.
  var words: String
  /// True where it is about what was counted: whether that is what was pledged.
  var isOfScope: Bool

  /// Whether what was counted is what was pledged.
  static func scope(_ words: String) -> Condition { Condition(words: words, isOfScope: true) }
  /// Anything else: when it was, how it stands, whether the number is right.
  static func other(_ words: String) -> Condition { Condition(words: words, isOfScope: false) }
}

/// A number that the records say was delivered, and what must hold for it to count.
struct Delivery {
  /// At least so many.
  var low: Int64 = 0
  /// What must hold; empty for a number that counts as it stands.
  var conditions: [Condition] = []
  var sources: [Source] = []
  /// The days in which it was delivered; without an end on a side where that is not known.
  var days = DayWindow.unknown
  /// True for one that came after the due day, or may have.
  var isLate = false

  /// Both together, for deliveries that share nobody.
  func adding(_ other: Delivery) -> Delivery {
    if other.low == 0 { return self }
    if low == 0 { return other }
    return Delivery(
      low: low + other.low, conditions: unique(conditions + other.conditions),
      sources: unique(sources + other.sources), days: days.hull(other.days), isLate: isLate || other.isLate)
  }

  /// The greater number; of equal ones that with fewer conditions.
  static func isLess(_ one: Delivery, _ other: Delivery) -> Bool {
    one.low < other.low || (one.low == other.low && one.conditions.count > other.conditions.count)
  }
}

/// The items without repetitions, in order.
func unique<Item: Hashable>(_ items: [Item]) -> [Item] {
  var seen: Set<Item> = []
  return items.filter { seen.insert($0).inserted }
}

/// Finds what was delivered towards one obligation of an agreement.
struct Deliveries {
  /// Claims about the agreement that say how many came back.
  let claims: [Claim]
  /// Exchanges under the agreement in which the persons owed were handed over.
  let exchanges: [Exchange]
  /// At most so many by the due day, and who says so; nil while nothing bounds it.
  let high: (bound: Int64, source: Source)?
  private let claimed: [Delivery]
  /// For each exchange what was delivered for certain, and what may have been.
  private let handedOver: [[Delivery]]

  init(ledger: Ledger, agreement: Agreement, obligation: Obligation) {
    let rule = DeliveryRule(ledger: ledger, agreement: agreement, obligation: obligation)
    claims = ledger.claims.filter(rule.saysDelivered)
    exchanges = ledger.exchanges.filter(rule.delivered)
    high = rule.high(claims)
    claimed = rule.deliveries(claims)
    handedOver = rule.deliveries(exchanges)
  }

  /// The greatest number that follows from deliveries of one sort; nil for none.
  ///
  /// Claims and recorded exchanges may speak of the same persons, so that their numbers are added only where
  /// their days do not meet. Exchanges are events of their own, and add up.
  func greatest(_ isOfSort: (Delivery) -> Bool) -> Delivery? {
    let exchanges = self.handedOver.compactMap { $0.filter(isOfSort).max(by: Delivery.isLess) }
    func handedOver(after begin: DayWindow?, before end: DayWindow?) -> Delivery {
      exchanges.filter { exchange in
        (begin.map { $0.isBefore(exchange.days) } ?? true) && (end.map { exchange.days.isBefore($0) } ?? true)
      }.reduce(Delivery()) { $0.adding($1) }
    }
    // The greatest claims are enough: what small ones add would not be worth the time.
    let greatest = claimed.filter(isOfSort).sorted { Delivery.isLess($1, $0) }.prefix(50)
    let claims = greatest.sorted { $0.days.latest?.number ?? .max < $1.days.latest?.number ?? .max }
    var upTo: [Delivery] = []
    for claim in claims {
      let earlier = zip(claims, upTo).filter { $0.0.days.isBefore(claim.days) }.map { earlier, sum in
        sum.adding(handedOver(after: earlier.days, before: claim.days))
      }
      let before = (earlier + [handedOver(after: nil, before: claim.days)]).max(by: Delivery.isLess)
      upTo.append(claim.adding(before ?? Delivery()))
    }
    let withClaims = zip(claims, upTo).map { claim, sum in
      sum.adding(handedOver(after: claim.days, before: nil))
    }
    return ([handedOver(after: nil, before: nil)] + withClaims).filter { $0.low > 0 }.max(by: Delivery.isLess)
  }
}
