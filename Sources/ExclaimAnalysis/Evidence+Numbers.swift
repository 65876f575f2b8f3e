import ExclaimDomain

extension Ledger {
  /// Why numbers that all answer the question still do not compare with each other.
  ///
  /// A question that leaves the date open finds numbers of many dates; each then says from which it differs, and of
  /// which claim that is.
  func openDifferences(among found: [Claim]) -> [String: [String]] {
    let numbers = found.filter { $0.value?.quantity != nil }
    let respects = Respect.allCases.filter { $0 != .inclusions }
    let differences: [(Claim, Claim) -> String?] =
      respects.map { respect in { differ($0, $1, respect) } } + [differInKind]
    var reasons: [String: [String]] = [:]
    for differ in differences {
      // One claim of each kind met so far: enough to name a difference, and few whatever the ledger's size.
      var kinds: [Claim] = []
      for claim in numbers where kinds.count < 8 && kinds.allSatisfy({ differ($0, claim) != nil }) {
        kinds.append(claim)
      }
      guard kinds.count > 1 else { continue }
      for claim in numbers {
        let others = kinds.lazy.filter { $0.identity != claim.identity }
        let found = others.compactMap { other in
          differ(claim, other).map { "\($0) (\(source(other).reference))" }
        }.first
        if let found { reasons[claim.identity, default: []].append(found) }
      }
    }
    return reasons
  }

  private func differ(_ claim: Claim, _ other: Claim, _ respect: Respect) -> String? {
    if speakOfOneNumber(claim, other) { return nil }
    guard respect == .time else {
      return claim.measure.comparability(with: other.measure, in: [respect], name: title).reasons.first
    }
    let isAlike =
      if let mine = claim.measure.time, let others = other.measure.time { mine == others } else {
        days(of: claim) == days(of: other)
      }
    if isAlike { return nil }
    let words = [claim, other].map { days(of: $0) == nil ? "no time stated" : timeWords(of: $0) }
    return "time: \(words[0]) against \(words[1])"
  }

  /// How two claims compare, each at its own time, or at that of the exchange which it is about.
  func comparability(_ claim: Claim, _ other: Claim) -> Comparability {
    if speakOfOneNumber(claim, other) { return .same }
    let isOfOneExchange = !claim.about.exchange.isEmpty && claim.about.exchange == other.about.exchange
    let (mine, others) = (measureInTime(claim), measureInTime(other))
    let isOfOneTime = isOfOneExchange && mine.time == nil && others.time == nil
    return mine.comparability(
      with: others, in: Respect.allCases.filter { $0 != .time || !isOfOneTime }, name: title)
  }

  private func measureInTime(_ claim: Claim) -> Measure {
    var measure = claim.measure
    if measure.time == nil { measure.at = exchange(claim.about.exchange)?.date }
    return measure
  }

  /// True for two claims on what changed hands in an exchange that count the same of it, in other words.
  ///
  /// What one party hands over the other gets back, and powers that are not said are those of the exchange.
  private func speakOfOneNumber(_ claim: Claim, _ other: Claim) -> Bool {
    guard claim.about.exchange == other.about.exchange, let exchange = exchange(claim.about.exchange),
      [claim, other].allSatisfy({ claim in
        claim.measure.topic.isTransfer && claim.measure.from == nil && claim.measure.to == nil
      }),
      // One over several days has numbers of its own for each.
      !exchange.isDivisible || claim.measure.at?.window == other.measure.at?.window
    else { return false }
    let transfers = Transfers(exchange, self, isDeclined: isDeclined(exchange))
    return transfers.canonical(Counted(claim)) == transfers.canonical(Counted(other))
  }

  private func differInKind(_ claim: Claim, _ other: Claim) -> String? {
    let words = [claim, other].map { $0.value?.quantity?.kind.label ?? "" }
    return words[0] == words[1] ? nil : "kind of number: \(words[0]) against \(words[1])"
  }
}

/// What a number counts, so exactly said that two numbers on it are of the same thing.
private struct CountedThing: Hashable {
  var topic: Topic
  var unit: Unit
  var dependent: Powers?
  var detaining: Powers?
  var category: PersonCategory
  var scope: String
  var exchange: String
  var begin: DayWindow?
  var end: DayWindow?
  var includes: Set<Inclusion>
  var excludes: Set<Inclusion>

  /// Nil where the claim leaves open when its number holds: "in June" may be two days.
  init?(_ claim: Claim) {
    let measure = claim.measure
    (topic, unit) = (measure.topic, measure.effectiveUnit)
    (dependent, detaining) = (measure.dependent, measure.detaining)
    (category, scope) = (measure.category, measure.scope.lowercased())
    (includes, excludes) = (Set(measure.includes), Set(measure.excludes))
    exchange = claim.about.exchange
    if !exchange.isEmpty { return }
    guard let time = measure.time else { return nil }
    (begin, end) = (time.begin, time.end == .unknown ? claim.asserted?.window : time.end)
    guard begin?.isOneDay == true, end?.isOneDay == true else { return nil }
  }
}

extension DayWindow {
  fileprivate var isOneDay: Bool { earliest != nil && earliest == latest }
}

extension Ledger {
  /// For each claim whose number excludes another on the very same measure, that other claim.
  ///
  /// What was taken back, replaced or not affirmed excludes nothing.
  func irreconcilable(among found: [Claim]) -> [String: Claim] {
    var byThing: [CountedThing: [(claim: Claim, hard: Bounds)]] = [:]
    for claim in found where claim.speechAct.affirms && stands(claim) {
      guard let hard = claim.value?.quantity?.count?.hard, let thing = CountedThing(claim) else { continue }
      byThing[thing, default: []].append((claim, hard))
    }
    var rivals: [String: Claim] = [:]
    for numbers in byThing.values {
      guard let lowest = numbers.min(by: { $0.hard.high ?? .max < $1.hard.high ?? .max }),
        let highest = numbers.max(by: { $0.hard.low ?? 0 < $1.hard.low ?? 0 })
      else { continue }
      for (claim, hard) in numbers {
        let rival = [lowest, highest].first { !$0.hard.intersects(hard) }
        if let rival { rivals[claim.identity] = rival.claim }
      }
    }
    return rivals
  }

  /// Names the first two claims that exclude each other, and says how many claims do.
  func warning(_ found: [Claim], _ rivals: [String: Claim]) -> String {
    guard let first = found.first(where: { rivals[$0.identity] != nil }), let rival = rivals[first.identity]
    else { return "" }
    let more = rivals.count > 2 ? " (\(count(rivals.count, "claim")) exclude another)" : ""
    return " On one measure, \(words(first)) and \(words(rival)) cannot both hold\(more)."
  }

  /// "\"100\" by Yusov".
  func words(_ claim: Claim) -> String {
    "\"\(claim.value?.quantity?.words ?? "")\" by \(name(claim.speaker.actor))"
  }
}
