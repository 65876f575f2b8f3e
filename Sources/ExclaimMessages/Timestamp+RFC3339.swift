extension Timestamp {
  private static let secondsMin: Int64 = -62_135_596_800  // 0001-01-01T00:00:00Z
  private static let secondsMax: Int64 = 253_402_300_799  // 9999-12-31T23:59:59Z
  private static let secondsPerDay: Int64 = 86_400

  /// The moment in UTC with 0, 3, 6 or 9 decimals: `2025-07-28T14:05:00.250Z`. Nil outside the years 1 to
  /// 9999, or when `nanos` is not 0 to 999 999 999.
  public var rfc3339: String? {
    guard (Self.secondsMin...Self.secondsMax).contains(seconds), (0..<1_000_000_000).contains(nanos) else {
      return nil
    }
    let second = Int(seconds - Self.secondsMin)
    let (day, time) = (second / Int(Self.secondsPerDay), second % Int(Self.secondsPerDay))
    let date = CivilDate(dayNumber: day)
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
      + "T\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))\(decimals)Z"
  }

  private var decimals: String {
    let nanos = Int(nanos)
    if nanos == 0 { return "" }
    if nanos % 1_000_000 == 0 { return "." + padded(nanos / 1_000_000, 3) }
    if nanos % 1000 == 0 { return "." + padded(nanos / 1000, 6) }
    return "." + padded(nanos, 9)
  }

  /// Reads a moment with any offset: `2025-07-28T17:05:00.25+03:00`. Leap seconds and more than nine
  /// decimals are refused: they have no place in a Timestamp.
  public init?(rfc3339 text: String) {
    var scanner = MomentScanner(bytes: Array(text.utf8))
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2), scanner.skip("T") || scanner.skip("t"), let hour = scanner.number(2),
      scanner.skip(":"), let minute = scanner.number(2), scanner.skip(":"), let second = scanner.number(2),
      let nanos = scanner.decimals(), let offset = scanner.offset(), scanner.isAtEnd, hour < 24, minute < 60,
      second < 60, let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let local = Int64(date.dayNumber) * Self.secondsPerDay + Int64(hour * 3600 + minute * 60 + second)
    let seconds = Self.secondsMin + local - Int64(offset)
    guard (Self.secondsMin...Self.secondsMax).contains(seconds) else { return nil }
    self.init(seconds: seconds, nanos: Int32(nanos))
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// A date of the proleptic Gregorian calendar, years 1 to 9999.
private struct CivilDate {
  var year: Int
  var month: Int
  var day: Int

  private static let monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func days(year: Int, month: Int) -> Int {
    month == 2 && isLeap(year) ? 29 : monthDays[month - 1]
  }

  private static func daysBefore(year: Int) -> Int {
    let past = year - 1
    return past * 365 + past / 4 - past / 100 + past / 400
  }

  init?(year: Int, month: Int, day: Int) {
    guard year >= 1, (1...12).contains(month), day >= 1, day <= Self.days(year: year, month: month) else {
      return nil
    }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Days since 0001-01-01.
  var dayNumber: Int {
    Self.daysBefore(year: year) + (1..<month).reduce(0) { $0 + Self.days(year: year, month: $1) } + day - 1
  }

  init(dayNumber: Int) {
    // 400 years have 146 097 days; the estimate is at most one year late or early, which the loops mend.
    year = dayNumber * 400 / 146_097 + 1
    while Self.daysBefore(year: year) > dayNumber { year -= 1 }
    while Self.daysBefore(year: year + 1) <= dayNumber { year += 1 }
    day = dayNumber - Self.daysBefore(year: year) + 1
    month = 1
    while day > Self.days(year: year, month: month) {
      day -= Self.days(year: year, month: month)
      month += 1
    }
  }
}

private struct MomentScanner {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { index == bytes.count }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  mutating func digit() -> Int? {
    guard index < bytes.count, bytes[index].isDigit else { return nil }
    defer { index += 1 }
    return Int(bytes[index] - UInt8(ascii: "0"))
  }

  mutating func number(_ width: Int) -> Int? {
    var value = 0
    for _ in 0..<width {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// Nanoseconds; 0 where no decimals stand.
  mutating func decimals() -> Int? {
    guard skip(".") else { return 0 }
    var (value, count) = (0, 0)
    while let digit = digit() {
      count += 1
      guard count <= 9 else { return nil }
      value = value * 10 + digit
    }
    guard count > 0 else { return nil }
    for _ in count..<9 { value *= 10 }
    return value
  }

  /// Seconds east of UTC.
  mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24,
      minutes < 60
    else { return nil }
    return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}
