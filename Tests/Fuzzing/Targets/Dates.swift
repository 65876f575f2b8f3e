import ExclaimDomain
import ExclaimMessages

extension FuzzTarget {
  /// A date, in EDTF, in RFC 3339, or in words that an anchor gives their meaning.
  ///
  ///     | form and language | anchor, three bytes | text …
  static let dates = FuzzTarget(
    name: "dates",
    run: { input in
      guard input.count >= 4 else { return }
      let text = input.after(4).text
      switch input[0] >> 6 {
      case 0: try checkEDTF(text)
      case 1: try checkMoment(text)
      default:
        let day = input[1...3].reduce(0) { $0 << 8 | Int($1) }
        let language = languages[Int(input[0] & 7) % languages.count]
        try checkRelative(text, anchor: Day(number: firstDay + day % (lastDay - firstDay + 1)), language)
      }
    },
    seeds: { lines in
      let edtf = [
        "2024", "2024-06", "2024-06-05", "2024-06-XX", "2024-XX", "202X", "20XX", "2024-06~", "2024-06?",
        "2024-06%",
        "2024-06-01/2024-06-05", "2024-06-01/..", "../2024-06-05", "2024-06-01/", "/2024-06-05",
        "2025-07-28T17:46+03:00", "2025-07-28T17:46:59Z", "0000", "9999-12-31", "2024-22", "00XX~/99XX~",
      ]
      let moments = [
        "2025-07-28T14:05:00Z", "2025-07-28T17:05:00.25+03:00", "0001-01-01T00:00:00.000000001-00:00",
        "9999-12-31t23:59:59z",
      ]
      let words = [
        "Thursday", "last November", "earlier this month", "last week", "last year", "June 5", "29 February",
        "about two weeks ago", "a week and a half after", "10000 days ago", "half a year ago",
        "in two months",
        "вчора", "минулого тижня", "два тижні тому", "5 червня", "через півтора місяця",
        "вчера", "в прошлом году", "полторы недели назад", "через неделю", "6 июня",
      ]
      let anchors: [[UInt8]] = [[0x0B, 0x48, 0x7C], [0, 0, 0], [0x37, 0xBA, 0xDF]]
      return (edtf + stringsOf(lines, "edtf")).map { [0, 0, 0, 0] + Array($0.utf8) }
        + moments.map { [0x40, 0, 0, 0] + Array($0.utf8) }
        + (words + stringsOf(lines, "words")).flatMap { words in
          anchors.map { [0x80] + $0 + Array(words.utf8) }
        }
    })

  /// The days that a date can name.
  private static let firstDay = Day(firstOf: 1, of: 0).number
  private static let lastDay = Day(firstOf: 12, of: 9999).number + 30

  private static func checkEDTF(_ text: String) throws {
    let date: EDTFDate
    do throws(DateError) {
      date = try EDTFDate(text)
    } catch {
      return try check(error, text)
    }
    try check(date)
  }

  private static func check(_ date: EDTFDate) throws {
    let again = try promiseSuccess("a date reads its own text") { try EDTFDate(date.text) }
    try promise(again == date && again.text == date.text, "a date keeps its meaning: \(date)")
    if let earliest = date.earliest, let latest = date.latest {
      try promise(earliest <= latest, "a date covers some day: \(date), \(earliest) to \(latest)")
      try promise(date.mayBe(earliest) && date.mayBe(latest), "a date may be its own days: \(date)")
    }
    try promise(
      date.earliest != nil || date.latest != nil, "a date has an end that is known: \(date)")
    try promise(!date.isDefinitelyBefore(date) && date.overlaps(date), "no date is before itself: \(date)")
    for day in [date.earliest, date.latest].compactMap(\.self) {
      let (year, month, number) = day.date
      try promise(
        Day(year: year, month: month, day: number) == day && (1...7).contains(day.weekday),
        "a day and its date are one: \(day)")
    }
  }

  private static func checkMoment(_ text: String) throws {
    guard let moment = Timestamp(rfc3339: text) else { return }
    guard let written = moment.rfc3339 else { throw BrokenPromise(description: "\(text) has no text") }
    try promise(Timestamp(rfc3339: written) == moment, "a moment keeps its meaning: \(text), \(written)")
  }

  private static func checkRelative(_ words: String, anchor: Day, _ language: String?) throws {
    let resolved: ResolvedDate
    do throws(DateError) {
      resolved = try RelativeDate.resolve(words, anchor: anchor, language: language)
    } catch {
      return try check(error, words)
    }
    try promise(
      resolved.words == words && resolved.anchor == anchor, "words and anchor are kept: \(resolved)")
    try check(resolved.date)
  }
}
