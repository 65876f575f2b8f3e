internal import ExclaimWire
internal import NIOCore

// MARK: - Calls that end from outside

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
      // First the work: only then is it certain whether a write goes on.
      call.stopWork()
      fail(
        call,
        .stopped(
          .deadlineExceeded, call.context, "the time that the caller gave was up before the answer was ready")
      )
    }
  }

  /// Calls off a call because its caller asks for it.
  func cancelCall(onStream stream: UInt32) -> CallContext.Cancellation {
    guard let call = calls[stream] else { return .notOpen }
    call.stopWork()
    if call.context.isCommitting { return .committing }
    fail(call, .stopped(.cancelled, call.context, "the caller called it off"))
    return .cancelled
  }
}

// MARK: - Connections that end from this side

extension ServerConnection {
  /// The peer knows the frame that announces the end, and gets it when the time comes.
  func saysGoAway() {
    isToldToGoAway = true
    if core.isDraining { goAway() }
  }

  /// Announces the end, and closes the connection once nothing is left to do.
  func goAway() {
    if isToldToGoAway { append(.goAway) }
    flush()
  }

  /// Asks again what the peer may do; one that may do nothing any more loses its connection.
  func reviseRole() {
    let newRole = core.roleOf(peer)
    for call in Array(calls.values) where newRole.map({ $0 < call.leastRole }) ?? true {
      call.stopWork()
      // What was handed to the commit was permitted then, and its answer tells the truth.
      if !call.context.isCommitting { fail(call, .roleWithdrawn(call.context)) }
    }
    if let newRole {
      role = newRole
      return
    }
    let error = RPCError.noRole(peer)
    append(.failure(stream: 0, error.status, limits: core.limits))
    close()
  }

  /// Closes the connection if it has been silent for too long.
  func lookAfter() {
    count()
    if let closingSecond {
      // It waits for the peer to take what was written: not for ever.
      if core.second - closingSecond > core.limits.headerSecondsMax { channel?.close(promise: nil) }
      return
    }
    if isHeldBack {
      // Whom we do not read cannot be blamed for saying nothing.
      silence.restart(at: core.second)
    } else if !calls.isEmpty {
      silence.touch(at: core.second)
    }
    guard let status = silence.expiry(at: core.second, limits: core.limits) else { return }
    core.logger.debug(
      "connection timed out", metadata: ["connection": "\(number)", "reason": "\(status.message)"])
    append(.failure(stream: streamOfUnread, status, limits: core.limits))
    close()
  }

  /// Notes that bytes came, and what they end with.
  func noteReceived() {
    let position: Silence.Position =
      if unread.readableBytes >= FrameHeader.byteCount || decoder.isDiscarding {
        .insideFrame
      } else if unread.readableBytes > 0 {
        .insideHeader
      } else {
        .betweenFrames
      }
    silence.received(at: core.second, position)
  }

  /// The stream of the frame that has begun; 0 where its header is not whole.
  var streamOfUnread: UInt32 {
    unread.withUnsafeReadableBytes { bytes in
      bytes.count < FrameHeader.byteCount ? 0 : FrameHeader(reading: bytes).stream
    }
  }
}
