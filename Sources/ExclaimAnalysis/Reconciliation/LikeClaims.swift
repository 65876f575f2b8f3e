import ExclaimDomain
import Glibc

/// Kinds of claims: those of one kind are alike in all that decides of which number they speak.
///
/// Most claims are like one before them, and to see that costs far less than to read what they count.
struct LikeClaims: Sendable {
  /// The first claim of each kind that was found, in the order in which they were.
  private var firsts: [First] = []
  /// Speakers whose totals are none of the official tally; nil where it does not matter who speaks.
  private let unofficial: Set<String>?
  private var index = PlaceIndex()

  private struct First {
    var place: Int
    var hash: UInt64
  }

  init(unofficial: Set<String>?) { self.unofficial = unofficial }

  /// How many kinds were found.
  var count: Int { firsts.count }

  /// The kind of a claim, by its number; a new one, if none was like it.
  mutating func kind(ofClaim place: Int, in claims: RecordAddresses<Claim>) -> Int {
    kind(of: First(place: place, hash: hash(claims[place])), in: claims)
  }

  /// Adds the kinds that were found among other claims, and says for each which it is here.
  mutating func add(_ others: LikeClaims, in claims: RecordAddresses<Claim>) -> [Int] {
    others.firsts.map { kind(of: $0, in: claims) }
  }

  private mutating func kind(of claim: First, in claims: RecordAddresses<Claim>) -> Int {
    let found = index.place(of: claim.hash) { areAlike(claims[firsts[$0].place], claims[claim.place]) }
    if let found { return found }
    index.add(firsts.count, hash: claim.hash)
    firsts.append(claim)
    return firsts.count - 1
  }

  // Through pointers, field by field, for to copy a measure costs more than to compare it.

  private func areAlike(_ one: UnsafePointer<Claim>, _ other: UnsafePointer<Claim>) -> Bool {
    one.pointee.measure.topic == other.pointee.measure.topic
      && one.pointee.measure.unit == other.pointee.measure.unit
      && one.pointee.measure.category == other.pointee.measure.category
      && one.pointee.measure.at?.date == other.pointee.measure.at?.date
      && one.pointee.measure.from?.date == other.pointee.measure.from?.date
      && one.pointee.measure.to?.date == other.pointee.measure.to?.date
      && one.isEqual(to: other, in: \.measure.dependent)
      && one.isEqual(to: other, in: \.measure.detaining)
      && one.isEqual(to: other, in: \.measure.scope)
      && one.isEqual(to: other, in: \.measure.includes)
      && one.isEqual(to: other, in: \.measure.excludes)
      && one.isEqual(to: other, in: \.about.exchange)
      && one.isEqual(to: other, in: \.about.agreement)
      && (Self.saysEnd(one) || one.pointee.asserted?.date == other.pointee.asserted?.date)
      && mayBeOfficial(one) == mayBeOfficial(other)
  }

  /// Like claims have like hashes.
  private func hash(_ claim: UnsafePointer<Claim>) -> UInt64 {
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
    if !Self.saysEnd(claim) { add(claim.pointee.asserted?.date.word ?? 0) }
    if mayBeOfficial(claim) { add(1) }
    return hash
  }

  /// True for a claim on what an official tally may count, by a speaker of whom such a tally may be.
  private func mayBeOfficial(_ claim: UnsafePointer<Claim>) -> Bool {
    guard let unofficial else { return false }
    switch claim.pointee.measure.topic {
    case .exchanges, .returned: return !unofficial.contains(claim.pointee.speaker.actor)
    default: return false
    }
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

extension UnsafePointer<Claim> {
  /// Whether two claims have the same in a field.
  ///
  /// What has the same bits is the same. To see that counts no references, for which threads would wait for each other.
  @inline(__always)
  fileprivate func isEqual<Value: Equatable>(to other: Self, in field: KeyPath<Claim, Value>) -> Bool {
    guard let mine = pointer(to: field), let others = other.pointer(to: field) else { return false }
    return memcmp(mine, others, MemoryLayout<Value>.size) == 0 || mine.pointee == others.pointee
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
