import ExclaimDomain
import Testing

@Suite("The rule table")
struct RuleTableTests {
  static let english: [ReadingRow] = [
    ReadingRow("en", "115", just(115), nil, "exactly/1"),
    ReadingRow("en", "exactly 115", just(115), nil, "exactly/1"),
    ReadingRow("en", "0", just(0), nil, "exactly/1"),
    ReadingRow("en", "more than a hundred", from(101), span(101, 199), "more-than/1"),
    ReadingRow("en", "More than 100", from(101), span(101, 199), "more-than/1"),
    ReadingRow("en", "over a thousand", from(1001), span(1001, 1999), "more-than/1"),
    ReadingRow("en", "over 1,200", from(1201), span(1201, 1299), "more-than/1"),
    ReadingRow("en", "more than 5,550", from(5551), span(5551, 5661), "more-than/1"),
    ReadingRow("en", "more than 115", from(116), span(116, 119), "more-than/1"),
    ReadingRow("en", "more than two dozen", from(25), span(25, 35), "more-than/1"),
    ReadingRow("en", ">100", from(101), span(101, 199), "more-than/1"),
    ReadingRow("en", "at least 1,000", from(1000), nil, "at-least/1"),
    ReadingRow("en", "no fewer than 1,000", from(1000), nil, "at-least/1"),
    ReadingRow("en", "1,000 or more", from(1000), nil, "at-least/1"),
    ReadingRow("en", "1,000+", from(1000), nil, "at-least/1"),
    ReadingRow("en", "up to 50", span(0, 50), nil, "up-to/1"),
    ReadingRow("en", "at most 50", span(0, 50), nil, "at-most/1"),
    ReadingRow("en", "no more than 50", span(0, 50), nil, "at-most/1"),
    ReadingRow("en", "fewer than 50", span(0, 49), nil, "fewer-than/1"),
    ReadingRow("en", "under 50", span(0, 49), nil, "fewer-than/1"),
    ReadingRow("en", "around 1,348", span(674, 2696), span(1321, 1375), "around/1"),
    ReadingRow("en", "about 100", span(50, 200), span(90, 110), "around/1"),
    ReadingRow("en", "some 2,400", span(1200, 4800), span(2160, 2640), "around/1"),
    ReadingRow("en", "approximately 5", span(3, 10), span(4, 6), "around/1"),
    ReadingRow("en", "100 or so", span(50, 200), span(90, 110), "around/1"),
    ReadingRow("en", "about two dozen", span(12, 48), span(21, 27), "around/1"),
    ReadingRow("en", "nearly 100", span(50, 99), span(90, 99), "nearly/1"),
    ReadingRow("en", "almost 75", span(38, 74), span(68, 74), "nearly/1"),
    ReadingRow("en", "tens", from(10), span(20, 99), "plural/1"),
    ReadingRow("en", "dozens", from(12), span(24, 99), "plural/1"),
    ReadingRow("en", "hundreds", from(100), span(200, 999), "plural/1"),
    ReadingRow("en", "thousands", from(1000), span(2000, 9999), "plural/1"),
    ReadingRow("en", "tens of thousands", from(10_000), span(20_000, 99_999), "plural/1"),
    ReadingRow("en", "hundreds of thousands", from(100_000), span(200_000, 999_999), "plural/1"),
    ReadingRow("en", "several", from(2), span(3, 9), "several/1"),
    ReadingRow("en", "several hundred", from(200), span(300, 999), "several/1"),
    ReadingRow("en", "several dozen", from(24), span(36, 99), "several/1"),
    ReadingRow("en", "many", .unknown, nil, "many/1"),
    ReadingRow("en", "50–60", span(50, 60), nil, "range/1"),
    ReadingRow("en", "50-60", span(50, 60), nil, "range/1"),
    ReadingRow("en", "between 50 and 60", span(50, 60), nil, "range/1"),
    ReadingRow("en", "between one hundred and two hundred", span(100, 200), nil, "range/1"),
    ReadingRow("en", "fifty to two hundred", span(50, 200), nil, "range/1"),
  ]

