import ExclaimDomain

extension Premise {
  /// Reads an entry as the contract words it: "side:ua", "reliability:A-C", "assessment:preferred", or an actor.
  public init(_ text: String) throws(PremiseError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let prefix = Prefix(rawValue: parts[0]) else {
      guard !text.allSatisfy(\.isWhitespace) else {
        throw PremiseError(
          value: text, reason: "names nobody",
          remedy: "give an actor, or one of " + Prefix.allCases.map(\.example).joined(separator: ", "))
      }
      self = .speaker(text)
      return
    }
    guard let premise = prefix.read(parts[1]) else {
      throw PremiseError(value: text, reason: prefix.reason, remedy: prefix.remedy)
    }
    self = premise
  }

  /// The entry as the contract words it; `init(_:)` reads it.
  public var text: String {
    func range(_ ends: [String]) -> String { ends.first == ends.last ? ends[0] : "\(ends[0])-\(ends[1])" }
    return switch self {
    case .speaker(let actor): actor
    case .side(let party): "side:\(party)"
    case .noSide: "side:none"
    case .reliability(let grades):
      "reliability:" + range([grades.map(\.name).min() ?? "", grades.map(\.name).max() ?? ""])
    case .credibility(let marks): "credibility:" + range(["\(marks.lowerBound)", "\(marks.upperBound)"])
    case .assessment(let state): "assessment:\(state.name.lowercased())"
    }
  }

  /// What stands before the colon.
  private enum Prefix: String, CaseIterable {
    case side, reliability, credibility, assessment

    func read(_ text: String) -> Premise? {
      switch self {
      case .side: text.allSatisfy(\.isWhitespace) ? nil : text == "none" ? .noSide : .side(text)
      case .reliability: Self.range(text, Self.grade).map { .reliability(Set($0.compactMap(Self.grade))) }
      case .credibility: Self.range(text, Int.init).map { .credibility($0) }
      case .assessment:
        Self.states.first { $0.name.lowercased() == text.lowercased() }.map { .assessment($0) }
      }
    }

    /// One value, or two with a hyphen between them. The last of the scale, 6, cannot be judged: it stands alone.
    private static func range(_ text: String, _ value: (String) -> Int?) -> ClosedRange<Int>? {
      let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { value(String($0)) }
      guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1],
        low <= high, (1...6).contains(low), high <= 5 || low == 6 && high == 6
      else { return nil }
      return low...high
    }

    private static func grade(_ letter: String) -> Int? {
      ReliabilityGrade.allCases.first { $0 != .unspecified && $0.name == letter.uppercased() }.map {
        Int($0.rawValue)
      }
    }

    private static func grade(_ number: Int) -> ReliabilityGrade? {
      ReliabilityGrade(rawValue: Int32(number))
    }

    private static let states = AssessmentState.allCases.filter { $0 != .unspecified }

    var example: String {
      switch self {
      case .side: "side:REF"
      case .reliability: "reliability:A-C"
      case .credibility: "credibility:1-2"
      case .assessment: "assessment:preferred"
      }
    }

    var reason: String {
      switch self {
      case .side: "names no party"
      case .reliability: "is no range of grades"
      case .credibility: "is no range of marks"
      case .assessment: "is no state of an assessment"
      }
    }

    var remedy: String {
      switch self {
      case .side: "give the id or key of an actor, or side:none for speakers on no party's side"
      case .reliability:
        "give a letter from A to E or two with a hyphen, the better one first; F cannot be judged and stands alone"
      case .credibility:
        "give a number from 1 to 5 or two with a hyphen, the better one first; 6 cannot be judged and stands alone"
      case .assessment: "give one of " + Self.states.map { $0.name.lowercased() }.joined(separator: ", ")
      }
    }
  }
}

/// A text that is no premise.
public struct PremiseError: Error, Sendable, Hashable {
  /// The text.
  public let value: String
  /// Why it is none.
  public let reason: String
  /// What to write instead.
  public let remedy: String

  /// The error as a problem of a field.
  public func problem(field: String) -> Problem {
    Problem(field: field, value: value, reason: reason, remedy: remedy)
  }
}
