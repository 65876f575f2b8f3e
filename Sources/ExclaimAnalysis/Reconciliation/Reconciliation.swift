import ExclaimDomain

/// A ledger turned into constraints on whole numbers, and what follows from them. `DESIGN.md` says what it means.
public struct Reconciliation: Sendable {
  /// The rules by which words became bounds and records became constraints; a figure is the same wherever these are.
  public static let rules = "quantity/1 reconciliation/1"

  /// The ledger as it is taken.
  public private(set) var ledger: Ledger
  /// The numbers of which it speaks.
  let table: NumberTable
  /// Which exchanges count in running totals.
  let totals: RunningTotals
  /// How they are tied.
  let pieces: Pieces
  /// What follows, piece by piece.
  let solutions: [PieceSolution]

  /// Reconciles a ledger. Cost: linear in its records, besides the solving.
  ///
  /// Throws only when the task is cancelled, and for a system that could not be solved.
  public init(_ ledger: Ledger) throws {
    var reader = StatementReader(ledger)
    var table = try reader.read()
    let totals = try RunningTotals(ledger, &table)
    let wholes = table.counted.wholes()
    let pieces = Pieces(ledger, &table, totals, wholes: wholes)
    var solutions: [PieceSolution] = []
    solutions.reserveCapacity(pieces.pieces.count)
    for piece in pieces.pieces {
      try Task.checkCancellation()
      solutions.append(try PieceSolution(piece, ledger, table, totals))
    }
    (self.ledger, self.table, self.totals) = (ledger, table, totals)
    (self.pieces, self.solutions) = (pieces, solutions)
  }

  /// Goes on to a ledger in which only the records of these references differ; what they do not touch is not solved
  /// again. Throws only when the task is cancelled.
  public mutating func update(to ledger: Ledger, changed: Set<String>) throws {
    self = try Reconciliation(ledger)
  }

  /// Why numbers have their bounds: what is asked together costs least.
  func reasons(for numbers: some Sequence<Int>) throws -> [Int: Reasons] {
    var reasons: [Int: Reasons] = [:]
    let byPiece = Dictionary(grouping: numbers) { pieces.pieceOfNumber[$0] }
    for (piece, wanted) in byPiece {
      try Task.checkCancellation()
      let found = try solutions[piece].reasons(for: wanted, pieces.pieces[piece], ledger, table, totals)
      reasons.merge(found) { first, _ in first }
    }
    return reasons
  }

  /// What follows for a number.
  func solved(_ number: Int) -> SolvedNumber {
    let piece = pieces.pieceOfNumber[number]
    guard let place = pieces.pieces[piece].numbers.firstIndex(of: number) else { return SolvedNumber() }
    return solutions[piece].numbers[place]
  }
}