  static let ukrainian: [ReadingRow] = [
    ReadingRow("uk", "115", just(115), nil, "exactly/1"),
    ReadingRow("uk", "рівно сто п’ятнадцять", just(115), nil, "exactly/1"),
    ReadingRow("uk", "більше ста", from(101), span(101, 199), "more-than/1"),
    ReadingRow("uk", "понад сотню", from(101), span(101, 199), "more-than/1"),
    ReadingRow("uk", "понад тисячу", from(1001), span(1001, 1999), "more-than/1"),
    ReadingRow("uk", "Понад 5 550", from(5551), span(5551, 5661), "more-than/1"),
    ReadingRow("uk", "щонайменше 1000", from(1000), nil, "at-least/1"),
    ReadingRow("uk", "не менше тисячі", from(1000), nil, "at-least/1"),
    ReadingRow("uk", "100 або більше", from(100), nil, "at-least/1"),
    ReadingRow("uk", "до п'ятдесяти", span(0, 50), nil, "up-to/1"),
    ReadingRow("uk", "не більше 50", span(0, 50), nil, "at-most/1"),
    ReadingRow("uk", "менше ніж 50", span(0, 49), nil, "fewer-than/1"),
    ReadingRow("uk", "близько 1 348", span(674, 2696), span(1321, 1375), "around/1"),
    ReadingRow("uk", "приблизно сотня", span(50, 200), span(90, 110), "around/1"),
    ReadingRow("uk", "майже сто", span(50, 99), span(90, 99), "nearly/1"),
    ReadingRow("uk", "десятки", from(10), span(20, 99), "plural/1"),
    ReadingRow("uk", "дюжини", from(12), span(24, 99), "plural/1"),
    ReadingRow("uk", "сотні", from(100), span(200, 999), "plural/1"),
    ReadingRow("uk", "тисячі", from(1000), span(2000, 9999), "plural/1"),
    ReadingRow("uk", "десятки тисяч", from(10_000), span(20_000, 99_999), "plural/1"),
    ReadingRow("uk", "кілька", from(2), span(3, 9), "several/1"),
    ReadingRow("uk", "кілька десятків", from(20), span(30, 99), "several/1"),
    ReadingRow("uk", "багато", .unknown, nil, "many/1"),
    ReadingRow("uk", "50–60", span(50, 60), nil, "range/1"),
    ReadingRow("uk", "від п'ятдесяти до шістдесяти", span(50, 60), nil, "range/1"),
    ReadingRow("uk", "між 50 і 60", span(50, 60), nil, "range/1"),
    ReadingRow("uk", "двадцять-тридцять", span(20, 30), nil, "range/1"),
  ]

  static let russian: [ReadingRow] = [
    ReadingRow("ru", "115", just(115), nil, "exactly/1"),
    ReadingRow("ru", "ровно сто пятнадцать", just(115), nil, "exactly/1"),
    ReadingRow("ru", "более ста", from(101), span(101, 199), "more-than/1"),
    ReadingRow("ru", "больше сотни", from(101), span(101, 199), "more-than/1"),
    ReadingRow("ru", "свыше тысячи", from(1001), span(1001, 1999), "more-than/1"),
    ReadingRow("ru", "более чем 5 550", from(5551), span(5551, 5661), "more-than/1"),
    ReadingRow("ru", "не менее 1000", from(1000), nil, "at-least/1"),
    ReadingRow("ru", "100 и более", from(100), nil, "at-least/1"),
    ReadingRow("ru", "до пятидесяти", span(0, 50), nil, "up-to/1"),
    ReadingRow("ru", "не более 50", span(0, 50), nil, "at-most/1"),
    ReadingRow("ru", "менее 50", span(0, 49), nil, "fewer-than/1"),
    ReadingRow("ru", "около 1 348", span(674, 2696), span(1321, 1375), "around/1"),
    ReadingRow("ru", "примерно сотня", span(50, 200), span(90, 110), "around/1"),
    ReadingRow("ru", "почти сто", span(50, 99), span(90, 99), "nearly/1"),
    ReadingRow("ru", "десятки", from(10), span(20, 99), "plural/1"),
    ReadingRow("ru", "дюжины", from(12), span(24, 99), "plural/1"),
    ReadingRow("ru", "сотни", from(100), span(200, 999), "plural/1"),
    ReadingRow("ru", "тысячи", from(1000), span(2000, 9999), "plural/1"),
    ReadingRow("ru", "сотни тысяч", from(100_000), span(200_000, 999_999), "plural/1"),
    ReadingRow("ru", "несколько", from(2), span(3, 9), "several/1"),
    ReadingRow("ru", "несколько сотен", from(200), span(300, 999), "several/1"),
    ReadingRow("ru", "много", .unknown, nil, "many/1"),
    ReadingRow("ru", "50—60", span(50, 60), nil, "range/1"),
    ReadingRow("ru", "от пятидесяти до шестидесяти", span(50, 60), nil, "range/1"),
    ReadingRow("ru", "между 50 и 60", span(50, 60), nil, "range/1"),
  ]

  @Test("each row gives exactly its bounds and its rule", arguments: english + ukrainian + russian)
  func row(_ row: ReadingRow) throws {
    let quantity = try row.read()
    #expect(quantity.words == row.words)
    #expect(quantity.hard == row.hard)
    #expect(quantity.soft == row.soft)
    #expect(quantity.rule == row.rule)
    #expect(quantity.kind == .count)
  }

  @Test("an unnamed language gives the same reading", arguments: english + ukrainian + russian)
  func withoutLanguage(_ row: ReadingRow) throws {
    var quantity = try QuantityReader().read(row.words)
    #expect(quantity.language.isEmpty)
    quantity.language = row.language
    #expect(try quantity == row.read())
  }

  @Test(
    "marks round numbers, and only them",
    arguments: [
      ("10", true), ("60", true), ("100", true), ("150", true), ("1,000", true), ("2,400", true),
      ("a dozen", true), ("around 100", true), ("0", false), ("9", false), ("75", false), ("115", false),
      ("1,348", false), ("5,550", false), ("exactly 100", false),
    ])
  func round(_ words: String, _ isRound: Bool) throws {
    #expect(try QuantityReader(language: "en").read(words).flags.contains(.roundNumber) == isRound)
  }

  @Test("only \"up to\" is cancellable")
  func cancellable() throws {
    let reader = QuantityReader(language: "en")
    #expect(try reader.read("up to 50").flags.contains(.cancellable))
    #expect(try !reader.read("at most 50").flags.contains(.cancellable))
  }
}
