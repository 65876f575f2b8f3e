import ExclaimDomain

/// Looks for the totals of persons that returned in the exchanges of other totals.
struct PairFinder {
  private let ledger: Ledger
  private let table: NumberTable
  /// For each number that was asked for of what time claims on it speak.
  private var timeOfNumber: [TimeOfNumber?]
  /// Times of which claims on persons returned speak, each with a number of its own.
  private var times: [Time: Int] = [:]
  /// By speaker: the places of their claims on persons returned, by time, in rising order.
  private var persons: [String: [Int: [Int]]] = [:]

  init(_ ledger: Ledger, _ table: NumberTable) {
    (self.ledger, self.table) = (ledger, table)
    timeOfNumber = Array(repeating: nil, count: table.numbers.count)
  }

  /// What the totals of persons count that returned in the exchanges which claims on these numbers count: places.
  ///
  /// The numbers are all those that count the exchanges at this place over windows.
  mutating func persons(inExchanges exchanges: Int, _ numbers: [Int]) -> Set<Int> {
    var found: Set<Int> = []
    var asked: Set<Asked> = []
    let wanted = table.persons(mayBeIn: exchanges)
    for number in numbers {
      for case .claim(let place) in table.numbers[number].statements.lazy.map(\.record) {
        // Where everything that may be found was found, nothing is asked any more.
        guard found.count < wanted.count else { return found }
        if let persons = persons(for: ledger.claims[place], &asked) { found.insert(persons) }
      }
    }
    return found
  }

  /// What counts the persons for a claim on exchanges; nil where that was asked, or there is nothing.
  private mutating func persons(for claim: Claim, _ asked: inout Set<Asked>) -> Int? {
    let relations = ledger.relations(at: claim)
    // What no relation ties is paired like the others of its speaker and time.
    let question = Asked(claim)
    guard !relations.isEmpty || !asked.contains(question), ledger.statesExchanges(claim) else { return nil }
    asked.insert(question)
    let tied = Set(relations.flatMap { [$0.from, $0.to] }.compactMap { ledger.index(ofClaim: $0) }).sorted()
    let found = ledger.persons(for: claim, among: tied + persons(inTimeOf: claim))
    return found.flatMap { ledger.index(ofClaim: $0.identity) }.flatMap(table.flow(ofClaim:))
  }

  // MARK: - By speaker and time

  /// Places of claims by the same speaker on persons who returned in the same time.
  private mutating func persons(inTimeOf claim: Claim) -> [Int] {
    let speaker = claim.speaker.actor
    if persons[speaker] == nil { persons[speaker] = persons(by: speaker) }
    return times[Time(claim)].flatMap { persons[speaker]?[$0] } ?? []
  }

  private mutating func persons(by speaker: String) -> [Int: [Int]] {
    var places: [Int: [Int]] = [:]
    // Of most claims the number says enough, and they are not looked at.
    for place in ledger.claimsBySpeaker[speaker] where table.numberOfClaim[place] >= 0 {
      switch time(ofNumber: table.numberOfClaim[place]) {
      case .notOfPersons: break
      case .all(let time): places[time, default: []].append(place)
      case .ofEachClaim:
        let time = ledger.claims.withRecord(at: place) { claim in
          claim.pointee.measure.topic == .returned ? Time(claim.pointee) : nil
        }
        if let time { places[times.number(of: time), default: []].append(place) }
      }
    }
    return places
  }

  private mutating func time(ofNumber place: Int) -> TimeOfNumber {
    if let time = timeOfNumber[place] { return time }
    let number = table.numbers[place]
    var time = TimeOfNumber.notOfPersons
    if case .claim = number.key { time = .ofEachClaim }
    if case .growth(let flow, _, _) = number.key, table.counted.items[flow].topic == .returned,
      case .claim(let claim)? = number.statements.first?.record
    {
      time =
        number.mayEndWhenSaid
        ? .ofEachClaim : .all(times.number(of: ledger.claims.withRecord(at: claim) { Time($0.pointee) }))
    }
    timeOfNumber[place] = time
    return time
  }

  /// What a total that no relation ties shares with all to which the same total of persons belongs.
  private struct Asked: Hashable {
    var speaker: String
    var time: Time
    var dependent: Powers?

    init(_ claim: Claim) {
      (speaker, time, dependent) = (claim.speaker.actor, Time(claim), claim.measure.dependent)
    }
  }

  /// Of what time the claims on a number speak, if they count persons who returned.
  private enum TimeOfNumber {
    /// They do not.
    case notOfPersons
    /// All of this one, by its number.
    case all(Int)
    /// Each must be looked at.
    case ofEachClaim
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

extension [Time: Int] {
  /// The number of a time; a new one, if it has none.
  fileprivate mutating func number(of time: Time) -> Int {
    if let number = self[time] { return number }
    self[time] = count
    return count - 1
  }
}

extension NumberTable {
  /// Totals of persons returned that may be those of the exchanges of another total: places of what they count.
  func persons(mayBeIn exchanges: Int) -> [Int] {
    let whole = counted.items[exchanges]
    return flows.keys.filter { flow in
      let persons = counted.items[flow]
      return persons.topic == .returned && persons.agreement == whole.agreement
        && persons.scope == whole.scope && persons.excludes == whole.excludes
        && (whole.dependent == .notSaid || persons.dependent == whole.dependent)
    }
  }
}
