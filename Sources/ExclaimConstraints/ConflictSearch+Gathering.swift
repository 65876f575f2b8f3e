/// Conflicts of three and more, one after another.
extension ConflictSearch {
  /// One end of a sum.
  private struct Step {
    var sum: Int
    var isHigh: Bool
  }

  /// Adds the strictest ends of all sums to the rules one by one. Where the next does not fit, there is a conflict, and
  /// one of its owners is left out. What came before who is left out stays, so the cost is that of what came after.
  mutating func gather(_ leftOut: inout Set<Int>) throws {
    guard var gathered = solver.propagatedRules() else { return }
    let steps = component.sums.indices.flatMap {
      [Step(sum: $0, isHigh: false), Step(sum: $0, isHigh: true)]
    }
    // For each step how far propagation had come before it, and whose end was taken.
    var taken: [(mark: Int, owner: Int)] = []
    while taken.count < steps.count {
      let mark = gathered.mark
      guard let saying = strictest(steps[taken.count], leftOut) else {
        taken.append((mark, Component.rule))
        continue
      }
      // What is out of reach is left to others.
      if gathered.add([saying]) ?? true {
        taken.append((mark, saying.owner))
        continue
      }
      try Task.checkCancellation()
      let owners = try solver.irreducibleConflict(gathered.conflict)
      add(owners)
      gathered.undo(to: mark)
      // Who is in most conflicts; of equals who came last, for that costs least.
      let owner = owners.max {
        (count($0), $0 == saying.owner ? 1 : 0) < (count($1), $1 == saying.owner ? 1 : 0)
      }!
      leftOut.insert(owner)
      guard let place = taken.firstIndex(where: { $0.owner == owner }) else { continue }
      gathered.undo(to: taken[place].mark)
      taken.removeSubrange(place...)
    }
  }

  private func strictest(_ step: Step, _ leftOut: Set<Int>) -> OwnerIndex.Saying? {
    let ends = Limits.ends(of: step.sum, component, without: leftOut)
    let owner = step.isHigh ? ends.highOwner : ends.lowOwner
    guard let value = step.isHigh ? ends.high : ends.low, owner != Component.rule else { return nil }
    return OwnerIndex.Saying(owner: owner, sum: step.sum, isHigh: step.isHigh, value: value)
  }
}
