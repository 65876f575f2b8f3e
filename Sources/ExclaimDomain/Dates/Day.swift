/// A day of the proleptic Gregorian calendar, counted from 1970-01-01 (day 0). Pure arithmetic, no time zone.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01; negative before.
  public let number: Int

  /// A day by its number.
  public init(number: Int) {
    self.number = number
  }

  /// A day by its date, or nil if there is no such date ("2025-02-29").
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Day.daysIn(month: month, of: year) else { return nil }
    self.init(firstOf: month, of: year)
    self = advanced(by: day - 1)
  }

  /// The first day of a month. Months beyond 1–12 run on into the years around: 13 is January of the next.
  public init(firstOf month: Int, of year: Int) {
    // Years begin in March, so that the leap day comes last; 400 years are an era of 146 097 days.
    let months = year * 12 + (month - 1) - 2
    let (shiftedYear, monthFromMarch) = Day.floorDivide(months, by: 12)
    let (era, yearOfEra) = Day.floorDivide(shiftedYear, by: 400)
    let dayOfYear = (153 * monthFromMarch + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month 1–12 and day 1–31.
  public var date: (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = Day.floorDivide(number + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// 1 for Monday to 7 for Sunday, as in ISO 8601.
  public var weekday: Int { Day.floorDivide(number + 3, by: 7).remainder + 1 }

  /// The day so many days later, or earlier if negative.
  public func advanced(by days: Int) -> Day { Day(number: number + days) }

  /// How many days a month has.
  public static func daysIn(month: Int, of year: Int) -> Int {
    Day(firstOf: month + 1, of: year).number - Day(firstOf: month, of: year).number
  }

  /// Earlier days come first.
  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// `2024-08-24`.
  public var description: String {
    let (year, month, day) = date
    guard EDTFDate.years.contains(year) else {
      return "\(year.digits(4))-\(month.digits(2))-\(day.digits(2))"
    }
    return String(unsafeUninitializedCapacity: Day.plainBytes) { bytes in
      func write(_ number: Int, through last: Int, _ width: Int) {
        var rest = number
        for place in stride(from: last, to: last - width, by: -1) {
          bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
      }
      write(year, through: 3, 4)
      write(month, through: 6, 2)
      write(day, through: 9, 2)
      bytes[4] = UInt8(ascii: "-")
      bytes[7] = UInt8(ascii: "-")
      return Day.plainBytes
    }
  }

  /// The parts of a text such as `2024-08-24`, which is how nearly all dates are written; nil for any other text, and
  /// for a day that there is not.
  static func plainDate(_ text: String) -> (year: Int, month: Int, day: Int)? {
    var text = text
    return text.withUTF8 { bytes in
      func number(_ places: Range<Int>) -> Int? {
        var number = 0
        for place in places {
          let digit = bytes[place] &- UInt8(ascii: "0")
          guard digit < 10 else { return nil }
          number = number * 10 + Int(digit)
        }
        return number
      }
      let dash = UInt8(ascii: "-")
      guard bytes.count == plainBytes, bytes[4] == dash, bytes[7] == dash,
        let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
        (1...12).contains(month), day >= 1, day <= 28 || day <= daysIn(month: month, of: year)
      else { return nil }
      return (year, month, day)
    }
  }

  /// Bytes of `2024-08-24`.
  private static let plainBytes = 10

  private static func floorDivide(_ number: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let remainder = ((number % divisor) + divisor) % divisor
    return ((number - remainder) / divisor, remainder)
  }
}

extension Int {
  /// The number with zeros before it up to a width.
  func digits(_ width: Int) -> String {
    let text = String(magnitude)
    return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, width - text.count)) + text
  }
}
