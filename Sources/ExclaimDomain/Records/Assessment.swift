/// One analyst's judgement of one claim; those of several analysts stand side by side.
public struct Assessment: RecordValue {
  /// The kind of record.
  public static let kind = RecordKind.assessment
  /// Identifier; empty before the server sets it.
  public var id: String
  /// The submitter's own name for it; empty for none.
  public var key: String
  /// Who may read it; nil when not said, which means the team.
  public var visibility: Visibility?
  /// Free remark of the analyst.
  public var note: String
  /// The claim: reference.
  public var claim: String
  /// Credibility, the second half of the NATO Admiralty scale: 1 to 6, and 0 for not judged.
  public var credibility: Int
  /// How the claim stands in the analyst's eyes.
  public var state: AssessmentState
  /// Why.
  public var reason: String

  /// A judgement.
  public init(
    id: String = "", key: String = "", visibility: Visibility? = nil, note: String = "",
    claim: String = "", credibility: Int = 0, state: AssessmentState = .unspecified, reason: String = ""
  ) {
    self.id = id
    self.key = key
    self.visibility = visibility
    self.note = note
    self.claim = claim
    self.credibility = credibility
    self.state = state
    self.reason = reason
  }
}

/// How a claim stands in an analyst's eyes, numbered as in the contract.
public enum AssessmentState: Int32, CodeList {
  case unspecified = 0
  case open = 1
  case disputed = 2
  case preferred = 3
  case rejected = 4
  case unresolvable = 5
}
