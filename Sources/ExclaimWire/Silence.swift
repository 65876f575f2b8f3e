/// How long a connection has said nothing, and in the middle of what. Time is in whole seconds, and a parameter.
///
///     header   the first bytes of a header came, the rest did not     headerSecondsMax from the first byte
///     stall    a header came, the rest of its frame did not           stallSecondsMax from the last byte
///     idle     nothing has begun, and no call is open                 idleSecondsMax from the last sign of life
public struct Silence: Sendable {
  /// What the bytes received so far end with.
  public enum Position: Sendable, Equatable {
    /// The end of a frame, or nothing at all.
    case betweenFrames
    /// Some bytes of a header.
    case insideHeader
    /// A whole header and less than its frame.
    case insideFrame
  }

  private var position = Position.betweenFrames
  /// When the position began, if that is inside a header; else when there was a sign of life.
  private var since: Int

  /// A connection that is opened at a second.
  public init(at second: Int) {
    since = second
  }

  /// Bytes came.
  public mutating func received(at second: Int, _ position: Position) {
    if position != .insideHeader || self.position != .insideHeader { since = second }
    self.position = position
  }

  /// The connection is alive although nothing came, for calls are open; that excuses no frame that stalls.
  public mutating func touch(at second: Int) {
    if position == .betweenFrames { since = second }
  }

  /// Nothing could come, for the connection was not read.
  public mutating func restart(at second: Int) {
    since = second
  }

  /// Why the connection must be closed; nil when it need not be.
  public func expiry(at second: Int, limits: Limits) -> Status? {
    let seconds = second - since
    switch position {
    case .insideHeader where seconds > limits.headerSecondsMax:
      return .limitExceeded(
        "headerSecondsMax", limits.headerSecondsMax,
        "a frame began and its header of \(FrameHeader.byteCount) bytes was not whole within the limit"
          + " headerSecondsMax of \(limits.headerSecondsMax) seconds; connect again")
    case .insideFrame where seconds > limits.stallSecondsMax:
      return .limitExceeded(
        "stallSecondsMax", limits.stallSecondsMax,
        "a frame began and for more than the limit stallSecondsMax of \(limits.stallSecondsMax) seconds nothing"
          + " more of it came; connect again")
    case .betweenFrames where seconds > limits.idleSecondsMax:
      return .limitExceeded(
        "idleSecondsMax", limits.idleSecondsMax,
        "the connection was idle for more than the limit idleSecondsMax of \(limits.idleSecondsMax) seconds;"
          + " connect again when you need it")
    default:
      return nil
    }
  }
}
