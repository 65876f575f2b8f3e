import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Synchronization
import Testing

@Suite struct WindowTests {
  private static let text = Echo.message(String(repeating: "x", count: 996))
  private static var messageBytes: Int { text.encoded().count }

  /// Says the same text for ever, and counts.
  private static func endless(_ sent: Gauge) -> Registration {
    .serverStream(Echo.count) { _, responses, _ in
      while true {
        try await responses.send(text)
        sent.count.add(1, ordering: .relaxed)
      }
    }
  }

  private final class Gauge: Sendable {
    let count = Atomic<Int>(0)
  }

  private func grant(_ stream: UInt32, _ bytes: UInt32) -> [UInt8] {
    frame(stream, .window, 0, withUnsafeBytes(of: bytes.bigEndian) { Array($0) })
  }

  /// Reads what comes for a stream until another one is answered, and counts.
  private func framesBeforeAnswer(_ raw: RawClient, to probe: UInt32) throws -> Int {
    try raw.send(frame(probe, .request, 0, request("Unary", Echo.message("probe"))))
    var count = 0
    while try raw.receive().header.stream != probe { count += 1 }
    return count
  }

  @Test("a stream sends as far as its window, waits for a grant, and goes on as far as that")
  func grants() async throws {
    let sent = Gauge()
    let registrations = ConnectionService.registrations + [Self.endless(sent), Echo.registrations[0]]
    try await TestServer.run(registrations) { server in
      try await server.raw { raw in
        // Three messages and a byte: the fourth may begin, for there is still credit.
        try raw.send(
          frame(1, .request, 0, ConnectionService.hello(windowBytes: UInt32(3 * Self.messageBytes + 1))))
        _ = try raw.receive()
        try raw.send(frame(3, .request, 1, request("Count")))
        for _ in 0..<4 { #expect(try raw.receive().header.stream == 3) }
        #expect(try framesBeforeAnswer(raw, to: 5) == 0)
        // The credit is one message less a byte below zero: so much makes up for it, and leaves one byte.
        try raw.send(grant(3, UInt32(Self.messageBytes)))
        #expect(try raw.receive().header.stream == 3)
        #expect(try framesBeforeAnswer(raw, to: 7) == 0)
        try raw.send(grant(3, UInt32(Self.messageBytes) - 1))
        #expect(try framesBeforeAnswer(raw, to: 9) == 0, "a credit of nothing lets nothing out")
        try raw.send(grant(3, 1))
        #expect(try raw.receive().header.stream == 3)
      }
    }
  }

  @Test("a grant of another length ends its call; one for another stream, or without Hello, means nothing")
  func oddGrants() async throws {
    let sent = Gauge()
    let registrations = ConnectionService.registrations + [Self.endless(sent), Echo.registrations[0]]
    try await TestServer.run(registrations) { server in
      try await server.raw { raw in
        try raw.send(grant(1, 5) + frame(1, .window, 0, [1]))
        try raw.send(frame(1, .request, 0, ConnectionService.hello(windowBytes: 1)))
        _ = try raw.receive()
        try raw.send(frame(3, .request, 1, request("Count")))
        #expect(try raw.receive().header.stream == 3)
        try raw.send(grant(99, 1_000_000))
        #expect(try framesBeforeAnswer(raw, to: 5) == 0)
        try raw.send(frame(3, .window, 0, [0, 0, 1]))
        let refusal = try raw.receive()
        #expect(refusal.header.stream == 3)
        #expect(try refusal.status().code == .invalidArgument)
      }
    }
  }

  @Test("a client that reads one stream slowly gets others' answers at once, and the whole stream in the end")
  func client() async throws {
    let registrations = ConnectionService.registrations + Echo.registrations
    try await TestServer.run(registrations) { server in
      let count: UInt32 = 2_000
      try await server.client { client in
        try client.hello(client: "test", windowBytes: 10_000)
        let slow = try client.serverStream(Echo.count, Echo.message(Self.text.id, count))
        var received: UInt32 = 0
        while let message = try slow.next() {
          #expect(message.revision == received)
          received += 1
          if received % 100 == 0 {
            #expect(try client.unary(Echo.unary, Echo.message("quick")).id == "quick")
          }
        }
        #expect(received == count)
      }
    }
  }
}
