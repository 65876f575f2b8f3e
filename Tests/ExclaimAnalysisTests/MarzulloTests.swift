import ExclaimDomain
import Testing

@testable import ExclaimAnalysis

@Suite struct MarzulloTests {
  private func numbers(_ given: [(Int, Bounds)]) -> [(origin: Int, bounds: Bounds, source: Source)] {
    given.enumerated().map { index, number in
      (number.0, number.1, Source(Claim(key: "c\(index)"), ""))
    }
  }

  @Test("the region is where most origins agree, and tells who lies outside")
  func majority() throws {
    let found = try #require(
      agreeing(numbers([(0, .between(1, 10)), (1, .between(6, 14)), (2, .between(20, 22))])))
    #expect(found.region == .between(6, 10) && found.agreeing == 2 && found.origins == 3)
    #expect(found.outside.map(\.key) == ["c2"])
  }

  @Test("an origin that spoke often has one vote, wherever one of its numbers holds")
  func oneVote() throws {
    let spoken = numbers([
      (0, .exactly(5)), (0, .exactly(5)), (0, .exactly(5)), (1, .between(8, 9)), (2, .atLeast(9)),
    ])
    let found = try #require(agreeing(spoken))
    #expect(found.region == .exactly(9) && found.agreeing == 2 && found.origins == 3)
    #expect(found.outside.map(\.key) == ["c0", "c1", "c2"])
    let twice = try #require(
      agreeing(numbers([(0, .between(1, 5)), (0, .between(6, 9)), (1, .between(4, 7))])))
    #expect(twice.region == .between(4, 7) && twice.agreeing == 2 && twice.outside.isEmpty)
  }

  @Test(
    "no region wins over another that has as many votes: all are told, and nobody is outside of one alone")
  func ties() throws {
    let apart = try #require(agreeing(numbers([(0, .between(7, 9)), (1, .between(1, 5))])))
    #expect(apart.region == nil && apart.regions == [.between(1, 5), .between(7, 9)])
    #expect(apart.agreeing == 1 && apart.outside.isEmpty)
    #expect(agreeing(numbers([(0, .atLeast(1)), (1, .exactly(0))]))?.regions == [.exactly(0), .atLeast(1)])
    // Neighbours without a common origin are two regions.
    #expect(
      agreeing(numbers([(0, .between(1, 5)), (1, .between(6, 9))]))?.regions
        == [.between(1, 5), .between(6, 9)])
    let two = try #require(
      agreeing(
        numbers([(0, .exactly(5)), (1, .exactly(5)), (2, .exactly(8)), (3, .exactly(8)), (4, .exactly(7))])))
    #expect(two.region == nil && two.regions == [.exactly(5), .exactly(8)] && two.agreeing == 2)
    #expect(two.outside.map(\.key) == ["c4"])
  }

  @Test("of several origins no single one makes a region, but of one alone its number does")
  func alone() {
    #expect(agreeing(numbers([(0, .exactly(5)), (1, .unknown)]))?.region == .exactly(5))
    let limited = agreeing(numbers([(0, .exactly(5)), (1, .exactly(9))]), within: .atLeast(6))
    #expect(limited?.regions == [.exactly(9)] && limited?.region == nil)
  }

  @Test("what is not possible at all is no region")
  func within() throws {
    let spoken = numbers([(0, .exactly(3)), (1, .exactly(3)), (2, .atLeast(8))])
    let found = try #require(agreeing(spoken, within: .between(5, 10)))
    #expect(found.regions == [.between(8, 10)] && found.agreeing == 1 && found.origins == 3)
    #expect(found.outside.map(\.key) == ["c0", "c1"])
    #expect(agreeing(spoken, within: .between(4, 7)) == nil)
  }

  @Test("where nobody gives a number there is no region")
  func nothing() {
    #expect(agreeing(numbers([])) == nil)
    #expect(agreeing(numbers([(0, .unknown)])) == nil)
    let open = agreeing(numbers([(0, .atLeast(0)), (1, .atLeast(100))]))
    #expect(open?.region == .atLeast(100) && open?.agreeing == 2)
  }

  @Test("the region is the one that trying every number finds")
  func bruteForce() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<2_000 {
      let spoken = numbers(
        (0..<Int.random(in: 1...9, using: &random)).map { _ in
          let low = Int64.random(in: 0...20, using: &random)
          let isOpen = Int.random(in: 0..<6, using: &random) == 0
          return (
            Int.random(in: 0..<5, using: &random),
            Bounds(low: low, high: isOpen ? nil : low + Int64.random(in: 0...8, using: &random))
          )
        })
      let limit = Int64.random(in: 5...40, using: &random)
      let within = Bool.random(using: &random) ? Bounds.between(limit / 3, limit) : nil
      let found = agreeing(spoken, within: within)
      #expect(
        found == tried(spoken, within), "\(spoken.map { ($0.origin, $0.bounds) }) within \(within as Any)")
    }
  }

  /// The same by looking at each number, beyond which nothing changes.
  private func tried(_ spoken: [(origin: Int, bounds: Bounds, source: Source)], _ within: Bounds?)
    -> Agreeing?
  {
    let beyond: Int64 = 60
    func voters(_ number: Int64) -> Set<Int> {
      guard within?.contains(number) ?? true else { return [] }
      return Set(spoken.filter { $0.bounds.contains(number) }.map(\.origin))
    }
    var runs: [(low: Int64, high: Int64, voters: Set<Int>)] = []
    for number in 0...beyond {
      let now = voters(number)
      if let last = runs.last, last.voters == now {
        runs[runs.count - 1].high = number
      } else {
        runs.append((number, number, now))
      }
    }
    let most = runs.map(\.voters.count).max() ?? 0
    guard most > 0 else { return nil }
    let regions = runs.filter { $0.voters.count == most }.map {
      Bounds(low: $0.low, high: $0.high == beyond ? nil : $0.high)
    }
    return Agreeing(
      regions: regions, agreeing: most, origins: Set(spoken.map(\.origin)).count,
      outside: spoken.filter { number in !regions.contains { number.bounds.intersects($0) } }.map(\.source))
  }
}
