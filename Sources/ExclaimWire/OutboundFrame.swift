/// A frame to be sent, complete but for its message.
///
///     | header | envelope |        message          |
///     |◀─ prefixByteCount ▶|◀── payloadByteCount ──▶|
///
/// The caller reserves `byteCount`, writes the prefix, and packs a message of exactly `payloadByteCount`
/// bytes behind it. The header's length already counts both.
public struct OutboundFrame: Sendable, Equatable {
  /// What stands between the header and the message.
  enum Envelope: Sendable, Equatable {
    case none
    case request(RequestEnvelope)
    case response(ResponseEnvelope)
    case window(WindowGrant)
  }

  /// The header as it goes out.
  public let header: FrameHeader
  /// Bytes of the message that the caller packs behind the prefix; often none.
  public let payloadByteCount: Int
  private let envelope: Envelope

  /// The stream that the frame belongs to.
  public var stream: UInt32 { header.stream }
  /// Why the call failed, if the frame says that it did.
  public var failure: Status? {
    if case .response(.failure(let status)) = envelope { status } else { nil }
  }
  /// Bytes of the whole frame.
  public var byteCount: Int { FrameHeader.byteCount + Int(header.length) }
  /// Bytes of the header and the envelope.
  public var prefixByteCount: Int { byteCount - payloadByteCount }

  /// Writes the header and the envelope to the first `prefixByteCount` bytes.
  public func writePrefix(into bytes: UnsafeMutableRawBufferPointer) {
    precondition(bytes.count >= prefixByteCount, "the memory for a frame has room for its prefix")
    header.write(into: bytes)
    let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[FrameHeader.byteCount..<prefixByteCount])
    switch envelope {
    case .none: break
    case .request(let request): request.writePrefix(into: rest, payloadByteCount: payloadByteCount)
    case .response(let response): response.writePrefix(into: rest)
    case .window(let grant): grant.write(into: rest)
    }
  }

  /// The whole frame as bytes, for callers that do not count them.
  public func bytes(payload: [UInt8] = []) -> [UInt8] {
    precondition(payload.count == payloadByteCount, "a frame carries the bytes that it was made for")
    let prefix = [UInt8](unsafeUninitializedCapacity: prefixByteCount) { memory, count in
      writePrefix(into: UnsafeMutableRawBufferPointer(memory))
      count = prefixByteCount
    }
    return prefix + payload
  }

  private init(
    stream: UInt32, _ type: FrameType, _ flags: FrameFlags, _ envelope: Envelope, envelopeByteCount: Int,
    payloadByteCount: Int
  ) {
    header = FrameHeader(
      length: UInt32(envelopeByteCount + payloadByteCount), stream: stream, type: type, flags: flags)
    self.envelope = envelope
    self.payloadByteCount = payloadByteCount
  }

  /// A successful Response, or nil when it does not fit a frame.
  static func success(stream: UInt32, payloadByteCount: Int, limits: Limits) -> OutboundFrame? {
    let envelopeByteCount = ResponseEnvelope.prefixByteCount(payloadByteCount: payloadByteCount)
    guard envelopeByteCount + payloadByteCount <= limits.frameBytesMax else { return nil }
    return OutboundFrame(
      stream: stream, .response, [], .response(.success(payloadByteCount: payloadByteCount)),
      envelopeByteCount: envelopeByteCount, payloadByteCount: payloadByteCount)
  }

  /// A Response that is not OK; a status too long for a frame is cut down.
  public static func failure(stream: UInt32, _ status: Status, limits: Limits) -> OutboundFrame {
    precondition(status.code != .ok, "a call that fails never has the code OK")
    let response = ResponseEnvelope.failure(status.fitting(frameBytesMax: limits.frameBytesMax))
    return OutboundFrame(
      stream: stream, .response, [], .response(response), envelopeByteCount: response.prefixByteCount,
      payloadByteCount: 0)
  }

  /// One message of a stream, or nil when it does not fit a frame.
  static func message(stream: UInt32, payloadByteCount: Int, limits: Limits) -> OutboundFrame? {
    guard payloadByteCount <= limits.frameBytesMax else { return nil }
    return OutboundFrame(
      stream: stream, .data, [], .none, envelopeByteCount: 0, payloadByteCount: payloadByteCount)
  }

  /// The end of this side's messages, without one.
  static func close(stream: UInt32) -> OutboundFrame {
    OutboundFrame(
      stream: stream, .data, [.remoteClosed, .noData], .none, envelopeByteCount: 0, payloadByteCount: 0)
  }

  /// More credit for a streamed answer.
  static func window(stream: UInt32, _ grant: WindowGrant) -> OutboundFrame {
    OutboundFrame(
      stream: stream, .window, [], .window(grant), envelopeByteCount: WindowGrant.byteCount,
      payloadByteCount: 0)
  }

  /// The server is about to stop.
  public static let goAway = OutboundFrame(
    stream: 0, .goAway, [.noData], .none, envelopeByteCount: 0, payloadByteCount: 0)

  /// The frame that opens a call, or nil when it does not fit.
  static func request(
    stream: UInt32, _ flags: FrameFlags, _ request: RequestEnvelope, payloadByteCount: Int, limits: Limits
  ) -> OutboundFrame? {
    let envelopeByteCount = request.prefixByteCount(payloadByteCount: payloadByteCount)
    guard envelopeByteCount + payloadByteCount <= limits.frameBytesMax else { return nil }
    return OutboundFrame(
      stream: stream, .request, flags, .request(request), envelopeByteCount: envelopeByteCount,
      payloadByteCount: payloadByteCount)
  }
}
