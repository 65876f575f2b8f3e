internal import ExclaimWire
internal import Logging
internal import NIOCore

extension ServerConnection {
  /// So much goes out at a time: a write of this size costs far more than the system call around it.
  private static var batchBytes: Int { 65_536 }

  /// Whether a streamed answer may go on.
  var hasRoom: Bool {
    outbound.readableBytes < Self.batchBytes && channel?.isWritable == true
  }

  /// Waits until `hasRoom` is worth another look.
  func roomCame() async throws {
    try await room.wait()
  }

  /// Adds a frame that carries no message to what the next flush sends.
  func append(_ frame: OutboundFrame) {
    append(frame) { _ in }
  }

  private func append(_ frame: OutboundFrame, _ writePayload: (UnsafeMutableRawBufferPointer) -> Void) {
    outbound.writeWithUnsafeMutableBytes(minimumWritableBytes: frame.byteCount) { memory in
      frame.writePrefix(into: memory)
      if frame.payloadByteCount > 0 {
        writePayload(UnsafeMutableRawBufferPointer(rebasing: memory[frame.prefixByteCount..<frame.byteCount]))
      }
      return frame.byteCount
    }
    scheduleFlush()
  }

  private func scheduleFlush() {
    guard !isReading, !isFlushScheduled else { return }
    isFlushScheduled = true
    core.eventLoop.assumeIsolated().execute {
      self.isFlushScheduled = false
      self.flush()
    }
  }

  /// Sends what has gathered, and closes the connection of a server that drains once nothing is left to do.
  func flush() {
    guard let channelContext else { return }
    if outbound.readableBytes > 0 {
      channelContext.writeAndFlush(wrapOutboundOut(outbound), promise: nil)
      // Keeps the memory when the socket took everything, as it does nearly always.
      if outbound.capacity > Self.batchBytes { outbound = ByteBuffer() } else { outbound.clear() }
      if !room.isEmpty, channelContext.channel.isWritable {
        core.turns?.next { self.room.open() }
      }
    }
    count()
    if core.isDraining, calls.isEmpty { close() }
  }

  /// Closes the connection once the peer has taken what is on its way.
  func close() {
    guard !isClosing, let channelContext else { return }
    isClosing = true
    closingSecond = core.second
    flush()
    let written = core.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenComplete { _ in channelContext.close(promise: nil) }
    channelContext.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
  }
}

// MARK: - What calls send

extension ServerConnection {
  func respond(
    _ call: Call, payloadByteCount: Int, _ writePayload: (UnsafeMutableRawBufferPointer) -> Void
  ) {
    let frameBytes = ResponseEnvelope.prefixByteCount(payloadByteCount: payloadByteCount) + payloadByteCount
    if let error = oversize(of: call, frameBytes) ?? overrun(of: call, frameBytes) {
      return fail(call, error)
    }
    guard case .send(let frame) = streams.respond(call.id, payloadByteCount: payloadByteCount) else {
      preconditionFailure("an open call may respond, and its answer was measured")
    }
    append(frame, writePayload)
    end(call, .ok)
  }

  func sendMessage(
    _ call: Call, payloadByteCount: Int, _ writePayload: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(RPCError) {
    if let error = oversize(of: call, payloadByteCount) {
      fail(call, error)
      throw error
    }
    guard case .send(let frame) = streams.sendMessage(call.id, payloadByteCount: payloadByteCount) else {
      preconditionFailure("an open call may send, and its message was measured")
    }
    append(frame, writePayload)
  }

  /// Counts a streamed message that must wait for room.
  func beginToWait(_ call: Call, _ payloadByteCount: Int) throws(RPCError) {
    if let error = oversize(of: call, payloadByteCount) ?? overrun(of: call, payloadByteCount) {
      fail(call, error)
      throw error
    }
    waitingBytes += payloadByteCount
    count()
  }

  /// Counts a message no longer that has been sent, or never will be.
  func endToWait(_ payloadByteCount: Int) {
    waitingBytes -= payloadByteCount
    count()
  }

  func finish(_ call: Call) {
    guard case .send(let frame) = streams.finish(call.id) else {
      preconditionFailure("an open call may finish")
    }
    append(frame)
    end(call, .ok)
  }

  func fail(_ call: Call, _ error: RPCError) {
    guard case .send(let frame) = streams.fail(call.id, error.status) else {
      preconditionFailure("an open call may fail")
    }
    append(frame)
    let metadata: Logger.Metadata = ["request": "\(call.context.id)", "method": "\(call.context.method)"]
    core.noteRefusal(error.status, of: user, metadata)
    core.logger.debug("call failed", metadata: metadata.merging(["error": "\(error)"]) { $1 })
    end(call, error.code)
  }

  private func end(_ call: Call, _ code: StatusCode) {
    calls[call.id.stream] = nil
    call.end(code)
  }

  /// Why a frame of this size must not be sent: the peer would not take it.
  private func oversize(of call: Call, _ frameBytes: Int) -> RPCError? {
    let max = core.limits.frameBytesMax
    guard frameBytes > max else { return nil }
    return .limitExceeded(
      "frameBytesMax", max,
      "\(call.context.method): an answer of \(frameBytes) bytes does not fit a frame, whose limit"
        + " frameBytesMax is \(max); ask for less at a time")
  }

  /// Why a frame of this size must not wait to be sent: with those that do it would fill our memory.
  private func overrun(of call: Call, _ frameBytes: Int) -> RPCError? {
    let max = core.limits.outboundBytesPerConnectionMax
    let unsentBytes = outbound.readableBytes + waitingBytes + bufferedBytes
    guard unsentBytes + frameBytes > max else { return excess(frameBytes, of: call.context.method) }
    return .limitExceeded(
      "outboundBytesPerConnectionMax", max,
      "\(call.context.method): \(unsentBytes) bytes of answers wait on this connection and \(frameBytes)"
        + " more pass the limit outboundBytesPerConnectionMax of \(max); read answers before you ask for"
        + " more")
  }
}
