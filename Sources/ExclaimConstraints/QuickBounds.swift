/// Bounds of a component by peeling, without saying who forces them: quick where it applies, and then as exact.
struct QuickBounds {
  /// Where it holds, everything holds but for some implications.
  private var outer: PeeledSystem
  /// Where it holds, everything holds; nil when nothing was found that does.
  private var inner: PeeledSystem?

  /// Nil where peeling leaves more than differences, or an answer could not be trusted.
  init?(_ component: Component, _ limits: Limits) {
    guard var outer = PeeledSystem(component, limits) else { return nil }
    guard !limits.implications.isEmpty else {
      (self.outer, inner) = (outer, outer)
      return
    }
    var forced: [PeeledSystem.Extra] = []
    var open = limits.implications
    // Without a cause there is no effect; that may take other causes away.
    while outer.isFeasible {
      let without = open.filter { implication in
        implication.cause.isEmpty || outer.range(of: implication.cause)?.high == 0
      }
      if without.isEmpty { break }
      forced += without.map { ($0.effect, Interval(low: 0, high: 0)) }
      open.removeAll { implication in without.contains { $0 == implication } }
      guard let next = PeeledSystem(component, limits, adding: forced) else { return nil }
      outer = next
    }
    self.outer = outer
    inner = outer.isFeasible ? Self.choose(component, limits, forced, open) : nil
  }

  /// Gives each implication its cause where that is possible beside those before it, and else takes its effect away.
  private static func choose(
    _ component: Component, _ limits: Limits, _ forced: [PeeledSystem.Extra], _ open: [Component.Implication]
  ) -> PeeledSystem? {
    let all = forced + open.map { ($0.cause, Interval(low: 1)) }
    guard let system = PeeledSystem(component, limits, adding: all) else { return nil }
    if system.isFeasible { return system }
    var chosen = forced
    var last: PeeledSystem?
    for implication in open {
      let caused = chosen + [(implication.cause, Interval(low: 1))]
      if let system = PeeledSystem(component, limits, adding: caused), system.isFeasible {
        (chosen, last) = (caused, system)
        continue
      }
      let without = chosen + [(implication.effect, Interval(low: 0, high: 0))]
      guard let system = PeeledSystem(component, limits, adding: without), system.isFeasible else {
        return nil
      }
      (chosen, last) = (without, system)
    }
    return last ?? PeeledSystem(component, limits, adding: chosen)
  }

  /// Whether everything can hold; nil when that is not known.
  var isFeasible: Bool? {
    if !outer.isFeasible { return false }
    return inner?.isFeasible == true ? true : nil
  }

  /// The ends of a sum; nil when they are not known.
  mutating func range(of terms: [Expression.Term]) -> Interval? {
    guard let outer = outer.range(of: terms), let inner = inner?.range(of: terms), outer == inner else {
      return nil
    }
    return outer
  }
}
