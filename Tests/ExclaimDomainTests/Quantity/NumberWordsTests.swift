import ExclaimDomain
import Testing

@Suite("Numbers in digits and in words")
struct NumberWordsTests {
  @Test(
    "reads each way of writing a number",
    arguments: [
      ("en", "zero", 0), ("en", "twenty-five", 25), ("en", "sixty six", 66), ("en", "a hundred", 100),
      ("en", "hundred", 100), ("en", "one hundred and fifteen", 115), ("en", "two dozen", 24),
      ("en", "half a dozen", 6), ("en", "fifteen hundred", 1500),
      ("en", "one thousand two hundred", 1200), ("en", "one thousand and five", 1005),
      ("en", "1.2 thousand", 1200), ("en", "one and a half thousand", 1500),
      ("en", "two hundred thousand", 200_000),
      ("en", "two million three hundred thousand and one", 2_300_001),
      ("en", "five thousand eight hundred and fifty-seven", 5857), ("en", "1,234,567", 1_234_567),
      ("uk", "п'ять тисяч вісімсот п'ятдесят сім", 5857), ("uk", "тисяча двісті", 1200),
      ("uk", "1,2 тис.", 1200),
      ("uk", "1.2 тис", 1200), ("uk", "2 тис. 384", 2384), ("uk", "півтори тисячі", 1500),
      ("uk", "три з половиною тисячі", 3500), ("uk", "дві сотні", 200), ("uk", "три десятки", 30),
      ("uk", "півсотні", 50), ("uk", "сто десять", 110), ("uk", "6.465", 6465),
      ("ru", "пять тысяч восемьсот пятьдесят семь", 5857), ("ru", "тысяча двести", 1200),
      ("ru", "1,2 тыс.", 1200), ("ru", "полторы тысячи", 1500), ("ru", "трёх сотен", 300),
      ("ru", "два десятка", 20), ("ru", "6.465", 6465), ("ru", "полторы сотни", 150),
    ])
  func number(_ language: String, _ words: String, _ number: Int64) throws {
    #expect(try QuantityReader(language: language).read(words).hard == .exactly(number))
  }

  @Test(
    "reads declined numerals after a hedge",
    arguments: [
      ("uk", "близько двохсот сорока", 240), ("uk", "близько шістдесяти п’яти", 65),
      ("uk", "близько п'ятисот", 500), ("uk", "близько двох тисяч трьохсот", 2300),
      ("ru", "около двухсот сорока", 240), ("ru", "около шестидесяти пяти", 65),
      ("ru", "около пятисот", 500), ("ru", "около двух тысяч трехсот", 2300),
    ])
  func declined(_ language: String, _ words: String, _ number: Int64) throws {
    #expect(try QuantityReader(language: language).read(words).hard == .between((number + 1) / 2, 2 * number))
  }

  @Test("every grouping of the same digits is the same number")
  func groupings() throws {
    var generator = SeededGenerator.announced()
    for _ in 0..<300 {
      let number = Int64.random(in: 1000...QuantityLimits.countMax, using: &generator)
      for (language, separators) in [
        ("en", ["", ",", " ", "\u{A0}", "\u{202F}"]), ("uk", ["", ".", " ", "\u{2009}"]),
      ] {
        for separator in separators {
          let words = grouped(number, separator)
          let quantity = try QuantityReader(language: language).read(words)
          #expect(quantity.hard == .exactly(number), "\(words) in \(language)")
        }
      }
    }
  }

  private func grouped(_ number: Int64, _ separator: String) -> String {
    var groups: [String] = []
    var rest = "\(number)"
    while rest.count > 3 {
      groups.insert(String(rest.suffix(3)), at: 0)
      rest.removeLast(3)
    }
    return ([rest] + groups).joined(separator: separator)
  }
}
