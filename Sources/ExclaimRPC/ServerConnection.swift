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
  /// Bytes of the requests of all open calls.
  var heldBytes = 0
  /// Those of them that the calls have not worked through.
  var pendingBytes = 0
  /// Bytes of streamed answers that wait for room.
  var waitingBytes = 0
  private var isReadHeld = false
  private var deadlineTimer: (deadline: NIODeadline, timer: Scheduled<Void>)?

  init(_ core: ServerCore, number: UInt64, peer: Peer) {
    self.core = core
    self.number = number
    self.peer = peer
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
    let cancelled = calls
    calls = [:]
    for call in cancelled.values { call.cancel() }
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

// MARK: - Back-pressure

extension ServerConnection {
  private var mayRead: Bool {
    !isClosing && pendingBytes <= core.limits.inboundBytesPerConnectionMax && channel?.isWritable == true
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

  private func resumeReading() {
    guard isReadHeld, mayRead else { return }
    isReadHeld = false
    channelContext?.read()
  }
}

// MARK: - Deadlines

extension ServerConnection {
  /// Sees to it that calls whose time is up are ended.
  ///
  /// One timer a connection, for the first deadline: calls that end in time, as nearly all do, leave it be.
  func watch(_ deadline: NIODeadline) {
    if let deadlineTimer {
      guard deadline < deadlineTimer.deadline else { return }
      deadlineTimer.timer.cancel()
    }
    let timer = core.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.timeIsUp() }
    deadlineTimer = (deadline, timer)
  }

  private func timeIsUp() {
    deadlineTimer = nil
    let now = NIODeadline.now()
    var waiting = calls.values.compactMap { call in call.deadline.map { (deadline: $0, call: call) } }
    waiting.sort { $0.deadline < $1.deadline }
    for (deadline, call) in waiting {
      guard deadline <= now else { return watch(deadline) }
      fail(
        call,
        RPCError(
          .deadlineExceeded,
          "\(call.context.method): the time that the caller gave was up before the answer was ready; a write"
            + " may have been made or not, so repeat it with the same key"))
      call.cancel()
    }
  }
}
