extension EDTFDate {
  /// Whether every reading of this date comes before every reading of the other.
  ///
  /// Moments with a zone compare by the clock, all others by day.
  public func isDefinitelyBefore(_ other: EDTFDate) -> Bool {
    if let (mine, its) = instants(with: other) { return mine < its }
    guard let latest, let start = other.earliest else { return false }
    return latest < start
  }

  /// Whether some reading of this date comes before some reading of the other.
  public func isMaybeBefore(_ other: EDTFDate) -> Bool {
    if let (mine, its) = instants(with: other) { return mine < its }
    guard let earliest, let end = other.latest else { return true }
    return earliest < end
  }

  /// Whether both may be the same day; for moments with a zone, whether they are the same moment.
  public func overlaps(_ other: EDTFDate) -> Bool {
    if let (mine, its) = instants(with: other) { return mine == its }
    return !isDefinitelyBefore(other) && !other.isDefinitelyBefore(self)
  }

  /// Whether the date may be that day.
  public func mayBe(_ day: Day) -> Bool {
    (earliest ?? day) <= day && day <= (latest ?? day)
  }

  private func instants(with other: EDTFDate) -> (Int64, Int64)? {
    guard case .moment(let mine) = form, case .moment(let its) = other.form,
      let first = mine.instantSeconds, let second = its.instantSeconds
    else { return nil }
    return (first, second)
  }
}
