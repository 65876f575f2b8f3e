/// Reads the tokens of one relative date. The rules are those in `RelativeDate`'s table.
struct RelativeDateGrammar {
  let tokens: [WordToken]
  let vocabulary: Vocabulary
  let anchor: Day

  typealias Reading = (date: EDTFDate, basis: DateBasis)

  /// The furthest that words may reach, in any unit: beyond that they are a slip.
  static let amountMax: Int64 = 10_000

  func date() throws(Misfit) -> Reading {
    let reading = try Misfit.firstFit(of: [
      { try self.weekday() },
      { try self.namedDay() },
      { try self.calendarUnit() },
      { try self.dayOfMonth() },
      { try self.distance() },
    ])
    guard reading.date.calendars.allSatisfy({ EDTFDate.years.contains($0.year) }) else { throw tooFar(at: 0) }
    return reading
  }

  // MARK: Names of days

  private func weekday() throws(Misfit) -> Reading {
    let start = afterPreposition
    let last = vocabulary.end(of: .last, in: tokens, at: start)
    guard let (weekday, end) = vocabulary.weekdays.longest(in: tokens, at: last ?? start) else {
      throw unread(at: start)
    }
    try expectEnd(at: end)
    guard last == nil else {
      throw Misfit(
        index: start, reason: "may mean this week's day or the one of the week before",
        remedy: "give the date itself, and these words beside it", isDecisive: true)
    }
    let back = (anchor.weekday - weekday + 7) % 7
    return (EDTFDate(day: anchor.advanced(by: -back)), .resolvedWeekday)
  }

  private func namedDay() throws(Misfit) -> Reading {
    guard let (offset, end) = vocabulary.dayOffsets.longest(in: tokens, at: 0) else { throw unread(at: 0) }
    try expectEnd(at: end)
    return (EDTFDate(day: anchor.advanced(by: offset)), .resolvedRelative)
  }

  private func dayOfMonth() throws(Misfit) -> Reading {
    var index = afterPreposition
    let first = vocabulary.months.longest(in: tokens, at: index)
    index = first?.end ?? index
    guard index < tokens.count, let literal = tokens[index].literal, literal.separators.isEmpty,
      let day = Int(literal.groups[0])
    else { throw unread(at: index) }
    guard
      let (month, end) = first.map({ ($0.meaning, index + 1) })
        ?? vocabulary.months.longest(in: tokens, at: index + 1)
    else { throw unread(at: index + 1) }
    try expectEnd(at: end)
    // Eight years back, since 29 February may be that far away.
    let year = anchor.date.year
    for year in stride(from: year, through: year - 8, by: -1) {
      if let date = Day(year: year, month: month, day: day), date <= anchor {
        return (EDTFDate(day: date), .resolvedRelative)
      }
    }
    throw Misfit(
      index: index, reason: "there is no such day in that month", remedy: "check the day", isDecisive: true)
  }

  // MARK: Weeks, months and years around the anchor

  private func calendarUnit() throws(Misfit) -> Reading {
    let start = afterPreposition
    if let end = vocabulary.end(of: .last, in: tokens, at: start) {
      if let (month, end) = vocabulary.months.longest(in: tokens, at: end) {
        try expectEnd(at: end)
        let year = anchor.date.month > month ? anchor.date.year : anchor.date.year - 1
        return (monthOf(year, month), .resolvedRelative)
      }
      return (try unit(at: end, offset: -1), .resolvedRelative)
    }
    let earlier = vocabulary.end(of: .earlier, in: tokens, at: start)
    guard let end = vocabulary.end(of: .this, in: tokens, at: earlier ?? start) else {
      throw unread(at: earlier ?? start)
    }
    let whole = try unit(at: end, offset: 0)
    guard earlier != nil, let first = whole.earliest else { return (whole, .resolvedRelative) }
    return (between(first, anchor), .resolvedRelative)
  }

  /// The week, month or year so many from the anchor's.
  private func unit(at index: Int, offset: Int) throws(Misfit) -> EDTFDate {
    guard let (unit, end) = vocabulary.units.longest(in: tokens, at: index), unit != .day else {
      throw unread(at: index)
    }
    try expectEnd(at: end)
    guard unit == .week else { return calendarUnit(unit, offset: offset) }
    let monday = anchor.advanced(by: 1 - anchor.weekday + 7 * offset)
    return between(monday, monday.advanced(by: 6))
  }

  // MARK: Distances

  /// `two weeks ago`, `a week and a half after`, `через полторы недели`.
  private func distance() throws(Misfit) -> Reading {
    let (isAbout, start) = try about()
    let leading = vocabulary.end(of: .inTime, in: tokens, at: start)
    let amount = try amount(at: leading ?? start)
    let direction: Int
    var end = amount.end
    if let after = vocabulary.end(of: .after, in: tokens, at: end) {
      (direction, end) = (1, after)
    } else if leading != nil {
      direction = 1
    } else if let ago = vocabulary.end(of: .ago, in: tokens, at: end) {
      (direction, end) = (-1, ago)
    } else {
      throw unread(at: end)
    }
    try expectEnd(at: end)
    return (date(amount, direction: direction, isAbout: isAbout), .resolvedRelative)
  }

