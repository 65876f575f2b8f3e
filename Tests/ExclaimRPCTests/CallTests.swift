import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Foundation
import Testing

@Suite struct CallTests {
  @Test("a unary call gets its one answer")
  func unary() async throws {
    try await TestServer.run { server in
      let answer = try await server.client { try $0.unary(Echo.unary, Echo.message("hello", 7)) }
      #expect(answer == Echo.message("hello", 7))
    }
  }

  @Test("a streamed answer comes whole and in order", arguments: [0, 1, 1_000, 50_000] as [UInt32])
  func serverStream(count: UInt32) async throws {
    try await TestServer.run { server in
      let numbers = try await server.client { client in
        let stream = try client.serverStream(Echo.count, Echo.message("n", count))
        var numbers: [UInt32] = []
        while let message = try stream.next() { numbers.append(message.revision) }
        return numbers
      }
      #expect(numbers == Array(0..<count))
    }
  }

  @Test("a streamed request is read to its end and answered once", arguments: [0, 1, 10_000])
  func clientStream(count: Int) async throws {
    try await TestServer.run { server in
      let answer = try await server.client { client in
        let sink = try client.clientStream(Echo.join)
        for _ in 0..<count { try sink.send(Echo.message("ab")) }
        return try sink.finish()
      }
      #expect(answer == Echo.message(String(repeating: "ab", count: count), UInt32(count)))
    }
  }

  @Test("streams both ways answer while they are asked")
  func bidirectional() async throws {
    try await TestServer.run { server in
      try await server.client { client in
        let chat = try client.bidirectional(Echo.chat)
        for number in 0..<100 as Range<UInt32> {
          try chat.send(Echo.message("ping", number))
          #expect(try chat.next() == Echo.message("ping", number))
        }
        try chat.closeSend()
        #expect(try chat.next() == nil)
      }
    }
  }

  @Test("messages as large as a frame pass both ways, and are decoded off the event loop")
  func largeMessages() async throws {
    try await TestServer.run { server in
      let text = String(repeating: "x", count: 4_000_000)
      let answer = try await server.client { try $0.unary(Echo.unary, Echo.message(text)) }
      #expect(answer.id.utf8.count == 4_000_000)
      let joined = try await server.client { client in
        let sink = try client.clientStream(Echo.join)
        for _ in 0..<4 { try sink.send(Echo.message(String(repeating: "y", count: 1_000_000))) }
        return try sink.finish()
      }
      #expect(joined.id.utf8.count == 4_000_000)
    }
  }

  @Test("an answer may be given in its wire form")
  func encodedReply() async throws {
    let registration = Registration.unary(Echo.unary) { request, _ in .encoded(request.encoded()) }
    try await TestServer.run([registration]) { server in
      let isServed = try await server.servesOthers()
      #expect(isServed)
    }
  }

  @Test("a handler knows who calls what, with which metadata and until when")
  func context() async throws {
    let registration = Registration.unary(Echo.unary) { _, context in
      let pairs = context.metadata.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
      let left = context.deadline.map { ContinuousClock.now.duration(to: $0) } ?? .zero
      let isSane = left > .seconds(50) && left <= .seconds(60)
      return .message(Echo.message("\(context.method) \(context.peer.uid) \(pairs) \(isSane)"))
    }
    try await TestServer.run([registration]) { server in
      let answer = try await server.client { client in
        let metadata = [
          RequestEnvelope.Metadata(key: "a", value: "1"), RequestEnvelope.Metadata(key: "a", value: "2"),
        ]
        return try client.unary(
          Echo.unary, Echo.message(""), CallOptions(timeout: .seconds(60), metadata: metadata))
      }
      #expect(answer.id == "test.Echo/Unary \(geteuid()) a=1,a=2 true")
    }
  }

  @Test("calls on one connection run at the same time, and each gets its own answer")
  func interleaved() async throws {
    try await TestServer.run { server in
      try await server.client { client in
        let chats = try (0..<10).map { _ in try client.bidirectional(Echo.chat) }
        for (number, chat) in chats.enumerated() { try chat.send(Echo.message("first", UInt32(number))) }
        for (number, chat) in chats.enumerated().reversed() {
          #expect(try chat.next()?.revision == UInt32(number))
          try chat.closeSend()
          #expect(try chat.next() == nil)
        }
      }
    }
  }

  @Test("a handler may go on from any task and thread")
  func otherExecutors() async throws {
    let registration = Registration.bidirectional(Echo.chat) { requests, responses, _ in
      try await withTaskExecutorPreference(globalConcurrentExecutor) {
        while let request = try await requests.next() {
          // Not a child: it has neither the preference nor the cancellation of the handler.
          try await Task { try await responses.send(request) }.value
        }
      }
    }
    try await TestServer.run([registration]) { server in
      let count = try await server.client { client in
        let chat = try client.bidirectional(Echo.chat)
        var count = 0
        for number in 0..<200 as Range<UInt32> {
          try chat.send(Echo.message("m", number))
          if try chat.next()?.revision == number { count += 1 }
        }
        return count
      }
      #expect(count == 200)
    }
  }
}
