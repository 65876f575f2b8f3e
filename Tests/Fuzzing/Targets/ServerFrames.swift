import ExclaimWire

extension FuzzTarget {
  /// Bytes of a client → frames → calls, with a server that answers as the input says.
  ///
  ///     | bytes in one piece | bytes of the wire …
  ///
  /// In the wire, the length of a method's name picks its shape, and the five bits of a frame's flags that mean
  /// nothing to the protocol say what the server does after the frame.
  static let serverFrames = FuzzTarget(
    name: "server-frames",
    run: { input in
      guard let pieceBytes = input.first else { return }
      let wire = input.after(1)
      let whole = try WireSteps(wire, pieceBytes: max(1, wire.count))
      let pieces = try WireSteps(wire, pieceBytes: max(1, Int(pieceBytes)))
      try promise(whole == pieces, "bytes mean the same in pieces: \(whole) and \(pieces)")
      var conversation = Conversation()
      for step in whole.steps { try conversation.take(step, wire) }
      try conversation.end()
    },
    seeds: { _ in
      let get = requestBytes("exclaim.v1.Records", "Get", timeoutNanoseconds: 1_000_000, [10, 3, 97, 98, 99])
      let list = requestBytes("exclaim.v1.Records", "ListStream", metadata: [.init(key: "a", value: "b")])
      let stream = requestBytes("exclaim.v1.Records", "SubmitStream")
      let late = requestBytes("s", "Get", timeoutNanoseconds: -1)
      let answers = (0..<32).map { frameBytes(1, stream: 1, flags: 1 | $0 << 3, list) }
      let conversations: [[UInt8]] = [
        frameBytes(1, stream: 1, get) + frameBytes(1, stream: 3, get) + frameBytes(3, stream: 1, flags: 5),
        frameBytes(1, stream: 1, flags: 2, stream) + frameBytes(3, stream: 1, [1, 2, 3])
          + frameBytes(3, stream: 1, flags: 5),
        frameBytes(1, stream: 1, flags: 6, stream) + frameBytes(3, stream: 1, flags: 1, [1])
          + frameBytes(3, stream: 1, [2]),
        frameBytes(1, stream: 2, get) + frameBytes(1, stream: 1, late) + frameBytes(9, stream: 1),
        frameBytes(1, stream: 5, flags: 0x30, list) + frameBytes(1, stream: 5, flags: 1, list)
          + frameBytes(0x80, stream: 5, [0, 0, 1, 0]) + frameBytes(0x80, stream: 5, [1]),
        frameBytes(3, stream: 1, [UInt8](repeating: 7, count: 301)) + frameBytes(1, stream: 1, get),
        [1, 0, 0, 0, 0, 0, 0, 1, 1, 0],
        (0..<5).flatMap { frameBytes(1, stream: 2 * $0 + 1, get) },
      ]
      return (conversations + answers).flatMap { [[0] + $0, [7] + $0] }
    })
}

/// A server's end of one connection, with a book of its own about the calls that are open.
private struct Conversation {
  private struct Call {
    let id: ServerStreams.CallID
    let shape: MethodShape
    var isRemoteClosed: Bool
    var creditBytes: Int?
  }

  private var streams = ServerStreams(limits: WireSteps.limits)
  private var open: [UInt32: Call] = [:]
  private var ended: [ServerStreams.CallID] = []
  private var windowBytes: Int?

  mutating func take(_ step: WireSteps.Step, _ wire: UnsafeRawBufferPointer) throws {
    switch step {
    case .frame(let header, let range):
      let payload = UnsafeRawBufferPointer(rebasing: wire[range])
      try take(streams.receive(header, payload: payload), of: header, payload)
      try answer(header)
    case .oversized(let header), .violation(.absurdLength(let header)):
      try take(streams.receiveOversized(header), of: header, UnsafeRawBufferPointer(start: nil, count: 0))
    case .violation(let violation):
      throw BrokenPromise(description: "a client cannot break the protocol so: \(violation)")
    }
    try promise(streams.openCount == open.count, "\(open.count) calls are open, not \(streams.openCount)")
  }

