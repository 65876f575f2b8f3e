import ExclaimDomain

/// The pieces of an earlier state of a ledger, which had the same records but for some claims that came last.
///
/// What a piece is made of shows whether it was there, and then what was found of it holds.
struct EarlierPieces: Sendable {
  private let earlier: Reconciliation
  private let table: NumberTable
  /// For each number where it was; nil for one that was not there.
  private let numbers: [Int?]
  /// By totals of persons: the totals of exchanges in which they returned, then and now.
  private let pairs: (then: [Int: [Int]], now: [Int: [Int]])

  init(_ earlier: Reconciliation, _ table: NumberTable, _ totals: RunningTotals) {
    (self.earlier, self.table) = (earlier, table)
    // What was read kept its place. What exchanges add to totals comes after it.
    let read = earlier.reader.table.numbers.count
    let added = table.numbers.dropFirst(read).map { number in
      number.key.counting {
        earlier.table.counted.existing(table.counted.items[$0])
      }.flatMap(earlier.table.existing)
    }
    numbers = Array(0..<read) + added
    func byPersons(_ pairs: [RunningTotals.Pair]) -> [Int: [Int]] {
      Dictionary(grouping: pairs, by: \.persons).mapValues { $0.map(\.exchanges) }
    }
    pairs = (byPersons(earlier.totals.pairs), byPersons(totals.pairs))
  }

  /// What was found of a piece; nil if it was not there, or if more is said in it now.
  ///
  /// What repeats somebody who is in no contradiction says no more: it would be in none either, and forces nothing.
  func solution(of piece: Pieces.Piece) -> PieceSolution? {
    guard let first = piece.numbers.first.flatMap({ numbers[$0] }) else { return nil }
    let place = earlier.pieces.pieceOfNumber[first]
    let (then, solution) = (earlier.pieces.pieces[place], earlier.solutions[place])
    // What is counted over windows kept its place. Exchanges are the same, and so are those that count in totals.
    guard then.relations == piece.relations,
      then.numbers.elementsEqual(piece.numbers, by: { $0 == numbers[$1] }),
      then.flows == piece.flows, then.flows.allSatisfy({ pairs.then[$0] == pairs.now[$0] })
    else { return nil }
    let spokenOf = zip(then.numbers, piece.numbers).filter {
      statementCount($0) != table.numbers[$1].statements.count
    }
    if spokenOf.isEmpty { return solution }
    // What could not be solved is tried again. Who is in a contradiction that is only counted is not known.
    guard !solution.isUnsolved, solution.areAllTold else { return nil }
    let disputed = Set(solution.contradictions.joined())
    guard
      spokenOf.allSatisfy({
        laterOnlyRepeat(table.numbers[$1].statements, after: statementCount($0), disputed)
      })
    else { return nil }
    // By the usual reading they may say more.
    return PieceSolution(
      numbers: solution.numbers, contradictions: solution.contradictions, pairCount: solution.pairCount)
  }

  private func statementCount(_ number: Int) -> Int { earlier.table.numbers[number].statements.count }

  /// Whether each statement after the first so many says no more for certain than one of these whose record is undisputed.
  private func laterOnlyRepeat(
    _ statements: [Statement], after count: Int, _ disputed: Set<RecordPlace>
  ) -> Bool {
    let undisputed = statements[..<count].filter { !disputed.contains($0.record) }
    return statements[count...].allSatisfy { later in undisputed.contains { later.hard.contains($0.hard) } }
  }
}

extension NumberKey {
  /// The key where what is counted has another place; nil where it has none.
  fileprivate func counting(_ place: (Int) -> Int?) -> NumberKey? {
    switch self {
    case .cell(let counted, let slot): place(counted).map { .cell($0, slot) }
    case .growth(let counted, let first, let last):
      place(counted).map { .growth($0, first: first, last: last) }
    case .claim: self
    }
  }
}
