extension EDTFDate {
  /// The longest text read as a date.
  public static let textBytesMax = 64

  /// Reads a date. Throws: the text, the place, the reason and the remedy.
  public init(_ text: String) throws(DateError) {
    if let (year, month, day) = Day.plainDate(text) {
      self.init(form: .date(Calendar(year: year, month: .number(month), day: .number(day))))
      return
    }
    var scanner = EDTFScanner(text: text)
    self.init(form: try scanner.form())
  }
}

/// Walks the bytes of an EDTF text.
private struct EDTFScanner {
  let text: String
  private let bytes: [UInt8]
  private var index = 0

  init(text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func form() throws(DateError) -> EDTFDate.Form {
    guard bytes.count <= EDTFDate.textBytesMax else {
      throw DateError(
        text: String(text.prefix(60)) + "…", offset: EDTFDate.textBytesMax, fragment: "",
        reason: "is longer than \(EDTFDate.textBytesMax) bytes", remedy: "give one date, and no other words")
    }
    guard !bytes.isEmpty else {
      throw error(from: 0, "the date is empty", "give a date such as 2024-06-05, or leave the field out")
    }
    if bytes.contains(UInt8(ascii: "/")) { return try interval() }
    let calendar = try calendar()
    if peek == UInt8(ascii: "T") { return .moment(try moment(on: calendar)) }
    try expectEnd()
    return .date(calendar)
  }

  // MARK: Intervals

  private mutating func interval() throws(DateError) -> EDTFDate.Form {
    let start = try side()
    guard take("/") else { throw unexpected("a date, a \"/\" and a date") }
    let second = index
    let end = try side()
    try expectEnd()
    if start.calendar == nil && end.calendar == nil {
      throw error(from: 0, "the interval has no known end", "give a date on one side, or leave the field out")
    }
    if let first = start.calendar, let last = end.calendar, last.days.upperBound < first.days.lowerBound {
      throw error(
        from: second, "the interval ends before it begins", "put the earlier date first")
    }
    return .interval(start, end)
  }

  private mutating func side() throws(DateError) -> EDTFDate.Side {
    if peek == nil || peek == UInt8(ascii: "/") { return .unknown }
    if take("..") { return .open }
    return .date(try calendar())
  }

  // MARK: Years, months, days

  private mutating func calendar() throws(DateError) -> EDTFDate.Calendar {
    let (year, unspecified) = try year()
    var month: EDTFDate.Calendar.Part?
    var day: EDTFDate.Calendar.Part?
    if unspecified == 0, take("-") {
      let start = index
      month = try part("month", orXX: true)
      try check(month, from: start)
      if take("-") {
        let start = index
        day = try part("day", orXX: true)
        try check(day, of: month, year, from: start)
      }
    }
    let qualifier = peek.flatMap { EDTFDate.Calendar.Qualifier(rawValue: Character(UnicodeScalar($0))) }
    if qualifier != nil { index += 1 }
    return EDTFDate.Calendar(
      year: year, unspecifiedYearDigits: unspecified, month: month, day: day, qualifier: qualifier)
  }

  private mutating func year() throws(DateError) -> (year: Int, unspecified: Int) {
    let start = index
    if peek == UInt8(ascii: "-") || peek == UInt8(ascii: "Y") {
      throw error(from: start, "years outside 0000–9999 are not kept", "give a year of four digits")
    }
    let digits = bytes[start...].prefix(4)
    let known = digits.prefix { $0.isDigit }
    let unspecified = digits.count - known.count
    guard digits.count == 4, known.count >= 2,
      digits.dropFirst(known.count).allSatisfy({ $0 == UInt8(ascii: "X") })
    else {
      throw error(
        from: start, "a year has four digits, of which the last one or two may be X",
        "write year-month-day, such as 2024-06-05")
    }
    index += 4
    let year = known.reduce(0) { $0 * 10 + $1.digit } * [1, 10, 100][unspecified]
    return (year, unspecified)
  }

  private mutating func part(_ name: String, orXX: Bool = false) throws(DateError) -> EDTFDate.Calendar.Part {
    if orXX, take("XX") { return .unspecified }
    let digits = bytes[index...].prefix { $0.isDigit }
    guard digits.count == 2 else {
      throw error(
        from: index, "the \(name) has two digits" + (orXX ? ", or is XX" : ""),
        "write 2024-06-05, with a zero before a single digit")
    }
    index += 2
    return .number(digits.reduce(0) { $0 * 10 + $1.digit })
  }

  private func check(_ month: EDTFDate.Calendar.Part?, from start: Int) throws(DateError) {
    guard case .number(let number)? = month, !(1...12).contains(number) else { return }
    if (21...41).contains(number) {
      throw error(
        from: start, "seasons are not kept: where they begin depends on the writer",
        "give the months as an interval, such as 2024-03/2024-05")
    }
    throw error(
      from: start, "there is no month \(number)", "months are 01 to 12; the order is year-month-day")
  }

  private func check(
    _ day: EDTFDate.Calendar.Part?, of month: EDTFDate.Calendar.Part?, _ year: Int, from start: Int
  ) throws(DateError) {
    guard case .number(let number)? = day else { return }
    guard case .number(let month)? = month else {
      throw error(from: start, "a day needs its month", "write XX for the day too")
    }
    let days = Day.daysIn(month: month, of: year)
    guard number >= 1, number <= days else {
      throw error(
        from: start, "\(year.digits(4))-\(month.digits(2)) has no day \(number)",
        "days of that month are 01 to \(days)")
    }
  }

  // MARK: Moments

  private mutating func moment(on calendar: EDTFDate.Calendar) throws(DateError) -> EDTFDate.Moment {
    guard calendar.precision == .day, calendar.qualifier == nil else {
      throw error(from: index, "a time needs a whole day without a qualifier", "leave the time out")
    }
    index += 1
    let hour = try clock("hour", 23)
    guard take(":") else { throw unexpected("hours and minutes, such as 17:46") }
    let minute = try clock("minute", 59)
    let second = take(":") ? try clock("second", 59) : nil
    let zone = try zone()
    try expectEnd()
    return EDTFDate.Moment(
      day: calendar.days.lowerBound, hour: hour, minute: minute, second: second, zoneMinutes: zone)
  }

  private mutating func zone() throws(DateError) -> Int? {
    if take("Z") { return 0 }
    let start = index
    let sign = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0 else { return nil }
    let minutes = try clock("zone's hour", 14) * 60 + (take(":") ? try clock("zone's minute", 59) : 0)
    guard minutes <= 14 * 60 else {
      throw error(from: start, "no zone is more than 14 hours from UTC", "write +03:00, or Z for UTC")
    }
    return sign * minutes
  }

  private mutating func clock(_ name: String, _ most: Int) throws(DateError) -> Int {
    let start = index
    guard case .number(let number) = try part(name), number <= most else {
      throw error(from: start, "the \(name) is above \(most)", "write 00 to \(most)")
    }
    return number
  }

  // MARK: Bytes

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ wanted: String) -> Bool {
    guard bytes[index...].starts(with: wanted.utf8) else { return false }
    index += wanted.utf8.count
    return true
  }