  mutating func end() throws {
    let closed = streams.connectionClosed()
    try promise(Set(closed) == Set(open.values.map(\.id)), "every open call ends with its connection")
    for call in closed {
      try promise(
        !streams.isOpen(call) && streams.fail(call, .init(.cancelled, "")) == .gone, "ended is ended")
    }
  }

  // MARK: What comes in

  private mutating func take(
    _ event: ServerStreams.Event, of header: FrameHeader, _ payload: UnsafeRawBufferPointer
  ) throws {
    let before = open[header.stream]
    switch event {
    case .request(let request):
      try promise(
        header.type == .request && header.stream % 2 == 1 && before == nil
          && open.count < WireSteps.limits.streamsPerConnectionMax && request.view.timeoutNanoseconds >= 0,
        "a call is opened by an odd Request on a free stream, within the limit: \(header)")
      try begin(request, header, payload)
    case .deliver(let id, let delivery):
      try promise(
        before?.id == id && before?.isRemoteClosed == false && header.type == .data
          && before?.shape != .unary,
        "a message is delivered to an open call that takes it: \(header)")
      try promise(
        delivery.message.map { $0 == 0..<payload.count } ?? delivery.isLast, "there is something to deliver")
      open[header.stream]?.isRemoteClosed = delivery.isLast
    case .credit(let id):
      guard let credit = before?.creditBytes, before?.id == id, payload.count == 4 else {
        throw BrokenPromise(description: "credit is for open calls that count: \(header)")
      }
      let grant = payload.reduce(0) { $0 << 8 | Int($1) }
      open[header.stream]?.creditBytes = min(credit + grant, 0x7FFF_FFFF)
    case .refuse(let frame):
      try promise(
        header.type != .data || header.stream % 2 == 0 || header.length > 300, "\(header) is no news")
      try checkFailure(frame, header)
    case .abort(let id, let frame):
      try promise(before?.id == id && !streams.isOpen(id), "only an open call is aborted: \(header)")
      close(header.stream)
      try checkFailure(frame, header)
    case .ignore:
      try promise(header.type != .request, "every Request has an answer: \(header)")
    }
    try checkCredit(header.stream)
  }

  private mutating func begin(
    _ request: ServerStreams.IncomingRequest, _ header: FrameHeader, _ payload: UnsafeRawBufferPointer
  ) throws {
    let shapes = MethodShape.allCases
    let choice = request.view.method.count % (shapes.count + 1)
    guard choice < shapes.count else {
      return try checkFailure(streams.refuse(request, Status(.unimplemented, "no such method")), header)
    }
    let delivery = streams.accept(request, as: shapes[choice])
    if let message = delivery.message {
      try promise(
        message.isEmpty || (message.lowerBound >= 0 && message.upperBound <= payload.count),
        "a message lies in its frame: \(message) of \(payload.count)")
    }
    try promise(delivery.isLast || shapes[choice].clientStreams, "only client streams go on: \(header)")
    open[header.stream] = Call(
      id: request.call, shape: shapes[choice], isRemoteClosed: delivery.isLast, creditBytes: windowBytes)
    try promise(
      streams.isOpen(request.call) && streams.call(onStream: header.stream) == request.call,
      "an accepted call is open: \(header)")
  }

  // MARK: What goes out

  /// What the server does after a frame: the highest five bits of its flags.
  private mutating func answer(_ header: FrameHeader) throws {
    let byteCount = [0, 1, WireSteps.limits.frameBytesMax - 3, WireSteps.limits.frameBytesMax + 1][
      Int(header.flags.rawValue >> 6)]
    switch header.flags.rawValue >> 3 & 7 {
    case 1: try respond(header.stream, byteCount)
    case 2: try fail(header.stream, byteCount)
    case 3:  // As when a handler answers twice.
      try respond(header.stream, byteCount)
      try checkEnded()
    case 4:
      for _ in 0..<3 { try send(header.stream, byteCount) }
      try respond(header.stream, byteCount)
    case 5: try send(header.stream, byteCount)
    case 6:
      windowBytes = byteCount
      streams.useWindows(byteCount: byteCount)
    case 7: try checkEnded()
    default: break
    }
  }

