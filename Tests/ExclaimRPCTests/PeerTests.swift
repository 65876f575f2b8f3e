import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Testing

/// What peers do right in odd ways, and what they do wrong. Every test ends with another client being served.
@Suite struct PeerTests {
  private func talk(
    limits: Limits = .standard, _ body: @escaping @Sendable (RawClient) throws -> Void
  ) async throws {
    try await TestServer.run(limits: limits) { server in
      try await server.raw(body)
      #expect(try await server.servesOthers())
    }
  }

  private static let hello = request("Unary", Echo.message("hello"))

  @Test("a request that drips in byte by byte is answered")
  func dripped() async throws {
    try await talk { raw in
      for byte in frame(1, .request, 0, Self.hello) { try raw.send([byte]) }
      #expect(try raw.receive().message().id == "hello")
    }
  }

  @Test("many requests in one write are all answered, in order")
  func coalesced() async throws {
    try await talk { raw in
      try raw.send((0..<100).flatMap { frame($0 * 2 + 1, .request, 0, Self.hello) })
      for number in 0..<100 as Range<UInt32> {
        #expect(try raw.receive().header.stream == number * 2 + 1)
      }
    }
  }

  @Test("a frame cut off by the end of the connection does no harm")
  func cut() async throws {
    try await talk { raw in
      try raw.send(Array(frame(1, .request, 0, Self.hello).dropLast(3)))
      raw.halfClose()
      try raw.waitForClose()
    }
  }

  @Test("a frame one byte over the limit is refused on its stream, and the connection goes on")
  func oversized() async throws {
    try await talk { raw in
      let byteCount = Limits.standard.frameBytesMax + 1
      try raw.send(frame(1, .request, 0, [UInt8](repeating: 0, count: byteCount)))
      try raw.send(frame(3, .request, 0, Self.hello))
      let refusal = try raw.receive()
      #expect(refusal.header.stream == 1)
      let limit = CallError(try refusal.status()).limit
      #expect(limit?.limit == "frameBytesMax")
      #expect(limit?.value == Int64(Limits.standard.frameBytesMax))
      #expect(try raw.receive().message().id == "hello")
    }
  }

  @Test("a length no frame can have is answered, and the connection closed")
  func absurd() async throws {
    try await talk { raw in
      try raw.send(frame(1, .request, 0, length: 1 << 24))
      #expect(try raw.receive().status().code == .resourceExhausted)
      try raw.waitForClose()
    }
  }

  @Test("frames of unknown types are ignored")
  func unknownType() async throws {
    try await talk { raw in
      try raw.send(frame(1, FrameType(rawValue: 0x90), 0, [1, 2, 3]) + frame(1, .request, 0, Self.hello))
      #expect(try raw.receive().message().id == "hello")
    }
  }

  @Test("even streams, and stream 0, are refused")
  func evenStreams() async throws {
    try await talk { raw in
      for stream in [0, 2] as [UInt32] {
        try raw.send(frame(stream, .request, 0, Self.hello))
        let refusal = try raw.receive()
        #expect(refusal.header.stream == stream)
        #expect(try refusal.status().code == .invalidArgument)
      }
    }
  }

  @Test("stream numbers may fall and come again, but not while their call is open")
  func reusedStreams() async throws {
    try await talk { raw in
      for stream in [9, 9, 3] as [UInt32] {
        try raw.send(frame(stream, .request, 0, Self.hello))
        #expect(try raw.receive().header.stream == stream)
      }
      try raw.send(frame(5, .request, 0x06, request("Chat")) + frame(5, .request, 0, Self.hello))
      #expect(try raw.receive().status().code == .invalidArgument)
      try raw.send(frame(5, .request, 0, Self.hello))
      #expect(try raw.receive().message().id == "hello")
    }
  }

  @Test("an envelope or a message that is malformed, or not UTF-8, is INVALID_ARGUMENT")
  func malformed() async throws {
    try await talk { raw in
      let badName = [0x0a, 2, 0xff, 0xfe] as [UInt8]
      let noEnvelope = [0xff, 0xff, 0xff] as [UInt8]
      let prefix = request("Unary")
      let badText = prefix + [0x1a, 3, 0x0a, 1, 0xff]
      let badMessage = prefix + [0x1a, 2, 0x0a, 0x7f]
      for payload in [badName, noEnvelope, badText, badMessage] {
        try raw.send(frame(1, .request, 0, payload))
        #expect(try raw.receive().status().code == .invalidArgument)
      }
    }
  }

  @Test("text that is not UTF-8 is refused with its field in the details")
  func badText() async throws {
    try await talk { raw in
      try raw.send(frame(1, .request, 0, request("Unary") + [0x1a, 3, 0x0a, 1, 0xff]))
      let error = CallError(try raw.receive().status())
      #expect(error.code == .invalidArgument)
      #expect(error.problems.map(\.field) == ["id"])
      #expect(error.problems.map(\.code) == [3])
      #expect(error.problems.allSatisfy { !$0.reason.isEmpty && !$0.remedy.isEmpty })
    }
  }

  @Test("a message that is malformed in the middle of a stream ends the call")
  func malformedInStream() async throws {
    try await talk { raw in
      try raw.send(frame(1, .request, 0x06, request("Join")) + frame(1, .data, 0, [0x0a, 0x7f]))
      #expect(try raw.receive().status().code == .invalidArgument)
    }
  }

  @Test("Data on a unary call ends that call")
  func dataOnUnary() async throws {
    let registration = Registration.unary(Echo.unary) { request, _ in
      // Ends by cancellation alone.
      try await Task.sleep(for: .seconds(600))
      return .message(request)
    }
    try await TestServer.run([registration]) { server in
      try await server.raw { raw in
        try raw.send(frame(1, .request, 0, Self.hello) + frame(1, .data, 0, [1]))
        #expect(try raw.receive().status().code == .invalidArgument)
      }
    }
  }

  @Test("a client stream opens as Go opens it, and as Rust does", arguments: [0x02, 0x06] as [UInt8])
  func openForms(flags: UInt8) async throws {
    try await talk { raw in
      let message = Echo.message("a").encoded()
      try raw.send(frame(1, .request, flags, request("Join")))
      try raw.send(frame(1, .data, 0, message) + frame(1, .data, 0x01, message))
      #expect(try raw.receive().message() == Echo.message("aa", 2))
    }
  }

  @Test("a timeout below zero has passed already")
  func negativeTimeout() async throws {
    try await talk { raw in
      try raw.send(frame(1, .request, 0, request("Unary", timeout: -1)))
      #expect(try raw.receive().status().code == .deadlineExceeded)
    }
  }

  @Test("the longest timeout that can be sent is none")
  func endlessTimeout() async throws {
    try await talk { raw in
      try raw.send(frame(1, .request, 0x06, request("Chat", timeout: .max)) + frame(1, .data, 0x05))
      #expect(try raw.receive().header.flags.rawValue == 0x05)
    }
  }

  @Test("late Data for a call that has ended is dropped in silence")
  func lateData() async throws {
    try await talk { raw in
      try raw.send(
        frame(1, .request, 0, Self.hello) + frame(1, .data, 0, [1, 2]) + frame(3, .request, 0, Self.hello))
      #expect(try raw.receive().header.stream == 1)
      #expect(try raw.receive().header.stream == 3)
    }
  }
}
