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

  /// What each piece was made of, to know it again; none before it is first needed.
  private let marks: [PieceMark]

  /// Reconciles a ledger. Cost: linear in its records, besides the solving. Throws only when the task is cancelled.
  public init(_ ledger: Ledger) throws {
    try self.init(ledger, knowing: [:])
  }

  /// Goes on to another state of the ledger. What the changes do not touch is read again, but not solved again.
  /// Throws only when the task is cancelled.
  public mutating func update(to ledger: Ledger) throws {
    if ledger.saysTheSameOfNumbers(as: self.ledger) {
      self.ledger = ledger
      return
    }
    let marks = marks.isEmpty ? pieces.pieces.map { PieceMark($0, self.ledger, table, totals) } : marks
    let known = Dictionary(zip(marks, solutions), uniquingKeysWith: { first, _ in first })
    self = try Reconciliation(ledger, knowing: known)
  }

  private init(_ ledger: Ledger, knowing known: [PieceMark: PieceSolution]) throws {
    var table = try StatementReader(ledger).table
    let totals = try RunningTotals(ledger, &table)
    let wholes = table.counted.wholes()
    let pieces = Pieces(ledger, &table, totals, wholes: wholes)
    let marks = known.isEmpty ? [] : pieces.pieces.map { PieceMark($0, ledger, table, totals) }
    let solutions = try [PieceSolution](
      count: pieces.pieces.count,
      concurrently: { [table] place in
        let known = marks.isEmpty ? nil : known[marks[place]]
        return try known ?? PieceSolution(pieces.pieces[place], ledger, table, totals)
      })
    (self.ledger, self.table, self.totals) = (ledger, table, totals)
    (self.pieces, self.solutions, self.marks) = (pieces, solutions, marks)
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
    claims.sharesAll(with: other.claims) && exchanges.sharesAll(with: other.exchanges)
      && agreements.sharesAll(with: other.agreements) && relations.sharesAll(with: other.relations)
      && actors.sharesAll(with: other.actors)
  }
}