  private mutating func respond(_ stream: UInt32, _ byteCount: Int) throws {
    guard let call = open[stream] else { return }
    let reply =
      call.shape.serverStreams
      ? streams.finish(call.id) : streams.respond(call.id, payloadByteCount: byteCount)
    close(stream)
    try check(reply, stream, byteCount: call.shape.serverStreams ? 0 : byteCount)
  }

  private mutating func send(_ stream: UInt32, _ byteCount: Int) throws {
    guard let call = open[stream], call.shape.serverStreams else { return }
    let reply = streams.sendMessage(call.id, payloadByteCount: byteCount)
    if case .tooLarge = reply { close(stream) }
    if let credit = call.creditBytes { open[stream]?.creditBytes = credit - byteCount }
    try check(reply, stream, byteCount: byteCount)
    try checkCredit(stream)
  }

  private mutating func fail(_ stream: UInt32, _ byteCount: Int) throws {
    guard let call = open[stream] else { return }
    // Longer than a frame, and with characters that a cut may divide.
    let text = String(repeating: "є", count: byteCount)
    let detail = AnyDetail(typeURL: "type.googleapis.com/exclaim.v1.BadRequest", value: [1, 2, 3])
    let reply = streams.fail(call.id, Status(.internal, text, details: [detail]))
    close(stream)
    try check(reply, stream, byteCount: 0)
  }

  private mutating func close(_ stream: UInt32) {
    if let call = open.removeValue(forKey: stream) { ended.append(call.id) }
  }

  private func checkCredit(_ stream: UInt32) throws {
    guard let call = open[stream] else { return }
    try promise(
      streams.hasCredit(call.id) == (call.creditBytes ?? 1 > 0), "a message may go out while there is credit")
  }

  private mutating func checkEnded() throws {
    for call in ended {
      let replies = [
        streams.respond(call, payloadByteCount: 1), streams.sendMessage(call, payloadByteCount: 1),
        streams.finish(call), streams.fail(call, Status(.cancelled, "")),
      ]
      try promise(replies.allSatisfy { $0 == .gone } && !streams.isOpen(call), "a call that ended stays so")
    }
  }

  private func check(_ reply: ServerStreams.Reply, _ stream: UInt32, byteCount: Int) throws {
    switch reply {
    case .send(let frame):
      try promise(frame.payloadByteCount == byteCount, "the frame has room for the message of \(byteCount)")
      try checkSent(frame, stream)
    case .tooLarge(let frame):
      try promise(byteCount > WireSteps.limits.frameBytesMax - 3, "a message of \(byteCount) fits a frame")
      try checkSent(frame, stream, fails: true)
    case .gone: throw BrokenPromise(description: "the call on stream \(stream) is open")
    }
  }

  private func checkFailure(_ frame: OutboundFrame, _ header: FrameHeader) throws {
    try checkSent(frame, header.stream, fails: true)
  }

  /// A frame that a client can read.
  private func checkSent(_ frame: OutboundFrame, _ stream: UInt32, fails: Bool = false) throws {
    let bytes = frame.bytes(payload: [UInt8](repeating: 8, count: frame.payloadByteCount))
    let sent = try bytes.withUnsafeBytes { try WireSteps($0, pieceBytes: bytes.count) }
    try promise(
      frame.stream == stream && sent.steps == [.frame(frame.header, payload: 10..<bytes.count)],
      "what is sent is one frame, on the stream \(stream): \(frame.header)")
    guard frame.header.type == .response else { return try promise(!fails, "a failure is a Response") }
    let response = try promiseSuccess("a Response decodes") {
      try bytes.dropFirst(10).withUnsafeBytes { try ResponseView(decoding: $0) }
    }
    try promise(
      fails ? response.status.code != .ok : response.payload.count == frame.payloadByteCount,
      "the Response says what became of the call: \(response.status)")
  }
}
