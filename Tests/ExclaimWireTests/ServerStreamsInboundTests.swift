import ExclaimWire
import Testing

@Suite("What a server makes of frames")
struct ServerStreamsInboundTests {
  let streams = ServerSide()

  // MARK: Opening

  @Test("a request asks for its method, and opens a call once accepted")
  func opens() throws {
    let bytes = frame(.request, stream: 7, requestBytes("s", "m", payload: [5, 6]))
    let request = try #require(streams.receive(bytes).request)
    #expect(request.call.stream == 7)
    #expect(streams.streams.openCount == 0)
    let first = streams.accept(request, as: .unary)
    #expect(first.isLast)
    let payload = try #require(first.message)
    #expect(Array(bytes.dropFirst(10))[payload] == [5, 6])
    #expect(streams.streams.isOpen(request.call))
  }

  @Test("a request that is refused leaves nothing behind, and its number can be used again")
  func refuses() throws {
    let request = try streams.offer(stream: 1)
    let answer = streams.streams.refuse(request, Status(.unimplemented, "no such method"))
    #expect(try status(of: answer) == Status(.unimplemented, "no such method"))
    #expect(answer.stream == 1)
    #expect(try streams.open(.unary, stream: 1).stream == 1)
  }

  @Test("even stream numbers and 0 are refused on their stream", arguments: [0, 2, UInt32.max - 1])
  func evenStreams(number: UInt32) throws {
    for bytes in [frame(.request, stream: number, requestBytes()), frame(.data, stream: number, [1])] {
      let refusal = try #require(streams.receive(bytes).refusal)
      #expect(refusal.stream == number)
      #expect(refusal.header.type == .response)
      #expect(try status(of: refusal).code == .invalidArgument)
    }
    #expect(streams.streams.openCount == 0)
  }

  @Test("a second request on an open stream ends that stream, since one Response answers both")
  func activeStream() throws {
    let first = try streams.open(.unary, stream: 3)
    let abortion = try #require(streams.receive(frame(.request, stream: 3, requestBytes())).abortion)
    #expect(abortion.call == first)
    #expect(try status(of: abortion.frame).code == .invalidArgument)
    #expect(streams.respond(first, payloadByteCount: 1) == .gone)
  }

  @Test("stream numbers may fall, and come again after their Response")
  func anyOrder() throws {
    for number: UInt32 in [9, 3, 0xffff_ffff, 1, 3] {
      let opened = try streams.open(.unary, stream: number)
      #expect(streams.respond(opened, payloadByteCount: 0).sent?.stream == number)
    }
  }

  @Test("a bad envelope is refused on its stream, and the connection lives on")
  func badEnvelope() throws {
    let refusal = try #require(streams.receive(frame(.request, stream: 5, [0xff])).refusal)
    #expect(refusal.stream == 5)
    #expect(try status(of: refusal).code == .invalidArgument)
    #expect(try streams.open(.unary, stream: 5).stream == 5)
  }

  @Test("exactly so many calls may be open, and one more is refused until one ends")
  func streamLimit() throws {
    let streams = ServerSide(.with { $0.streamsPerConnectionMax = 2 })
    let first = try streams.open(.unary, stream: 1)
    _ = try streams.open(.unary, stream: 3)
    let refusal = try #require(streams.receive(frame(.request, stream: 5, requestBytes())).refusal)
    let refused = try status(of: refusal)
    #expect(refused.code == .resourceExhausted)
    #expect(refused.message.contains("streamsPerConnectionMax"))
    #expect(streams.respond(first, payloadByteCount: 0).sent != nil)
    #expect(try streams.open(.unary, stream: 5).stream == 5)
  }

  @Test("a deadline that has passed already is answered at once, and one to come reaches the shell")
  func deadlines() throws {
    let late = streams.receive(frame(.request, stream: 1, requestBytes(timeoutNanoseconds: -1)))
    #expect(try status(of: #require(late.refusal)).code == .deadlineExceeded)
    let timely = streams.receive(frame(.request, stream: 1, requestBytes(timeoutNanoseconds: 1)))
    #expect(try #require(timely.request).view.timeout == .nanoseconds(1))
  }

  // MARK: First messages

  struct Opening: Sendable {
    let shape: MethodShape
    let flags: FrameFlags
    let payload: [UInt8]
    let hasMessage: Bool
    let isLast: Bool
  }

