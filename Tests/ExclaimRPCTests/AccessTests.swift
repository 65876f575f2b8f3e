import ExclaimClient
import ExclaimRPC
import ExclaimWire
import Glibc
import Synchronization
import Testing

@Suite struct AccessTests {
  /// Runs a server on which everybody has the role that the box holds.
  private func serve(
    _ role: RoleBox, limits: Limits = .standard, _ body: (TestServer) async throws -> Void
  ) async throws {
    let registrations = [
      Echo.registrations[0], Echo.registrations[1].requiring(.contributor), Echo.registrations[3],
    ]
    try await TestServer.run(registrations, limits: limits, roleOf: { _ in role.value.withLock { $0 } }, body)
  }

  private final class RoleBox: Sendable {
    let value: Mutex<AccessRole?>
    init(_ role: AccessRole?) { value = Mutex(role) }
  }

  @Test("each role may call what it and those before it may", arguments: AccessRole.allCases)
  func ladder(role: AccessRole) async throws {
    try await serve(RoleBox(role)) { server in
      try await server.client { client in
        _ = try client.unary(Echo.unary, Echo.message("read"))
        let stream = try client.serverStream(Echo.count, Echo.message("write", 1))
        if role >= .contributor {
          #expect(try stream.next()?.id == "write")
        } else {
          let error = #expect(throws: CallError.self) { try stream.next() }
          #expect(error?.code == .permissionDenied)
          #expect(error?.message.contains("takes the role contributor") == true)
          #expect(error?.message.contains("user \(getuid()) has the role reader") == true)
        }
      }
    }
  }

  @Test("who has no role is told so on connecting, and every refusal is counted")
  func noRole() async throws {
    try await serve(RoleBox(nil)) { server in
      for _ in 0..<3 {
        let error = try await server.client { client in
          #expect(throws: CallError.self) { try client.unary(Echo.unary, Echo.message("")) }
        }
        #expect(error?.code == .permissionDenied)
      }
      let users = await server.server.statistics().users
      #expect(users.map(\.refusalCount) == [3])
      #expect(server.server.connectionCount == 0)
    }
  }

  @Test("a role that changes holds at once for connections that are open; one that goes closes them")
  func changes() async throws {
    let role = RoleBox(.contributor)
    try await serve(role) { server in
      let client = try await server.raw { raw in
        try raw.send(frame(1, .request, 1, request("Count", Echo.message("write", 1))))
        #expect(try raw.receive().header.type == .data)
        _ = try raw.receive()
        return raw
      }
      role.value.withLock { $0 = .reader }
      await server.server.rolesChanged()
      try await blocking {
        try client.send(frame(3, .request, 1, request("Count", Echo.message("write", 1))))
        #expect(try client.receive().status().code == .permissionDenied)
        try client.send(frame(5, .request, 0x06, request("Chat")))
        try client.send(frame(7, .request, 0, request("Unary", Echo.message("still"))))
        #expect(try client.receive().message().id == "still")
      }
      role.value.withLock { $0 = nil }
      await server.server.rolesChanged()
      try await blocking {
        let ended = try client.receive()
        #expect(ended.header.stream == 5)
        #expect(try ended.status().code == .permissionDenied)
        try client.waitForClose()
      }
    }
  }

  @Test("the statistics count calls by method, end and time, and show what is open")
  func statistics() async throws {
    try await serve(RoleBox(.reader)) { server in
      let raw = try await server.raw { raw in
        for _ in 0..<5 {
          try raw.send(frame(1, .request, 0, request("Unary", Echo.message("a"))))
          _ = try raw.receive()
        }
        try raw.send(frame(3, .request, 0, request("Unary", nil) + [0x1A, 1, 0xFF]))
        #expect(try raw.receive().status().code == .invalidArgument)
        try raw.send(frame(5, .request, 1, request("Count", Echo.message("", 1))))
        #expect(try raw.receive().status().code == .permissionDenied)
        try raw.send(frame(9, .request, 0x06, request("Chat", timeout: 60_000_000_000)))
        try raw.send(frame(11, .request, 0, request("Unary", Echo.message("a"))))
        _ = try raw.receive()
        return raw
      }
      let statistics = await server.server.statistics()
      let unary = try #require(statistics.methods.first { $0.path == "test.Echo/Unary" })
      #expect(unary.callCount == 7)
      #expect(unary.errors.map(\.code) == [.invalidArgument] && unary.errors.map(\.count) == [1])
      #expect(unary.latency.reduce(0) { $0 + $1.count } == 7)
      let user = try #require(statistics.users.first)
      #expect(user.uid == getuid() && user.connectionCount == 1 && user.callCount == 1)
      #expect(user.refusalCount == 1)
      #expect(user.bytesInFlight == request("Chat", timeout: 60_000_000_000).count)
      let call = try #require(statistics.openCalls.first)
      #expect(call.method == "test.Echo/Chat" && call.id.stream == 9)
      #expect(call.timeLeft.map { $0 > .zero && $0 <= .seconds(60) } == true)
      _ = raw
    }
  }

