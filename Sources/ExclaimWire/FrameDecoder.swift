/// Cuts frames out of a stream of bytes that its caller buffers.
///
/// The decoder keeps no bytes and copies none: every range it gives lies in the buffer it was shown.
/// The caller shows what it has from the first unconsumed byte on, does what the step says, drops the
/// consumed bytes and asks again, until `needMore`.
///
///     header ──length ≤ limit──▶ frame ──▶ header
///        ├─────length > limit──▶ oversized, then discard … ──▶ header
///        └─────length ≥ 16 MiB─▶ violation, for good
public struct FrameDecoder: Sendable {
  /// What the bytes at hand amount to.
  public enum Step: Sendable, Equatable {
    /// Nothing can be said before so many bytes are there, counted from the first unconsumed one.
    case needMore(bytes: Int)
    /// One whole frame, at the front; `payload` is relative to the bytes shown.
    case frame(FrameHeader, payload: Range<Int>, consumed: Int)
    /// A frame over the limit: refuse it on its stream. Its payload comes next, as `discard`.
    case oversized(FrameHeader, consumed: Int)
    /// Bytes of a refused frame, which nobody needs.
    case discard(consumed: Int)
    /// The stream of bytes makes no sense from here on: refuse the frame on its stream, then close.
    case violation(ProtocolViolation)
  }

  private enum State: Sendable {
    case header
    case discarding(bytes: Int)
    case broken(ProtocolViolation)
  }

  private let payloadBytesMax: Int
  private var state = State.header

  /// A decoder at the start of a connection.
  public init(limits: Limits) {
    payloadBytesMax = limits.frameBytesMax
  }

  /// Whether the rest of a refused frame is still to come.
  public var isDiscarding: Bool {
    if case .discarding = state { true } else { false }
  }

  /// The next step for the bytes that are there. Cost: constant, whatever the length of the frame.
  public mutating func next(_ available: UnsafeRawBufferPointer) -> Step {
    switch state {
    case .header:
      guard available.count >= FrameHeader.byteCount else {
        return .needMore(bytes: FrameHeader.byteCount)
      }
      return begin(FrameHeader(reading: available), available: available.count)
    case .discarding(let remaining):
      guard available.count > 0 else { return .needMore(bytes: 1) }
      let consumed = min(remaining, available.count)
      state = consumed == remaining ? .header : .discarding(bytes: remaining - consumed)
      return .discard(consumed: consumed)
    case .broken(let violation):
      return .violation(violation)
    }
  }

  private mutating func begin(_ header: FrameHeader, available: Int) -> Step {
    let length = Int(header.length)
    if length <= payloadBytesMax {
      let total = FrameHeader.byteCount + length
      guard available >= total else { return .needMore(bytes: total) }
      return .frame(header, payload: FrameHeader.byteCount..<total, consumed: total)
    }
    guard header.length < FrameHeader.absurdLength else {
      let violation = ProtocolViolation.absurdLength(header)
      state = .broken(violation)
      return .violation(violation)
    }
    state = .discarding(bytes: length)
    return .oversized(header, consumed: FrameHeader.byteCount)
  }
}
