import ExclaimWire
import Testing

/// A server that echoes: streamed messages one by one, and for a single answer all messages joined.
private final class EchoServer {
  var streams: ServerStreams
  var buffer: ReceiveBuffer
  var out: [UInt8] = []
  var calls: [ServerStreams.CallID: (shape: MethodShape, joined: [UInt8])] = [:]

  init(limits: Limits) {
    streams = ServerStreams(limits: limits)
    buffer = ReceiveBuffer(limits: limits)
  }

  /// Takes in bytes; false once the connection must be closed.
  func take(_ bytes: some Sequence<UInt8>) -> Bool {
    for (step, payload) in buffer.take(bytes) {
      switch step {
      case .frame(let header, _, _): handle(receive(header, payload), payload)
      case .oversized(let header, _): handle(streams.receiveOversized(header), [])
      case .violation: return false
      case .discard, .needMore: break
      }
    }
    return true
  }

  private func receive(_ header: FrameHeader, _ payload: [UInt8]) -> ServerStreams.Event {
    payload.withUnsafeBytes { streams.receive(header, payload: $0) }
  }

  private func handle(_ event: ServerStreams.Event, _ payload: [UInt8]) {
    switch event {
    case .request(let request):
      let method = String(decoding: payload[request.view.method], as: UTF8.self)
      guard let shape = MethodShape.allCases.first(where: { "\($0)" == method }) else {
        out += streams.refuse(request, Status(.unimplemented, method)).bytes()
        return
      }
      let first = streams.accept(request, as: shape)
      calls[request.call] = (shape, [])
      deliver(first, to: request.call, payload)
    case .deliver(let call, let delivery): deliver(delivery, to: call, payload)
    case .refuse(let frame): out += frame.bytes()
    case .abort(let call, let frame):
      calls[call] = nil
      out += frame.bytes()
    case .credit, .ignore: break
    }
  }

  private func deliver(
    _ delivery: ServerStreams.Delivery, to call: ServerStreams.CallID, _ payload: [UInt8]
  ) {
    guard let shape = calls[call]?.shape else {
      Issue.record("a message came for a call that is not open")
      return
    }
    if let range = delivery.message {
      let message = Array(payload[range])
      if shape.serverStreams {
        reply(streams.sendMessage(call, payloadByteCount: message.count), message, to: call)
      } else {
        calls[call]?.joined += message
      }
    }
    guard delivery.isLast, let joined = calls[call]?.joined else { return }
    calls[call] = nil
    if shape.serverStreams {
      reply(streams.finish(call), [], to: call)
    } else {
      reply(streams.respond(call, payloadByteCount: joined.count), joined, to: call)
    }
  }

  private func reply(
    _ reply: ServerStreams.Reply, _ message: [UInt8], to call: ServerStreams.CallID
  ) {
    switch reply {
    case .send(let frame): out += frame.bytes(payload: message)
    case .tooLarge(let frame):
      calls[call] = nil
      out += frame.bytes()
    case .gone: Issue.record("an open call must be able to answer")
    }
  }
}

