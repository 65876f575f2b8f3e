import ExclaimWire
import Testing

@Suite("Refusals by a limit")
struct LimitExceededTests {
  /// What a program reads of the limit that was met.
  private func expect(
    _ status: Status?, names limit: String, _ value: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(status?.code == .resourceExhausted, sourceLocation: sourceLocation)
    #expect(status?.details == [.limitExceeded(limit, value)], sourceLocation: sourceLocation)
    #expect(status?.message.contains(limit) == true, sourceLocation: sourceLocation)
  }

  @Test("the detail is an exclaim.v1.LimitExceeded: name in field 1, value in field 2")
  func goldenBytes() {
    let detail = AnyDetail.limitExceeded("ab", 300)
    #expect(detail.typeURL == "type.googleapis.com/exclaim.v1.LimitExceeded")
    #expect(detail.value == [0x0a, 2, 0x61, 0x62, 0x10, 0xac, 0x02])
  }

  @Test("a frame over the limit is refused with the limit in the details, request and message alike")
  func frames() throws {
    let streams = ServerSide()
    let request = streams.receiveOversized(FrameHeader(length: 4_194_305, stream: 9, type: .request))
    try expect(status(of: #require(request.refusal)), names: "frameBytesMax", 4_194_304)
    _ = try streams.open(.clientStream, stream: 1, flags: .remoteOpen, payload: [])
    let message = streams.receiveOversized(FrameHeader(length: 4_194_305, stream: 1, type: .data))
    try expect(status(of: #require(message.abortion).frame), names: "frameBytesMax", 4_194_304)
  }

  @Test("one call more than a connection may have is refused with the limit in the details")
  func streams() throws {
    let streams = ServerSide(.with { $0.streamsPerConnectionMax = 1 })
    _ = try streams.open(.unary, stream: 1)
    let event = streams.receive(frame(.request, stream: 3, requestBytes()))
    try expect(status(of: #require(event.refusal)), names: "streamsPerConnectionMax", 1)
  }

  @Test("metadata over a limit is refused with that limit in the details, and at the limit it is not")
  func metadata() throws {
    let streams = ServerSide(.with { ($0.metadataPairsMax, $0.metadataBytesMax) = (2, 100) })
    func send(_ metadata: [RequestEnvelope.Metadata]) -> ServerStreams.Event {
      streams.receive(frame(.request, stream: 1, requestBytes(metadata: metadata)))
    }
    let small = RequestEnvelope.Metadata(key: "k", value: "v")
    let large = RequestEnvelope.Metadata(key: "k", value: String(repeating: "v", count: 97))
    #expect(send([small, large]).request != nil)
    try expect(status(of: #require(send([small, small, small]).refusal)), names: "metadataPairsMax", 2)
    let larger = RequestEnvelope.Metadata(key: "kk", value: large.value)
    try expect(status(of: #require(send([small, larger]).refusal)), names: "metadataBytesMax", 100)
  }

  @Test("an answer over a frame fails with the limit in the details")
  func answers() throws {
    let streams = ServerSide()
    let opened = try streams.open(.serverStream, stream: 1)
    guard case .tooLarge(let instead) = streams.sendMessage(opened, payloadByteCount: 4_194_305) else {
      Issue.record("a message over the limit must not be sent")
      return
    }
    try expect(status(of: instead), names: "frameBytesMax", 4_194_304)
  }

  @Test("a client hears of its own limits in the same form")
  func client() throws {
    let streams = ClientSide()
    let envelope = RequestEnvelope(service: "s", method: "m")
    let status = #expect(throws: Status.self) {
      try streams.open(.unary, envelope, payloadByteCount: 4_194_304)
    }
    expect(status, names: "frameBytesMax", 4_194_304)
    let opened = try streams.open(.unary, envelope)
    let header = FrameHeader(length: 4_194_305, stream: opened.stream, type: .response)
    guard case .response(_, let answer, _) = streams.receiveOversized(header) else {
      Issue.record("an answer over the limit ends its call")
      return
    }
    expect(answer, names: "frameBytesMax", 4_194_304)
  }
}