  @Test(
    "the payload of a request is a message just when peers mean one",
    arguments: [
      // Go, then Rust, open a client stream without a message; Go may also send one along.
      Opening(shape: .clientStream, flags: [.remoteOpen], payload: [], hasMessage: false, isLast: false),
      Opening(
        shape: .clientStream, flags: [.remoteOpen, .noData], payload: [], hasMessage: false, isLast: false),
      Opening(shape: .clientStream, flags: [.remoteOpen], payload: [1], hasMessage: true, isLast: false),
      Opening(
        shape: .clientStream, flags: [.remoteOpen, .noData], payload: [1], hasMessage: false, isLast: false),
      Opening(shape: .clientStream, flags: [.remoteClosed], payload: [1], hasMessage: true, isLast: true),
      Opening(shape: .clientStream, flags: [], payload: [1], hasMessage: true, isLast: true),
      Opening(shape: .bidirectional, flags: [.remoteOpen], payload: [], hasMessage: false, isLast: false),
      // A method that takes one message has it in the request, be it of no bytes.
      Opening(shape: .unary, flags: [], payload: [], hasMessage: true, isLast: true),
      Opening(shape: .unary, flags: [], payload: [1], hasMessage: true, isLast: true),
      Opening(shape: .serverStream, flags: [.remoteClosed], payload: [], hasMessage: true, isLast: true),
      Opening(shape: .serverStream, flags: [], payload: [1], hasMessage: true, isLast: true),
    ])
  func firstMessage(_ opening: Opening) throws {
    let request = try streams.offer(stream: 1, flags: opening.flags, payload: opening.payload)
    let first = streams.accept(request, as: opening.shape)
    #expect((first.message != nil) == opening.hasMessage)
    #expect((first.message?.count ?? 0) == (opening.hasMessage ? opening.payload.count : 0))
    #expect(first.isLast == opening.isLast)
  }

  // MARK: Data

  @Test(
    "messages of a client stream are delivered until it closes",
    arguments: [MethodShape.clientStream, .bidirectional])
  func deliversData(shape: MethodShape) throws {
    let opened = try streams.open(shape, stream: 1, flags: .remoteOpen, payload: [])
    guard case .deliver(let call, let message) = streams.receive(frame(.data, stream: 1, [1, 2, 3])) else {
      Issue.record("a message must be delivered")
      return
    }
    #expect(call == opened)
    #expect(message.message == 0..<3 && !message.isLast)
    let empty = streams.receive(frame(.data, stream: 1)).delivery
    #expect(empty?.message == 0..<0 && empty?.isLast == false)
    let close = streams.receive(frame(.data, stream: 1, flags: [.remoteClosed, .noData])).delivery
    #expect(close?.message == nil && close?.isLast == true)
    #expect(streams.streams.isOpen(opened))
  }

  @Test("the frame that closes a stream may carry the last message")
  func closeWithPayload() throws {
    _ = try streams.open(.clientStream, stream: 1, flags: .remoteOpen, payload: [])
    let last = streams.receive(frame(.data, stream: 1, flags: .remoteClosed, [8])).delivery
    #expect(last?.message == 0..<1 && last?.isLast == true)
  }

  @Test("a Data frame that says nothing is ignored")
  func emptyData() throws {
    let opened = try streams.open(.clientStream, stream: 1, flags: .remoteOpen, payload: [])
    #expect(streams.receive(frame(.data, stream: 1, flags: .noData)).isIgnored)
    #expect(streams.streams.isOpen(opened))
  }

  @Test("a message after the close ends the call, a second close does not")
  func dataAfterClose() throws {
    let opened = try streams.open(.clientStream, stream: 1, flags: .remoteOpen, payload: [])
    let close = frame(.data, stream: 1, flags: [.remoteClosed, .noData])
    #expect(streams.receive(close).delivery?.isLast == true)
    #expect(streams.receive(close).isIgnored)
    let abortion = try #require(streams.receive(frame(.data, stream: 1, [1])).abortion)
    #expect(abortion.call == opened)
    #expect(try status(of: abortion.frame).code == .invalidArgument)
  }

