import ExclaimDomain
import Testing

@Suite("Stated bounds against the words")
struct GivenBoundsTests {
  private func problems(_ words: String, _ hard: Bounds, hedge: String = "") -> [Problem] {
    let given = Quantity.given(words: words, hard: hard, unclearHedge: hedge)
    return QuantityReader(language: "en").problems(given: given, field: "quantity")
  }

  @Test(
    "bounds inside what the words entail stand",
    arguments: [
      ("more than a hundred", Bounds.between(101, 150)), ("115", .exactly(115)),
      ("around 100", .between(90, 110)),
      ("many", .atLeast(2)), ("a legion", .between(5, 6)),
    ])
  func inside(words: String, hard: Bounds) {
    #expect(problems(words, hard).isEmpty)
  }

  @Test("an unclear hedge widens what the words entail")
  func hedge() {
    #expect(problems("6,465", .between(6000, 7000)).count == 1)
    #expect(problems("6,465", .between(6000, 7000), hedge: "around").isEmpty)
  }

  @Test("bounds outside of what the words entail are refused, and both are named")
  func outside() throws {
    let problem = try #require(problems("more than a hundred", .between(5, 6)).first)
    #expect(problem.field == "quantity.hard" && problem.value == "[5, 6]")
    #expect(problem.reason == "is not inside [101, ∞), which \"more than a hundred\" entails")
  }

  @Test(
    "a share, a rate or a remainder has no bounds as a count",
    arguments: [
      ("most", "a share of a whole"), ("30 a week", "a rate for each week"), ("all but 12", "less some"),
    ])
  func kinds(words: String, reason: String) throws {
    let problem = try #require(problems(words, .exactly(30)).first)
    #expect(problem.field == "quantity.hard" && problem.reason.contains(reason))
  }

  @Test("bounds without either end are refused")
  func nothing() {
    #expect(problems("115", .unknown).map(\.reason) == ["states neither end"])
  }
}

@Suite("Errors in one of several languages")
struct MostTellingErrorTests {
  @Test(
    "the error is that of the language that understood the words, or in whose script they are",
    arguments: [
      ("3-4 thousand", "not plain whether the range begins at 3"), ("115 на 115", "two legs"),
      ("115 за 115", "two legs"), ("сто на сто", "two legs"), ("115 soldiers", "English"),
      ("понад сто полонених", "Ukrainian"), ("115-115", "both ends of the range are 115"),
      ("between 10 and 10", "both ends of the range are 10"),
    ])
  func reason(words: String, reason: String) throws {
    let error = try #require(throws: QuantityError.self) { try QuantityReader().read(words) }
    #expect(error.reason.contains(reason), "\(error)")
  }
}
