/// Whether two measures count the same thing, and if not, every reason why.
///
/// Only `.same` allows two numbers to be held against each other. A part and its whole bound one another,
/// which is for those analyses that look for it; the numbers themselves do not compare.
public enum Comparability: Sendable, Hashable {
  /// Both count the same.
  case same
  /// The first counts a part of what the second counts.
  case partOf([String])
  /// The first counts the whole of which the second counts a part.
  case wholeOf([String])
  /// They differ in ways that no arithmetic mends.
  case notComparable([String])

  /// True when both count the same.
  public var isComparable: Bool { self == .same }

  /// Every reason why they do not compare, as "category: soldiers against prisoners of war".
  public var reasons: [String] {
    switch self {
    case .same: []
    case .partOf(let reasons), .wholeOf(let reasons), .notComparable(let reasons): reasons
    }
  }
}

/// How two measures stand to each other in one respect.
enum Standing: Hashable {
  case same
  /// The first is a part of the second.
  case part
  /// The first is the whole.
  case whole
  case unlike

  /// The standing of the first set to the second, from which contains which.
  static func of(firstHoldsSecond: Bool, secondHoldsFirst: Bool) -> Standing {
    switch (firstHoldsSecond, secondHoldsFirst) {
    case (true, true): .same
    case (true, false): .whole
    case (false, true): .part
    case (false, false): .unlike
    }
  }
}
