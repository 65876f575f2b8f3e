import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Foundation
import Testing

@Suite struct ConnectionTests {
  @Test("an answer that drips in byte by byte is read")
  func dripped() async throws {
    let answer = try await ScriptedServer.run { server in
      try server.receive()
      for byte in ExclaimClientTests.answer(1, text("hello")) { try server.send([byte]) }
    } client: {
      try $0.unary(unary, text(""))
    }
    #expect(answer.id == "hello")
  }

  @Test("a request says what is called, with which metadata, and how long it may take")
  func envelope() async throws {
    try await ScriptedServer.run { server in
      let (header, payload) = try server.receive()
      let request = try payload.withUnsafeBytes {
        try RequestView(decoding: $0, limits: .standard).envelope(in: $0)
      }
      #expect(header == FrameHeader(length: UInt32(payload.count), stream: 1, type: .request))
      #expect(request.service == "test.Script" && request.method == "Unary")
      #expect(request.timeoutNanoseconds == 60_000_000_000)
      #expect(request.metadata == [.init(key: "k", value: "v")])
      try server.send(answer(1, text("")))
    } client: { client in
      let options = CallOptions(timeout: .seconds(60), metadata: [.init(key: "k", value: "v")])
      _ = try client.unary(unary, text("q"), options)
    }
  }

  @Test("what comes for other calls is kept until they ask")
  func interleaved() async throws {
    let answers = try await ScriptedServer.run { server in
      for _ in 0..<3 { try server.receive() }
      try server.send(frame(3, .data, 0, text("a").encoded()) + frame(1, .data, 0, text("b").encoded()))
      try server.send(
        frame(3, .data, 0x05) + answer(5, text("c")) + frame(1, .data, 0x01, text("d").encoded()))
    } client: { client in
      let first = try client.serverStream(count, text(""))
      let second = try client.serverStream(count, text(""))
      let third = try client.unary(unary, text(""))
      return try [third, first.next(), first.next(), first.next(), second.next(), second.next()].map {
        $0?.id
      }
    }
    #expect(answers == ["c", "b", "d", nil, "a", nil])
  }

  @Test("a call is given up when its time is up; its late answer harms no other")
  func deadline() async throws {
    let outcome = try await ScriptedServer.run { server in
      try server.receive()
      // The second request tells that the first was given up.
      try server.receive()
      try server.send(answer(1, text("late")) + answer(3, text("right")))
    } client: { client in
      let error = try #require(throws: CallError.self) {
        try client.unary(unary, text(""), CallOptions(timeout: .milliseconds(20)))
      }
      return (error.code, try client.unary(unary, text("")).id)
    }
    #expect(outcome.0 == .deadlineExceeded)
    #expect(outcome.1 == "right")
  }

  @Test("a stream whose time is up ends, and does not block again")
  func streamDeadline() async throws {
    try await ScriptedServer.run { server in
      server.waitForClose()
    } client: { client in
      let stream = try client.serverStream(count, text(""), CallOptions(timeout: .milliseconds(20)))
      let error = #expect(throws: CallError.self) { try stream.next() }
      #expect(error?.code == .deadlineExceeded)
      #expect(try stream.next() == nil)
    }
  }

  @Test("a call that is given no time is not sent", arguments: [Duration.zero, .seconds(-1)])
  func noTime(timeout: Duration) async throws {
    try await ScriptedServer.run { server in
      #expect(throws: POSIXError.self) { try server.receive() }
    } client: { client in
      let error = #expect(throws: CallError.self) {
        try client.unary(unary, text(""), CallOptions(timeout: timeout))
      }
      #expect(error?.code == .deadlineExceeded)
    }
  }

  @Test("a connection that is lost fails its calls, the later ones too, and says what to do")
  func lost() async throws {
    let errors = try await ScriptedServer.run { server in
      try server.receive()
    } client: { client in
      try (0..<2).map { _ in try #require(throws: CallError.self) { try client.unary(unary, text("")) } }
    }
    #expect(errors.map(\.code) == [.unavailable, .unavailable])
    #expect(errors[0].message.contains("connect again"))
  }

  @Test("a server that refuses the connection is heard out")
  func refused() async throws {
    let error = try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      let listener = try boundSocket(path)
      listen(listener, 8)
      defer { close(listener) }
      return try await blocking {
        let client = try Connection(path: path)
        let descriptor = accept(listener, nil, nil)
        let refusal = failure(1, Status(.resourceExhausted, "too many"))
        _ = send(descriptor, refusal, refusal.count, 0)
        close(descriptor)
        return try #require(throws: CallError.self) { try client.unary(unary, text("")) }
      }
    }
    #expect(error.code == .resourceExhausted && error.message == "too many")
  }

  @Test("details of an error come decoded, and as they were")
  func details() async throws {
    var problem = V1.FieldProblem()
    problem.reason = "why"
    var badRequest = V1.BadRequest()
    badRequest.problems = [problem]
    var limit = V1.LimitExceeded()
    limit.limit = "pageRecordsMax"
    let details = [
      AnyDetail(typeURL: "type.googleapis.com/exclaim.v1.BadRequest", value: badRequest.encoded()),
      AnyDetail(typeURL: "type.googleapis.com/exclaim.v1.LimitExceeded", value: limit.encoded()),
      AnyDetail(typeURL: "example.org/of.the.Future", value: [0xff]),
    ]
    let error = try await ScriptedServer.run { server in
      try server.receive()
      try server.send(failure(1, Status(.invalidArgument, "no", details: details)))
    } client: { client in
      try #require(throws: CallError.self) { try client.unary(unary, text("")) }
    }
    #expect(error.problems == [problem])
    #expect(error.limit == limit)
    #expect(error.details == details)
  }

  @Test("a server that breaks the protocol is told from one that fails a call", arguments: 0..<3)
  func violations(kind: Int) async throws {
    let bytes = [
      frame(1, .response, 0, [0x0a, 0x7f]), frame(1, .data, 0, []), [1, 0, 0, 0, 0, 0, 0, 1, 2, 0],
    ]
    let (error, broken) = try await ScriptedServer.run { server in
      try server.receive()
      try server.send(bytes[kind])
      server.waitForClose()
    } client: { client in
      (try #require(throws: CallError.self) { try client.unary(unary, text("")) }, client.brokenBy)
    }
    #expect(error.code == .internal)
    #expect(error == broken)
  }

  @Test("a large request and a large answer that cross on the way do not block each other")
  func crossing() async throws {
    let large = text(String(repeating: "x", count: 3_000_000))
    let answers = try await ScriptedServer.run { server in
      try server.receive()
      // Nothing is read before all of this is taken.
      try server.send(frame(1, .data, 0x01, large.encoded()))
      try server.receive()
      try server.send(answer(3, text("done")))
    } client: { client in
      let stream = try client.serverStream(count, text(""))
      return (try client.unary(unary, large), try stream.next())
    }
    #expect(answers.0.id == "done")
    #expect(answers.1 == large)
  }

  @Test("signals that interrupt a wait do not end it")
  func signals() async throws {
    signal(SIGUSR2) { _ in }
    let thread = ThreadSlot()
    let answer = try await ScriptedServer.run { server in
      try server.receive()
      for _ in 0..<20 {
        pthread_kill(thread.value, SIGUSR2)
        sched_yield()
      }
      try server.send(ExclaimClientTests.answer(1, text("still")))
    } client: { client in
      thread.value = pthread_self()
      return try client.unary(unary, text(""))
    }
    #expect(answer.id == "still")
  }
}

