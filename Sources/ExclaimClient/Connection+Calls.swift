public import ExclaimMessages
internal import ExclaimWire

extension Connection {
  /// Calls a method that takes one message and answers with one.
  public func unary<Q: Message, R: Message>(
    _ method: Method<Q, R>, _ request: Q, _ options: CallOptions = .init()
  ) throws(CallError) -> R {
    let call = try open(method, .unary, options, request)
    return try answer(to: call)
  }

  /// Calls a method that takes one message and answers with a stream.
  public func serverStream<Q: Message, R: Message>(
    _ method: Method<Q, R>, _ request: Q, _ options: CallOptions = .init()
  ) throws(CallError) -> ResponseStream<R> {
    ResponseStream(try open(method, .serverStream, options, request))
  }

  /// Calls a method that takes a stream and answers with one message.
  public func clientStream<Q: Message, R: Message>(
    _ method: Method<Q, R>, _ options: CallOptions = .init()
  ) throws(CallError) -> RequestSink<Q, R> {
    RequestSink(try open(method.service, method.name, .clientStream, options))
  }

  /// Calls a method with a stream each way.
  public func bidirectional<Q: Message, R: Message>(
    _ method: Method<Q, R>, _ options: CallOptions = .init()
  ) throws(CallError) -> Duplex<Q, R> {
    Duplex(try open(method.service, method.name, .bidirectional, options))
  }
}

/// A call that was opened, as its parts share it.
final class OpenCall {
  let connection: Connection
  let stream: UInt32
  let deadline: Deadline
  /// Whether everything that was to come has come.
  var hasEnded = false

  init(_ connection: Connection, stream: UInt32, deadline: Deadline) {
    self.connection = connection
    self.stream = stream
    self.deadline = deadline
  }

  deinit {
    if hasEnded { connection.forget(stream) } else { connection.abandon(stream) }
  }
}

extension Connection {
  private func open<Q: Message, R: Message>(
    _ method: Method<Q, R>, _ shape: ExclaimWire.MethodShape, _ options: CallOptions, _ request: Q
  ) throws(CallError) -> OpenCall {
    try request.withPacked { (packed: borrowing Packed) throws(CallError) in
      try open(method.service, method.name, shape, options, payloadByteCount: packed.byteCount) {
        packed.write(to: $0)
      }
    }
  }

  func open(
    _ service: String, _ method: String, _ shape: ExclaimWire.MethodShape, _ options: CallOptions,
    payloadByteCount: Int = 0, _ writePayload: (UnsafeMutableRawBufferPointer) -> Void = { _ in }
  ) throws(CallError) -> OpenCall {
    if let brokenBy { throw brokenBy }
    if isGoingAway {
      throw CallError(
        .unavailable,
        "\(service)/\(method): the server is about to stop and takes no new calls; connect again")
    }
    if let timeout = options.timeout, timeout <= .zero {
      throw CallError(.deadlineExceeded, "\(service)/\(method): the call was given no time; nothing was sent")
    }
    let deadline = Deadline(after: options.timeout)
    let envelope = RequestEnvelope(
      service: service, method: method,
      timeoutNanoseconds: options.timeout?.wholeNanoseconds ?? 0, metadata: options.metadata)
    let frame: OutboundFrame
    do throws(Status) {
      frame = try streams.open(shape, envelope, payloadByteCount: payloadByteCount)
    } catch {
      throw CallError(error)
    }
    let call = OpenCall(self, stream: frame.stream, deadline: deadline)
    try transmit(frame, until: deadline, writePayload)
    return call
  }

  /// Sends one message of a client's stream; what follows the end of a call is dropped.
  func send<Q: Message>(_ message: Q, on call: OpenCall) throws(CallError) {
    try message.withPacked { (packed: borrowing Packed) throws(CallError) in
      try send(on: call, payloadByteCount: packed.byteCount) { packed.write(to: $0) }
    }
  }

  func send(
    on call: OpenCall, payloadByteCount: Int, _ writePayload: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(CallError) {
    let frame: OutboundFrame?
    do throws(Status) {
      frame = try streams.sendMessage(call.stream, payloadByteCount: payloadByteCount)
    } catch {
      throw CallError(error)
    }
    if let frame { try transmit(frame, until: call.deadline, writePayload) }
  }

  /// Says that no more messages follow.
  func closeSend(_ call: OpenCall) throws(CallError) {
    if let frame = streams.closeSend(call.stream) { try transmit(frame, until: call.deadline) }
  }

  /// The one answer of a call.
  func answer<R: Message>(to call: OpenCall) throws(CallError) -> R {
    let budgetBytes = limits.arenaBytesMax
    return try answer(to: call) { decode($0, budgetBytes) }
  }

  func answer<R>(
    to call: OpenCall, _ decode: (UnsafeRawBufferPointer) -> Result<R, CallError>
  ) throws(CallError) -> R {
    call.hasEnded = true
    let result = try arrival(on: call.stream, until: call.deadline) { arrival -> Result<R, CallError> in
      guard case .response(let status, let payload) = arrival else {
        preconditionFailure("a call with one answer gets nothing but a response")
      }
      return status.code == .ok ? decode(payload) : .failure(CallError(status))
    }
    return try result.get()
  }

  /// The next message of a streamed answer; nil at its end.
  func next<R: Message>(of call: OpenCall) throws(CallError) -> R? {
    let budgetBytes = limits.arenaBytesMax
    return try next(of: call) { decode($0, budgetBytes) }
  }

  func next<R>(
    of call: OpenCall, _ decode: (UnsafeRawBufferPointer) -> Result<R, CallError>
  ) throws(CallError) -> R? {
    guard !call.hasEnded else { return nil }
    var byteCount = 0
    // Whatever stops the wait ends the call; only a message that is not the last lets it go on.
    call.hasEnded = true
    let result = try arrival(on: call.stream, until: call.deadline) { arrival -> Result<R?, CallError> in
      switch arrival {
      case .message(let payload, let isLast):
        call.hasEnded = isLast
        byteCount = payload.count
        return decode(payload).map(Optional.some)
      case .response(let status, let payload):
        if status.code != .ok { return .failure(CallError(status)) }
        // ttrpc lets a server end a stream with a response too; what it holds, if anything, is the last one.
        return payload.isEmpty ? .success(nil) : decode(payload).map(Optional.some)
      case .end:
        return .success(nil)
      }
    }
    if let grant = streams.consumed(call.stream, byteCount: byteCount) {
      try transmit(grant, until: call.deadline)
    }
    return try result.get()
  }
}

private func decode<R: Message>(
  _ bytes: UnsafeRawBufferPointer, _ budgetBytes: Int
) -> Result<R, CallError> {
  do throws(DecodingFailure) {
    return .success(try R(decoding: bytes, budgetBytes: budgetBytes))
  } catch {
    return .failure(
      CallError(.internal, "the server's answer does not decode as \(R.fullName): \(error)"))
  }
}
