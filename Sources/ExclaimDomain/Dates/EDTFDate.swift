/// A date that may be vague: EDTF (ISO 8601-2), level 0 and 1 as far as reports of events need it.
///
/// | text | meaning |
/// |---|---|
/// | `2024`, `2024-06`, `2024-06-05` | some day in it |
/// | `2024-06-XX`, `2024-XX`, `202X`, `20XX` | the digits X are not given |
/// | `2024-06~` · `2024-06?` · `2024-06%` | approximate · uncertain · both |
/// | `2024-06-01/2024-06-05` | some day from the first to the last |
/// | `2024-06-01/..`, `../2024-06-05` | open: no end, no beginning |
/// | `2024-06-01/`, `/2024-06-05` | that end exists, but is not known |
/// | `2025-07-28T17:46+03:00` | a moment, with its zone, `Z`, or none |
///
/// Seasons, years outside 0000–9999, sets and qualifiers inside a date are refused with a remedy.
/// Equality is of the canonical text, not of the days covered.
public struct EDTFDate: Sendable, Hashable, CustomStringConvertible {
  /// What kind of date this is.
  public let form: Form

  /// A vague day, a moment or a stretch between two vague days.
  public enum Form: Sendable, Hashable {
    /// A year, month or day, perhaps with digits not given.
    case date(Calendar)
    /// A moment.
    case moment(Moment)
    /// From one end to the other.
    case interval(Side, Side)
  }

  /// An end of an interval.
  public enum Side: Sendable, Hashable {
    /// A known end.
    case date(Calendar)
    /// `..`: it does not end on this side.
    case open
    /// Nothing: it ends, but nobody says when.
    case unknown
  }

  /// A date from its parts.
  public init(form: Form) {
    self.form = form
  }

  /// One known day.
  public init(day: Day) {
    self.init(form: .date(Calendar(day: day)))
  }

  /// The canonical text, which reads back as an equal date.
  public var text: String {
    switch form {
    case .date(let calendar): calendar.text
    case .moment(let moment): moment.text
    case .interval(let start, let end): "\(start.text)/\(end.text)"
    }
  }

  /// The canonical text.
  public var description: String { text }

  /// The first day that it may be; nil if it reaches back without end. Approximate dates are widened.
  public var earliest: Day? {
    switch form {
    case .date(let calendar): calendar.widened.lowerBound
    case .moment(let moment): moment.day
    case .interval(let start, _): start.calendar?.widened.lowerBound
    }
  }

  /// The last day that it may be; nil if it reaches on without end. Approximate dates are widened.
  public var latest: Day? {
    switch form {
    case .date(let calendar): calendar.widened.upperBound
    case .moment(let moment): moment.day
    case .interval(_, let end): end.calendar?.widened.upperBound
    }
  }

  /// The finest unit that is given.
  public var precision: Precision {
    switch form {
    case .date(let calendar): calendar.precision
    case .moment(let moment): moment.second == nil ? .minute : .second
    case .interval: .interval
    }
  }

  /// Units from coarse to fine; an interval has the precision of neither of its ends.
  public enum Precision: String, Sendable, Hashable, CaseIterable {
    /// The unit named.
    case interval, century, decade, year, month, day, minute, second
  }

  /// Whether some part is marked approximate (`~` or `%`).
  public var isApproximate: Bool { calendars.contains { $0.qualifier?.isApproximate == true } }

  /// Whether some part is marked uncertain (`?` or `%`): its source is doubtful. It is not widened.
  public var isUncertain: Bool { calendars.contains { $0.qualifier?.isUncertain == true } }

  /// The years that four digits can say.
  static let years = 0...9999

  /// The vague days in it: one, two for an interval with both ends known, and none for a moment.
  var calendars: [Calendar] {
    switch form {
    case .date(let calendar): [calendar]
    case .moment: []
    case .interval(let start, let end): [start, end].compactMap(\.calendar)
    }
  }
}

extension EDTFDate.Side {
  var calendar: EDTFDate.Calendar? {
    if case .date(let calendar) = self { calendar } else { nil }
  }

  var text: String {
    switch self {
    case .date(let calendar): calendar.text
    case .open: ".."
    case .unknown: ""
    }
  }
}
