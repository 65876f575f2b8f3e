import ExclaimDomain

/// What a piece is made of, as two hashes: pieces with the same mark have the same solution.
///
/// Hashes are seeded anew by each process, and 128 bits of two of them are not met twice by chance.
struct PieceMark: Hashable, Sendable {
  private let first: Int
  private let second: Int

  init(_ piece: Pieces.Piece, _ ledger: Ledger, _ table: NumberTable, _ totals: RunningTotals) {
    func hash(_ salt: Int) -> Int {
      var hasher = Hasher()
      hasher.combine(salt)
      for place in piece.numbers { Self.combine(table.numbers[place], table, &hasher) }
      for flow in piece.flows {
        hasher.combine(table.counted.items[flow])
        for member in totals.members[flow] ?? [] { hasher.combine(member) }
      }
      for pair in totals.pairs where piece.flows.contains(pair.persons) {
        hasher.combine(table.counted.items[pair.exchanges])
      }
      for place in piece.relations {
        let relation = ledger.relations[place]
        hasher.combine(place)
        hasher.combine(relation.kind)
        hasher.combine(relation.from)
        hasher.combine(relation.to)
      }
      return hasher.finalize()
    }
    (first, second) = (hash(1), hash(2))
  }

  private static func combine(_ number: Number, _ table: NumberTable, _ hasher: inout Hasher) {
    switch number.key {
    case .cell(let counted, let slot):
      hasher.combine(table.counted.items[counted])
      hasher.combine(slot)
    case .growth(let counted, let first, let last):
      hasher.combine(table.counted.items[counted])
      hasher.combine(first)
      hasher.combine(last)
    case .claim(let place): hasher.combine(place)
    }
    if let loose = number.loose {
      hasher.combine(table.counted.items[loose.counted])
      hasher.combine(loose.begin)
      hasher.combine(loose.end)
    }
    hasher.combine(number.statements)
  }
}
