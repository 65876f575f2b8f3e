internal import ExclaimWire
internal import NIOCore

extension ServerConnection {
  /// Above this the buffer of a split frame is given back once the frame is whole.
  private static var unreadBytesKept: Int { 65_536 }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isReading = true
    var bytes = unwrapInboundIn(data)
    if isWaitingForTurn { unread.writeBuffer(&bytes) } else { take(bytes) }
    noteReceived()
    guard unread.readableBytes > 0, !isClosing, let error = excess(0, of: "frame on stream \(streamOfUnread)")
    else { return }
    append(.failure(stream: streamOfUnread, error.status, limits: core.limits))
    close()
  }

  private func take(_ arrived: ByteBuffer) {
    var bytes = arrived
    guard unread.readableBytes == 0 else {
      unread.writeBuffer(&bytes)
      // Taken out, so that nothing that a call does can touch the bytes while they are read.
      bytes = unread
      unread = ByteBuffer()
      consume(&bytes)
      bytes.discardReadBytes()
      if bytes.readableBytes > 0 || bytes.capacity <= Self.unreadBytesKept { unread = bytes }
      return
    }
    consume(&bytes)
    // A copy, so that the channel has its read buffer back.
    if bytes.readableBytes > 0 { unread.writeBuffer(&bytes) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    flush()
    context.fireChannelReadComplete()
  }

  /// How long a user's frames may keep the loop before others have their turn.
  private static var turnTime: TimeAmount { .milliseconds(1) }
  /// So many frames are taken between two looks at the clock.
  private static var framesPerLook: Int { 8 }

  private func consume(_ bytes: inout ByteBuffer) {
    let began = NIODeadline.now()
    let turn = core.turnNumber
    let timeLeft = Self.turnTime - user.timeSpent(inTurn: turn)
    let consumed = bytes.withUnsafeReadableBytes { bytes in
      var position = 0
      var frames = 0
      while !isClosing, let byteCount = step(UnsafeRawBufferPointer(rebasing: bytes[position...])) {
        position += byteCount
        frames += 1
        if frames % Self.framesPerLook == 0, .now() - began > timeLeft, position < bytes.count {
          waitForTurn()
          break
        }
      }
      return isClosing ? bytes.count : position
    }
    user.spend(.now() - began, inTurn: turn)
    bytes.moveReaderIndex(forwardBy: consumed)
  }

  /// Leaves the rest until the loop has looked at its other sockets.
  private func waitForTurn() {
    isWaitingForTurn = true
    core.turns?.next { self.takeTurn() }
  }

  private func takeTurn() {
    isWaitingForTurn = false
    guard !isClosing, channel != nil else { return }
    isReading = true
    take(ByteBuffer())
    noteReceived()
    isReading = false
    flush()
    resumeReading()
  }

  /// Does what the bytes at hand amount to.
  ///
  /// - Returns: how many bytes are done with, or nil when more must come first.
  private func step(_ available: UnsafeRawBufferPointer) -> Int? {
    switch decoder.next(available) {
    case .needMore:
      return nil
    case .frame(let header, let range, let consumed):
      let payload = UnsafeRawBufferPointer(rebasing: available[range])
      handle(streams.receive(header, payload: payload), payload)
      return consumed
    case .oversized(let header, let consumed):
      handle(streams.receiveOversized(header), nil)
      return consumed
    case .discard(let consumed):
      return consumed
    case .violation(let violation):
      if user.noteRefusal(at: core.second) {
        core.logger.warning(
          "protocol violation",
          metadata: ["connection": "\(number)", "uid": "\(peer.uid)", "violation": "\(violation)"])
      }
      if case .absurdLength(let header) = violation { handle(streams.receiveOversized(header), nil) }
      close()
      return available.count
    }
  }

  private func handle(_ event: ServerStreams.Event, _ payload: UnsafeRawBufferPointer?) {
    switch event {
    case .request(let request):
      guard let payload else { preconditionFailure("a request is decoded from the payload of a frame") }
      open(request, payload)
    case .deliver(let id, let delivery):
      guard let call = calls[id.stream] else { preconditionFailure("an open call is in the table") }
      deliver(slice(payload, delivery.message), isLast: delivery.isLast, to: call)
    case .credit(let id):
      calls[id.stream]?.creditCame()
    case .refuse(let frame):
      refuse(frame)
    case .abort(let id, let frame):
      refuse(frame)
      calls.removeValue(forKey: id.stream)?.abandon(frame.failure?.code ?? .unknown)
    case .ignore:
      break
    }
  }

  private func open(_ request: ServerStreams.IncomingRequest, _ payload: UnsafeRawBufferPointer) {
    guard !core.isDraining else {
      let status = Status(
        .unavailable, "the server is about to stop and takes no new calls; connect again in a moment")
      return refuse(streams.refuse(request, status))
    }
    let registration: Registration
    do throws(Status) {
      registration = try core.methods.find(request.view, in: payload)
    } catch {
      return refuse(streams.refuse(request, error))
    }
    if let error = refusal(of: registration) ?? refusal(of: registration.path, holding: payload.count) {
      return refuse(streams.refuse(request, error.status))
    }
    let delivery = streams.accept(request, as: registration.shape)
    let call = makeCall(request, registration, payload)
    call.hold(payload.count)
    let message = slice(payload, delivery.message)
    if registration.shape.clientStreams { call.receive(message, isLast: delivery.isLast) }
    registration.begin(call, message)
    guard call.isOpen else { return }
    calls[call.id.stream] = call
    if let deadline = call.deadline { watch(deadline) }
  }

  private func deliver(_ message: UnsafeRawBufferPointer?, isLast: Bool, to call: Call) {
    let byteCount = message?.count ?? 0
    if let error = refusal(of: call.context.method, holding: byteCount) {
      fail(call, error)
      return call.stopWork()
    }
    call.hold(byteCount)
    call.receive(message, isLast: isLast)
  }

  /// Sends a frame that says why something is refused.
  private func refuse(_ frame: OutboundFrame) {
    append(frame)
    if let status = frame.failure {
      core.noteRefusal(status, of: user, ["connection": "\(number)", "stream": "\(frame.stream)"])
    }
  }

  /// Why the peer may not call the method; nil when it may.
  private func refusal(of registration: Registration) -> RPCError? {
    guard role < registration.leastRole else { return nil }
    return RPCError(
      .permissionDenied,
      "\(registration.path): it takes the role \(registration.leastRole.name), and user \(peer.uid) has the role"
        + " \(role.name); ask the one who runs the server")
  }

  /// Why a request of this size must not be taken in: with those that are held it would fill our memory.
  private func refusal(of method: String, holding byteCount: Int) -> RPCError? {
    let max = core.limits.heldBytesPerConnectionMax
    guard byteCount > 0 else { return nil }
    guard heldBytes + byteCount > max else { return excess(byteCount, of: method) }
    return .limitExceeded(
      "heldBytesPerConnectionMax", max,
      "\(method): the calls that are open on this connection hold \(heldBytes) bytes of requests and"
        + " \(byteCount) more pass the limit heldBytesPerConnectionMax of \(max); finish calls before you"
        + " send more, or open another connection")
  }

  private func makeCall(
    _ request: ServerStreams.IncomingRequest, _ registration: Registration, _ payload: UnsafeRawBufferPointer
  ) -> Call {
    let view = request.view
    let metadata = view.metadata.isEmpty ? [] : view.envelope(in: payload).metadata
    let timeout = view.timeout
    let context = CallContext(
      peer: peer, role: role, method: registration.path,
      id: .init(connection: number, serial: request.call.serial, stream: request.call.stream),
      metadata: metadata, requestByteCount: view.payload.count,
      deadline: timeout.map { .now.advanced(by: $0) }, link: ConnectionLink(self))
    return Call(
      request.call, registration.shape, context,
      deadline: timeout.map { _ in .now() + .nanoseconds(view.timeoutNanoseconds) },
      leastRole: registration.leastRole, core.statistics[registration.index], on: self)
  }

  private func slice(_ payload: UnsafeRawBufferPointer?, _ range: Range<Int>?) -> UnsafeRawBufferPointer? {
    guard let payload, let range else { return nil }
    return UnsafeRawBufferPointer(rebasing: payload[range])
  }
}
