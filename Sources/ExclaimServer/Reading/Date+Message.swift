import ExclaimDomain
import ExclaimMessages

extension RecordReader {
  /// The domain's date; nil when there is none, or none that reads.
  func date(_ message: V1.Date?) -> ResolvedDate? { message.flatMap { try? $0.resolved() } }
}

extension V1.Date {
  /// The date that is stated, or that follows from the words and their anchor.
  func resolved() throws(DateError) -> ResolvedDate {
    let anchor = try anchorDay()
    if edtf.isEmpty {
      guard !words.isEmpty else {
        // A date about which nothing is known is still worth a basis: "unknown".
        return ResolvedDate(date: try EDTFDate("../.."), basis: basis(or: .unknown))
      }
      guard let anchor else {
        throw DateError(
          text: words, offset: 0, fragment: "", reason: "words alone do not make a date",
          remedy: "give anchor, the day on which they were written, or give edtf")
      }
      return try RelativeDate.resolve(words, anchor: anchor)
    }
    return ResolvedDate(date: try EDTFDate(edtf), basis: basis(or: .stated), words: words, anchor: anchor)
  }

  /// Puts in what follows from a date: its text, how it is known, its first and last day.
  mutating func fill(from resolved: ResolvedDate) {
    if edtf.isEmpty, !words.isEmpty { edtf = resolved.date.text }
    basis = V1.DateBasis(rawValue: resolved.basis.rawValue)
    earliest = resolved.date.earliest?.description ?? ""
    latest = resolved.date.latest?.description ?? ""
    precision = V1.DatePrecision(resolved.date.precision)
  }

  /// Takes out what follows from the rest. A date that was resolved from words stays: it was found once, on
  /// the day of the submission.
  mutating func clearDerived() {
    earliest = ""
    latest = ""
    precision = .unspecified
  }

  private func basis(or other: DateBasis) -> DateBasis { DateBasis(rawValue: basis.rawValue) ?? other }

  private func anchorDay() throws(DateError) -> Day? {
    guard !anchor.isEmpty else { return nil }
    let date = try EDTFDate(anchor)
    guard let day = date.earliest, day == date.latest else {
      throw DateError(
        text: anchor, offset: 0, fragment: anchor, reason: "an anchor is one day",
        remedy: "give it as YYYY-MM-DD")
    }
    return day
  }
}

extension V1.DatePrecision {
  init(_ precision: EDTFDate.Precision) {
    self =
      switch precision {
      case .century: .century
      case .decade: .decade
      case .year: .year
      case .month: .month
      case .day: .day
      case .minute, .second: .time
      case .interval: .interval
      }
  }
}

extension V1.Date {
  /// A date of the domain.
  init(_ resolved: ResolvedDate) {
    self.init()
    edtf = resolved.date.text
    words = resolved.words
    anchor = resolved.anchor?.description ?? ""
    fill(from: resolved)
  }
}
