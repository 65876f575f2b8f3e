import ExclaimDomain

/// Finds claims that are alike in all that decides of which number they speak.
///
/// Most claims are like one before them, and to see that costs far less than to read what they count.
struct LikeClaims {
  /// Whether it matters who speaks.
  private let tellsSpeakersApart: Bool
  private var index = PlaceIndex()

  init(tellsSpeakersApart: Bool) { self.tellsSpeakersApart = tellsSpeakersApart }

  /// The place of the first claim that was asked for and is like this one: its own, if there was none.
  mutating func first(like claim: UnsafePointer<Claim>, at place: Int, in claims: RecordList<Claim>) -> Int {
    let saysEnd = Self.saysEnd(claim)
    let hash = hash(claim, saysEnd)
    let found = index.place(of: hash) { other in
      claims.withRecord(at: other) { areAlike($0, claim, saysEnd) }
    }
    if let found { return found }
    index.add(place, hash: hash)
    return place
  }

  // Through pointers, field by field, for to copy a measure costs more than to compare it.

  private func areAlike(_ one: UnsafePointer<Claim>, _ other: UnsafePointer<Claim>, _ saysEnd: Bool) -> Bool {
    one.pointee.measure.topic == other.pointee.measure.topic
      && one.pointee.measure.unit == other.pointee.measure.unit
      && one.pointee.measure.category == other.pointee.measure.category
      && one.pointee.measure.at?.date == other.pointee.measure.at?.date
      && one.pointee.measure.from?.date == other.pointee.measure.from?.date
      && one.pointee.measure.to?.date == other.pointee.measure.to?.date
      && one.pointee.measure.dependent == other.pointee.measure.dependent
      && one.pointee.measure.detaining == other.pointee.measure.detaining
      && one.pointee.measure.scope == other.pointee.measure.scope
      && one.pointee.measure.includes == other.pointee.measure.includes
      && one.pointee.measure.excludes == other.pointee.measure.excludes
      && one.pointee.about.exchange == other.pointee.about.exchange
      && one.pointee.about.agreement == other.pointee.about.agreement
      && (saysEnd || one.pointee.asserted?.date == other.pointee.asserted?.date)
      && (!tellsSpeakersApart || one.pointee.speaker.actor == other.pointee.speaker.actor)
  }

  /// Like claims have like hashes.
  private func hash(_ claim: UnsafePointer<Claim>, _ saysEnd: Bool) -> UInt64 {
    var hash = UInt64(claim.pointee.measure.topic.rawValue)
    hash = hash << 16 | UInt64(claim.pointee.measure.unit.rawValue)
    hash = hash << 16 | UInt64(claim.pointee.measure.category.rawValue)
    func add(_ word: UInt64) { hash = IdentityHash.mixed(hash ^ word) }
    add(claim.pointee.measure.at?.date.word ?? 0)
    add(claim.pointee.measure.from?.date.word ?? 0)
    add(claim.pointee.measure.to?.date.word ?? 0)
    add(claim.pointee.measure.dependent?.word ?? 0)
    add(claim.pointee.measure.detaining?.word ?? 0)
    add(IdentityHash.of(claim.pointee.measure.scope))
    add(UInt64(claim.pointee.measure.includes.count) << 32 | UInt64(claim.pointee.measure.excludes.count))
    add(IdentityHash.of(claim.pointee.about.exchange))
    add(IdentityHash.of(claim.pointee.about.agreement))
    if !saysEnd { add(claim.pointee.asserted?.date.word ?? 0) }
    if tellsSpeakersApart { add(IdentityHash.of(claim.pointee.speaker.actor)) }
    return hash
  }

  /// False for a claim that may count up to the day on which it was said.
  private static func saysEnd(_ claim: UnsafePointer<Claim>) -> Bool {
    if claim.pointee.measure.at != nil { return true }
    switch claim.pointee.measure.to?.date.form {
    case .date, .moment: return true
    case .interval, nil: return false
    }
  }
}

extension EDTFDate {
  /// A number that like dates share, and few others.
  fileprivate var word: UInt64 {
    switch form {
    case .date(let calendar): calendar.word
    case .moment(let moment): UInt64(bitPattern: Int64(moment.day.number)) ^ 1 << 63
    case .interval(let start, let end): (start.calendar?.word ?? 1) << 32 | (end.calendar?.word ?? 1)
    }
  }
}

extension EDTFDate.Side {
  fileprivate var calendar: EDTFDate.Calendar? {
    if case .date(let calendar) = self { calendar } else { nil }
  }
}

extension EDTFDate.Calendar {
  fileprivate var word: UInt64 {
    func number(_ part: Part?) -> UInt64 {
      if case .number(let number)? = part { UInt64(number) } else { 0 }
    }
    return UInt64(year) << 16 | number(month) << 8 | number(day)
  }
}

extension Powers {
  /// A number that like powers share, and few others.
  fileprivate var word: UInt64 {
    switch self {
    case .one(let party): IdentityHash.of(party)
    case .group(let parties, let all):
      parties.reduce(all ? 3 : 2) { IdentityHash.mixed($0 ^ IdentityHash.of($1)) }
    }
  }
}
