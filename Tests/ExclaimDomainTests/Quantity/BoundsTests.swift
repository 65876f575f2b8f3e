import ExclaimDomain
import Testing

@Suite("Bounds")
struct BoundsTests {
  @Test("contains its ends and nothing beyond")
  func contains() {
    let bounds = Bounds.between(101, 199)
    #expect(bounds.contains(101) && bounds.contains(199) && !bounds.contains(100) && !bounds.contains(200))
    #expect(Bounds.atLeast(5).contains(.max) && !Bounds.atLeast(5).contains(4))
    #expect(Bounds.unknown.contains(0) && Bounds.unknown.contains(Bounds.atLeast(0)))
    #expect(!Bounds.between(1, 5).contains(Bounds.atLeast(2)))
  }

  @Test("intersects where both allow a number")
  func intersection() {
    #expect(Bounds.between(1, 5).intersection(.between(5, 9)) == .exactly(5))
    #expect(Bounds.between(1, 5).intersection(.between(6, 9)) == nil)
    #expect(Bounds.atLeast(101).intersection(.atMost(150)) == .between(101, 150))
    #expect(Bounds.unknown.intersection(.atLeast(3)) == .atLeast(3))
    #expect(!Bounds.atLeast(101).intersects(.exactly(100)))
  }

  @Test("the hull contains both and no more")
  func hull() {
    #expect(Bounds.between(1, 2).hull(.between(5, 9)) == .between(1, 9))
    #expect(Bounds.exactly(100).hull(.atLeast(101)) == .atLeast(100))
    #expect(Bounds.unknown.hull(.exactly(5)) == .unknown)
  }

  @Test("the sum is sound when an end is open, unknown or too large")
  func sum() {
    #expect(Bounds.between(1, 2).sum(.between(10, 20)) == .between(11, 22))
    #expect(Bounds.exactly(75).sum(.atLeast(115)) == .atLeast(190))
    #expect(Bounds.unknown.sum(.exactly(5)) == .atLeast(5))
    #expect(Bounds.unknown.sum(.unknown) == .unknown)
    #expect(Bounds.exactly(.max).sum(.between(0, 1)) == .atLeast(.max))
  }

  @Test("an exact value is one number only")
  func exact() {
    #expect(Bounds.exactly(115).exact == 115)
    #expect(
      Bounds.between(1, 2).exact == nil && Bounds.atLeast(.max).exact == nil && Bounds.unknown.exact == nil)
  }

  @Test("stated bounds are refused field by field")
  func stated() {
    func fields(_ hard: Bounds, _ soft: Bounds? = nil, words: String = "some") -> [String] {
      Quantity.given(words: words, hard: hard, soft: soft).problems(field: "q").map(\.field)
    }
    #expect(fields(.between(101, 199)) == [])
    #expect(fields(.atLeast(101), .between(101, 199)) == [])
    #expect(fields(.atLeast(101), .between(100, 199)) == ["q.soft"])
    #expect(fields(.atMost(10), .atLeast(5)) == ["q.soft"])
    #expect(fields(.between(5, 4), .exactly(4)) == ["q.hard"])
    #expect(fields(.between(-1, 4), .exactly(4)) == ["q.hard.low"])
    #expect(fields(Bounds(low: nil, high: 4), .exactly(4)) == ["q.hard.low"])
    #expect(fields(.exactly(QuantityLimits.boundMax)) == [])
    #expect(fields(.atMost(QuantityLimits.boundMax + 1), .exactly(1)) == ["q.hard.high"])
    #expect(fields(.exactly(4), words: " ") == ["q.words"])
  }

  @Test("the inner bounds of a rate are refused too")
  func inner() {
    let rate = Rate(hard: .atLeast(30), soft: .exactly(29), period: .week)
    let quantity = Quantity(
      words: "30 a week", hard: .unknown, soft: .unknown, rule: "given/1", kind: .rate(rate))
    #expect(quantity.problems(field: "q").map(\.field) == ["q.innerSoft"])
  }
}
