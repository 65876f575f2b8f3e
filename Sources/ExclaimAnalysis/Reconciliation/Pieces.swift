import ExclaimDomain

/// The numbers of a ledger with what ties them, parted into pieces that have nothing to do with each other.
struct Pieces: Sendable {
  /// The pieces, each with the places of its numbers, in rising order.
  private(set) var pieces: [Piece] = []
  /// For each number the piece in which it is.
  private(set) var pieceOfNumber: [Int] = []

  /// Numbers that are tied to each other.
  struct Piece: Sendable, Hashable {
    /// Places of the numbers.
    var numbers: [Int] = []
    /// Places of what is counted over windows in it.
    var flows: [Int] = []
    /// Places of the relations that tie numbers of it.
    var relations: [Int] = []
  }

  /// Finds what is tied. It adds to the table the numbers that exchanges give to totals.
  init(_ ledger: Ledger, _ table: inout NumberTable, _ totals: RunningTotals, wholes: [[Int]]) {
    let ties = Self.relationTies(ledger, table)
    for (_, members) in totals.members.sorted(by: { $0.key < $1.key }) {
      for member in members {
        if let counted = member.counted { _ = table.place(.cell(counted, .exchange(member.exchange))) }
      }
    }
    let flowOffset = table.numbers.count
    var groups = Groups(count: flowOffset + table.counted.items.count)
    for (place, number) in table.numbers.enumerated() {
      switch number.key {
      case .cell(let counted, let slot):
        for whole in wholes[counted] {
          if let other = table.existing(.cell(whole, slot)) { groups.join(place, other) }
        }
        if let whole = table.numberOfWholeExchange(place, ledger) { groups.join(place, whole) }
      case .growth(let flow, _, _): groups.join(place, flowOffset + flow)
      case .claim:
        if let flow = number.loose?.counted { groups.join(place, flowOffset + flow) }
      }
    }
    for flow in table.flows.keys {
      for whole in wholes[flow] where table.flows[whole] != nil {
        groups.join(flowOffset + flow, flowOffset + whole)
      }
    }
    for (flow, members) in totals.members {
      for member in members {
        guard let counted = member.counted,
          let number = table.existing(.cell(counted, .exchange(member.exchange)))
        else { continue }
        groups.join(flowOffset + flow, number)
      }
    }
    for pair in totals.pairs { groups.join(flowOffset + pair.persons, flowOffset + pair.exchanges) }
    for tie in ties { groups.join(tie.from, tie.to) }
    gather(table, ties, flowOffset, &groups)
  }

  private mutating func gather(
    _ table: NumberTable, _ ties: [RelationTie], _ flowOffset: Int, _ groups: inout Groups
  ) {
    var places: [Int: Int] = [:]
    func piece(_ root: Int, _ pieces: inout [Piece]) -> Int {
      if let place = places[root] { return place }
      places[root] = pieces.count
      pieces.append(Piece())
      return pieces.count - 1
    }
    pieceOfNumber.reserveCapacity(table.numbers.count)
    for number in table.numbers.indices {
      let place = piece(groups.root(number), &pieces)
      pieces[place].numbers.append(number)
      pieceOfNumber.append(place)
    }
    for flow in table.flows.keys.sorted() {
      pieces[piece(groups.root(flowOffset + flow), &pieces)].flows.append(flow)
    }
    for tie in ties { pieces[piece(groups.root(tie.from), &pieces)].relations.append(tie.relation) }
  }

  /// Where a number stands in its piece.
  func placeInPiece(_ number: Int) -> Int {
    let numbers = pieces[pieceOfNumber[number]].numbers
    var (low, high) = (0, numbers.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A relation that ties the numbers of two claims.
  struct RelationTie {
    var relation: Int
    var from: Int
    var to: Int
  }

  private static func relationTies(_ ledger: Ledger, _ table: NumberTable) -> [RelationTie] {
    ledger.relations.indices.compactMap { place in
      let relation = ledger.relations[place]
      guard relation.kind.tiesNumbers, let from = ledger.index(ofClaim: relation.from),
        let to = ledger.index(ofClaim: relation.to),
        table.numberOfClaim[from] >= 0, table.numberOfClaim[to] >= 0
      else { return nil }
      return RelationTie(relation: place, from: table.numberOfClaim[from], to: table.numberOfClaim[to])
    }
  }
}

extension RelationKind {
  /// True for a relation that says how one number stands to the other.
  var tiesNumbers: Bool {
    switch self {
    case .subsetOf, .componentOf, .sameMeasure: true
    default: false
    }
  }
}
