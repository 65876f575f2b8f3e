import ExclaimDomain
import Testing

/// Every number in the reference documents, as the domain notes list them.
@Suite("The numbers of the reference documents")
struct DocumentFactsTests {
  static let rows: [ReadingRow] = [
    // S0
    ReadingRow("en", "around 1,348", span(674, 2696), span(1321, 1375), "around/1"),
    ReadingRow("en", "6,465", just(6465), nil, "exactly/1"),
    ReadingRow("en", "2,384", just(2384), nil, "exactly/1"),
    ReadingRow("en", "Several", from(2), span(3, 9), "several/1"),
    ReadingRow("en", "71", just(71), nil, "exactly/1"),
    ReadingRow("en", "four", just(4), nil, "exactly/1"),
    ReadingRow("en", "75", just(75), nil, "exactly/1"),
    ReadingRow("en", "up to 6,000", span(0, 6000), nil, "up-to/1"),
    // S1
    ReadingRow("en", "at least 1,000", from(1000), nil, "at-least/1"),
    ReadingRow("en", "Many", .unknown, nil, "many/1"),
    ReadingRow("en", "50,000", just(50_000), nil, "exactly/1"),
    ReadingRow("en", "more than three", from(4), span(4, 9), "more-than/1"),
    // S2
    ReadingRow("en", "66", just(66), nil, "exactly/1"),
    ReadingRow("en", "5,857", just(5857), nil, "exactly/1"),
    ReadingRow("en", "over a thousand", from(1001), span(1001, 1999), "more-than/1"),
    ReadingRow("en", "Over a thousand", from(1001), span(1001, 1999), "more-than/1"),
    // S3
    ReadingRow("en", "115", just(115), nil, "exactly/1"),
    ReadingRow("en", "More than a hundred", from(101), span(101, 199), "more-than/1"),
    ReadingRow("en", "over a hundred", from(101), span(101, 199), "more-than/1"),
    ReadingRow("en", "more than 5,550", from(5551), span(5551, 5661), "more-than/1"),
    ReadingRow("en", "57", just(57), nil, "exactly/1"),
    ReadingRow("en", "24", just(24), nil, "exactly/1"),
    // S4
    ReadingRow("en", "hundreds", from(100), span(200, 999), "plural/1"),
    ReadingRow("en", "more than 100", from(101), span(101, 199), "more-than/1"),
    ReadingRow("en", "102", just(102), nil, "exactly/1"),
  ]

  @Test("each is read as the domain notes say", arguments: rows)
  func number(_ row: ReadingRow) throws {
    let quantity = try row.read()
    #expect(quantity.hard == row.hard && quantity.soft == row.soft && quantity.rule == row.rule)
  }

  @Test("a hedge that may reach 6,465 or not leaves both readings open")
  func unclearHedge() throws {
    let quantity = try QuantityReader(language: "en").read("6,465", unclearHedge: "around")
    #expect(quantity.words == "6,465" && quantity.unclearHedge == "around")
    #expect(quantity.hard == span(3233, 12_930) && quantity.soft == span(6335, 6595))
    #expect(quantity.rule == "exactly-or-around/1")
    #expect(quantity.problems(field: "quantity").isEmpty)
  }

  @Test("the vast majority is a share")
  func vastMajority() throws {
    let quantity = try QuantityReader(language: "en")
      .read("The vast majority of the defenders released today")
    guard case .share(let share) = quantity.kind else {
      Issue.record("read as \(quantity.kind)")
      return
    }
    #expect(share.whole == "the defenders released today")
  }

  @Test("captured: \"hundreds\", \"more than 100\" and 102 do not contradict each other")
  func kursk() throws {
    let reader = QuantityReader(language: "en")
    let hundreds = try reader.read("hundreds").hard
    let more = try reader.read("more than 100").hard
    #expect(hundreds.contains(102) && more.contains(102) && hundreds.intersects(more))
  }

  @Test("over a thousand meets a pledge of at least a thousand")
  func pledge() throws {
    let reader = QuantityReader(language: "en")
    #expect(try reader.read("at least 1,000").hard.contains(reader.read("over a thousand").hard))
  }
}
