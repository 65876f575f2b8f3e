import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Glibc
import Testing

@Suite struct FailureTests {
  private func failure(
    _ registration: Registration, limits: Limits = .standard, text: String = "", timeout: Duration? = nil
  ) async throws -> CallError? {
    var failure: CallError?
    try await TestServer.run([registration], limits: limits) { server in
      failure = try await server.client { client in
        do throws(CallError) {
          _ = try client.unary(Echo.unary, Echo.message(text), CallOptions(timeout: timeout))
          return nil
        } catch {
          return error
        }
      }
    }
    return failure
  }

  @Test("what a handler throws reaches the caller with its details")
  func details() async throws {
    let failure = try await failure(
      .unary(Echo.unary) { _, _ in
        var problem = V1.FieldProblem()
        problem.field = "claim.speaker"
        var details = V1.BadRequest()
        details.problems = [problem]
        throw RPCError(.invalidArgument, "one field is wrong", details: [details])
      })
    #expect(failure?.code == .invalidArgument)
    #expect(failure?.message == "one field is wrong")
    #expect(failure?.problems.map(\.field) == ["claim.speaker"])
    #expect(failure?.details.map(\.typeURL) == ["type.googleapis.com/exclaim.v1.BadRequest"])
  }

  @Test("any other error goes through the mapping")
  func mapping() async throws {
    struct Strange: Error {}
    let failure = try await failure(.unary(Echo.unary) { _, _ in throw Strange() })
    #expect(failure?.code == .dataLoss)
    #expect(failure?.message == "mapped: Strange()")
  }

  @Test("an answer over a frame becomes RESOURCE_EXHAUSTED and names the limit")
  func oversizedReply() async throws {
    let limits = Limits.standard
    let registration = Registration.unary(Echo.unary) { request, _ -> Reply<Echo.Text> in
      .encoded([UInt8](repeating: 0, count: limits.frameBytesMax))
    }
    let failure = try await failure(registration)
    #expect(failure?.code == .resourceExhausted)
    #expect(failure?.limit?.limit == "frameBytesMax")
    #expect(failure?.limit?.value == Int64(limits.frameBytesMax))
  }

  @Test("a message that decodes to more memory than its budget is refused by the name of the limit")
  func overBudget() async throws {
    var limits = Limits.standard
    limits.arenaBytesMax = 10_000
    let echo = Registration.unary(Echo.unary) { request, _ in .message(request) }
    #expect(try await failure(echo, limits: limits, text: String(repeating: "x", count: 9_000)) == nil)
    let failure = try await failure(echo, limits: limits, text: String(repeating: "x", count: 10_001))
    #expect(failure?.code == .resourceExhausted)
    #expect(failure?.limit?.limit == "arenaBytesMax")
  }

  @Test("an unknown service and an unknown method are UNIMPLEMENTED, and the answer names what exists")
  func unimplemented() async throws {
    try await TestServer.run { server in
      let failures = try await server.client { client in
        try [("no.Such", "Unary"), (Echo.service, "NoSuch")].map { service, name in
          let method = Method<Echo.Text, Echo.Text>(service: service, name: name, shape: .unary)
          return try #require(throws: CallError.self) { try client.unary(method, Echo.message("")) }
        }
      }
      #expect(failures.map(\.code) == [.unimplemented, .unimplemented])
      #expect(failures[0].message.contains("no.Such") && failures[0].message.contains(Echo.service))
      #expect(failures[1].message.contains("NoSuch"))
      #expect(failures[1].message.contains("it has Unary, Count, Join, Chat;"))
    }
  }

  @Test("when the time is up the caller hears it at once, and the handler is cancelled")
  func deadline() async throws {
    let cancelled = Event()
    let registration = Registration.unary(Echo.unary) { request, context in
      do {
        try await Task.sleep(for: .seconds(600))
      } catch {
        #expect(context.isCancelled)
        cancelled.happen()
      }
      return .message(request)
    }
    try await TestServer.run([registration]) { server in
      // Bare, since a client of ours would not wait for the server's word.
      let status = try await server.raw { raw in
        try raw.send(frame(1, .request, 0, request("Unary", Echo.message(""), timeout: 30_000_000)))
        return try raw.receive().status()
      }
      #expect(status.code == .deadlineExceeded)
      await cancelled.wait()
      #expect(try await server.client { $0.brokenBy } == nil)
    }
  }

  @Test("of many calls only those whose time is up are ended, each at its time")
  func deadlines() async throws {
    try await TestServer.run(Echo.registrations) { server in
      let codes = try await server.raw { raw in
        // Chats that nobody feeds stay open. One write, and so one moment from which all deadlines count.
        let deadlines: [(stream: UInt32, milliseconds: Int64)] = [(1, 90), (3, 30), (5, 0)]
        try raw.send(
          deadlines.flatMap {
            frame($0.stream, .request, 0x06, request("Chat", timeout: $0.milliseconds * 1_000_000))
          })
        let ended = try [raw.receive(), raw.receive()]
        try raw.send(frame(5, .data, 0x05))
        return try ended.map { [$0.header.stream, UInt32(try $0.status().code.rawValue)] }
          + [[raw.receive().header.stream]]
      }
      #expect(codes == [[3, 4], [1, 4], [5]])
    }
  }

  @Test("a peer that goes away, wholly or by half, has its calls cancelled", arguments: [true, false])
  func peerGone(halfClose: Bool) async throws {
    let started = Event()
    let cancelled = Event()
    let registration = Registration.unary(Echo.unary) { request, _ in
      started.happen()
      try? await Task.sleep(for: .seconds(600))
      cancelled.happen()
      return .message(request)
    }
    try await TestServer.run([registration]) { server in
      let raw = try await server.raw { raw in
        try raw.send(frame(1, .request, 0, request("Unary")))
        return raw
      }
      await started.wait()
      if halfClose { raw.halfClose() } else { shutdown(raw.descriptor, Int32(SHUT_RDWR)) }
      await cancelled.wait()
      if halfClose { try await blocking { try raw.waitForClose() } }
      _ = raw
    }
  }
}
