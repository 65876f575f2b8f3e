/// What a speaker does with a proposition, numbered as in the contract.
public enum SpeechAct: Int32, CodeList {
  case unspecified = 0
  case asserts = 1
  case confirms = 2
  case denies = 3
  case disputes = 4
  case corrects = 5
  case retracts = 6
  case pledges = 7
  case proposes = 8
  case accuses = 9
  case characterises = 10
  case declinesToDisclose = 11
  case defers = 12
  case doesNotConfirm = 13

  /// True for acts that contest another claim by themselves.
  public var contests: Bool {
    switch self {
    case .denies, .disputes, .corrects, .retracts: true
    default: false
    }
  }

  /// True for acts by which a speaker says that the proposition is so.
  public var affirms: Bool {
    switch self {
    case .asserts, .confirms, .corrects: true
    default: false
    }
  }
}
