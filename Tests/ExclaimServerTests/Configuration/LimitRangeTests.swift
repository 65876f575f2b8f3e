import ExclaimWire
import Testing

@testable import ExclaimServer

@Suite struct LimitRangeTests {
  @Test("every limit can be configured, under its own name")
  func complete() {
    #expect(LimitRange.all.map(\.name).sorted() == Limits.standard.named.map(\.name).sorted())
    for range in LimitRange.all {
      var limits = Limits.standard
      limits[keyPath: range.limit] += 1
      let changed = zip(limits.named, Limits.standard.named).filter { $0.value != $1.value }.map(\.0.name)
      #expect(changed == [range.name])
    }
  }

  @Test("the standard limits may be written down")
  func standardIsAllowed() {
    for range in LimitRange.all { #expect(range.allowed.contains(Limits.standard[keyPath: range.limit])) }
    for order in LimitOrder.all {
      #expect(Limits.standard[keyPath: order.lesser.limit] <= order.most(in: .standard))
    }
  }

  @Test("each limit goes to the ends of its range and not one further", arguments: LimitRange.all.map(\.name))
  func ends(name: String) throws {
    let range = try #require(LimitRange.named(name))
    for value in [range.allowed.lowerBound, range.allowed.upperBound] {
      #expect(try !reasons(name, value).contains { $0.contains("what this limit can be") })
    }
    #expect(try reasons(name, range.allowed.lowerBound - 1) == ["is below what this limit can be"])
    #expect(try reasons(name, range.allowed.upperBound + 1) == ["is above what this limit can be"])
  }

  @Test("of two limits in order, the lesser goes up to the greater and not one further")
  func orders() throws {
    for order in LimitOrder.all {
      // The greater one at its lowest, so that the lesser one's own range leaves room for one more.
      var limits = Limits.standard
      limits[keyPath: order.greater.limit] = order.greater.allowed.lowerBound
      let most = order.most(in: limits)
      try #require(order.lesser.allowed.contains(most + 1))
      for (value, isAbove) in [(most, false), (most + 1, true)] {
        let problems = try problems(
          "[limits]\n\(order.greater.name) = \(order.greater.allowed.lowerBound)\n\(order.lesser.name) = \(value)"
        )
        let reasons = problems.filter { $0.line == 3 }.map(\.reason)
        #expect(reasons.contains { $0.contains("above") && $0.contains(order.greater.name) } == isAbove)
      }
    }
  }

  private func problems(_ text: String) throws -> [ConfigurationProblem] {
    do throws(ConfigurationError) {
      _ = try Configuration(Array(text.utf8), path: "", accounts: .test)
      return []
    } catch {
      guard case .wrong(_, let problems) = error else { throw error }
      return problems
    }
  }

  private func reasons(_ name: String, _ value: Int) throws -> [String] {
    try problems("[limits]\n\(name) = \(value)").map(\.reason)
  }
}
