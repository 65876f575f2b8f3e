import ExclaimDomain

/// Reads what the records of a ledger say of its numbers.
struct StatementReader: Sendable {
  /// The ledger that was read; it may be set to one that says the same of numbers.
  var ledger: Ledger
  /// What it says.
  var table = NumberTable()
  /// The kinds of claims that were found in it.
  var kinds: LikeClaims
  /// For each kind of claims of what they speak.
  var numbersOfKinds: [NumberOfKind] = []
  /// Speakers whose totals are none of the official tally; nil where that leaves no exchange out.
  let unofficial: Set<String>?
  /// Claims that are sorted into kinds together, on one core.
  let claimsTogether: Int

  /// Of what the claims of one kind speak.
  enum NumberOfKind: Sendable {
    /// None of them was read that stands.
    case unread
    /// All of one number.
    case shared(Int)
    /// Each of a number of its own, like this one.
    case own(Int)
  }

  /// Reads everything that the ledger says. Throws when the task is cancelled.
  init(_ ledger: Ledger, claimsTogether: Int = 262_144) throws {
    (self.ledger, self.claimsTogether) = (ledger, claimsTogether)
    unofficial = ledger.leavesExchangesOut ? ledger.unofficialActors : nil
    kinds = LikeClaims(unofficial: unofficial)
    table.transfers = try Array(count: ledger.exchanges.endIndex) { place in
      Transfers(ledger.exchanges[place], ledger, isDeclined: ledger.isDeclined(ledger.exchanges[place]))
    }
    for place in ledger.exchanges.indices { read(exchange: place) }
    for place in ledger.agreements.indices { read(agreement: place) }
    try read(claimsFrom: 0)
  }

  /// Reads on to another state of the ledger; nil where there is more to it than claims that came last and leave what was
  /// read as it is. Throws when the task is cancelled.
  func readingOn(to ledger: Ledger) throws -> StatementReader? {
    guard ledger.differsInClaimsAtMost(from: self.ledger), ledger.onlyAddsClaims(to: self.ledger) else {
      return nil
    }
    var reader = self
    reader.ledger = ledger
    try reader.read(claimsFrom: self.ledger.claims.endIndex)
    return reader
  }

  private mutating func read(exchange place: Int) {
    let exchange = ledger.exchanges[place]
    guard exchange.status.hasBegun || exchange.status == .unspecified else { return }
    for transfer in table.transfers[place].all {
      for (category, agreement, count) in transfer.counts {
        var counted = transfer.counted
        (counted.category, counted.agreement) = (category, agreement)
        let key = NumberKey.cell(table.counted.place(counted), .exchange(place))
        // Who is spoken of without a number is tied to the others by the rules of sums.
        if count == .unknown {
          table.numbers[table.place(key)].isUndisclosed = true
        } else {
          table.add(Statement(record: .exchange(place), hard: count.hard, soft: count.soft), to: key)
        }
      }
      // A number of which nothing is said is one of which something may follow.
      let number = table.place(.cell(table.counted.place(transfer.counted), .exchange(place)))
      table.numbers[number].isNamed = true
    }
  }

  private mutating func read(agreement place: Int) {
    let agreement = ledger.agreements[place]
    for obligation in agreement.obligations {
      guard let count = obligation.quantity?.count else { continue }
      let measure = obligation.measure
      let counted = Counted(
        topic: .pledged, unit: .persons, dependent: PowerSet(measure.dependent),
        detaining: PowerSet(measure.detaining), category: measure.category, agreement: agreement.identity)
      guard measure.effectiveUnit == .persons else { continue }
      table.add(
        Statement(record: .agreement(place), hard: count.hard, soft: count.soft),
        to: .cell(table.counted.place(counted), .agreement(place)))
    }
  }
}

extension Ledger {
  /// True where all records but claims, documents and assessments are the same. False is no proof that others differ.
  func differsInClaimsAtMost(from other: Ledger) -> Bool {
    exchanges.sharesAll(with: other.exchanges) && agreements.sharesAll(with: other.agreements)
      && relations.sharesAll(with: other.relations) && actors.sharesAll(with: other.actors)
  }

  /// True where the claims are those of the other and some that came last, of which none says how another stands.
  fileprivate func onlyAddsClaims(to other: Ledger) -> Bool {
    claims.begins(with: other.claims)
      && (other.claims.endIndex..<claims.endIndex).allSatisfy { place in
        claims.withRecord(at: place) { claim in
          claim.pointee.speechAct != .retracts && claim.pointee.speechAct != .corrects
            && claim.pointee.measure.topic != .declinedReturn
            // Records may speak of a claim before it comes.
            && relationsByClaim[claim.identity].isEmpty && !mayNotStand(claim.identity)
        }
      }
  }

  /// Whether somebody in an exchange chose not to return.
  func isDeclined(_ exchange: Exchange) -> Bool {
    claimsByExchange[exchange.identity].contains { place in
      claims.withRecord(at: place) { $0.pointee.measure.topic == .declinedReturn }
    }
  }

  /// Whether official totals of exchanges leave some out.
  fileprivate var leavesExchangesOut: Bool {
    exchanges.contains { $0.inOfficialTally != .unspecified && $0.inOfficialTally != .yes }
  }

  /// Actors whose totals are not those of which "in the official tally" speaks.
  fileprivate var unofficialActors: Set<String> {
    Set(actors.lazy.map(\.identity).filter { !isOfficial($0) })
  }
}
