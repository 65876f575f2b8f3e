import ExclaimWire
import Testing

@Suite("What a server sends")
struct ServerStreamsOutboundTests {
  let streams = ServerSide()

  @Test("a unary answer is one Response with the message and no status")
  func unaryAnswer() throws {
    let opened = try streams.open(.unary, stream: 0x0102_0305)
    let answer = try #require(streams.respond(opened, payloadByteCount: 2).sent)
    #expect(
      answer.bytes(payload: [8, 9])
        == [0, 0, 0, 4, 1, 2, 3, 5, 0x02, 0x00] + [0x12, 0x02, 8, 9])
    #expect(answer.prefixByteCount == 12)
    #expect(!streams.streams.isOpen(opened))
  }

  @Test("an empty answer is a Response of no bytes at all")
  func emptyAnswer() throws {
    let opened = try streams.open(.unary, stream: 1)
    let answer = try #require(streams.respond(opened, payloadByteCount: 0).sent)
    #expect(answer.bytes() == [0, 0, 0, 0, 0, 0, 0, 1, 0x02, 0x00])
  }

  @Test(
    "a streamed answer is bare Data frames, then a close of no bytes",
    arguments: [MethodShape.serverStream, .bidirectional])
  func streamedAnswer(shape: MethodShape) throws {
    let opened = try streams.open(shape, stream: 1)
    let message = try #require(streams.sendMessage(opened, payloadByteCount: 2).sent)
    #expect(message.bytes(payload: [8, 9]) == [0, 0, 0, 2, 0, 0, 0, 1, 0x03, 0x00, 8, 9])
    let empty = try #require(streams.sendMessage(opened, payloadByteCount: 0).sent)
    #expect(empty.bytes() == [0, 0, 0, 0, 0, 0, 0, 1, 0x03, 0x00])
    let close = try #require(streams.finish(opened).sent)
    #expect(close.bytes() == [0, 0, 0, 0, 0, 0, 0, 1, 0x03, 0x05])
    #expect(!streams.streams.isOpen(opened))
  }

  @Test("an error is a Response that is not OK, for every shape of method", arguments: MethodShape.allCases)
  func errors(shape: MethodShape) throws {
    let opened = try streams.open(shape, stream: 1)
    let answer = try #require(streams.fail(opened, Status(.notFound, "no")).sent)
    #expect(
      answer.bytes()
        == [0, 0, 0, 8, 0, 0, 0, 1, 0x02, 0x00] + [0x0a, 0x06, 0x08, 0x05, 0x12, 0x02, 0x6e, 0x6f])
    #expect(!streams.streams.isOpen(opened))
  }

  @Test("an error can end a stream that has sent messages")
  func errorAfterMessages() throws {
    let opened = try streams.open(.serverStream, stream: 1)
    _ = try #require(streams.sendMessage(opened, payloadByteCount: 1).sent)
    #expect(try #require(streams.fail(opened, Status(.dataLoss, "rot")).sent).header.type == .response)
  }

  @Test("a server may answer a client stream before the client has closed it")
  func earlyAnswer() throws {
    let opened = try streams.open(.clientStream, stream: 1, flags: .remoteOpen, payload: [])
    #expect(streams.respond(opened, payloadByteCount: 1).sent != nil)
    #expect(streams.receive(frame(.data, stream: 1, [1])).isIgnored)
  }

  @Test("whatever a call sends after its end is dropped")
  func afterTheEnd() throws {
    let opened = try streams.open(.serverStream, stream: 1)
    _ = streams.finish(opened)
    #expect(streams.sendMessage(opened, payloadByteCount: 1) == .gone)
    #expect(streams.finish(opened) == .gone)
    #expect(streams.respond(opened, payloadByteCount: 1) == .gone)
    #expect(streams.fail(opened, Status(.internal, "late")) == .gone)
  }

  @Test("a late answer never reaches the next call on the same stream number")
  func reusedNumber() throws {
    let first = try streams.open(.unary, stream: 1)
    _ = streams.fail(first, Status(.deadlineExceeded, "time is up"))
    let second = try streams.open(.unary, stream: 1)
    #expect(streams.respond(first, payloadByteCount: 1) == .gone)
    #expect(!streams.streams.isOpen(first))
    #expect(streams.respond(second, payloadByteCount: 1).sent != nil)
  }

  // MARK: Frames over the limit

  @Test("an answer that just fits a frame is sent; one byte more becomes RESOURCE_EXHAUSTED")
  func answerLimit() throws {
    let streams = ServerSide(.with { $0.frameBytesMax = 120 })
    let fits = try streams.open(.unary, stream: 1)
    // Tag and length of the message take two of the bytes.
    let frame = try #require(streams.respond(fits, payloadByteCount: 118).sent)
    #expect(frame.header.length == 120)
    let over = try streams.open(.unary, stream: 3)
    guard case .tooLarge(let instead) = streams.respond(over, payloadByteCount: 119) else {
      Issue.record("an answer over the limit must not be sent")
      return
    }
    #expect(instead.payloadByteCount == 0)
    #expect(instead.header.length <= 120)
    #expect(try status(of: instead).code == .resourceExhausted)
    #expect(!streams.streams.isOpen(over))
  }

  @Test("the real limit holds for the frame, not for the message in it")
  func realAnswerLimit() throws {
    let fits = try streams.open(.unary, stream: 1)
    #expect(streams.respond(fits, payloadByteCount: 4_194_304 - 5).sent?.header.length == 4_194_304)
    let over = try streams.open(.unary, stream: 1)
    #expect(streams.respond(over, payloadByteCount: 4_194_304 - 4).sent == nil)
  }

  @Test("a streamed message that just fits is sent; one byte more ends the call")
  func messageLimit() throws {
    let opened = try streams.open(.serverStream, stream: 1)
    #expect(streams.sendMessage(opened, payloadByteCount: 4_194_304).sent?.header.length == 4_194_304)
    guard case .tooLarge(let instead) = streams.sendMessage(opened, payloadByteCount: 4_194_305) else {
      Issue.record("a message over the limit must not be sent")
      return
    }
    #expect(try status(of: instead).code == .resourceExhausted)
    #expect(!streams.streams.isOpen(opened))
  }

  @Test("an error text is sent whole at the limit, and cut to fit beyond it", arguments: [0, 1, 2, 500])
  func longError(over: Int) throws {
    let streams = ServerSide(.with { $0.frameBytesMax = 1_000 })
    let opened = try streams.open(.unary, stream: 1)
    // Two tags with lengths of two bytes each, and two bytes of code: eight before the text.
    let text = String(repeating: "é", count: (1_000 - 8) / 2) + String(repeating: "x", count: over)
    let frame = try #require(streams.fail(opened, Status(.internal, text)).sent)
    #expect(frame.header.length <= 1_000)
    let sent = try status(of: frame)
    #expect(sent.code == .internal)
    #expect((sent.message == text) == (over == 0))
    #expect(sent.message.hasPrefix("ééé"))
  }

  @Test("details that do not fit go, and the text stays")
  func longDetails() throws {
    let streams = ServerSide(.with { $0.frameBytesMax = 100 })
    let opened = try streams.open(.unary, stream: 1)
    let details = [AnyDetail(typeURL: "t", value: [UInt8](repeating: 1, count: 100))]
    let frame = try #require(streams.fail(opened, Status(.internal, "short", details: details)).sent)
    #expect(try status(of: frame) == Status(.internal, "short"))
  }

  // MARK: Our own mistakes

  @Test("a message sent with the wrong function stops the program, with the rule in words")
  func wrongOrder() async {
    await #expect(processExitsWith: .failure) {
      let streams = ServerSide()
      guard let opened = try? streams.open(.unary, stream: 1) else { return }
      _ = streams.sendMessage(opened, payloadByteCount: 1)
    }
    await #expect(processExitsWith: .failure) {
      let streams = ServerSide()
      guard let opened = try? streams.open(.serverStream, stream: 1) else { return }
      _ = streams.respond(opened, payloadByteCount: 1)
    }
    await #expect(processExitsWith: .failure) {
      let streams = ServerSide()
      guard let opened = try? streams.open(.clientStream, stream: 1) else { return }
      _ = streams.finish(opened)
    }
    await #expect(processExitsWith: .failure) {
      let streams = ServerSide()
      guard let opened = try? streams.open(.unary, stream: 1) else { return }
      _ = streams.fail(opened, .ok)
    }
  }
}
