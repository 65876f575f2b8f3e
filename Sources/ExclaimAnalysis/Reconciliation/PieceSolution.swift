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
  /// Whether no bounds were found that could be proved, of any of its numbers.
  var isUnsolved: Bool { numbers.first?.isUnsolved == true }
  /// Whether all contradictions of one or two records are told.
  var areAllTold: Bool { contradictions.count { $0.count <= 2 } == pairCount }
  /// What follows by the usual reading; who asks for contradictions alone does not wait for it.
  private let usual = Memo<UsualReading>()
}

/// What follows for one number.
struct SolvedNumber: Sendable {
  var hard = Bounds.atLeast(0)
  /// Whether records were left out since they are in a contradiction that may reach the number.
  var isBesideConflict = false
  /// Whether no bounds were found that could be proved; nothing is known of the number then.
  var isUnsolved = false
}

/// What follows in one piece by the usual reading of the words.
struct UsualReading: Sendable {
  /// For each number of the piece; nil where usual readings do not go together.
  var bounds: [Bounds?] = []
  /// Smallest sets of records that cannot all be true by it.
  var tensions: [[RecordPlace]] = []
}

/// Why a number has the bounds that it has.
struct Reasons: Sendable {
  /// Records that force the low end, none of them needless.
  var low: [RecordPlace] = []
  /// Records that force the high end.
  var high: [RecordPlace] = []
  /// How much of a total the recorded exchanges do not explain; nil for what is no such total.
  var unexplained: Bounds?
  /// Records that force its ends; empty where nobody asked for them.
  var unexplainedBy: [RecordPlace] = []
}

extension Bounds {
  fileprivate init(_ answer: Answer) { self.init(low: max(0, answer.low ?? 0), high: answer.high) }
}

extension PieceSolution {
  /// Solves a piece. Throws when the task is cancelled, and for a system that could not be solved.
  init(_ piece: Pieces.Piece, _ ledger: Ledger, _ table: NumberTable, _ totals: RunningTotals) throws {
    if let only = Self.simple(piece, table, \.hard) {
      numbers = [SolvedNumber(hard: only)]
      return
    }
    do {
      let hard = try Self.solve(PieceSystem(piece, ledger, table, totals), \.hard, isHard: true)
      (contradictions, pairCount) = (hard.conflicts, hard.pairCount)
      numbers = hard.answers.map { SolvedNumber(hard: Bounds($0), isBesideConflict: $0.isBesideConflict) }
    } catch is Unproved {
      // Better no answer than one that nobody can prove; other pieces have theirs.
      numbers = piece.numbers.map { _ in SolvedNumber(isUnsolved: true) }
    }
  }

  /// What follows by the usual reading, without the records that are in a contradiction. Throws when the task is cancelled.
  func usual(
    _ piece: Pieces.Piece, _ ledger: Ledger, _ table: NumberTable, _ totals: RunningTotals
  ) throws -> UsualReading {
    try usual.value {
      let nothing = UsualReading(bounds: piece.numbers.map { _ in nil })
      if isUnsolved { return nothing }
      if let only = Self.simple(piece, table, \.soft) { return UsualReading(bounds: [only]) }
      do {
        let soft = try Self.solve(
          PieceSystem(piece, ledger, table, totals), \.soft, without: Set(contradictions.flatMap(\.self)),
          isHard: false)
        return UsualReading(
          bounds: soft.answers.map { $0.isBesideConflict ? nil : Bounds($0) }, tensions: soft.conflicts)
      } catch is Unproved {
        return nothing
      }
    }
  }

  /// A number that nothing is tied to, and on which all agree.
  private static func simple(
    _ piece: Pieces.Piece, _ table: NumberTable, _ reading: KeyPath<Statement, Bounds>
  ) -> Bounds? {
    guard piece.numbers.count == 1, piece.flows.isEmpty, piece.relations.isEmpty else { return nil }
    return Extremes(table.numbers[piece.numbers[0]], reading).bounds
  }

  /// Why some numbers of the piece have their bounds.
  ///
  /// - Parameter ofRests: whether also to say why of what recorded exchanges do not explain, which takes as long again.
  func reasons(
    for wanted: [Int], ofRests: Bool, _ piece: Pieces.Piece, _ ledger: Ledger, _ table: NumberTable,
    _ totals: RunningTotals
  ) throws -> [Int: Reasons] {
    if isUnsolved { return [:] }
    let system = PieceSystem(piece, ledger, table, totals)
    let leftOut = Set(contradictions.flatMap(\.self))
    var records: [RecordPlace: Int] = [:]
    let constraints = system.constraints(\.hard, strictest: true, leftOut, &records)
    let names = records.sorted { $0.value < $1.value }.map(\.key)
    let answers = try constraints.solve(for: wanted.map { system.expressions[$0] ?? Expression([]) }).answers
    let open = wanted.filter { system.unexplained[$0] != nil }
    let rest = try constraints.solve(for: open.compactMap { system.unexplained[$0] }, explaining: ofRests)
      .answers
    var reasons: [Int: Reasons] = [:]
    for (number, answer) in zip(wanted, answers) {
      reasons[number] = Reasons(
        low: answer.lowOwners.map { names[$0] }, high: answer.highOwners.map { names[$0] })
    }
    for (number, answer) in zip(open, rest) {
      reasons[number]?.unexplained = Bounds(answer)
      if ofRests { reasons[number]?.unexplainedBy = (answer.lowOwners + answer.highOwners).map { names[$0] } }
    }
    return reasons
  }

  /// A solution with its records.
  private struct Reading {
    var conflicts: [[RecordPlace]]
    var pairCount: Int
    var answers: [Answer]
  }

  private static func solve(
    _ system: PieceSystem, _ reading: KeyPath<Statement, Bounds> & Sendable, without: Set<RecordPlace> = [],
    isHard: Bool
  ) throws -> Reading {
    let questions = system.piece.numbers.map { system.expressions[$0] ?? Expression([]) }
    // What follows, follows from the strictest statements; only where they do not go together do the others matter.
    var records: [RecordPlace: Int] = [:]
    let strictest = system.constraints(reading, strictest: true, without, &records)
    if let answers = try strictest.bounds(of: questions) {
      return Reading(conflicts: [], pairCount: 0, answers: answers)
    }
    records = [:]
    let solution = try system.constraints(reading, strictest: false, without, &records)
      .solve(for: questions, explaining: false, allPairs: isHard, besideConflicts: isHard)
    let names = records.sorted { $0.value < $1.value }.map(\.key)
    return Reading(
      conflicts: solution.conflicts.map { $0.owners.map { names[$0] } },
      pairCount: solution.pairCount, answers: solution.answers)
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
