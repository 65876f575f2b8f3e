import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Testing

@Suite struct DrainTests {
  @Test("a drain lets calls that were accepted finish, and takes no new ones")
  func finishesAccepted() async throws {
    let accepted = Event()
    let mayAnswer = Event()
    let registrations: [Registration] = [
      .unary(Echo.unary) { request, _ in
        accepted.happen()
        await mayAnswer.wait()
        return .message(request)
      }
    ]
    try await TestServer.run(registrations) { server in
      let raw = try await server.raw { raw in
        try raw.send(frame(1, .request, 0, request("Unary", Echo.message("slow"))))
        return raw
      }
      await accepted.wait()
      async let drained: Void = server.server.drain(within: .seconds(60))
      try await blocking {
        var refusal: Status
        var stream: UInt32 = 3
        repeat {
          try raw.send(frame(stream, .request, 0, request("NoSuch")))
          refusal = try raw.receive().status()
          stream += 2
        } while refusal.code == .unimplemented
        #expect(refusal.code == .unavailable)
        #expect(throws: ConnectError.noServer(path: server.path)) { try Connection(path: server.path) }
      }
      mayAnswer.happen()
      let answer = try await blocking {
        let answer = try raw.receive().message()
        try raw.waitForClose()
        return answer
      }
      #expect(answer.id == "slow")
      await drained
    }
  }

  @Test("a drain ends calls that do not finish in time")
  func endsOthers() async throws {
    let accepted = Event()
    let cancelled = Event()
    let registrations: [Registration] = [
      .unary(Echo.unary) { request, _ in
        accepted.happen()
        do { try await Task.sleep(for: .seconds(600)) } catch { cancelled.happen() }
        return .message(request)
      }
    ]
    try await TestServer.run(registrations) { server in
      let raw = try await server.raw { raw in
        try raw.send(frame(1, .request, 0, request("Unary")))
        return raw
      }
      await accepted.wait()
      await server.server.drain(within: .milliseconds(20))
      await cancelled.wait()
      try await blocking { try raw.waitForClose() }
      #expect(server.server.connectionCount == 0)
    }
  }

  @Test("a drain closes idle connections at once")
  func closesIdle() async throws {
    try await TestServer.run { server in
      let raw = try await server.raw { raw in
        try raw.send(frame(1, .request, 0, request("Unary")))
        _ = try raw.receive()
        return raw
      }
      let clock = ContinuousClock()
      let time = await clock.measure { await server.server.drain(within: .seconds(600)) }
      #expect(time < .seconds(60))
      try await blocking { try raw.waitForClose() }
    }
  }
}
