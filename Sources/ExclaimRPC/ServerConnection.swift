internal import ExclaimWire
internal import NIOCore

/// One connection: the shell around `FrameDecoder` and `ServerStreams` that does their I/O.
///
///     socket ─▶ channelRead ─▶ FrameDecoder ─▶ ServerStreams ─▶ Call ─▶ handler (a task on this loop)
///     socket ◀─ flush ◀─ outbound ◀────────────────────────────────────────┘
///
/// Answers gather in `outbound` and leave in one write: at the end of the read that caused them, or at the
/// end of the tick in which they were ready.
final class ServerConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let core: ServerCore
  let number: UInt64
  let peer: Peer
  /// All of the peer's connections together.
  let user: User
  /// What the peer may do.
  var role: AccessRole
  var streams: ServerStreams
  var decoder: FrameDecoder
  /// Calls whose handlers did not end at once.
  var calls: [UInt32: Call] = [:]
  /// The beginning of a frame whose end has not come.
  var unread = ByteBuffer()
  /// Frames for the next flush.
  var outbound = ByteBuffer()
  /// Where streamed answers wait.
  let room: Gate

  private(set) var channelContext: ChannelHandlerContext?
  /// Whether the channel is handing over bytes, and a flush will follow.
  var isReading = false
  var isFlushScheduled = false
  /// Whether nothing more is taken in, since the connection is about to close.
  var isClosing = false
  /// Whether the peer knows the frame that announces the end.
  var isToldToGoAway = false
  var silence: Silence
  /// Whether frames that have come wait until others had their turn.
  var isWaitingForTurn = false
  /// The second in which `close` began.
  var closingSecond: Int?
  /// Bytes of the requests of all calls whose handlers have not returned.
  var heldBytes = 0
  /// Those of them that the calls have not worked through.
  var pendingBytes = 0
  /// Bytes of streamed answers that wait for room.
  var waitingBytes = 0
  /// What of `bytesInFlight` the user's sum has.
  private var countedBytes = 0
  private(set) var isReadHeld = false
  var deadlineTimer: (deadline: NIODeadline, timer: Scheduled<Void>)?

  init(_ core: ServerCore, number: UInt64, peer: Peer, role: AccessRole) {
    self.core = core
    self.number = number
    self.peer = peer
    self.role = role
    user = core.connections.user(peer.uid)
    silence = Silence(at: core.second)
    streams = ServerStreams(limits: core.limits)
    decoder = FrameDecoder(limits: core.limits)
    room = Gate(core.eventLoop)
  }

  var channel: (any Channel)? { channelContext?.channel }

  func handlerAdded(context: ChannelHandlerContext) {
    channelContext = context
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    channelContext = nil
  }

  func channelInactive(context: ChannelHandlerContext) {
    isClosing = true
    _ = streams.connectionClosed()
    // From here on the channel is gone; what it buffered is lost.
    channelContext = nil
    let cancelled = calls
    calls = [:]
    for call in cancelled.values { call.abandon(.cancelled) }
    unread = ByteBuffer()
    outbound = ByteBuffer()
    count()
    room.open()
    deadlineTimer?.timer.cancel()
    deadlineTimer = nil
    core.connections.remove(self)
    core.logger.debug(
      "connection closed", metadata: ["connection": "\(number)", "cancelled": "\(cancelled.count)"])
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    core.logger.debug("connection failed", metadata: ["connection": "\(number)", "error": "\(error)"])
    context.close(promise: nil)
  }
}

// MARK: - Memory

extension ServerConnection {
  /// Bytes that the server holds for this connection.
  private var bytesInFlight: Int {
    heldBytes + waitingBytes + unread.readableBytes + outbound.readableBytes + bufferedBytes
  }

  /// Brings the user's sum up to date.
  func count() {
    let bytes = bytesInFlight
    user.bytesInFlight += bytes - countedBytes
    countedBytes = bytes
  }

  /// As `count`, after the connection may be gone.
  func countLate() {
    count()
    if isClosing { core.connections.forget(user) }
  }

  /// Why the server must not hold so many bytes more; nil when it may.
  func excess(_ byteCount: Int, of method: String) -> RPCError? {
    count()
    let max = core.limits.bytesInFlightPerUIDMax
    guard user.bytesInFlight + byteCount > max else { return nil }
    return .limitExceeded(
      "bytesInFlightPerUIDMax", max,
      "\(method): the server holds \(user.bytesInFlight) bytes of requests and answers for user \(user.uid), and"
        + " \(byteCount) more pass the limit bytesInFlightPerUIDMax of \(max); read answers, and finish calls, before"
        + " you send more")
  }

  /// Bytes that the socket has not taken.
  var bufferedBytes: Int {
    guard let channel else { return 0 }
    do {
      return try channel.syncOptions?.getOption(.bufferedWritableBytes) ?? 0
    } catch {
      preconditionFailure("a socket channel knows how many bytes it buffers: \(error)")
    }
  }
}

// MARK: - Back-pressure

extension ServerConnection {
  private var mayRead: Bool {
    !isClosing && !isWaitingForTurn && pendingBytes <= core.limits.inboundBytesPerConnectionMax
      && channel?.isWritable == true
  }

  /// Whether it is our doing that the connection is not read.
  var isHeldBack: Bool {
    isWaitingForTurn || pendingBytes > core.limits.inboundBytesPerConnectionMax
  }

  /// The channel wants to read on: not while the peer takes too little, or its requests fill the memory.
  func read(context: ChannelHandlerContext) {
    if mayRead { context.read() } else { isReadHeld = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      room.open()
      resumeReading()
    }
    context.fireChannelWritabilityChanged()
  }

  /// A call has worked through so much of its requests.
  func release(_ byteCount: Int) {
    pendingBytes -= byteCount
    resumeReading()
  }

  func resumeReading() {
    guard isReadHeld, mayRead else { return }
    isReadHeld = false
    channelContext?.read()
  }
}
