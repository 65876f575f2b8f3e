/// What an account may do; each role may do what those before it may.
public enum AccessRole: UInt8, Sendable, Comparable, CaseIterable {
  /// Reads and analyses what is visible to it.
  case reader = 1
  /// Submits records, and revises its own.
  case contributor
  /// Answers for the records of others, and sees how all use the server.
  case reviewer
  /// Runs the server.
  case admin

  /// `reader` and so on.
  public var name: String {
    switch self {
    case .reader: "reader"
    case .contributor: "contributor"
    case .reviewer: "reviewer"
    case .admin: "admin"
    }
  }

  /// Whether this role may do less than the other.
  public static func < (left: AccessRole, right: AccessRole) -> Bool { left.rawValue < right.rawValue }
}
