/// Why there is no number where one was to be expected, numbered as in the contract. Never a zero.
public enum ValueState: Int32, CodeList {
  case unspecified = 0
  case notDisclosedPolicy = 1
  case notDisclosedUnstated = 2
  case notDisclosedDeferred = 3
  case notDisclosedNoComment = 4
  case unknownToSpeaker = 5
  case qualitative = 6
  case none = 7
  /// Left out of a public export; stands only in records that came from one.
  case withheld = 8

  /// True when somebody has the number and does not give it.
  public var isNotDisclosed: Bool {
    switch self {
    case .notDisclosedPolicy, .notDisclosedUnstated, .notDisclosedDeferred, .notDisclosedNoComment: true
    default: false
    }
  }

  /// The state in plain words: "disclosure declined as policy".
  public var label: String {
    switch self {
    case .unspecified: "no value stated"
    case .notDisclosedPolicy: "disclosure declined as policy"
    case .notDisclosedUnstated: "number not disclosed"
    case .notDisclosedDeferred: "disclosure put off"
    case .notDisclosedNoComment: "no comment"
    case .unknownToSpeaker: "number not known to the speaker"
    case .qualitative: "no number belongs to it"
    case .none: "none, in words"
    case .withheld: "withheld from publication"
    }
  }
}