@Suite("Conversations")
struct ConversationTests {
  @Test("calls of every shape, mixed and split anyhow, each get their own answer")
  func mixedCalls() throws {
    let seed = testSeed()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      try converse(&random, seed: seed)
    }
  }

  private func converse(_ random: inout SeededGenerator, seed: UInt64) throws {
    var client = ClientStreams(limits: .standard)
    let server = EchoServer(limits: .standard)
    let clientBuffer = ReceiveBuffer()
    var toSend: [UInt32: [[UInt8]]] = [:]
    var expected: [UInt32: [UInt8]] = [:]
    var received: [UInt32: [UInt8]] = [:]
    var ended: [UInt32] = []
    var wire: [UInt8] = []

    for _ in 0..<20 {
      let shape = MethodShape.allCases.randomElement(using: &random) ?? .unary
      let messages = (0..<(shape.clientStreams ? Int.random(in: 0...4, using: &random) : 1)).map { _ in
        (0..<Int.random(in: 0...20, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      }
      let first = shape.clientStreams ? [] : messages[0]
      let request = RequestEnvelope(service: "echo", method: "\(shape)")
      let frame = try client.open(shape, request, payloadByteCount: first.count)
      wire += frame.bytes(payload: first)
      expected[frame.stream] = Array(messages.joined())
      if shape.clientStreams { toSend[frame.stream] = messages }
    }
    // Messages of the open streams, in any order among the streams.
    while let stream = toSend.keys.sorted().randomElement(using: &random) {
      if toSend[stream]?.isEmpty == true {
        toSend[stream] = nil
        wire += client.closeSend(stream)?.bytes() ?? []
      } else if let message = toSend[stream]?.removeFirst() {
        wire += try client.sendMessage(stream, payloadByteCount: message.count)?.bytes(payload: message) ?? []
      }
    }
    while !wire.isEmpty {
      let chunk = wire.prefix(Int.random(in: 1...min(64, wire.count), using: &random))
      wire.removeFirst(chunk.count)
      #expect(server.take(chunk), "seed \(seed)")
    }
    for (step, payload) in clientBuffer.take(server.out) {
      guard case .frame(let header, _, _) = step else { continue }
      switch try payload.withUnsafeBytes({ try client.receive(header, payload: $0) }) {
      case .response(let stream, let status, let range):
        #expect(status == .ok, "seed \(seed)")
        received[stream, default: []] += payload[range]
        ended.append(stream)
      case .message(let stream, let range, _): received[stream, default: []] += payload[range]
      case .end(let stream):
        received[stream, default: []] += []
        ended.append(stream)
      case .goAway, .ignore: Issue.record("every frame of an answer means something, seed \(seed)")
      }
    }
    #expect(received == expected, "seed \(seed)")
    #expect(ended.sorted() == expected.keys.sorted(), "seed \(seed)")
    #expect(client.openCount == 0 && server.streams.openCount == 0, "seed \(seed)")
  }

  @Test("broken conversations never crash the server, and every frame it sends is a legal one")
  func brokenConversations() throws {
    let seed = testSeed()
    var random = SeededGenerator(seed: seed)
    let limits = Limits.with {
      $0.frameBytesMax = 200
      $0.streamsPerConnectionMax = 4
    }
    for _ in 0..<3_000 {
      let server = EchoServer(limits: limits)
      var bytes: [UInt8] = []
      for _ in 0..<12 { bytes += Self.randomFrame(&random) }
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      while !bytes.isEmpty {
        let chunk = bytes.prefix(Int.random(in: 1...100, using: &random))
        bytes.removeFirst(chunk.count)
        guard server.take(chunk) else { break }
        #expect(server.streams.openCount <= 4, "seed \(seed)")
        #expect(server.streams.openCount == server.calls.count, "seed \(seed)")
      }
      let sent = ReceiveBuffer(limits: limits)
      for (step, payload) in sent.take(server.out) {
        guard case .frame(let header, _, _) = step else {
          Issue.record("the server sent \(step), seed \(seed)")
          continue
        }
        #expect(header.type == .response || header.type == .data, "seed \(seed)")
        if header.type == .response { _ = try EnvelopeTests.decodeResponse(payload) }
      }
      #expect(sent.bytes.isEmpty, "seed \(seed)")
      #expect(server.streams.connectionClosed().count == server.calls.count, "seed \(seed)")
    }
  }

  /// A frame that is often right: few streams, so that frames meet, and any flags.
  private static func randomFrame(_ random: inout SeededGenerator) -> [UInt8] {
    let stream =
      UInt32.random(in: 0...7, using: &random) | (UInt32.random(in: 0...9, using: &random) == 0 ? 0 : 1)
    let flags = FrameFlags(rawValue: UInt8.random(in: 0...7, using: &random))
    let payload = [UInt8](repeating: 0xaa, count: Int.random(in: 0...240, using: &random))
    let shape = MethodShape.allCases.randomElement(using: &random) ?? .unary
    switch Int.random(in: 0...9, using: &random) {
    case 0...3:
      return frame(.request, stream: stream, flags: flags, requestBytes("echo", "\(shape)", payload: payload))
    case 4...8: return frame(.data, stream: stream, flags: flags, payload)
    default:
      return frame(FrameType(rawValue: UInt8.random(in: 0...255, using: &random)), stream: stream, payload)
    }
  }
}
