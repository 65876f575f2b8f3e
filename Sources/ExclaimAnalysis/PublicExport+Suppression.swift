import ExclaimDomain

/// A cell that must go, and why.
struct SuppressedCell {
  var cell: Cell
  var reason: WithheldReason

  var withheld: Withheld { Withheld(record: cell.record, kind: cell.kind, field: cell.field, reason: reason) }
}

extension PublicExport {
  /// Above so many numbers that hang together nothing is worked out: all that is tied to a withheld one goes.
  static let workedOutMax = 40

  /// The cells of a family that must go.
  func suppressed(in family: CellFamily) -> [SuppressedCell] {
    let graph = NumberGraph(family)
    let small = graph.numbers.indices.filter { graph.numbers[$0].isTooSmall(below: threshold) }
    let (groups, crowded) = graph.groups(around: small, countMax: Self.workedOutMax)
    var suppressed = graph.withholdingTied(to: crowded, threshold)
    for group in groups {
      var suppression = Suppression(group, threshold)
      suppression.run()
      suppressed += suppression.suppressed
    }
    return suppressed
  }
}

/// Chooses what to withhold of numbers that hang together.
///
/// First go the numbers that are too small. While a withheld number can be worked out too closely, the smallest other
/// number that prevents it goes as well. At the end, what went in vain comes back.
struct Suppression {
  /// How much of a number's statements is withheld.
  enum Stage: Int { case published, bounded, all }

  private let graph: NumberGraph
  private let threshold: Int64
  private var stages: [Stage]
  /// Whether more must be withheld than was found so far.
  private let readings: Readings?

  init(_ graph: NumberGraph, _ threshold: Int64) {
    (self.graph, self.threshold) = (graph, threshold)
    stages = graph.numbers.map { $0.isTooSmall(below: threshold) ? .bounded : .published }
    readings = Readings(of: graph)
  }

  mutating func run() {
    guard let readings else { return withholdTied() }
    while let exposed = readings.exposed(withheld, stages, below: threshold, explaining: true) {
      guard let next = helpful(for: exposed.number, among: exposed.by, readings) else { return withholdTied() }
      withholdMore(next)
    }
    restore(readings)
  }

  /// What is withheld, in the order of the numbers.
  var suppressed: [SuppressedCell] { graph.suppressed(stages, threshold) }

  private var withheld: [Int] { stages.indices.filter { stages[$0] != .published } }

  /// The number to withhold next: the smallest that hides this one, or else the smallest that gives it away.
  private func helpful(for exposed: Int, among causes: Set<Int>, _ readings: Readings) -> Int? {
    let open = causes.filter { graph.numbers[$0].canWithhold(after: stages[$0]) }.sorted {
      (graph.numbers[$0].size, $0) < (graph.numbers[$1].size, $1)
    }
    let best = open.first { candidate in
      var trial = self
      trial.withholdMore(candidate)
      return readings.exposed([exposed], trial.stages, below: threshold, explaining: false) == nil
    }
    return best ?? open.first
  }

  private mutating func withholdMore(_ number: Int) {
    let isBounded = graph.numbers[number].isBounded
    stages[number] = stages[number] == .published && isBounded ? .bounded : .all
  }

  /// Takes back what need not go, the greatest numbers first.
  private mutating func restore(_ readings: Readings) {
    let added = withheld.filter { !graph.numbers[$0].isTooSmall(below: threshold) }
    for number in added.sorted(by: { graph.numbers[$0].size > graph.numbers[$1].size }) {
      var trial = self
      trial.stages[number] = .published
      let exposed = readings.exposed(trial.withheld, trial.stages, below: threshold, explaining: false)
      if exposed == nil { self = trial }
    }
  }

  private mutating func withholdTied() {
    stages = graph.stages(withholdingTiedTo: stages.indices.filter { graph.numbers[$0].isTooSmall(below: threshold) })
  }
}

extension NumberGraph {
  /// What goes where it is not worked out what would be enough.
  func withholdingTied(to small: [Int], _ threshold: Int64) -> [SuppressedCell] {
    small.isEmpty ? [] : suppressed(stages(withholdingTiedTo: small), threshold)
  }

  /// Whatever counts somebody whom a small number counts goes, and whatever a relation ties to it, with what counts anybody
  /// of that. Nothing is left then that limits any of them.
  func stages(withholdingTiedTo small: [Int]) -> [Suppression.Stage] {
    var stages = numbers.map { _ in Suppression.Stage.published }
    var open = small
    var seen = Set(small)
    while let next = open.popLast(), !Task.isCancelled {
      stages[next] = .all
      for other in tied(to: next) { stages[other] = .all }
      for other in related(to: next) where seen.insert(other).inserted { open.append(other) }
    }
    return stages
  }

  func suppressed(_ stages: [Suppression.Stage], _ threshold: Int64) -> [SuppressedCell] {
    zip(numbers, stages).flatMap { number, stage in
      number.cells.filter { stage == .all || (stage == .bounded && $0.hard.high != nil) }.map { cell in
        SuppressedCell(cell: cell, reason: cell.isTooSmall(below: threshold) ? .small : .givesAway)
      }
    }
  }
}
