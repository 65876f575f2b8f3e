import ExclaimWire
import Testing

@Suite("A client's streams")
struct ClientStreamsTests {
  let streams = ClientSide()
  let request = RequestEnvelope(service: "s", method: "m")

  @Test("calls get odd stream numbers, rising")
  func numbers() throws {
    #expect(try (0..<3).map { _ in try streams.open(.unary, request).stream } == [1, 3, 5])
    #expect(streams.streams.openCount == 3)
  }

  @Test(
    "a request says by its flags what the client will send",
    arguments: [
      (MethodShape.unary, 0x00), (.serverStream, 0x01), (.clientStream, 0x06), (.bidirectional, 0x06),
    ] as [(MethodShape, UInt8)])
  func flags(shape: MethodShape, flags: UInt8) throws {
    let frame = try streams.open(shape, request)
    #expect(frame.bytes() == [0, 0, 0, 6, 0, 0, 0, 1, 0x01, flags, 0x0a, 1, 0x73, 0x12, 1, 0x6d])
  }

  @Test("a Response ends a call with its status, or with its message")
  func responses() throws {
    _ = try streams.open(.unary, request)
    _ = try streams.open(.unary, request)
    let failed = try streams.receive(frame(.response, stream: 3, encode(.failure(Status(.notFound, "no")))))
    #expect(failed == .response(stream: 3, Status(.notFound, "no"), payload: 0..<0))
    let done = try streams.receive(frame(.response, stream: 1, [0x12, 0x01, 0x07]))
    #expect(done == .response(stream: 1, .ok, payload: 2..<3))
    #expect(streams.streams.openCount == 0)
  }

  @Test("a streamed answer comes message by message and ends with the close")
  func streamedAnswer() throws {
    _ = try streams.open(.serverStream, request)
    #expect(
      try streams.receive(frame(.data, stream: 1, [1, 2]))
        == .message(stream: 1, payload: 0..<2, isLast: false))
    #expect(
      try streams.receive(frame(.data, stream: 1)) == .message(stream: 1, payload: 0..<0, isLast: false))
    #expect(try streams.receive(frame(.data, stream: 1, flags: .noData)) == .ignore)
    #expect(try streams.receive(frame(.data, stream: 1, flags: [.remoteClosed, .noData])) == .end(stream: 1))
    #expect(try streams.receive(frame(.data, stream: 1, [1])) == .ignore)
  }

  @Test("the close of a streamed answer may carry its last message")
  func closeWithPayload() throws {
    _ = try streams.open(.serverStream, request)
    #expect(
      try streams.receive(frame(.data, stream: 1, flags: .remoteClosed, [9]))
        == .message(stream: 1, payload: 0..<1, isLast: true))
    #expect(streams.streams.openCount == 0)
  }

  @Test("a client stream sends bare messages, then a close of no bytes")
  func sends() throws {
    _ = try streams.open(.clientStream, request)
    #expect(
      try streams.sendMessage(1, payloadByteCount: 1)?.bytes(payload: [7]) == frame(.data, stream: 1, [7]))
    #expect(streams.closeSend(1)?.bytes() == frame(.data, stream: 1, flags: [.remoteClosed, .noData]))
  }

  @Test("once the server has ended a call, what the client still sends is dropped")
  func endedByServer() throws {
    _ = try streams.open(.clientStream, request)
    _ = try streams.receive(frame(.response, stream: 1, encode(.failure(Status(.internal, "")))))
    #expect(try streams.sendMessage(1, payloadByteCount: 1) == nil)
    #expect(streams.closeSend(1) == nil)
  }

  @Test("frames of other types and for other streams are ignored")
  func ignores() throws {
    _ = try streams.open(.unary, request)
    #expect(try streams.receive(frame(FrameType(rawValue: 0x82), stream: 1, [1])) == .ignore)
    #expect(try streams.receive(frame(.response, stream: 3, [0xff])) == .ignore)
    #expect(try streams.receive(frame(.data, stream: 2, [0xff])) == .ignore)
    #expect(streams.streams.openCount == 1)
  }

  @Test("what comes for a call that was given up is ignored")
  func forgets() throws {
    _ = try streams.open(.unary, request)
    streams.forget(1)
    #expect(try streams.receive(frame(.response, stream: 1)) == .ignore)
  }

  @Test("a Response that does not decode, and Data on a unary call, are violations")
  func violations() throws {
    _ = try streams.open(.unary, request)
    #expect(throws: ProtocolViolation.dataOnSingleResponse(stream: 1)) {
      try streams.receive(frame(.data, stream: 1, [1]))
    }
    let error = #expect(throws: ProtocolViolation.self) {
      try streams.receive(frame(.response, stream: 1, [0x12]))
    }
    #expect(error.map { "\($0)" }?.contains("Response.payload") == true)
  }

  @Test("an answer over the limit fails its call")
  func oversizedAnswer() throws {
    _ = try streams.open(.unary, request)
    let header = FrameHeader(length: 4_194_305, stream: 1, type: .response)
    guard case .response(1, let status, _) = streams.receiveOversized(header) else {
      Issue.record("the call must fail")
      return
    }
    #expect(status.code == .resourceExhausted)
    #expect(streams.receiveOversized(header) == .ignore)
  }

  @Test("a request or message that just fits is sent; one byte more is refused with the limit by name")
  func outboundLimit() throws {
    let streams = ClientSide(.with { $0.frameBytesMax = 100 })
    #expect(try streams.open(.unary, request, payloadByteCount: 92).header.length == 100)
    let refused = #expect(throws: Status.self) { try streams.open(.unary, request, payloadByteCount: 93) }
    #expect(refused?.code == .resourceExhausted)
    #expect(refused?.message.contains("frameBytesMax") == true)
    #expect(streams.streams.openCount == 1)
    let stream = try streams.open(.clientStream, request).stream
    #expect(try streams.sendMessage(stream, payloadByteCount: 100) != nil)
    #expect(throws: Status.self) { try streams.sendMessage(stream, payloadByteCount: 101) }
  }

  @Test("a lost connection gives up every open call")
  func connectionClosed() throws {
    for _ in 0..<3 { _ = try streams.open(.unary, request) }
    streams.forget(3)
    #expect(streams.connectionClosed() == [1, 5])
    #expect(streams.streams.openCount == 0)
  }
}
