/// What kind of exchange, numbered as in the contract.
public enum ExchangeCategory: Int32, CodeList {
  case unspecified = 0
  case regular = 1
  case special = 2
  case allForAll = 3
  case medical = 4
  case civilians = 5
  case remains = 6
  case oneWay = 7
  case other = 8
}

/// How an exchange stands, numbered as in the contract.
public enum ExchangeStatus: Int32, CodeList {
  case unspecified = 0
  case proposed = 1
  case agreed = 2
  case planned = 3
  case postponed = 4
  case cancelled = 5
  case underWay = 6
  case partlyCompleted = 7
  case completed = 8

  /// True when some persons have changed hands, or may have.
  public var hasBegun: Bool {
    switch self {
    case .underWay, .partlyCompleted, .completed: true
    default: false
    }
  }

  /// The status in plain words.
  public var label: String { self == .unspecified ? "status not recorded" : plainName }
}

/// Whether an official tally counts an exchange, numbered as in the contract.
public enum TallyMembership: Int32, CodeList {
  case unspecified = 0
  case yes = 1
  case no = 2
  case partly = 3
  case unknown = 4
}

/// What a place was in an exchange, numbered as in the contract.
public enum PlaceRole: Int32, CodeList {
  case unspecified = 0
  case handover = 1
  case transit = 2
  case care = 3
}
