/// The days on which something was, or may have been: first and last, both included.
public struct DayWindow: Sendable, Hashable {
  /// First day; nil for no bound.
  public var earliest: Day?
  /// Last day; nil for no bound.
  public var latest: Day?

  /// The days from `earliest` to `latest`.
  public init(earliest: Day? = nil, latest: Day? = nil) {
    self.earliest = earliest
    self.latest = latest
  }

  /// Nothing is known of the day.
  public static let unknown = DayWindow()

  /// True when it certainly ends before the other begins.
  public func isBefore(_ other: DayWindow) -> Bool {
    guard let latest, let begin = other.earliest else { return false }
    return latest < begin
  }

  /// True when some day lies in both.
  public func intersects(_ other: DayWindow) -> Bool { !isBefore(other) && !other.isBefore(self) }

  /// True when every day of the other lies in this one.
  public func contains(_ other: DayWindow) -> Bool {
    let beginsInside = earliest.map { begin in other.earliest.map { $0 >= begin } ?? false } ?? true
    let endsInside = latest.map { end in other.latest.map { $0 <= end } ?? false } ?? true
    return beginsInside && endsInside
  }

  /// The days from the first of either to the last of either.
  public func hull(_ other: DayWindow) -> DayWindow {
    DayWindow(
      earliest: earliest.flatMap { day in other.earliest.map { min(day, $0) } },
      latest: latest.flatMap { day in other.latest.map { max(day, $0) } })
  }

  /// The days in words: "5 June 2024", "November 2023", "since 24 February 2022".
  public var words: String {
    switch (earliest, latest) {
    case (nil, nil): "at an unknown time"
    case (let day?, nil): "since \(day.words)"
    case (nil, let day?): "until \(day.words)"
    case (let first?, let last?): Self.words(first, last)
    }
  }

  private static func words(_ first: Day, _ last: Day) -> String {
    if first == last { return first.words }
    let (begin, end) = (first.date, last.date)
    let wholeMonths = begin.day == 1 && last.advanced(by: 1).date.day == 1
    if wholeMonths && begin.year == end.year {
      if begin.month == end.month { return "\(monthNames[begin.month - 1]) \(begin.year)" }
      if begin.month == 1 && end.month == 12 { return "\(begin.year)" }
    }
    return "\(first.words) to \(last.words)"
  }
}

extension ResolvedDate {
  /// The days that the date may mean.
  public var window: DayWindow { DayWindow(earliest: date.earliest, latest: date.latest) }
}

extension Day {
  /// The day in words: "5 June 2024".
  public var words: String {
    let (year, month, day) = date
    return "\(day) \(monthNames[month - 1]) \(year)"
  }
}

private let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December",
]