  private func about() throws(Misfit) -> (isAbout: Bool, end: Int) {
    guard let prefix = vocabulary.prefixes.longest(in: tokens, at: 0) else { return (false, 0) }
    guard prefix.meaning == .around else {
      throw Misfit(
        index: 0, reason: "only \"about\" is read before a distance in time",
        remedy: "give the date as an interval, such as ../2024-06-05", isDecisive: true)
    }
    return (true, prefix.end)
  }

  private struct Amount {
    let whole: Int
    let hasHalf: Bool
    let unit: Rate.Period
    let end: Int
  }

  /// `two weeks`, `a week and a half`, `one and a half weeks`, `півтора тижня`, `тиждень`.
  private func amount(at start: Int) throws(Misfit) -> Amount {
    var (whole, index, hasHalf): (Int64, Int, Bool) = (1, start, false)
    if let (ratio, end) = vocabulary.multipliers.longest(in: tokens, at: start), ratio == Ratio(3, 2) {
      (index, hasHalf) = (end, true)
    } else if let end = vocabulary.end(of: .article, in: tokens, at: start),
      vocabulary.units.longest(in: tokens, at: end) != nil
    {
      index = end
    } else if vocabulary.units.longest(in: tokens, at: start) == nil {
      let number = try NumberGrammar(tokens: tokens, vocabulary: vocabulary)
        .numeral(at: start, before: tokens.count)
      (whole, index) = (number.numeral.value, number.end)
    }
    if let end = vocabulary.end(of: .half, in: tokens, at: index), !hasHalf { (index, hasHalf) = (end, true) }
    guard let (unit, unitEnd) = vocabulary.units.longest(in: tokens, at: index) else {
      throw unread(at: index)
    }
    index = unitEnd
    if let end = vocabulary.end(of: .half, in: tokens, at: index), !hasHalf { (index, hasHalf) = (end, true) }
    guard whole <= Self.amountMax else { throw tooFar(at: start) }
    return Amount(whole: Int(whole), hasHalf: hasHalf, unit: unit, end: index)
  }

  private func date(_ amount: Amount, direction: Int, isAbout: Bool) -> EDTFDate {
    let steps = amount.hasHalf ? [amount.whole, amount.whole + 1] : [amount.whole]
    let qualifier: EDTFDate.Calendar.Qualifier? = isAbout || amount.unit == .week ? .approximate : nil
    let ends: [EDTFDate.Calendar] =
      switch amount.unit {
      case .day: steps.map { calendarDay(direction * $0, qualifier) }
      // Half a week is three days or four.
      case .week:
        (amount.hasHalf ? [3, 4] : [0]).map { calendarDay(direction * (7 * amount.whole + $0), qualifier) }
      case .month, .year: steps.map { calendar(amount.unit, offset: direction * $0, qualifier) }
      }
    guard ends.count == 2 else { return EDTFDate(form: .date(ends[0])) }
    let (first, last) = direction < 0 ? (ends[1], ends[0]) : (ends[0], ends[1])
    return EDTFDate(form: .interval(.date(first), .date(last)))
  }

  private func calendarDay(
    _ offset: Int, _ qualifier: EDTFDate.Calendar.Qualifier?
  ) -> EDTFDate.Calendar {
    EDTFDate.Calendar(day: anchor.advanced(by: offset), qualifier: qualifier)
  }

  private func calendar(
    _ unit: Rate.Period, offset: Int, _ qualifier: EDTFDate.Calendar.Qualifier? = nil
  ) -> EDTFDate.Calendar {
    let (year, month, _) = anchor.date
    guard unit == .month else { return EDTFDate.Calendar(year: year + offset, qualifier: qualifier) }
    let first = Day(firstOf: month + offset, of: year).date
    return EDTFDate.Calendar(year: first.year, month: .number(first.month), qualifier: qualifier)
  }

  private func calendarUnit(_ unit: Rate.Period, offset: Int) -> EDTFDate {
    EDTFDate(form: .date(calendar(unit, offset: offset)))
  }

  // MARK: Parts

  private var afterPreposition: Int { vocabulary.end(of: .on, in: tokens, at: 0) ?? 0 }

  private func monthOf(_ year: Int, _ month: Int) -> EDTFDate {
    EDTFDate(form: .date(EDTFDate.Calendar(year: year, month: .number(month))))
  }

  private func between(_ first: Day, _ last: Day) -> EDTFDate {
    EDTFDate(
      form: .interval(
        .date(EDTFDate.Calendar(day: first)), .date(EDTFDate.Calendar(day: last))))
  }

  private func expectEnd(at index: Int) throws(Misfit) {
    if index < tokens.count { throw unread(at: index) }
  }

  private func tooFar(at index: Int) -> Misfit {
    Misfit(
      index: index, reason: "reaches too far", remedy: "check the number; give the date itself",
      isDecisive: true)
  }

  private func unread(at index: Int) -> Misfit {
    Misfit(
      index: index,
      reason: index < tokens.count
        ? "no rule of \(vocabulary.name) reads this as a relative date" : "the words end too early",
      remedy: "give the date as EDTF, such as 2024-06-05 or 2024-06, and these words beside it")
  }
}
