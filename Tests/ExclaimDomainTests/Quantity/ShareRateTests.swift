import ExclaimDomain
import Testing

@Suite("Shares, rates and remainders")
struct ShareRateTests {
  private func share(_ words: String, _ language: String = "en") throws -> Share {
    let quantity = try QuantityReader(language: language).read(words)
    guard case .share(let share) = quantity.kind else {
      throw ReadingError(text: words, offset: 0, fragment: "", reason: "is no share", remedy: "")
    }
    #expect(quantity.hard.isUnknown && quantity.soft.isUnknown, "a share bounds no count")
    return share
  }

  @Test(
    "\"most\" is more than half", arguments: [("en", "most"), ("uk", "більшість"), ("ru", "большинство")])
  func most(_ language: String, _ words: String) throws {
    let share = try share(words, language)
    #expect(!share.hard.contains(Ratio(1, 2)))
    #expect(share.hard.low == Ratio(1, 2) && share.hard.contains(Ratio(1)))
    #expect(share.soft.low == Ratio(1, 2))
  }

  @Test(
    "\"the vast majority\" is usually four fifths or more",
    arguments: [
      ("en", "the vast majority"), ("uk", "переважна більшість"), ("ru", "подавляющее большинство"),
    ])
  func vastMajority(_ language: String, _ words: String) throws {
    let share = try share(words, language)
    #expect(share.hard.low == Ratio(1, 2) && !share.hard.includesLow)
    #expect(share.soft == ShareBounds(low: Ratio(4, 5), high: Ratio(1)))
  }

  @Test(
    "a fraction is as said, give or take one in its last digit",
    arguments: [
      ("en", "15 %", Ratio(15, 100), Ratio(14, 100), Ratio(16, 100)),
      ("en", "15.5%", Ratio(155, 1000), Ratio(154, 1000), Ratio(156, 1000)),
      ("en", "fifteen per cent", Ratio(15, 100), Ratio(14, 100), Ratio(16, 100)),
      ("en", "a third", Ratio(1, 3), Ratio(97, 300), Ratio(103, 300)),
      ("en", "half", Ratio(1, 2), Ratio(49, 100), Ratio(51, 100)),
      ("en", "100%", Ratio(1), Ratio(99, 100), Ratio(1)),
      ("uk", "15,5 відсотка", Ratio(155, 1000), Ratio(154, 1000), Ratio(156, 1000)),
      ("uk", "третина", Ratio(1, 3), Ratio(97, 300), Ratio(103, 300)),
      ("ru", "15 процентов", Ratio(15, 100), Ratio(14, 100), Ratio(16, 100)),
      ("ru", "две трети", Ratio(2, 3), Ratio(197, 300), Ratio(203, 300)),
    ])
  func fraction(_ language: String, _ words: String, _ said: Ratio, _ low: Ratio, _ high: Ratio) throws {
    let share = try share(words, language)
    #expect(share.hard == ShareBounds(low: said, high: said))
    #expect(share.soft == ShareBounds(low: low, high: high))
  }

  @Test("a hedged share keeps what the hedge entails")
  func hedgedShare() throws {
    let overHalf = try share("more than half")
    #expect(!overHalf.hard.contains(Ratio(1, 2)) && overHalf.hard.contains(Ratio(51, 100)))
    #expect(try share("at least 10 %").hard == ShareBounds(low: Ratio(1, 10), high: Ratio(1)))
    #expect(try share("about a third").hard == ShareBounds(low: Ratio(1, 6), high: Ratio(2, 3)))
    #expect(try share("about a third").soft == ShareBounds(low: Ratio(3, 10), high: Ratio(11, 30)))
  }

  @Test(
    "a share keeps its whole in the speaker's words",
    arguments: [
      ("en", "most of those released", "those released"), ("en", "15 % of the 115", "the 115"),
      ("uk", "більшість із них", "них"), ("ru", "треть из 115 военных", "115 военных"),
    ])
  func whole(_ language: String, _ words: String, _ whole: String) throws {
    #expect(try share(words, language).whole == whole)
  }

  @Test(
    "a rate bounds no count",
    arguments: [
      ("en", "30 a week", Rate.Period.week), ("en", "30 per month", .month), ("en", "thirty daily", .day),
      ("uk", "30 на тиждень", .week), ("uk", "30 щороку", .year), ("ru", "30 в неделю", .week),
      ("ru", "тридцать ежемесячно", .month),
    ])
  func rate(_ language: String, _ words: String, _ period: Rate.Period) throws {
    let quantity = try QuantityReader(language: language).read(words)
    #expect(quantity.kind == .rate(Rate(hard: .exactly(30), soft: .exactly(30), period: period)))
    #expect(quantity.hard.isUnknown && quantity.soft.isUnknown)
    #expect(quantity.rule == "rate-exactly/1")
  }

  @Test("a rate may be hedged")
  func hedgedRate() throws {
    let quantity = try QuantityReader(language: "en").read("more than 100 a week")
    #expect(quantity.kind == .rate(Rate(hard: .atLeast(101), soft: .between(101, 199), period: .week)))
  }

  @Test(
    "\"all but 12\" bounds those left out, never a count",
    arguments: [
      ("en", "all but 12", nil), ("en", "all but twelve of the defenders", "the defenders"),
      ("uk", "усі, крім 12", nil), ("ru", "все кроме двенадцати", nil as String?),
    ])
  func allBut(_ language: String, _ words: String, _ whole: String?) throws {
    let quantity = try QuantityReader(language: language).read(words)
    #expect(quantity.kind == .allBut(AllBut(hard: .exactly(12), soft: .exactly(12), whole: whole)))
    #expect(quantity.hard.isUnknown)
  }

  @Test(
    "\"N for M\" is two legs, each with its own words",
    arguments: [
      ("en", "115 for 120", "115", "120", 115, 120), ("en", "1,000-for-1,000", "1,000", "1,000", 1000, 1000),
      ("en", "one thousand for one thousand", "one thousand", "one thousand", 1000, 1000),
      ("uk", "1 000 на 1 000", "1 000", "1 000", 1000, 1000), ("ru", "сто на сто", "сто", "сто", 100, 100),
    ])
  func legs(_ row: (String, String, String, String, Int64, Int64)) throws {
    let (language, words, firstWords, secondWords, first, second) = row
    let legs = try QuantityReader(language: language).readLegs(words)
    #expect(legs.first.words == firstWords && legs.first.hard == .exactly(first))
    #expect(legs.second.words == secondWords && legs.second.hard == .exactly(second))
    let refusal = #expect(throws: QuantityError.self) { try QuantityReader(language: language).read(words) }
    #expect(refusal?.remedy == "give each leg its own quantity")
  }

  @Test("each leg may be hedged, and one number is no two legs")
  func hedgedLegs() throws {
    let reader = QuantityReader(language: "en")
    #expect(try reader.readLegs("more than 100 for about 50").first.hard == .atLeast(101))
    #expect(throws: QuantityError.self) { try reader.readLegs("115") }
  }
}