  private func expectEnd() throws(DateError) {
    if index < bytes.count { throw unexpected("nothing more") }
  }

  private func unexpected(_ expected: String) -> DateError {
    let remedy =
      switch peek {
      case UInt8(ascii: "?"), UInt8(ascii: "~"), UInt8(ascii: "%"):
        "write one qualifier, after the whole date; ~ and ? together are %"
      case UInt8(ascii: "-"): "write X only in the last places, and a qualifier only after the whole date"
      case UInt8(ascii: "T"): "an interval takes dates without times"
      case UInt8(ascii: " "): "write T between the date and the time, and no spaces"
      default: "write 2024-06-05, 2024-06, 2024-06-01/2024-06-05 or 2024-06-05T17:46+03:00"
      }
    return error(from: index, "expected \(expected) here", remedy)
  }

  /// An error about the bytes from a place to the next "/" or the end.
  private func error(from start: Int, _ reason: String, _ remedy: String) -> DateError {
    let rest = bytes.dropFirst(start).prefix { $0 != UInt8(ascii: "/") }
    return DateError(
      text: text, offset: start,
      fragment: String(decoding: rest.prefix(EDTFDate.textBytesMax), as: UTF8.self),
      reason: reason, remedy: remedy)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var digit: Int { Int(self) - Int(UInt8(ascii: "0")) }
}
