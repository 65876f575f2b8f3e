public import ExclaimMessages
public import ExclaimWire

/// How a call fails: what a handler throws, and what its caller gets as a status.
public struct RPCError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure, and so what the caller may do.
  public var code: StatusCode
  /// What failed, on what, and what to do next; for people.
  public var message: String
  /// The same for programs.
  public var details: [AnyDetail]

  /// An error with encoded details.
  public init(code: StatusCode, message: String, details: [AnyDetail]) {
    precondition(code != .ok, "a call that fails never has the code OK")
    self.code = code
    self.message = message
    self.details = details
  }

  /// An error with messages as details, `V1.BadRequest` for instance.
  public init(_ code: StatusCode, _ message: String, details: [any Message] = []) {
    self.init(code: code, message: message, details: details.map(AnyDetail.init(packing:)))
  }

  /// The code and the message on one line.
  public var description: String { status.description }

  var status: Status { Status(code, message, details: details) }
}

extension AnyDetail {
  init(packing message: any Message) {
    self.init(typeURL: "type.googleapis.com/\(type(of: message).fullName)", value: message.encoded())
  }
}

extension RPCError {
  /// RESOURCE_EXHAUSTED: a limit of `Limits` is met. The detail tells programs which, by name and value.
  public static func limitExceeded(_ limit: String, _ value: Int, _ message: String) -> RPCError {
    RPCError(code: .resourceExhausted, message: message, details: [.limitExceeded(limit, value)])
  }

  /// CANCELLED or DEADLINE_EXCEEDED, with what became of the call's write. Only after its task was cancelled: until
  /// then a write may still be handed to the commit.
  static func stopped(_ code: StatusCode, _ context: CallContext, _ reason: String) -> RPCError {
    var details = V1.CallStopped()
    details.write = context.isCommitting ? .committing : .notMade
    let outcome =
      context.isCommitting
      ? "its write was handed to the commit already, so repeat it with the same keys to see what was stored"
      : "it wrote nothing"
    return RPCError(code, "\(context.method): \(reason); \(outcome)", details: [details])
  }

  /// A message that does not decode.
  init(_ failure: DecodingFailure, method: String) {
    switch failure {
    case .overBudget(let bytes):
      self = .limitExceeded("arenaBytesMax", bytes, "\(method): \(failure)")
    case .malformed:
      self.init(.invalidArgument, "\(method): \(failure)")
    case .invalidUTF8(let field):
      var problem = V1.FieldProblem()
      problem.field = field
      problem.reason = "is not valid UTF-8"
      problem.remedy = "send text as UTF-8"
      problem.code = StatusCode.invalidArgument.rawValue
      var details = V1.BadRequest()
      details.problems = [problem]
      self.init(.invalidArgument, "\(method): \(failure)", details: [details])
    }
  }
}
