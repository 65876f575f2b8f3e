/// What a server says at the end of a call (`Response`).
///
/// Success carries no status and failure carries no payload: Go clients unmarshal the payload before they
/// look at the status. As in `RequestEnvelope`, the payload is packed straight behind the prefix.
public enum ResponseEnvelope: Sendable, Equatable {
  /// Success, with a message of so many bytes.
  case success(payloadByteCount: Int)
  /// Failure; the code is never OK.
  case failure(Status)

  /// Bytes of the message that the caller writes behind the prefix.
  public var payloadByteCount: Int {
    switch self {
    case .success(let payloadByteCount): payloadByteCount
    case .failure: 0
    }
  }

  /// Bytes that `writePrefix` writes.
  public var prefixByteCount: Int {
    switch self {
    case .success(let payloadByteCount):
      Self.prefixByteCount(payloadByteCount: payloadByteCount)
    case .failure(let status):
      FieldSize.contentField(status.byteCount)
    }
  }

  /// Bytes before a successful payload of this size.
  public static func prefixByteCount(payloadByteCount: Int) -> Int {
    payloadByteCount == 0 ? 0 : FieldSize.contentField(payloadByteCount) - payloadByteCount
  }

  /// Writes the whole failure, or the envelope up to and including the length of the payload.
  public func writePrefix(into bytes: UnsafeMutableRawBufferPointer) {
    var writer = FieldWriter(bytes)
    switch self {
    case .success(0): break
    case .success(let payloadByteCount):
      writer.field(2, contentByteCount: payloadByteCount)
    case .failure(let status):
      precondition(status.code != .ok, "a failure never has the code OK")
      status.write(asField: 1, to: &writer)
    }
  }
}

/// A response envelope as it was received: its status, and where its message lies.
public struct ResponseView: Sendable, Equatable {
  /// How the call ended; OK when the response has no status.
  public private(set) var status = Status.ok
  /// Where the message lies in the bytes that were decoded.
  public private(set) var payload = 0..<0

  /// Decodes the payload of a Response frame. Unknown fields are skipped.
  public init(decoding bytes: UnsafeRawBufferPointer) throws(EnvelopeError) {
    var reader = FieldReader(.response, bytes, in: 0..<bytes.count)
    while let field = try reader.next() {
      switch field.number {
      // A message that comes twice is merged, as protobuf says.
      case 1: try status.merge(bytes, in: try reader.range(field))
      case 2: payload = try reader.range(field)
      default: break
      }
    }
  }
}
