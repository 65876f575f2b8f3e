public import ExclaimMessages
public import ExclaimWire

/// How a call failed: what the server said, or what happened on the way.
public struct CallError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure, and so what may be done.
  public let code: StatusCode
  /// What failed, on what, and what to do next.
  public let message: String
  /// Every field that is wrong, when the server refused the message for that.
  public let problems: [V1.FieldProblem]
  /// The limit that was met, when the server named one.
  public let limit: V1.LimitExceeded?
  /// Both versions, when a revision was not made from the latest one.
  public let conflict: V1.RevisionConflict?
  /// The details as they came, those above included.
  public let details: [AnyDetail]

  /// A failure without details.
  public init(_ code: StatusCode, _ message: String) {
    self.init(Status(code, message))
  }

  /// A failure that the server told of.
  public init(_ status: Status) {
    code = status.code
    message = status.message
    details = status.details
    problems = details.compactMap { $0.unpack(V1.BadRequest.self) }.flatMap(\.problems)
    limit = details.lazy.compactMap { $0.unpack(V1.LimitExceeded.self) }.first
    conflict = details.lazy.compactMap { $0.unpack(V1.RevisionConflict.self) }.first
  }

  /// The code and the message on one line.
  public var description: String { message.isEmpty ? code.name : "\(code.name): \(message)" }
}

extension AnyDetail {
  /// The message, if it is one of this type and well-formed.
  fileprivate func unpack<M: Message>(_ type: M.Type) -> M? {
    // What stands before the last slash is free to choose, as google.protobuf.Any has it.
    guard typeURL.split(separator: "/").last.map(String.init) == M.fullName else { return nil }
    return try? M(decoding: value, budgetBytes: Limits.standard.arenaBytesMax)
  }
}
