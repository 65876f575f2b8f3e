import ExclaimDomain
import Testing

@Suite("Days")
struct DayTests {
  @Test(
    "known days have their numbers and weekdays",
    arguments: [
      (1970, 1, 1, 0, 4), (2000, 2, 29, 11_016, 2), (2022, 2, 24, 19_047, 4), (2024, 8, 24, 19_959, 6),
      (2025, 6, 26, 20_265, 4), (1969, 12, 31, -1, 3), (1, 1, 1, -719_162, 1),
    ])
  func known(_ year: Int, _ month: Int, _ day: Int, _ number: Int, _ weekday: Int) throws {
    let date = try #require(Day(year: year, month: month, day: day))
    #expect(date.number == number)
    #expect(date.weekday == weekday)
    #expect(date.date == (year, month, day))
  }

  @Test("counts every day of four centuries once, in order")
  func fourCenturies() throws {
    var expected = try #require(Day(year: 1800, month: 1, day: 1)).number
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...Day.daysIn(month: month, of: year) {
          let date = Day(year: year, month: month, day: day)
          guard date?.number == expected, let parts = date?.date, parts == (year, month, day) else {
            Issue.record("\(year)-\(month)-\(day) is \(String(describing: date))")
            return
          }
          expected += 1
        }
      }
    }
    #expect(expected - 146_097 == Day(year: 1800, month: 1, day: 1)?.number)
  }

  @Test(
    "refuses days that no month has",
    arguments: [
      (2025, 2, 29), (1900, 2, 29), (2024, 6, 31), (2024, 13, 1), (2024, 0, 1), (2024, 1, 0),
    ])
  func none(_ year: Int, _ month: Int, _ day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }
}

/// A day for tests, which must exist.
func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
  try #require(Day(year: year, month: month, day: day))
}
