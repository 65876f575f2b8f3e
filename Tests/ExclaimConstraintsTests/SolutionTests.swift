import ExclaimConstraints
import Testing

@Suite struct SolutionTests {
  @Test func `a sum adds up the terms of one unknown`() {
    #expect(
      (Expression(0) + Expression(0) - Expression(1)).terms == [.init(0, factor: 2), .init(1, factor: -1)])
  }
}
