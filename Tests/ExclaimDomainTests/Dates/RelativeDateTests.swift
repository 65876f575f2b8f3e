import ExclaimDomain
import Testing

@Suite("Relative dates")
struct RelativeDateTests {
  @Test(
    "the words of the reference documents",
    arguments: [
      // S1, printed on Friday 27 June 2025
      ("Thursday", "2025-06-27", "2025-06-26", DateBasis.resolvedWeekday),
      ("on Thursday", "2025-06-27", "2025-06-26", .resolvedWeekday),
      ("June 2", "2025-06-27", "2025-06-02", .resolvedRelative),
      ("earlier this month", "2025-06-27", "2025-06-01/2025-06-27", .resolvedRelative),
      ("today", "2025-06-26", "2025-06-26", .resolvedRelative),
      // S0
      ("last November", "2024-06-06", "2023-11", .resolvedRelative),
      ("on May 31", "2024-06-06", "2024-05-31", .resolvedRelative),
      ("on June 5", "2024-06-06", "2024-06-05", .resolvedRelative),
      // S2
      ("on 23 July", "2025-07-28", "2025-07-23", .resolvedRelative),
      // S3
      ("Saturday", "2024-08-24", "2024-08-24", .resolvedWeekday),
      ("a week and a half after", "2024-08-06", "2024-08-16~/2024-08-17~", .resolvedRelative),
      ("a week-and-a-half after", "2024-08-06", "2024-08-16~/2024-08-17~", .resolvedRelative),
      ("last week", "2024-08-24", "2024-08-12/2024-08-18", .resolvedRelative),
      // S4
      ("Wednesday", "2024-08-15", "2024-08-14", .resolvedWeekday),
      ("last month", "2024-08-15", "2024-07", .resolvedRelative),
      ("that day", "2024-08-14", "2024-08-14", .resolvedRelative),
    ])
  func documents(_ words: String, _ anchor: String, _ edtf: String, _ basis: DateBasis) throws {
    try check(words, anchor, edtf, basis, "en")
  }

  @Test(
    "other words",
    arguments: [
      ("en", "yesterday", "2024-03-01", "2024-02-29"),
      ("en", "the day before yesterday", "2024-03-01", "2024-02-28"),
      ("en", "the next day", "2024-12-31", "2025-01-01"),
      ("en", "this week", "2024-08-15", "2024-08-12/2024-08-18"),
      ("en", "this month", "2024-08-15", "2024-08"), ("en", "last year", "2024-08-15", "2023"),
      ("en", "last month", "2024-01-15", "2023-12"), ("en", "last November", "2024-11-30", "2023-11"),
      ("en", "last November", "2024-12-01", "2024-11"), ("en", "ten days ago", "2024-06-05", "2024-05-26"),
      ("en", "about ten days ago", "2024-06-05", "2024-05-26~"),
      ("en", "two weeks ago", "2024-06-15", "2024-06-01~"),
      ("en", "about two weeks ago", "2024-06-15", "2024-06-01~"),
      ("en", "two days later", "2024-06-29", "2024-07-01"),
      ("en", "three months ago", "2024-02-15", "2023-11"),
      ("en", "about 3 months ago", "2024-02-15", "2023-11~"),
      ("en", "a year later", "2024-02-15", "2025"),
      ("en", "one and a half weeks ago", "2024-08-17", "2024-08-06~/2024-08-07~"),
      ("en", "a month and a half ago", "2024-08-17", "2024-06/2024-07"),
      ("en", "29 February", "2025-06-01", "2024-02-29"),
      ("en", "December 31", "2025-06-01", "2024-12-31"),
      ("uk", "сьогодні", "2025-06-26", "2025-06-26"), ("uk", "вчора", "2025-06-26", "2025-06-25"),
      ("uk", "минулого тижня", "2024-08-24", "2024-08-12/2024-08-18"),
      ("uk", "минулого місяця", "2024-08-15", "2024-07"),
      ("uk", "минулого листопада", "2024-06-06", "2023-11"), ("uk", "2 червня", "2025-06-27", "2025-06-02"),
      ("uk", "два тижні тому", "2024-06-15", "2024-06-01~"),
      ("uk", "через півтора тижня", "2024-08-06", "2024-08-16~/2024-08-17~"),
      ("uk", "п'ять днів тому", "2024-06-15", "2024-06-10"),
      ("uk", "близько тижня тому", "2024-06-15", "2024-06-08~"),
      ("ru", "сегодня", "2025-06-26", "2025-06-26"), ("ru", "вчера", "2025-06-26", "2025-06-25"),
      ("ru", "на прошлой неделе", "2024-08-24", "2024-08-12/2024-08-18"),
      ("ru", "в прошлом месяце", "2024-08-15", "2024-07"),
      ("ru", "в прошлом ноябре", "2024-06-06", "2023-11"), ("ru", "2 июня", "2025-06-27", "2025-06-02"),
      ("ru", "две недели назад", "2024-06-15", "2024-06-01~"),
      ("ru", "полторы недели спустя", "2024-08-06", "2024-08-16~/2024-08-17~"),
      ("ru", "через полторы недели после", "2024-08-06", "2024-08-16~/2024-08-17~"),
      ("ru", "неделю назад", "2024-06-15", "2024-06-08~"),
    ])
  func others(_ language: String, _ words: String, _ anchor: String, _ edtf: String) throws {
    try check(words, anchor, edtf, .resolvedRelative, language)
  }

