import ExclaimDomain
import Testing

@Suite("Words that no rule reads")
struct RefusalTests {
  @Test(
    "names the place of what it cannot read",
    arguments: [
      ("en", "100 or so maybe", 10, "maybe"), ("en", "115 soldiers", 4, "soldiers"),
      ("en", "a lot", 0, "a"), ("en", "more than", 9, ""), ("en", "more than hundreds", 10, "hundreds"),
      ("en", "around 10 hundreds", 10, "hundreds"), ("en", "twenty fifteen", 7, "fifteen"),
      ("en", "one hundred five hundred", 17, "hundred"), ("en", "100.", 3, "."),
      ("en", "all for all", 0, "all"),
      ("en", "(115)", 0, "("), ("en", "115 of them", 4, "of"), ("en", "15 % them", 5, "them"),
      ("en", "thousands of thousands", 10, "of"), ("en", "понад тисячу", 0, "понад"),
      ("uk", "понад сто полонених", 18, "полонених"), ("ru", "более ста пленных", 18, "пленных"),
      ("uk", "over a thousand", 0, "over"), ("ru", "10-ти", 3, "ти"),
    ])
  func place(_ language: String, _ words: String, _ offset: Int, _ fragment: String) throws {
    let error = try #require(throws: QuantityError.self) {
      try QuantityReader(language: language).read(words)
    }
    #expect(error.text == words)
    #expect(error.offset == offset)
    #expect(error.fragment == fragment)
    #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
  }

  @Test(
    "says why a number that it understands cannot stand",
    arguments: [
      ("en", "-5", "negative"), ("en", "−5", "negative"), ("en", "more than -5", "negative"),
      ("en", "99,999,999,999", "largest"), ("en", "99999999999999999999999", "digits"),
      ("en", "9999999999 million", "largest"), ("en", "60-50", "down to"),
      ("en", "between 60 and 50", "down to"),
      ("en", "2.5", "whole"), ("en", "1.2345 thousand", "whole"), ("en", "6.465", "whole"),
      ("uk", "6,465", "whole"),
      ("en", "1,23", "threes"), ("en", "1,2345", "threes"), ("en", "1.234,567", "separators"),
      ("uk", "1,000", "whole"),
      ("en", "007", "zero"), ("uk", "1,234,567", "Ukrainian"), ("uk", "1.234 тис", "dot"),
      ("en", "1 to 2 thousand", "plain"), ("ru", "от пяти до шести тысяч", "plain"),
      ("en", "at least 100 or more", "twice"), ("en", "fewer than 0", "below"), ("en", "nearly one", "below"),
      ("en", "115 %", "100 %"), ("en", "115 for 115", "two legs"), ("en", "0.0000000001 %", "decimals"),
      ("en", "hundreds of millions of people", "reads this"), ("en", "", "no words"),
      ("en", " \t\n", "no words"),
      ("de", "115", "\"de\""),
    ])
  func reason(_ language: String, _ words: String, _ reason: String) throws {
    let error = try #require(throws: QuantityError.self) {
      try QuantityReader(language: language).read(words)
    }
    #expect(error.reason.contains(reason), "\(error)")
  }

  @Test("takes words up to the limit and refuses one byte more")
  func length() throws {
    let spaces = String(repeating: " ", count: QuantityLimits.wordsBytesMax - 3)
    #expect(try QuantityReader(language: "en").read(spaces + "115").hard == .exactly(115))
    #expect(throws: QuantityError.self) { try QuantityReader(language: "en").read(spaces + " 115") }
  }

  @Test("takes the largest number and refuses one more")
  func largest() throws {
    #expect(try QuantityReader(language: "en").read("10,000,000,000").hard == .exactly(10_000_000_000))
    #expect(throws: QuantityError.self) { try QuantityReader(language: "en").read("10,000,000,001") }
  }

  @Test("a regional tag names its language")
  func region() throws {
    #expect(try QuantityReader(language: "en-GB").read("6,465").hard == .exactly(6465))
    #expect(try QuantityReader(language: "UK_ua").read("6.465").hard == .exactly(6465))
  }

  @Test("an error becomes a problem that names the field")
  func problem() throws {
    let error = try #require(throws: QuantityError.self) {
      try QuantityReader(language: "en").read("115 soldiers")
    }
    let problem = error.problem(field: "claim.quantity.words")
    #expect(problem.field == "claim.quantity.words" && problem.value == "115 soldiers")
    #expect(problem.reason.contains("at byte 4, \"soldiers\""))
  }

  @Test("random words never crash the reader, and what it reads keeps soft inside hard")
  func soup() {
    var generator = SeededGenerator.announced()
    let pieces = [
      "more than", "around", "nearly", "fewer than", "up to", "at least", "between", "and", "to", "from", "a",
      "of",
      "hundred", "thousand", "million", "dozen", "dozens", "hundreds", "several", "half", "two", "twenty",
      "and a half",
      "0", "1", "7", "115", "1,348", "2.5", "9999999999", "6 465", "-", "–", "%", "or more", "a week", "for",
      "all but",
      "понад", "близько", "сто", "тисячі", "тис.", "півтори", "з половиною", "десятки", "на", "до", "від",
      "1.234",
      "более", "сотен", "полторы", "в неделю", "’", "½", "🙂", "e\u{301}",
    ]
    for _ in 0..<20_000 {
      let words = (0..<Int.random(in: 1...6, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined(separator: " ")
      do {
        let quantity = try QuantityReader().read(words)
        #expect(quantity.problems(field: "quantity").isEmpty, "\(words)")
        #expect(quantity.kind == .count || quantity.hard.isUnknown, "\(words)")
      } catch {
        #expect(error.offset <= words.utf8.count && !error.remedy.isEmpty, "\(words)")
      }
    }
  }

  @Test("every hedge keeps soft inside hard for every number")
  func softInsideHard() throws {
    var generator = SeededGenerator.announced()
    let hedges = ["", "more than ", "at least ", "up to ", "at most ", "under ", "around ", "nearly "]
    let numbers =
      Array(2...2500) + (0..<500).map { _ in Int.random(in: 2500...10_000_000_000, using: &generator) }
    for hedge in hedges {
      for number in numbers {
        let quantity = try QuantityReader(language: "en").read("\(hedge)\(number)")
        let problems = quantity.problems(field: "quantity")
        if !problems.isEmpty { Issue.record("\(hedge)\(number): \(problems)") }
      }
    }
  }
}
