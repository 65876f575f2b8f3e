import ExclaimConstraints
import ExclaimDomain

/// What follows in one piece of a ledger.
struct PieceSolution: Sendable {
  /// What follows for each number of the piece, in the order of its numbers.
  var numbers: [SolvedNumber] = []
  /// Smallest sets of records that cannot all be true.
  var contradictions: [[RecordPlace]] = []
  /// How many of one or two records there are, told or not.
  var pairCount = 0
  /// Smallest sets of records that cannot all be true by the usual reading.
  var tensions: [[RecordPlace]] = []
}

/// What follows for one number.
struct SolvedNumber: Sendable {
  var hard = Bounds.atLeast(0)
  var lowRecords: [RecordPlace] = []
  var highRecords: [RecordPlace] = []
  var isBesideConflict = false
  /// By the usual reading; nil where usual readings do not go together.
  var soft: Bounds?
  /// How much of a total the recorded exchanges do not explain; nil for what is no such total.
  var unexplained: Bounds?
}

extension PieceSolution {
  /// Solves a piece. Throws when the task is cancelled, and for a system that could not be solved.
  init(_ piece: Pieces.Piece, _ ledger: Ledger, _ table: NumberTable, _ totals: RunningTotals) throws {
    if let only = Self.simple(piece, table) {
      numbers = [only]
      return
    }
    let system = PieceSystem(piece, ledger, table, totals)
    let hard = try Self.solve(system, \.hard)
    (contradictions, pairCount) = (hard.conflicts, hard.pairCount)
    let soft = try Self.solve(system, \.soft, without: Set(contradictions.flatMap(\.self)))
    tensions = soft.conflicts
    let unexplained = piece.numbers.filter { system.unexplained[$0] != nil }
    numbers = piece.numbers.indices.map { place in
      let (answer, usual) = (hard.answers[place], soft.answers[place])
      var number = SolvedNumber(
        hard: Bounds(low: max(0, answer.low ?? 0), high: answer.high),
        lowRecords: answer.lowOwners.map { hard.records[$0] },
        highRecords: answer.highOwners.map { hard.records[$0] }, isBesideConflict: answer.isBesideConflict)
      if !usual.isBesideConflict {
        number.soft = Bounds(low: max(0, usual.low ?? 0), high: usual.high)
      }
      if let rest = unexplained.firstIndex(of: piece.numbers[place]) {
        let answer = hard.answers[piece.numbers.count + rest]
        number.unexplained = Bounds(low: max(0, answer.low ?? 0), high: answer.high)
      }
      return number
    }
  }

  /// A number that nothing is tied to, and on which all agree.
  private static func simple(_ piece: Pieces.Piece, _ table: NumberTable) -> SolvedNumber? {
    guard piece.numbers.count == 1, piece.flows.isEmpty, piece.relations.isEmpty else { return nil }
    let (hard, soft) = (
      Extremes(table.numbers[piece.numbers[0]], \.hard), Extremes(table.numbers[piece.numbers[0]], \.soft)
    )
    guard let bounds = hard.bounds else { return nil }
    guard let usual = soft.bounds else { return nil }
    return SolvedNumber(
      hard: bounds, lowRecords: hard.low.map { [$0.record] } ?? [],
      highRecords: hard.high.map { [$0.record] } ?? [], soft: usual)
  }

  /// A solution with its records.
  private struct Reading {
    var records: [RecordPlace]
    var conflicts: [[RecordPlace]]
    var pairCount: Int
    var answers: [Answer]
  }

  private static func solve(
    _ system: PieceSystem, _ reading: KeyPath<Statement, Bounds> & Sendable, without: Set<RecordPlace> = []
  ) throws -> Reading {
    var questions = system.piece.numbers.map { system.expressions[$0] ?? Expression([]) }
    questions += system.piece.numbers.compactMap { system.unexplained[$0] }
    // What follows, follows from the strictest statements; only where they do not go together do the others matter.
    for strictest in [true, false] {
      var records: [RecordPlace: Int] = [:]
      let constraints = system.constraints(reading, strictest: strictest, without, &records)
      let solution = try constraints.solve(for: questions)
      guard solution.conflicts.isEmpty || !strictest else { continue }
      let names = records.sorted { $0.value < $1.value }.map(\.key)
      return Reading(
        records: names, conflicts: solution.conflicts.map { $0.owners.map { names[$0] } },
        pairCount: solution.pairCount, answers: solution.answers)
    }
    preconditionFailure("the second pass always returns")
  }
}

/// The strictest of what is said of a number.
struct Extremes {
  /// Who says the greatest low end; nil when all say 0.
  private(set) var low: (record: RecordPlace, bound: Int64)?
  /// Who says the least high end; nil when nobody says one.
  private(set) var high: (record: RecordPlace, bound: Int64)?

  init(_ number: Number, _ reading: KeyPath<Statement, Bounds>, without: Set<RecordPlace> = []) {
    for statement in number.statements where without.isEmpty || !without.contains(statement.record) {
      let bounds = statement[keyPath: reading]
      if let end = bounds.low, end > low?.bound ?? 0 { low = (statement.record, end) }
      if let end = bounds.high, end < high?.bound ?? .max { high = (statement.record, end) }
    }
  }

  /// What they say together; nil when they exclude each other.
  var bounds: Bounds? {
    let bounds = Bounds(low: low?.bound ?? 0, high: high?.bound)
    return bounds.isEmpty ? nil : bounds
  }
}

extension PieceSystem {
  /// The rules with what the records say, in one reading.
  fileprivate func constraints(
    _ reading: KeyPath<Statement, Bounds>, strictest: Bool, _ without: Set<RecordPlace>,
    _ records: inout [RecordPlace: Int]
  ) -> ConstraintSystem {
    var system = rules
    func owner(_ record: RecordPlace) -> Int {
      if let owner = records[record] { return owner }
      records[record] = records.count
      return records.count - 1
    }
    for (row, record) in recordRows where !without.contains(record) {
      system.add(.init(row.sum, low: row.low, high: row.high, owner: owner(record)))
    }
    for place in piece.numbers {
      guard let expression = expressions[place] else { continue }
      let number = table.numbers[place]
      if strictest {
        let extremes = Extremes(number, reading, without: without)
        if let low = extremes.low {
          system.add(.init(expression, low: low.bound, owner: owner(low.record)))
        }
        if let high = extremes.high {
          system.add(.init(expression, high: high.bound, owner: owner(high.record)))
        }
      } else {
        for statement in number.statements where !without.contains(statement.record) {
          let bounds = statement[keyPath: reading]
          guard bounds.low ?? 0 > 0 || bounds.high != nil else { continue }
          system.add(.init(expression, low: bounds.low, high: bounds.high, owner: owner(statement.record)))
        }
      }
    }
    return system
  }
}
