extension EDTFDate {
  /// A year, month or day, perhaps with digits not given and with a qualifier.
  public struct Calendar: Sendable, Hashable {
    /// The year, with zeros for the digits not given.
    public let year: Int
    /// How many digits of the year are not given: 0, 1 (`202X`) or 2 (`20XX`).
    public let unspecifiedYearDigits: Int
    /// The month, if the date goes that far.
    public let month: Part?
    /// The day of the month, if the date goes that far.
    public let day: Part?
    /// What the writer thought of the whole date.
    public let qualifier: Qualifier?

    /// A month or a day.
    public enum Part: Sendable, Hashable {
      /// A number.
      case number(Int)
      /// `XX`.
      case unspecified
    }

    /// A mark at the end of a date.
    public enum Qualifier: Character, Sendable, Hashable, CaseIterable {
      /// `?`
      case uncertain = "?"
      /// `~`
      case approximate = "~"
      /// `%`
      case both = "%"

      /// `~` or `%`.
      public var isApproximate: Bool { self != .uncertain }
      /// `?` or `%`.
      public var isUncertain: Bool { self != .approximate }
    }

    init(
      year: Int, unspecifiedYearDigits: Int = 0, month: Part? = nil, day: Part? = nil,
      qualifier: Qualifier? = nil
    ) {
      self.year = year
      self.unspecifiedYearDigits = unspecifiedYearDigits
      self.month = month
      self.day = day
      self.qualifier = qualifier
    }

    init(day: Day, qualifier: Qualifier? = nil) {
      let date = day.date
      self.init(year: date.year, month: .number(date.month), day: .number(date.day), qualifier: qualifier)
    }

    /// The canonical text.
    public var text: String {
      let known = String(year.digits(4).dropLast(unspecifiedYearDigits))
      let yearText = known + String(repeating: "X", count: unspecifiedYearDigits)
      return [yearText, month?.text, day?.text].compactMap(\.self).joined(separator: "-")
        + (qualifier.map { String($0.rawValue) } ?? "")
    }

    /// The finest unit that is given.
    public var precision: Precision {
      if case .number? = day { return .day }
      if case .number? = month { return .month }
      return [.year, .decade, .century][unspecifiedYearDigits]
    }

    /// The days that the text covers, without regard to the qualifier.
    public var days: ClosedRange<Day> { days(widenedBy: 0) }

    /// The days that it may be: an approximate date reaches one unit of its precision further on both sides
    /// (a month, a year, a decade, a century), and a day reaches three days further.
    public var widened: ClosedRange<Day> { days(widenedBy: qualifier?.isApproximate == true ? 1 : 0) }

    private func days(widenedBy units: Int) -> ClosedRange<Day> {
      switch (precision, month, day) {
      case (.day, .number(let month)?, .number(let number)?):
        let day = Day(firstOf: month, of: year).advanced(by: number - 1)
        return day.advanced(by: -3 * units)...day.advanced(by: 3 * units)
      case (.month, .number(let month)?, _):
        return Day(firstOf: month - units, of: year)...lastDay(before: month + 1 + units, of: year)
      default:
        let years = [1, 10, 100][unspecifiedYearDigits]
        return Day(firstOf: 1, of: year - units * years)...lastDay(before: 1, of: year + (1 + units) * years)
      }
    }

    private func lastDay(before month: Int, of year: Int) -> Day {
      Day(firstOf: month, of: year).advanced(by: -1)
    }
  }

  /// A moment on the clock of its place.
  public struct Moment: Sendable, Hashable {
    /// The day as written, in its own zone.
    public let day: Day
    /// 0–23.
    public let hour: Int
    /// 0–59.
    public let minute: Int
    /// 0–59, if given.
    public let second: Int?
    /// Minutes east of UTC; nil if the zone is not given.
    public let zoneMinutes: Int?

    /// Seconds since 1970-01-01T00:00Z, if the zone is given.
    public var instantSeconds: Int64? {
      zoneMinutes.map { zone in
        Int64(day.number) * 86_400 + Int64((hour * 60 + minute - zone) * 60 + (second ?? 0))
      }
    }

    /// The canonical text: `Z` for UTC, hours and minutes for other zones.
    public var text: String {
      var text = "\(day)T\(hour.digits(2)):\(minute.digits(2))"
      if let second { text += ":\(second.digits(2))" }
      guard let zoneMinutes else { return text }
      if zoneMinutes == 0 { return text + "Z" }
      let (hours, minutes) = (abs(zoneMinutes) / 60, abs(zoneMinutes) % 60)
      return text + (zoneMinutes < 0 ? "-" : "+") + "\(hours.digits(2)):\(minutes.digits(2))"
    }
  }
}

extension EDTFDate.Calendar.Part {
  var text: String {
    switch self {
    case .number(let number): number.digits(2)
    case .unspecified: "XX"
    }
  }
}
