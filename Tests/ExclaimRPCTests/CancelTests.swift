import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Glibc
import Testing

@Suite struct CancelTests {
  /// Waits until it is cancelled, and says so; what it says then comes too late.
  private static func patient(_ started: Event, _ stopped: Event, commits: Bool = false) -> Registration {
    .unary(Echo.unary) { request, context in
      if commits { context.beginCommit() }
      started.happen()
      // What was handed to the commit goes on.
      if !commits { try? await Task.sleep(for: .seconds(600)) }
      stopped.happen()
      return .message(request)
    }
  }

  private func writeState(_ status: Status) -> V1.WriteState? {
    CallError(status).details.compactMap { detail -> V1.WriteState? in
      guard detail.typeURL.hasSuffix("exclaim.v1.CallStopped") else { return nil }
      return (try? V1.CallStopped(decoding: detail.value, budgetBytes: 1_000))?.write
    }.first
  }

  @Test("Cancel ends a call, stops its work, and says that nothing was written")
  func cancels() async throws {
    let (started, stopped) = (Event(), Event())
    let registrations = ConnectionService.registrations + [Self.patient(started, stopped)]
    try await TestServer.run(registrations) { server in
      let raw = try await server.raw { raw in
        try raw.send(frame(1, .request, 0, request("Unary", Echo.message("work"))))
        return raw
      }
      await started.wait()
      try await blocking {
        try raw.send(frame(3, .request, 0, ConnectionService.cancel(1)))
        let ended = try raw.receive()
        #expect(ended.header.stream == 1)
        #expect(try ended.status().code == .cancelled)
        #expect(try self.writeState(ended.status()) == .notMade)
        let answer = try raw.receive()
        #expect(answer.header.stream == 3)
        #expect(try answer.message(V1.CancelResponse.self).outcome == .cancelled)
        // It has ended, so there is nothing left to call off.
        try raw.send(frame(5, .request, 0, ConnectionService.cancel(1)))
        #expect(try raw.receive().message(V1.CancelResponse.self).outcome == .notOpen)
      }
      await stopped.wait()
    }
  }

  @Test("what was handed to the commit is not called off: its own answer comes")
  func committing() async throws {
    let (began, mayAnswer) = (Event(), Event())
    let registrations =
      ConnectionService.registrations + [
        .unary(Echo.unary) { request, context in
          context.beginCommit()
          began.happen()
          await mayAnswer.wait()
          return .message(request)
        }
      ]
    try await TestServer.run(registrations) { server in
      let raw = try await server.raw { raw in
        try raw.send(frame(1, .request, 0, request("Unary", Echo.message("stored"))))
        return raw
      }
      await began.wait()
      try await blocking {
        try raw.send(frame(3, .request, 0, ConnectionService.cancel(1)))
        let answer = try raw.receive()
        #expect(answer.header.stream == 3)
        #expect(try answer.message(V1.CancelResponse.self).outcome == .committing)
      }
      // A handler whose task was cancelled does not wait on; so the event is what it waits for no longer.
      mayAnswer.happen()
      let answer = try await blocking { try raw.receive() }
      #expect(answer.header.stream == 1)
      #expect(try answer.message().id == "stored")
    }
  }

  @Test("a deadline that passes says what became of the write", arguments: [true, false])
  func deadline(commits: Bool) async throws {
    let (began, never) = (Event(), Event())
    let registration = Registration.unary(Echo.unary) { request, context in
      if commits { context.beginCommit() }
      began.happen()
      await withTaskCancellationHandler {
        await never.wait()
      } onCancel: {
        never.happen()
      }
      return .message(request)
    }
    try await TestServer.run([registration]) { server in
      let status = try await server.raw { raw in
        try raw.send(frame(1, .request, 0, request("Unary", Echo.message(""), timeout: 20_000_000)))
        return try raw.receive().status()
      }
      #expect(status.code == .deadlineExceeded)
      #expect(writeState(status) == (commits ? .committing : .notMade))
      #expect(status.message.contains(commits ? "handed to the commit" : "it wrote nothing"))
    }
  }

  @Test("a client's stream that is dropped before its end stops the work on the server")
  func dropped() async throws {
    let stopped = Event()
    let registrations =
      ConnectionService.registrations + [
        .serverStream(Echo.count) { request, responses, _ in
          defer { stopped.happen() }
          while true { try await responses.send(request) }
        }, Echo.registrations[0],
      ]
    try await TestServer.run(registrations) { server in
      try await server.client { client in
        var stream: ResponseStream<Echo.Text>? = try client.serverStream(Echo.count, Echo.message("more"))
        #expect(try stream?.next()?.id == "more")
        stream = nil
        #expect(try client.unary(Echo.unary, Echo.message("after")).id == "after")
      }
      await stopped.wait()
    }
  }

  @Test("a wish to stop calls off the call that is waited for, and the connection lives on")
  func interrupted() async throws {
    let (started, stopped) = (Event(), Event())
    let registrations =
      ConnectionService.registrations + [
        Self.patient(started, stopped), .clientStream(Echo.join) { _, _ in .message(Echo.message("next")) },
      ]
    try await TestServer.run(registrations) { server in
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      let (wish, wished) = (ends[0], ends[1])
      defer { for end in [wish, wished] { close(end) } }
      async let failure = blocking { [path = server.path] in
        let client = try Connection(path: path, interruption: wish)
        let failure = #expect(throws: CallError.self) { try client.unary(Echo.unary, Echo.message("work")) }
        #expect(try client.clientStream(Echo.join).finish().id == "next")
        return failure
      }
      await started.wait()
      #expect(write(wished, "!", 1) == 1)
      let code = try await failure?.code
      #expect(code == .cancelled)
      await stopped.wait()
    }
  }

  @Test("a drain tells those who asked for it, and only those")
  func goAway() async throws {
    let (told, untold, mayAnswer) = (Event(), Event(), Event())
    let registrations =
      ConnectionService.registrations + [
        .unary(Echo.unary) { request, _ in
          (request.id == "told" ? told : untold).happen()
          await mayAnswer.wait()
          return .message(request)
        }
      ]
    try await TestServer.run(registrations) { server in
      let (raw, plain) = try await server.raw { raw in
        let hello = ConnectionService.hello(windowBytes: 1_000, goAway: true)
        try raw.send(frame(1, .request, 0, hello))
        _ = try raw.receive()
        let plain = try RawClient(server.path)
        try raw.send(frame(3, .request, 0, request("Unary", Echo.message("told"))))
        try plain.send(frame(3, .request, 0, request("Unary", Echo.message("untold"))))
        return (raw, plain)
      }
      await told.wait()
      await untold.wait()
      async let drained: Void = server.server.drain(within: .seconds(60))
      try await blocking {
        let notice = try raw.receive()
        #expect(notice.header.type == .goAway && notice.header.stream == 0 && notice.payload.isEmpty)
        try raw.send(frame(5, .request, 0, request("Unary", Echo.message("new"))))
        #expect(try raw.receive().status().code == .unavailable)
      }
      mayAnswer.happen()
      let texts = try await blocking { try [raw, plain].map { try $0.receive().message().id } }
      #expect(texts == ["told", "untold"])
      await drained
    }
  }
}
