/// Why the envelope of a request or a response does not decode.
public struct EnvelopeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with the bytes.
  public enum Reason: Sendable, Equatable {
    /// The message ends inside the field.
    case truncated
    /// A varint runs over 64 bits.
    case varintTooLong
    /// The number of the field is 0 or over 2²⁹ − 1.
    case fieldNumber(UInt64)
    /// The wire type is not the one the field has, or is one (groups, 6, 7) that no field has.
    case wireType(UInt8)
    /// The text is not UTF-8.
    case invalidUTF8
    /// A limit of `Limits`, by name, is passed.
    case overLimit(name: String, value: Int, max: Int)
  }

  /// The message that holds the field.
  public let message: EnvelopeMessage
  /// The number of the field; 0 when it could not be read.
  public let field: UInt32
  /// What is wrong with it.
  public let reason: Reason
  /// Where the field starts, counted in bytes from the start of the frame's payload.
  public let byteOffset: Int

  /// The answer to whoever sent it: RESOURCE_EXHAUSTED for a limit, else INVALID_ARGUMENT.
  public var status: Status {
    if case .overLimit(let name, _, let max) = reason { return .limitExceeded(name, max, description) }
    return Status(.invalidArgument, description)
  }

  /// The field, what is wrong with it, and the remedy.
  public var description: String {
    "\(message.fieldName(field)) at byte \(byteOffset) of the envelope: \(explanation)"
  }

  private var explanation: String {
    switch reason {
    case .truncated:
      "the envelope ends inside this field; send the whole message in one frame"
    case .varintTooLong:
      "a varint is longer than 64 bits; encode it in at most ten bytes"
    case .fieldNumber(let number):
      "field number \(number) cannot exist; use 1 to 536870911"
    case .wireType(let type):
      "wire type \(type) is not the type of this field; encode the message by its .proto file"
    case .invalidUTF8:
      "the text is not valid UTF-8; encode it as UTF-8"
    case .overLimit(let name, let value, let max):
      "\(value) is over the limit \(name) of \(max); send less"
    }
  }
}

/// The messages of the envelope, as errors name them.
public enum EnvelopeMessage: Sendable {
  /// `Request`.
  case request
  /// One pair of `Request.metadata`.
  case metadata
  /// `Response`.
  case response
  /// `Response.status`.
  case status
  /// One of `Response.status.details`.
  case detail

  /// The path of a field, such as `Request.service`, or its number when it has no name here.
  func fieldName(_ number: UInt32) -> String {
    let (path, names) =
      switch self {
      case .request: ("Request", ["service", "method", "payload", "timeout_nano", "metadata"])
      case .metadata: ("Request.metadata", ["key", "value"])
      case .response: ("Response", ["status", "payload"])
      case .status: ("Response.status", ["code", "message", "details"])
      case .detail: ("Response.status.details", ["type_url", "value"])
      }
    if number == 0 { return "\(path): a field" }
    return number <= names.count ? "\(path).\(names[Int(number) - 1])" : "\(path): field \(number)"
  }
}
