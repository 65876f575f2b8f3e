import ExclaimDomain

/// A cell that must go, and why.
struct SuppressedCell {
  var cell: Cell
  var reason: WithheldReason

  var withheld: Withheld { Withheld(record: cell.record, kind: cell.kind, field: cell.field, reason: reason) }
}

extension PublicExport {
  /// The cells of a family that must go.
  func suppressed(in family: CellFamily) -> [SuppressedCell] {
    var suppression = Suppression(CellTable(family, threshold))
    suppression.run()
    return suppression.suppressed
  }
}

/// Chooses what to withhold of numbers that hang together.
///
/// First go the numbers that are too small. While a withheld number can be worked out too closely, the smallest other
/// number that prevents it goes as well. At the end, what went in vain comes back.
struct Suppression {
  /// How much of a number's statements is withheld.
  enum Stage: Int { case published, bounded, all }

  let table: CellTable
  private var stages: [Stage]
  /// For each way to read the numbers, values that fit all of them.
  private let hints: [[Int64]]

  init(_ table: CellTable) {
    self.table = table
    stages = table.numbers.map { $0.isTooSmall(below: table.threshold) ? .bounded : .published }
    let ranges = table.numbers.map { $0.range(.published) }
    hints = table.inferences.map { $0.solution(ranges, near: ranges.map(\.low)) ?? ranges.map(\.low) }
  }

  mutating func run() {
    guard stages.contains(.bounded) else { return }
    guard table.isSearched else { return withholdTotals() }
    while let exposed = stages.indices.first(where: { stages[$0] != .published && !isHidden($0) }) {
      guard let next = helpful(for: exposed) else { break }
      withholdMore(next)
    }
    restore()
  }

  /// What is withheld, in the order of the table.
  var suppressed: [SuppressedCell] {
    zip(table.numbers, stages).flatMap { number, stage in
      number.cells.filter { stage == .all || (stage == .bounded && $0.hard.high != nil) }.map { cell in
        SuppressedCell(cell: cell, reason: cell.isTooSmall(below: table.threshold) ? .small : .givesAway)
      }
    }
  }

  /// True when a reader can think of as many values for the number as the threshold asks for, however it is read.
  private func isHidden(_ number: Int) -> Bool {
    let ranges = zip(table.numbers, stages).map { $0.range($1) }
    return zip(table.inferences, hints).allSatisfy { isHidden(number, ranges, $0, near: $1) }
  }

  private func isHidden(
    _ number: Int, _ ranges: [Inference.Range], _ inference: Inference, near hints: [Int64]
  ) -> Bool {
    guard let base = inference.solution(ranges, near: hints)?[number] else { return false }
    var values: Int64 = 1
    for distance in 1...(4 * table.threshold) {
      for value in [base + distance, base - distance] where value >= 0 {
        if values >= table.threshold { return true }
        guard ranges[number].low <= value && value <= ranges[number].high else { continue }
        var fixed = ranges
        fixed[number] = .init(low: value, high: value)
        if inference.solution(fixed, near: hints) != nil { values += 1 }
      }
    }
    return values >= table.threshold
  }

  /// The number to withhold next: the smallest that hides this one, or else the smallest tied to a withheld one.
  private func helpful(for exposed: Int) -> Int? {
    let open = stages.indices.filter { table.numbers[$0].canWithhold(after: stages[$0]) }.sorted {
      (table.numbers[$0].size, $0) < (table.numbers[$1].size, $1)
    }
    let best = open.first { candidate in
      var trial = self
      trial.withholdMore(candidate)
      return trial.isHidden(exposed)
    }
    let tied = open.first { candidate in
      table.inferences.flatMap(\.sums).contains { sum in
        let members = [sum.whole] + sum.parts
        return members.contains(candidate) && members.contains { stages[$0] != .published }
      }
    }
    return best ?? tied ?? open.first
  }

  private mutating func withholdMore(_ number: Int) {
    let next: Stage = stages[number] == .published ? .bounded : .all
    stages[number] = next
    if next == .bounded && !table.numbers[number].isBounded { stages[number] = .all }
  }

  /// Takes back what need not go, the greatest numbers first.
  private mutating func restore() {
    let added = stages.indices.filter {
      stages[$0] != .published && !table.numbers[$0].isTooSmall(below: table.threshold)
    }
    for number in added.sorted(by: { table.numbers[$0].size > table.numbers[$1].size }) {
      var trial = self
      trial.stages[number] = .published
      let isHidden = stages.indices.allSatisfy { trial.stages[$0] == .published || trial.isHidden($0) }
      if isHidden { self = trial }
    }
  }

  /// Without any total above it, a number has no upper end that could be worked out.
  private mutating func withholdTotals() {
    var open = stages.indices.filter { stages[$0] != .published }
    while let part = open.popLast(), !Task.isCancelled {
      for whole in table.wholes(of: part) where stages[whole] != .all {
        stages[whole] = .all
        open.append(whole)
      }
    }
  }
}
