import ExclaimDomain

/// A ledger turned into constraints on whole numbers, and what follows from them. `DESIGN.md` says what it means.
public struct Reconciliation: Sendable {
  /// The rules by which words became bounds and records became constraints; a figure is the same wherever these are.
  public static let rules = "quantity/1 reconciliation/1"

  /// The ledger as it is taken.
  public var ledger: Ledger { reader.ledger }
  /// The numbers of which it speaks.
  let table: NumberTable
  /// Which exchanges count in running totals.
  let totals: RunningTotals
  /// How they are tied.
  let pieces: Pieces
  /// What follows, piece by piece.
  let solutions: [PieceSolution]
  /// What was read, to read on from there.
  private(set) var reader: StatementReader

  /// Reconciles a ledger. Cost: linear in its records, besides the solving. Throws only when the task is cancelled.
  public init(_ ledger: Ledger) throws {
    try self.init(StatementReader(ledger), after: nil)
  }

  /// Goes on to another state of the ledger. Throws only when the task is cancelled.
  ///
  /// Where only claims came that change no others, just these are read, and what they do not touch is not solved again.
  /// All else is reconciled anew.
  public mutating func update(to ledger: Ledger) throws {
    if ledger.saysTheSameOfNumbers(as: self.ledger) {
      reader.ledger = ledger
    } else if let reader = try reader.readingOn(to: ledger) {
      self = try Reconciliation(reader, after: self)
    } else {
      self = try Reconciliation(ledger)
    }
  }

  private init(_ reader: StatementReader, after earlier: Reconciliation?) throws {
    let ledger = reader.ledger
    var table = reader.table
    let totals = try RunningTotals(ledger, &table, after: earlier)
    let pieces = Pieces(ledger, &table, totals, wholes: table.counted.wholes())
    let known = earlier.map { EarlierPieces($0, table, totals) }
    let solutions = try [PieceSolution](
      count: pieces.pieces.count,
      concurrently: { [table] place in
        let piece = pieces.pieces[place]
        return try known?.solution(of: piece) ?? PieceSolution(piece, ledger, table, totals)
      })
    (self.reader, self.table, self.totals) = (reader, table, totals)
    (self.pieces, self.solutions) = (pieces, solutions)
  }

  /// Why numbers have their bounds: what is asked together costs least.
  func reasons(for numbers: some Sequence<Int>, ofRests: Bool = false) throws -> [Int: Reasons] {
    var reasons: [Int: Reasons] = [:]
    let byPiece = Dictionary(grouping: numbers) { pieces.pieceOfNumber[$0] }
    for (piece, wanted) in byPiece {
      try Task.checkCancellation()
      let found = try solutions[piece].reasons(
        for: wanted, ofRests: ofRests, pieces.pieces[piece], ledger, table, totals)
      reasons.merge(found) { first, _ in first }
    }
    return reasons
  }

  /// What follows for a number.
  func solved(_ number: Int) -> SolvedNumber {
    solutions[pieces.pieceOfNumber[number]].numbers[pieces.placeInPiece(number)]
  }

  /// What follows for a number by the usual reading; nil where usual readings do not go together.
  func usual(_ number: Int) throws -> Bounds? {
    try usual(inPiece: pieces.pieceOfNumber[number]).bounds[pieces.placeInPiece(number)]
  }

  /// What follows in a piece by the usual reading. Throws when the task is cancelled.
  func usual(inPiece piece: Int) throws -> UsualReading {
    try solutions[piece].usual(pieces.pieces[piece], ledger, table, totals)
  }
}

extension Ledger {
  /// True where at most documents and assessments differ, which say nothing of numbers. False is no proof that more does.
  fileprivate func saysTheSameOfNumbers(as other: Ledger) -> Bool {
    claims.sharesAll(with: other.claims) && differsInClaimsAtMost(from: other)
  }
}