/// A thread's id: written before the request is sent, and read after it came.
private final class ThreadSlot: @unchecked Sendable {
  var value = pthread_self()
}

@Suite struct StreamTests {
  @Test("a stream that the server refuses half-way tells so where it sends, and where it finishes")
  func refusedStream() async throws {
    let errors = try await ScriptedServer.run { server in
      try server.receive()
      try server.receive()
      try server.send(failure(1, Status(.failedPrecondition, "stop")))
      server.waitForClose()
    } client: { client in
      let sink = try client.clientStream(join)
      let large = text(String(repeating: "x", count: 70_000))
      let sending = try #require(throws: CallError.self) { while true { try sink.send(large) } }
      return [sending, try #require(throws: CallError.self) { try sink.finish() }]
    }
    #expect(errors.map(\.message) == ["stop", "stop"])
  }

  @Test("an answer that comes before all was sent is the answer")
  func earlyAnswer() async throws {
    let answer = try await ScriptedServer.run { server in
      try server.receive()
      try server.send(ExclaimClientTests.answer(1, text("enough")))
      server.waitForClose()
    } client: { client in
      let sink = try client.clientStream(join)
      for _ in 0..<100 { try sink.send(text(String(repeating: "x", count: 70_000))) }
      return try sink.finish()
    }
    #expect(answer.id == "enough")
  }

  @Test("a client's stream opens without a message, and closes without one")
  func frames() async throws {
    try await ScriptedServer.run { server in
      #expect(try server.receive().header.flags.rawValue == 0x06)
      let (header, payload) = try server.receive()
      #expect(header.type == .data && header.flags == [])
      #expect(payload == text("m").encoded())
      let end = try server.receive().header
      #expect(end.type == .data && end.flags.rawValue == 0x05 && end.length == 0)
      try server.send(frame(1, .data, 0x05))
    } client: { client in
      let call = try client.bidirectional(chat)
      try call.send(text("m"))
      try call.closeSend()
      #expect(try call.next() == nil)
    }
  }

  @Test("an error ends a streamed answer after what came before it")
  func failedStream() async throws {
    try await ScriptedServer.run { server in
      try server.receive()
      try server.send(frame(1, .data, 0, text("one").encoded()) + failure(1, Status(.dataLoss, "torn")))
    } client: { client in
      let stream = try client.serverStream(count, text(""))
      #expect(try stream.next()?.id == "one")
      let error = #expect(throws: CallError.self) { try stream.next() }
      #expect(error?.code == .dataLoss)
      #expect(try stream.next() == nil)
    }
  }
}
