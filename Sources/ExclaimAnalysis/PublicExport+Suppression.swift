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
/// First go the numbers that are too small. While a withheld number can be worked out too closely, the
/// smallest other number that prevents it goes as well. At the end, what went in vain comes back.
struct Suppression {
  /// How much of a number's statements is withheld.
  enum Stage: Int { case published, bounded, all }

  private let graph: NumberGraph
  private let threshold: Int64
  private var stages: [Stage]

  init(_ graph: NumberGraph, _ threshold: Int64) {
    (self.graph, self.threshold) = (graph, threshold)
    stages = graph.numbers.map { $0.isTooSmall(below: threshold) ? .bounded : .published }
  }

  mutating func run() {
    // Nothing limits a number by itself.
    if stages.count == 1 { return }
    guard let readings = readable() else { return withholdTied() }
    var roomy: Readings.Roomy = [:]
    var added: [Int] = []
    while let exposed = readings.exposed(withheld, stages, below: threshold, besides: &roomy) {
      guard let next = helpful(for: exposed, readings) else { return withholdTied() }
      withholdMore(next)
      added.append(next)
    }
    // Without the last, which was withheld since something was exposed, it would be again.
    restore(added.dropLast(), readings)
  }

  /// The readings. Where they are too many, what speakers differ most about goes until they are few enough.
  private mutating func readable() -> Readings? {
    guard let kinds = PersonKinds(of: graph.numbers) else { return nil }
    while !Task.isCancelled {
      if let readings = Readings(of: graph, kinds, stages, threshold) { return readings }
      let disputed = stages.indices.filter { stages[$0] == .published && graph.numbers[$0].beliefs.count > 1 }
      let most = disputed.max { graph.numbers[$0].beliefs.count < graph.numbers[$1].beliefs.count }
      guard let most else { return nil }
      stages[most] = .all
    }
    return nil
  }

  /// What is withheld, in the order of the numbers.
  var suppressed: [SuppressedCell] { graph.suppressed(stages, threshold) }

  private var withheld: [Int] { stages.indices.filter { stages[$0] != .published } }

  /// The number to withhold next: the smallest that hides this one, or else the smallest that gives it away.
  private func helpful(for exposed: Readings.Exposed, _ readings: Readings) -> Int? {
    let causes = readings.causes(of: exposed, stages).filter {
      graph.numbers[$0].canWithhold(after: stages[$0])
    }
    let open = causes.sorted { (graph.numbers[$0].size, $0) < (graph.numbers[$1].size, $1) }
    let best = open.first { candidate in
      var trial = self
      trial.withholdMore(candidate)
      return trial.areHidden([exposed.number], readings, first: exposed.reading)
    }
    return best ?? open.first
  }

  private func areHidden(_ numbers: [Int], _ readings: Readings, first: Int = 0) -> Bool {
    var roomy: Readings.Roomy = [:]
    return readings.exposed(numbers, stages, below: threshold, first: first, besides: &roomy) == nil
  }

  private mutating func withholdMore(_ number: Int) {
    let isBounded = graph.numbers[number].isBounded
    stages[number] = stages[number] == .published && isBounded ? .bounded : .all
  }

  /// Takes back what need not go, the greatest numbers first.
  private mutating func restore(_ added: some Sequence<Int>, _ readings: Readings) {
    let open = Set(added).filter { !graph.numbers[$0].isTooSmall(below: threshold) }
    for number in open.sorted(by: { (graph.numbers[$0].size, $1) > (graph.numbers[$1].size, $0) }) {
      var trial = self
      trial.stages[number] = .published
      if trial.areHidden(trial.withheld, readings) { self = trial }
    }
  }

  private mutating func withholdTied() {
    stages = graph.stages(
      withholdingTiedTo: stages.indices.filter { graph.numbers[$0].isTooSmall(below: threshold) })
  }
}

extension NumberGraph {
  /// What goes where it is not worked out what would be enough.
  func withholdingTied(to small: [Int], _ threshold: Int64) -> [SuppressedCell] {
    small.isEmpty ? [] : suppressed(stages(withholdingTiedTo: small), threshold)
  }

  /// Whatever counts somebody whom a small number counts goes, and whatever a relation ties to it, with what
  /// counts anybody of that. Nothing is left then that limits any of them.
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
