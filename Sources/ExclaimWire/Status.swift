/// How a call ended, by the numbers of gRPC.
public enum StatusCode: Int32, Sendable, CaseIterable {
  /// The call did what it was asked.
  case ok = 0
  /// The caller gave the call up.
  case cancelled = 1
  /// Nobody knows better; also every number outside 0–16.
  case unknown = 2
  /// The message can never be right.
  case invalidArgument = 3
  /// The time was up; the write may or may not have been made.
  case deadlineExceeded = 4
  /// No such record.
  case notFound = 5
  /// The same key exists with other content.
  case alreadyExists = 6
  /// This caller may not.
  case permissionDenied = 7
  /// A limit is reached.
  case resourceExhausted = 8
  /// The message is right, the state is not: read again and decide.
  case failedPrecondition = 9
  /// Something else came between: try the whole again.
  case aborted = 10
  /// Past the end of what there is.
  case outOfRange = 11
  /// No such service or method here.
  case unimplemented = 12
  /// A fault of the server.
  case `internal` = 13
  /// Not now: try again, with back-off.
  case unavailable = 14
  /// Stored data does not verify.
  case dataLoss = 15
  /// The caller is not known.
  case unauthenticated = 16

  /// The code with this number on the wire; `unknown` for a number that stands for none.
  public init(wire number: Int32) {
    self = StatusCode(rawValue: number) ?? .unknown
  }

  /// The name as gRPC writes it, such as `INVALID_ARGUMENT`.
  public var name: String {
    switch self {
    case .ok: "OK"
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .internal: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    }
  }
}

/// One detail of a status: a protobuf message with the URL of its type (`google.protobuf.Any`).
public struct AnyDetail: Sendable, Hashable {
  /// The type, as `type.googleapis.com/` and the full name of the message.
  public var typeURL: String
  /// The encoded message.
  public var value: [UInt8]

  /// A detail from its parts.
  public init(typeURL: String, value: [UInt8]) {
    self.typeURL = typeURL
    self.value = value
  }
}

/// The outcome of a call (`google.rpc.Status`), and the error a failed call throws.
public struct Status: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of end.
  public var code: StatusCode
  /// What failed, on what, and what to do next; for people.
  public var message: String
  /// The same for programs.
  public var details: [AnyDetail]

  /// A status from its parts.
  public init(_ code: StatusCode, _ message: String, details: [AnyDetail] = []) {
    self.code = code
    self.message = message
    self.details = details
  }

  /// Success: no message, no details.
  public static let ok = Status(.ok, "")

  /// The code and the message on one line.
  public var description: String {
    message.isEmpty ? code.name : "\(code.name): \(message)"
  }
}