  @Test("Data on a unary call ends that call with INVALID_ARGUMENT, and no other")
  func dataOnUnary() throws {
    let opened = try streams.open(.unary, stream: 1)
    let other = try streams.open(.unary, stream: 3)
    let abortion = try #require(streams.receive(frame(.data, stream: 1, [1])).abortion)
    #expect(abortion.call == opened)
    #expect(abortion.frame.stream == 1)
    #expect(try status(of: abortion.frame).code == .invalidArgument)
    #expect(streams.streams.isOpen(other))
  }

  @Test("a second message on a server stream ends the call, a bare close does not")
  func dataOnServerStream() throws {
    let opened = try streams.open(.serverStream, stream: 1, flags: .remoteOpen)
    #expect(streams.receive(frame(.data, stream: 1, flags: [.remoteClosed, .noData])).isIgnored)
    #expect(streams.receive(frame(.data, stream: 1, [1])).abortion?.call == opened)
  }

  @Test("Data for a stream that ended, or never was, is dropped in silence")
  func lateData() throws {
    let opened = try streams.open(.clientStream, stream: 1, flags: .remoteOpen, payload: [])
    _ = streams.fail(opened, Status(.aborted, "enough"))
    #expect(streams.receive(frame(.data, stream: 1, [1])).isIgnored)
    #expect(streams.receive(frame(.data, stream: 1, flags: [.remoteClosed, .noData])).isIgnored)
    #expect(streams.receive(frame(.data, stream: 99, [1])).isIgnored)
  }

  @Test("frames of other types are ignored, on any stream", arguments: [0, 2, 4, 0x80, 0xff] as [UInt8])
  func otherTypes(type: UInt8) throws {
    let opened = try streams.open(.unary, stream: 1)
    for number: UInt32 in [0, 1, 2, 3] {
      #expect(streams.receive(frame(FrameType(rawValue: type), stream: number, [1])).isIgnored)
      let long = FrameHeader(length: 5_000_000, stream: number, type: FrameType(rawValue: type))
      #expect(streams.receiveOversized(long).isIgnored)
    }
    #expect(streams.streams.isOpen(opened))
  }

  // MARK: Frames over the limit

  @Test("a request over the limit is refused on its stream, with the limit by name")
  func oversizedRequest() throws {
    let event = streams.receiveOversized(FrameHeader(length: 4_194_305, stream: 9, type: .request))
    let refusal = try #require(event.refusal)
    #expect(refusal.stream == 9)
    let refused = try status(of: refusal)
    #expect(refused.code == .resourceExhausted)
    #expect(refused.message.contains("4194305") && refused.message.contains("frameBytesMax"))
  }

  @Test("a message over the limit ends its call; for an ended stream it is dropped")
  func oversizedData() throws {
    let header = FrameHeader(length: 4_194_305, stream: 1, type: .data)
    #expect(streams.receiveOversized(header).isIgnored)
    let opened = try streams.open(.clientStream, stream: 1, flags: .remoteOpen, payload: [])
    let abortion = try #require(streams.receiveOversized(header).abortion)
    #expect(abortion.call == opened)
    #expect(try status(of: abortion.frame).code == .resourceExhausted)
    #expect(!streams.streams.isOpen(opened))
  }

  @Test("an absurd length is answered on its stream whatever its type")
  func absurdLength() throws {
    let header = FrameHeader(length: 0x4745_5420, stream: 5, type: FrameType(rawValue: 0x50))
    #expect(try status(of: #require(streams.receiveOversized(header).refusal)).code == .resourceExhausted)
  }

  // MARK: The end

  @Test("a lost connection gives up every open call, once, and drops what they still answer")
  func connectionClosed() throws {
    let calls = try [1, 3, 5].map { try streams.open(.unary, stream: $0) }
    _ = streams.respond(calls[1], payloadByteCount: 0)
    #expect(Set(streams.connectionClosed()) == [calls[0], calls[2]])
    #expect(streams.connectionClosed().isEmpty)
    #expect(streams.respond(calls[0], payloadByteCount: 0) == .gone)
    #expect(streams.streams.openCount == 0)
  }

  @Test("a call is found by the stream it is open on")
  func findsByStream() throws {
    let opened = try streams.open(.unary, stream: 5)
    #expect(streams.streams.call(onStream: 5) == opened)
    #expect(streams.streams.call(onStream: 7) == nil)
  }
}
