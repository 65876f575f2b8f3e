/// In what two measures can differ.
public enum Respect: Sendable, Hashable, CaseIterable {
  case topic, unit, dependentPower, detainingPower, category, scope, time, exclusions, inclusions
}

extension Measure {
  /// Whether a number on this measure may be held against one on the other, and why not.
  ///
  /// What neither side says does not tell them apart, except the time: two numbers of which nobody says
  /// when they hold are not comparable. `name` turns a reference into the words of the reasons.
  public func comparability(
    with other: Measure, in respects: [Respect] = Respect.allCases, name: (String) -> String = { $0 }
  ) -> Comparability {
    Self.verdict(respects.map { compare($0, with: other, name) }.filter { $0.0 != .same })
  }

  private func compare(
    _ respect: Respect, with other: Measure, _ name: (String) -> String
  ) -> (Standing, String) {
    switch respect {
    case .topic:
      (topic == other.topic ? .same : .unlike, "topic: \(topic.label) against \(other.topic.label)")
    case .unit:
      (
        effectiveUnit == other.effectiveUnit ? .same : .unlike,
        "unit: \(effectiveUnit.label) against \(other.effectiveUnit.label)"
      )
    case .dependentPower: Self.compare("dependent power", dependent, other.dependent, name)
    case .detainingPower: Self.compare("detaining power", detaining, other.detaining, name)
    case .category: Self.compare(category, other.category)
    case .scope: Self.compare(scope: scope, other.scope)
    case .time: compareTime(with: other)
    case .exclusions: compareExclusions(with: other, name)
    case .inclusions: compareInclusions(with: other, name)
    }
  }

  private static func verdict(_ differences: [(standing: Standing, reason: String)]) -> Comparability {
    let reasons = differences.map(\.reason)
    return switch Set(differences.map(\.standing)) {
    case []: .same
    case [.part]: .partOf(reasons)
    case [.whole]: .wholeOf(reasons)
    default: .notComparable(reasons)
    }
  }

  private static func compare(
    _ respect: String, _ first: Powers?, _ second: Powers?, _ name: (String) -> String
  ) -> (Standing, String) {
    let reason = "\(respect): \(words(first, name)) against \(words(second, name))"
    guard let first, let second else { return (first == second ? .same : .unlike, reason) }
    let standing = Standing.of(
      firstHoldsSecond: first.contains(second), secondHoldsFirst: second.contains(first))
    return (standing, reason)
  }

  private static func words(_ powers: Powers?, _ name: (String) -> String) -> String {
    guard let powers else { return "not said" }
    return powers.isAll ? "all parties" : powers.parties.map(name).sorted().joined(separator: " and ")
  }

  private static func compare(_ first: PersonCategory, _ second: PersonCategory) -> (Standing, String) {
    // A category that was not said may be any; so it holds nothing for certain, not even another unsaid one.
    let standing: Standing =
      first == second
      ? .same
      : .of(firstHoldsSecond: first.contains(second), secondHoldsFirst: second.contains(first))
    return (standing, "category: \(first.label) against \(second.label)")
  }

  private static func compare(scope first: String, _ second: String) -> (Standing, String) {
    let standing: Standing =
      first.lowercased() == second.lowercased()
      ? .same : .of(firstHoldsSecond: first.isEmpty, secondHoldsFirst: second.isEmpty)
    let words = [first, second].map { $0.isEmpty ? "no limit stated" : "\"\($0)\"" }
    return (standing, "scope: \(words[0]) against \(words[1])")
  }
}

extension Measure {
  /// First and last day of what is counted, each with the days it may mean; nil when no time is said.
  ///
  /// An instant begins and ends with itself; an open side of a window is unbounded.
  public var time: (begin: DayWindow, end: DayWindow)? {
    if let at { return (at.window, at.window) }
    if from == nil && to == nil { return nil }
    return (from?.window ?? .unknown, to?.window ?? .unknown)
  }

  /// The time in words: "November 2023", "24 February 2022 to 28 July 2025".
  public var timeWords: String {
    switch (at, from, to) {
    case (let at?, _, _): at.window.words
    case (nil, let from?, let to?):
      from.window == to.window
        ? from.window.words : "\(Self.endWords(from.window)) to \(Self.endWords(to.window))"
    case (nil, let from?, nil): "since \(from.window.words)"
    case (nil, nil, let to?): "until \(to.window.words)"
    case (nil, nil, nil): "no time stated"
    }
  }

  /// One end of a window: "5 June 2024", "November 2023", "a day between 13 August 2024 and 19 August 2024".
  private static func endWords(_ days: DayWindow) -> String {
    guard let first = days.earliest, let last = days.latest, days.words == "\(first.words) to \(last.words)"
    else { return days.words }
    return "a day between \(first.words) and \(last.words)"
  }

  private func compareTime(with other: Measure) -> (Standing, String) {
    let reason =
      time == nil && other.time == nil
      ? "time: neither says when it holds" : "time: \(timeWords) against \(other.timeWords)"
    guard let mine = time, let others = other.time else {
      // Where nothing is counted, there is no window to differ in.
      let timeless = time == nil && other.time == nil && !topic.hasNumber
      return (timeless ? .same : .unlike, reason)
    }
    if mine == others { return (.same, reason) }
    guard topic.isFlow else { return (.unlike, reason) }
    return (
      .of(
        firstHoldsSecond: Self.holds(mine, others), secondHoldsFirst: Self.holds(others, mine)), reason
    )
  }

  /// True when the first window certainly takes in the second, whatever days they turn out to mean.
  private static func holds(
    _ first: (begin: DayWindow, end: DayWindow), _ second: (begin: DayWindow, end: DayWindow)
  ) -> Bool {
    let beginsNoLater =
      first.begin == second.begin
      || notAfter(first.begin.latest, second.begin.earliest)
    let endsNoSooner =
      first.end == second.end
      || notAfter(second.end.latest, first.end.earliest)
    return beginsNoLater && endsNoSooner
  }

  private static func notAfter(_ day: Day?, _ other: Day?) -> Bool {
    guard let day, let other else { return false }
    return day <= other
  }

  private func compareExclusions(with other: Measure, _ name: (String) -> String) -> (Standing, String) {
    let (mine, others) = (Set(excludes), Set(other.excludes))
    // Leaving out more means counting less.
    let standing = Standing.of(
      firstHoldsSecond: mine.isSubset(of: others), secondHoldsFirst: others.isSubset(of: mine))
    return (standing, "excludes: \(Self.words(mine, name)) against \(Self.words(others, name))")
  }

  private func compareInclusions(with other: Measure, _ name: (String) -> String) -> (Standing, String) {
    let (mine, others) = (Set(includes), Set(other.includes))
    // Saying that a total takes something in may only make plain what the other takes in as well, so no
    // part-whole relation follows from it.
    return (
      mine == others ? .same : .unlike,
      "includes: \(Self.words(mine, name)) against \(Self.words(others, name))"
    )
  }

  private static func words(_ inclusions: Set<Inclusion>, _ name: (String) -> String) -> String {
    if inclusions.isEmpty { return "nothing named" }
    return inclusions.map { $0.words(name) }.sorted().joined(separator: ", ")
  }
}

extension Inclusion {
  /// What it is in words; `name` turns a reference into a name.
  public func words(_ name: (String) -> String = { $0 }) -> String {
    switch self {
    case .agreement(let reference), .exchange(let reference): name(reference)
    case .category(let category): category.label
    case .words(let words): words
    }
  }
}
