/// Ends that chase each other: each follows from one before it, and the first from the last.
///
/// Where each moves as far as the one it follows from, once around the circle every end has made itself stricter, and would
/// do so for ever: the rows exclude each other. Propagation alone would only come to that after very many rounds, or never.
extension Propagator {
  /// The steps of the circle that the last change came from, by their places on the trail, the last first; none, where it
  /// came from no circle.
  func lastCircle(since start: Int) -> [Int] {
    var steps: [Int] = []
    var seen: [Int: Int] = [:]
    var place = trail.count - 1
    while place >= start {
      let change = trail[place]
      if let first = seen[change.place] { return Array(steps[first...]) }
      guard change.reason >= 0 else { return [] }
      seen[change.place] = steps.count
      steps.append(place)
      let causes = Set(causes(of: change))
      repeat { place -= 1 } while place >= start && !causes.contains(trail[place].place)
      guard place >= start, moveAlike(change, trail[place]) else { return [] }
    }
    return []
  }

  /// Whether an end moves as far as the one of its causes that changed before it.
  private func moveAlike(_ change: Change, _ cause: Change) -> Bool {
    let row = change.reason / 2 - rows.variableCount
    let factors = rows.terms(of: row)
      .filter { $0.variable == change.place / 2 || $0.variable == cause.place / 2 }
      .map { abs($0.factor) }
    return factors.count == 2 && factors[0] == factors[1]
  }
}
