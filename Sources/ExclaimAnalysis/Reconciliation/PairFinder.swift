import ExclaimDomain

/// Looks for the totals of persons that returned in the exchanges of other totals.
struct PairFinder {
  private let ledger: Ledger
  private let table: NumberTable
  private(set) var pairs: Set<RunningTotals.Pair> = []
  private var asked: Set<Asked> = []
  /// By what a total of exchanges counts: what may be that of its persons and was not found to be yet.
  private var open: [Int: Set<Int>] = [:]
  /// By speaker: the places of their claims on persons returned, by time.
  private var persons: [String: [Time: [Int]]] = [:]

  init(_ ledger: Ledger, _ table: NumberTable) { (self.ledger, self.table) = (ledger, table) }

  /// Looks for the persons of what a claim at a place says of exchanges.
  mutating func look(for place: Int, _ exchanges: Int) {
    if open[exchanges] == nil { open[exchanges] = candidates(exchanges) }
    // Where everything that may be found was found, nothing is asked any more.
    guard open[exchanges]?.isEmpty == false else { return }
    let claim = ledger.claims[place]
    let relations = ledger.relations(at: claim)
    // What no relation ties is paired like the others of its speaker and time.
    let question = Asked(exchanges, claim)
    guard !relations.isEmpty || !asked.contains(question), ledger.statesExchanges(claim) else { return }
    asked.insert(question)
    let tied = Set(relations.flatMap { [$0.from, $0.to] }.compactMap { ledger.index(ofClaim: $0) }).sorted()
    guard let found = ledger.persons(for: claim, among: tied + persons(inTimeOf: claim)),
      let persons = ledger.index(ofClaim: found.identity).flatMap(table.flow(ofClaim:))
    else { return }
    pairs.insert(RunningTotals.Pair(persons: persons, exchanges: exchanges))
    open[exchanges]?.remove(persons)
  }

  private func candidates(_ exchanges: Int) -> Set<Int> {
    let whole = table.counted.items[exchanges]
    return Set(
      table.flows.keys.filter { flow in
        let persons = table.counted.items[flow]
        return persons.topic == .returned && persons.agreement == whole.agreement
          && persons.scope == whole.scope && persons.excludes == whole.excludes
          && (whole.dependent == .notSaid || persons.dependent == whole.dependent)
      })
  }

  private mutating func persons(inTimeOf claim: Claim) -> [Int] {
    let speaker = claim.speaker.actor
    if persons[speaker] == nil {
      var places: [Time: [Int]] = [:]
      for place in ledger.claimsBySpeaker[speaker] where table.numberOfClaim[place] >= 0 {
        ledger.claims.withRecord(at: place) { claim in
          guard claim.pointee.measure.topic == .returned else { return }
          places[Time(claim.pointee), default: []].append(place)
        }
      }
      persons[speaker] = places
    }
    return persons[speaker]?[Time(claim)] ?? []
  }

  /// What a total that no relation ties shares with all to which the same total of persons belongs.
  private struct Asked: Hashable {
    var flow: Int
    var speaker: String
    var time: Time
    var dependent: Powers?

    init(_ flow: Int, _ claim: Claim) {
      (self.flow, speaker, dependent) = (flow, claim.speaker.actor, claim.measure.dependent)
      time = Time(claim)
    }
  }

  /// A time, as claims give it.
  private struct Time: Hashable {
    var begin: DayWindow?
    var end: DayWindow?

    init(_ claim: Claim) {
      let time = claim.measure.time
      (begin, end) = (time?.begin, time?.end)
    }
  }
}
