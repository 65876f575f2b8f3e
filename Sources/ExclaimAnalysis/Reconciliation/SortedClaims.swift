import ExclaimDomain

/// Claims that follow each other in a ledger, sorted into kinds of which they speak alike.
struct SortedClaims: Sendable {
  /// Where they stand in the ledger.
  let places: Range<Int>
  /// The kinds that were found among them.
  private(set) var kinds: LikeClaims
  /// For each claim its kind; -1 for one that gives no count.
  private(set) var kindOfClaim: [Int32] = []
  /// Places of the claims, wherever they stand, that some of them take back or correct.
  private(set) var withdrawn: [Int] = []

  init(_ places: Range<Int>, of claims: RecordAddresses<Claim>, _ ledger: Ledger, _ unofficial: Set<String>?)
  {
    (self.places, kinds) = (places, LikeClaims(unofficial: unofficial))
    kindOfClaim.reserveCapacity(places.count)
    for place in places {
      let claim = claims[place]
      if claim.pointee.speechAct == .retracts || claim.pointee.speechAct == .corrects {
        withdrawn += ledger.index(ofClaim: claim.pointee.about.claim).map { [$0] } ?? []
      }
      kindOfClaim.append(claim.givesCount ? Int32(kinds.kind(ofClaim: place, in: claims)) : -1)
    }
  }
}

extension UnsafePointer<Claim> {
  /// True for a claim by which the speaker says how many there are.
  fileprivate var givesCount: Bool {
    guard pointee.speechAct.affirms || pointee.speechAct == .disputes,
      pointee.measure.unit != .unspecified || pointee.measure.topic.defaultUnit != .unspecified
    else { return false }
    return count != nil
  }

  /// The count of its value.
  var count: Count? {
    guard case .quantity(let quantity)? = pointee.value, case .count = quantity.kind else { return nil }
    return Count(hard: quantity.hard, soft: quantity.soft)
  }
}
