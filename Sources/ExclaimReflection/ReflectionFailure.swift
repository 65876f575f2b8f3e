internal import ExclaimMessages

/// Why bytes are not the description, or the message, that they were taken for.
public struct ReflectionFailure: Error, Sendable, Hashable {
  /// What is wrong, from the outermost name to the innermost: `exclaim.v1.Record.claim.speaker`.
  public var subject: String
  /// What is wrong with it.
  public var reason: String
  /// What to do.
  public var remedy: String

  /// About the bytes as a whole; what holds them adds their name.
  init(_ reason: String, remedy: String) {
    self.init("", reason, remedy: remedy)
  }

  init(_ subject: String, _ reason: String, remedy: String) {
    self.subject = subject
    self.reason = reason
    self.remedy = remedy
  }

  /// The same failure seen from what holds `name`.
  func inside(_ name: String) -> ReflectionFailure {
    var outer = self
    outer.subject = joinedPath(name, subject)
    return outer
  }
}

extension ReflectionFailure: CustomStringConvertible {
  /// Subject, reason and remedy in one line.
  public var description: String {
    (subject.isEmpty ? "the message" : subject) + " \(reason); \(remedy)"
  }
}
