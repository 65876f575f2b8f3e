extension ConstraintSystem {
  /// Every conflict, and the tightest bounds of some expressions.
  ///
  /// Bounds are those that follow without the owners who are in a conflict. Throws when the task is cancelled, and
  /// ``Unproved`` when a linear program with very large factors defeats the arithmetic.
  /// - Parameters:
  ///   - questions: Expressions whose bounds are wanted.
  ///   - conflictsMax: How many conflicts of one or two owners to tell at most.
  ///   - allPairs: Whether to find every conflict of two; else only so many conflicts that every other shares an owner with
  ///     one of them.
  ///   - explaining: Whether to name the owners who force the ends; without them it is many times quicker.
  ///   - besideConflicts: Whether to answer where conflicts may reach; else such answers have no ends.
  public func solve(
    for questions: [Expression], conflictsMax: Int = 10_000, explaining: Bool = true, allPairs: Bool = true,
    besideConflicts: Bool = true
  ) throws -> Solution {
    try solve(
      for: questions, conflictsMax: conflictsMax, explaining: explaining, allPairs: allPairs,
      besideConflicts: besideConflicts, by: nil)
  }

  /// The tightest bounds of some expressions, without those who force them, if all owners can be right; else nil.
  public func bounds(of questions: [Expression]) throws -> [Answer]? {
    let solution = try solve(for: questions, explaining: false, by: nil, stopsAtConflict: true)
    return solution.conflicts.isEmpty ? solution.answers : nil
  }

  /// The same by one method, whatever would be quickest; or of a system in which one owner says everything but rules, of
  /// which it is only asked whether it can be.
  func solve(
    for questions: [Expression], conflictsMax: Int = 10_000, explaining: Bool = true, allPairs: Bool = true,
    besideConflicts: Bool = true, by kind: ComponentSolver.Kind?, isReduced: Bool = false,
    stopsAtConflict: Bool = false
  ) throws -> Solution {
    let parts = Components(self, questions: questions)
    var solution = Solution(
      conflicts: parts.impossible.sorted().map { Conflict(owners: [$0]) }, pairCount: parts.impossible.count,
      answers: questions.map { _ in Answer(low: 0, high: 0) })
    var solvers: [ComponentSolver] = []
    solvers.reserveCapacity(parts.all.count)
    var infeasible: [Component] = []
    for part in parts.all where !part.sums.isEmpty || !part.implications.isEmpty || !part.questions.isEmpty {
      try Task.checkCancellation()
      let solver = ComponentSolver(part, ofSeveral: parts.ofSeveral, kind: kind, isReduced: isReduced)
      solvers.append(solver)
      guard try solver.hasConflict(Limits(part, without: parts.impossible)) else { continue }
      if isReduced || stopsAtConflict { return .ofOneOwner }
      infeasible.append(part)
    }
    var inConflict = parts.impossible
    for part in Components.joinedByOwners(infeasible) {
      let solver = ComponentSolver(part, ofSeveral: parts.ofSeveral, kind: kind)
      let found = try ConflictSearch.run(
        solver, without: parts.impossible, told: conflictsMax, allPairs: allPairs)
      solution.conflicts += found.conflicts.map { Conflict(owners: $0) }
      solution.pairCount += found.pairCount
      inConflict.formUnion(found.owners)
    }
    solution.keep(conflictsMax)
    // An owner may speak of several parts, so answers come when all conflicts are known.
    for solver in solvers where !solver.component.questions.isEmpty {
      let isBeside = !inConflict.isEmpty && solver.component.speaks(anyOf: inConflict)
      if isBeside && !besideConflicts {
        for question in solver.component.questions {
          solution.answers[question.place] = Answer(low: nil, high: nil, isBesideConflict: true)
        }
        continue
      }
      let limits = Limits(solver.component, without: isBeside ? inConflict : [])
      for (place, answer) in try solver.answers(limits, explaining: explaining) {
        solution.answers[place] = answer
        solution.answers[place].isBesideConflict = isBeside
      }
    }
    return solution
  }
}

extension Components {
  /// Parts that share an owner as one: what is a smallest conflict in one part may hold a smaller one of another.
  fileprivate static func joinedByOwners(_ parts: [Component]) -> [Component] {
    if parts.count < 2 { return parts }
    var groups = DisjointSets(count: parts.count)
    var firstPart: [Int: Int] = [:]
    for (place, part) in parts.enumerated() {
      for owner in part.owners { groups.join(place, firstPart[owner, default: place]) }
      for owner in part.owners where firstPart[owner] == nil { firstPart[owner] = place }
    }
    var joined: [Int: Component] = [:]
    var order: [Int] = []
    for (place, part) in parts.enumerated() {
      let root = groups.root(of: place)
      if joined[root] == nil {
        joined[root] = part
        order.append(root)
      } else {
        joined[root]!.formUnion(part)
      }
    }
    return order.map { joined[$0]! }
  }
}

extension Solution {
  /// A system in which one owner says everything, and cannot be right.
  fileprivate static let ofOneOwner = Solution(conflicts: [Conflict(owners: [0])], pairCount: 1, answers: [])

  /// Puts the conflicts in order, and keeps so many of those of one or two owners.
  fileprivate mutating func keep(_ max: Int) {
    conflicts.sort {
      ($0.owners.count, $0.owners[0]) != ($1.owners.count, $1.owners[0])
        ? ($0.owners.count, $0.owners[0]) < ($1.owners.count, $1.owners[0])
        : $0.owners.lexicographicallyPrecedes($1.owners)
    }
    let small = conflicts.prefix { $0.owners.count <= 2 }
    conflicts.removeSubrange(Swift.min(Swift.max(max, 0), small.count)..<small.count)
  }
}

extension Component {
  /// Whether one of these owners has a row or an implication here.
  func speaks(anyOf owners: Set<Int>) -> Bool {
    (lows + highs).contains { $0.contains { owners.contains($0.owner) } }
      || implications.contains { owners.contains($0.owner) }
  }
}