  @Test("a user may have exactly the limit of bytes in flight, over all connections together")
  func bytesInFlight() async throws {
    let opening = request("Chat").count
    var limits = Limits.standard
    limits.bytesInFlightPerUIDMax = 2 * opening + 200_000
    let full = AnyDetail.limitExceeded("bytesInFlightPerUIDMax", limits.bytesInFlightPerUIDMax)
    try await serve(RoleBox(.admin), limits: limits) { server in
      try await server.raw { first in
        let second = try RawClient(server.path)
        let text = Echo.message(String(repeating: "x", count: 100_000 - 4))
        #expect(text.encoded().count == 100_000)
        for client in [first, second] {
          try client.send(frame(1, .request, 0x06, request("Chat")))
          try client.send(frame(1, .data, 0, text.encoded()))
          #expect(try client.receive().header.type == .data)
        }
        // The limit is reached: not a byte more, on either connection, until a call has ended.
        try second.send(frame(3, .request, 0, request("Unary", Echo.message("a"))))
        let refusal = try second.receive().status()
        #expect(refusal.code == .resourceExhausted)
        #expect(refusal.details == [full])
        try first.send(frame(1, .data, 0x05))
        _ = try first.receive()
        try second.send(frame(3, .request, 0, request("Unary", Echo.message("a"))))
        #expect(try second.receive().message().id == "a")
      }
    }
  }

  @Test("beginnings of frames count as well: with exactly the limit they may wait, and not with a byte more")
  func beginnings() async throws {
    var limits = Limits.standard
    limits.bytesInFlightPerUIDMax = 100_000
    try await serve(RoleBox(.admin), limits: limits) { server in
      let frame = frame(7, .request, 0, [UInt8](repeating: 0, count: 90_000))
      let (first, second) = try await server.raw { first in
        let second = try RawClient(server.path)
        try first.send(Array(frame.prefix(60_000)))
        try second.send(Array(frame.prefix(40_000)))
        return (first, second)
      }
      while await server.server.statistics().users.first?.bytesInFlight != 100_000 { await Task.yield() }
      try await blocking {
        try second.send([0])
        let refusal = try second.receive()
        #expect(refusal.header.stream == 7)
        #expect(try refusal.status().details == [.limitExceeded("bytesInFlightPerUIDMax", 100_000)])
        try second.waitForClose()
      }
      _ = first
    }
  }

  @Test("a call that is open when its role is withdrawn is refused, unless it was handed to the commit")
  func withdrawn() async throws {
    let role = RoleBox(.contributor)
    let (committing, mayAnswer) = (Event(), Event())
    let registrations: [Registration] = [
      Registration.clientStream(Echo.join) { requests, _ in
        while try await requests.next() != nil {}
        return .message(Echo.message("joined"))
      }.requiring(.contributor),
      Registration.unary(Echo.unary) { request, context in
        context.beginCommit()
        committing.happen()
        await mayAnswer.wait()
        return .message(request)
      }.requiring(.contributor),
    ]
    try await TestServer.run(registrations, roleOf: { _ in role.value.withLock { $0 } }) { server in
      let client = try await server.raw { raw in
        try raw.send(frame(1, .request, 0x06, request("Join")))
        try raw.send(frame(3, .request, 0, request("Unary", Echo.message("stored"))))
        return raw
      }
      await committing.wait()
      role.value.withLock { $0 = .reader }
      await server.server.rolesChanged()
      let refusal = try await blocking { try client.receive() }
      #expect(refusal.header.stream == 1)
      #expect(try refusal.status().code == .permissionDenied)
      mayAnswer.happen()
      let answer = try await blocking { try client.receive().message().id }
      #expect(answer == "stored")
    }
  }

  @Test(
    "half a header that is not followed by its rest is refused by the name of the limit, and others go on")
  func halfHeader() async throws {
    var limits = Limits.standard
    limits.headerSecondsMax = 1
    limits.stallSecondsMax = 1
    try await serve(RoleBox(.admin), limits: limits) { server in
      try await server.raw { half in
        let stalled = try RawClient(server.path)
        try half.send(Array(frame(1, .request, 0, []).prefix(5)))
        try stalled.send(Array(frame(7, .request, 0, request("Unary")).dropLast()))
        for (client, stream, limit) in [(half, 0, "headerSecondsMax"), (stalled, 7, "stallSecondsMax")] {
          let refusal = try client.receive()
          #expect(refusal.header.stream == stream)
          #expect(try refusal.status().details == [.limitExceeded(limit, 1)])
          try client.waitForClose()
        }
      }
      #expect(try await server.servesOthers())
    }
  }
}
