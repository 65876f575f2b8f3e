/// The calls of one connection, as the server sees them: frames in, events out, and no I/O.
///
///                        accept                 respond · finish · fail
///     Request ─▶ request ──────▶ open ─────────────────────────────────▶ ended
///        │          │              │  ▲
///        │          └─ refuse      │  └─ Data: deliver (until the client has closed its side)
///        └─ refused                └──── a frame that breaks the rules: abort ──▶ ended
///
/// The shell cuts frames with `FrameDecoder` and hands each to `receive`; it does what the event says and
/// writes the frames that it is given. A stream that ended is forgotten: late Data for it is ignored, and
/// its number may be used again. So stream numbers need not rise, and no tombstones are kept.
///
/// Cost: a frame takes one look-up of its stream, a new call one more; no call allocates unless it fails.
public struct ServerStreams: Sendable {
  /// One call: a number that peers use again, with a serial that never comes twice on a connection.
  ///
  /// A handler may answer after its call ended; the serial keeps such an answer from the next call that
  /// has the same number.
  public struct CallID: Sendable, Hashable {
    /// The stream that the call runs on.
    public let stream: UInt32
    /// How many calls the connection had before, and this one.
    public let serial: UInt64
  }

  /// A request that waits for its method: answer it with `accept` or `refuse` before the next frame.
  public struct IncomingRequest: Sendable {
    /// The call it will be.
    public let call: CallID
    /// Where its parts lie in the payload of the frame.
    public let view: RequestView
    let flags: FrameFlags
  }

  /// What a frame brings a call.
  public struct Delivery: Sendable, Equatable {
    /// Where the message lies in the payload of the frame; nil when there is none.
    public let message: Range<Int>?
    /// Whether the client sends nothing more.
    public let isLast: Bool
  }

  /// What a received frame means.
  public enum Event: Sendable {
    /// A new call: find its method, then `accept` or `refuse`.
    case request(IncomingRequest)
    /// Something for a call that is open.
    case deliver(CallID, Delivery)
    /// The client takes more of a streamed answer.
    case credit(CallID)
    /// The frame was wrong and no call is concerned: send this.
    case refuse(OutboundFrame)
    /// The call broke the rules and has ended: send this, and stop its work.
    case abort(CallID, OutboundFrame)
    /// Nothing is to be done.
    case ignore
  }

  /// What becomes of something that a call sends.
  public enum Reply: Sendable, Equatable {
    /// Send this frame, with the message in it if it has one.
    case send(OutboundFrame)
    /// The message does not fit a frame: the call has failed. Send this instead, and stop the work.
    case tooLarge(OutboundFrame)
    /// The call has ended already, so nobody waits for this: drop it.
    case gone
  }

  struct Stream: Sendable {
    let serial: UInt64
    let shape: MethodShape
    var remoteClosed: Bool
    /// How many bytes of the answer may still go out; nil when nobody counts.
    var creditBytes: Int?
  }

  let limits: Limits
  /// What a streamed answer may send before its client grants more; nil while the connection has no windows.
  private(set) var windowBytes: Int?
  var streams: [UInt32: Stream] = [:]
  var lastSerial: UInt64 = 0

  /// The state of a connection on which nothing has happened.
  public init(limits: Limits) {
    self.limits = limits
  }

  /// How many calls are open.
  public var openCount: Int { streams.count }

  /// The open call on a stream, for a peer that names the stream, as Cancel does.
  public func call(onStream stream: UInt32) -> CallID? {
    streams[stream].map { CallID(stream: stream, serial: $0.serial) }
  }

  /// From now on the answers of new calls wait for credit, and have so much at first.
  public mutating func useWindows(byteCount: Int) {
    windowBytes = min(byteCount, Limits.windowBytesMax)
  }

  /// Whether the client takes another message of the call's streamed answer.
  public func hasCredit(_ call: CallID) -> Bool {
    guard let stream = streams[call.stream], stream.serial == call.serial else { return true }
    return stream.creditBytes.map { $0 > 0 } ?? true
  }

  /// Whether the call is still open.
  public func isOpen(_ call: CallID) -> Bool {
    streams[call.stream]?.serial == call.serial
  }

  /// The peer is gone: every open call, for the shell to cancel. Their answers are dropped from now on.
  public mutating func connectionClosed() -> [CallID] {
    defer { streams.removeAll() }
    return streams.map { CallID(stream: $0.key, serial: $0.value.serial) }
  }
}