  @Test("a weekday is the latest one on or before the anchor, in each language")
  func weekdays() throws {
    let names = [
      "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
      "uk": ["у понеділок", "у вівторок", "у середу", "в четвер", "в п’ятницю", "у суботу", "в неділю"],
      "ru": [
        "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье",
      ],
    ]
    for (language, names) in names {
      for (index, name) in names.enumerated() {
        for offset in 0..<7 {
          let anchor = try day(2024, 8, 10 + offset)
          let resolved = try RelativeDate.resolve(name, anchor: anchor, language: language)
          let date = try #require(resolved.date.earliest)
          #expect(date.weekday == index + 1 && date <= anchor && anchor.number - date.number < 7, "\(name)")
          #expect(resolved.basis == .resolvedWeekday)
        }
      }
    }
  }

  @Test("about a week and a half after 6 August covers Wednesday 14 August")
  func drift() throws {
    let resolved = try RelativeDate.resolve(
      "about a week and a half after", anchor: day(2024, 8, 6), language: "en")
    #expect(try resolved.date.mayBe(day(2024, 8, 14)))
  }

  @Test(
    "refuses what it cannot resolve",
    arguments: [
      ("en", "last Thursday", 0, "week before"), ("en", "next Thursday", 0, "relative date"),
      ("en", "Thursday evening", 9, "relative date"), ("en", "recently", 0, "relative date"),
      ("en", "two weeks", 9, "too early"),
      ("en", "more than two weeks ago", 0, "about"), ("en", "31 June", 0, "no such day"),
      ("en", "32 June", 0, "no such day"), ("en", "June 32", 5, "no such day"),
      ("en", "9000 years ago", 0, "too far"), ("en", "9000 years later", 0, "too far"),
      ("en", "9999999999 days ago", 0, "too far"), ("en", "", 0, "no words"), ("de", "gestern", 0, "\"de\""),
      ("uk", "yesterday", 0, "relative date"),
    ])
  func refusal(_ language: String, _ words: String, _ offset: Int, _ reason: String) throws {
    let error = try #require(throws: DateError.self) {
      try RelativeDate.resolve(words, anchor: day(2024, 8, 15), language: language)
    }
    #expect(error.offset == offset, "\(error)")
    #expect(error.reason.contains(reason), "\(error)")
    #expect(!error.remedy.isEmpty)
  }

  private func check(
    _ words: String, _ anchor: String, _ edtf: String, _ basis: DateBasis, _ language: String
  ) throws {
    let anchor = try #require(EDTFDate(anchor).earliest)
    for language in [language, nil] {
      let resolved = try RelativeDate.resolve(words, anchor: anchor, language: language)
      #expect(resolved.date.text == edtf)
      #expect(resolved.basis == basis)
      #expect(resolved.words == words && resolved.anchor == anchor)
    }
  }
}
