import ExclaimDomain

/// Which claims do not speak of the number that they count: hardly any, and only these are looked at closely.
struct ClaimStanding {
  /// How a claim stands.
  enum Standing {
    /// It speaks of what it counts.
    case usual
    /// An analyst says that it counts something else than another of the same topic and unit.
    case apart
    /// Its speaker took it back or replaced it.
    case gone
  }

  private let places: Range<Int>
  /// For each of the places; empty where all are as usual.
  private var standings: [Standing] = []

  private init(_ places: Range<Int>) { self.places = places }

  /// All of them speak of what they count.
  static func usual(_ places: Range<Int>) -> ClaimStanding { ClaimStanding(places) }

  /// Throws when the task is cancelled.
  init(of places: Range<Int>, _ sorted: [SortedClaims], _ ledger: Ledger) throws {
    self.places = places
    for place in Self.setApart(ledger) { set(place, .apart) }
    let withdrawn = Self.maybeWithdrawn(sorted, ledger).filter(places.contains)
    let stand = try [Bool](count: withdrawn.count) { place in
      ledger.claims.withRecord(at: withdrawn[place]) {
        ledger.stands($0.identity, by: $0.pointee.speaker.actor)
      }
    }
    for (place, stands) in zip(withdrawn, stand) where !stands { set(place, .gone) }
  }

  /// How the claim of a place stands.
  subscript(place: Int) -> Standing { standings.isEmpty ? .usual : standings[place - places.lowerBound] }

  private mutating func set(_ place: Int, _ standing: Standing) {
    guard places.contains(place) else { return }
    if standings.isEmpty { standings = Array(repeating: .usual, count: places.count) }
    standings[place - places.lowerBound] = standing
  }

  private static func setApart(_ ledger: Ledger) -> [Int] {
    var apart: [Int] = []
    ledger.relations.forEach { _, relation in
      guard relation.pointee.kind == .notComparable || relation.pointee.kind == .scopeDriftOf,
        let place = ledger.index(ofClaim: relation.pointee.from),
        let other = ledger.index(ofClaim: relation.pointee.to)
      else { return }
      let (from, to) = (ledger.claims[place].measure, ledger.claims[other].measure)
      if from.topic == to.topic, from.effectiveUnit == to.effectiveUnit { apart.append(place) }
    }
    return apart
  }

  /// Claims that somebody took back, corrected or superseded, be it their speaker or not; none twice.
  private static func maybeWithdrawn(_ sorted: [SortedClaims], _ ledger: Ledger) -> [Int] {
    var withdrawn = Set(sorted.lazy.flatMap(\.withdrawn))
    ledger.relations.forEach { _, relation in
      guard relation.pointee.kind == .supersedes, let other = ledger.index(ofClaim: relation.pointee.to)
      else { return }
      withdrawn.insert(other)
    }
    return withdrawn.sorted()
  }
}
