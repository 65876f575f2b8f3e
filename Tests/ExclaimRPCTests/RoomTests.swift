import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Synchronization
import Testing

/// Streamed answers that do not wait for their reader for ever.
@Suite struct RoomTests {
  /// Waits for room for so long before each message, and says in a last one what came of it in the end.
  private static func counting(within patience: Duration, size: Int = 1) -> Registration {
    .serverStream(Echo.count) { request, responses, _ in
      let text = String(repeating: request.id, count: size)
      for number in 0..<request.revision {
        let waited = try await responses.room(within: patience)
        guard waited == .ready else { throw RPCError(.aborted, "\(waited) before \(number)") }
        let sent = try await responses.send(
          encoded: Echo.message(text, number).encoded(), within: patience)
        guard sent == .ready else { throw RPCError(.aborted, "\(sent) with \(number)") }
      }
    }
  }

  /// A client whose streams may send a byte, and then nothing until it grants more.
  private func open(_ raw: RawClient, _ count: UInt32) throws {
    try raw.send(frame(1, .request, 0, ConnectionService.hello(windowBytes: 1)))
    _ = try raw.receive()
    try raw.send(frame(3, .request, 1, request("Count", Echo.message("x", count))))
  }

  private func grant(_ stream: UInt32, _ bytes: UInt32) -> [UInt8] {
    frame(stream, .window, 0, withUnsafeBytes(of: bytes.bigEndian) { Array($0) })
  }

  @Test("a handler hears that its reader takes nothing, and the reader hears why the stream ended")
  func stalled() async throws {
    try await TestServer.run(ConnectionService.registrations + [Self.counting(within: .milliseconds(20))]) {
      server in
      try await server.raw { raw in
        try open(raw, 5)
        #expect(try raw.receive().header.type == .data)
        let end = try raw.receive()
        #expect(end.header.stream == 3)
        #expect(try end.status() == Status(.aborted, "stalled before 1"))
      }
    }
  }

  @Test("a reader that takes something in time gets all of it")
  func granted() async throws {
    try await TestServer.run(ConnectionService.registrations + [Self.counting(within: .seconds(600))]) {
      server in
      try await server.raw { raw in
        try open(raw, 50)
        for _ in 0..<50 {
          #expect(try raw.receive().header.type == .data)
          try raw.send(grant(3, 10))
        }
        #expect(try raw.receive().header.flags.contains(.remoteClosed))
      }
    }
  }

  @Test("a drain wakes a handler that waits for a reader, and does not wait for it")
  func drained() async throws {
    let registrations = ConnectionService.registrations + [Self.counting(within: .seconds(600))]
    try await TestServer.run(registrations) { server in
      let raw = try await server.raw { raw in
        try open(raw, 5)
        _ = try raw.receive()
        return raw
      }
      await server.server.drain(within: .seconds(600))
      try await blocking {
        #expect(try raw.receive().status() == Status(.aborted, "draining before 1"))
        try raw.waitForClose()
      }
    }
  }

  @Test("of many streams on one connection that wait for room each goes on, whatever the others wait for")
  func crowd() async throws {
    try await TestServer.run([Self.counting(within: .seconds(600), size: 100_000)]) { server in
      try await server.raw { raw in
        let streams = (0..<200).map { UInt32(2 * $0 + 1) }
        for stream in streams {
          try raw.send(frame(stream, .request, 1, request("Count", Echo.message("x", 5))))
        }
        var counts: [UInt32: Int] = [:]
        var ends = 0
        while ends < streams.count {
          let frame = try raw.receive()
          #expect(frame.header.type == .data)
          if frame.header.flags.contains(.remoteClosed) {
            ends += 1
          } else {
            counts[frame.header.stream, default: 0] += 1
          }
        }
        #expect(counts.count == streams.count && counts.values.allSatisfy { $0 == 5 })
      }
    }
  }
}
