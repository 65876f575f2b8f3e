import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Glibc
import Synchronization
import Testing

@Suite struct LimitTests {
  @Test("a hundred connections are served at the same time")
  func manyConnections() async throws {
    try await TestServer.run { server in
      try await server.client { first in
        let clients = try [first] + (0..<99).map { _ in try Connection(path: server.path) }
        let chats = try clients.map { try $0.bidirectional(Echo.chat) }
        for (number, chat) in chats.enumerated() { try chat.send(Echo.message("c", UInt32(number))) }
        for (number, chat) in chats.enumerated() { #expect(try chat.next()?.revision == UInt32(number)) }
        #expect(server.server.connectionCount == 100)
      }
    }
  }

  @Test("one connection over the limit of a user is told why, and the others go on")
  func connectionsPerUID() async throws {
    var limits = Limits.standard
    limits.connectionsPerUIDMax = 3
    try await TestServer.run(limits: limits) { server in
      try await server.client { first in
        let others = try (0..<2).map { _ in try Connection(path: server.path) }
        for client in [first] + others { _ = try client.unary(Echo.unary, Echo.message("")) }
        let fourth = try Connection(path: server.path)
        let error = try #require(throws: CallError.self) { try fourth.unary(Echo.unary, Echo.message("")) }
        #expect(error.code == .resourceExhausted)
        #expect(error.limit?.limit == "connectionsPerUIDMax" && error.limit?.value == 3)
        for client in [first] + others { _ = try client.unary(Echo.unary, Echo.message("")) }
      }
    }
  }

  @Test("as many calls as the limit are open on a connection, and one more is refused")
  func streamsPerConnection() async throws {
    var limits = Limits.standard
    limits.streamsPerConnectionMax = 8
    try await TestServer.run(limits: limits) { server in
      try await server.client { client in
        let chats = try (0..<8).map { _ in try client.bidirectional(Echo.chat) }
        let error = #expect(throws: CallError.self) { try client.unary(Echo.unary, Echo.message("")) }
        #expect(error?.code == .resourceExhausted)
        #expect(error?.limit?.limit == "streamsPerConnectionMax" && error?.limit?.value == 8)
        try chats[0].closeSend()
        #expect(try chats[0].next() == nil)
        _ = try client.unary(Echo.unary, Echo.message(""))
      }
    }
  }

  @Test("a handler does not run ahead of a peer that does not read")
  func outboundBackPressure() async throws {
    let sent = Atomic<Int>(0)
    let text = String(repeating: "x", count: 100_000)
    try await TestServer.run([
      .serverStream(Echo.count) { _, responses, _ in
        while true {
          try await responses.send(Echo.message(text))
          sent.add(1, ordering: .relaxed)
        }
      },
      Echo.registrations[0],
    ]) { server in
      let raw = try await server.raw { raw in
        try raw.send(frame(1, .request, 1, request("Count")))
        // One frame read: the stream has begun.
        _ = try raw.receive()
        return raw
      }
      // Others' calls take turns with the stream; a hundred are time enough to run far ahead.
      for _ in 0..<100 { #expect(try await server.servesOthers()) }
      // The socket's buffer, the channel's water mark and one batch.
      #expect(sent.load(ordering: .relaxed) < 20)
      _ = raw
    }
  }

  @Test("a client is held back while a handler does not take what it sends")
  func inboundBackPressure() async throws {
    var limits = Limits.standard
    limits.inboundBytesPerConnectionMax = 1_000_000
    let mayGoOn = Event()
    let registration = Registration.clientStream(Echo.join) { requests, _ in
      await mayGoOn.wait()
      var count: UInt32 = 0
      for try await _ in requests { count += 1 }
      return .message(Echo.message("", count))
    }
    try await TestServer.run([registration], limits: limits) { server in
      let message = frame(1, .data, 0, Echo.message(String(repeating: "x", count: 100_000)).encoded())
      let isComplete = try await server.raw { [limits] raw in
        try raw.send(frame(1, .request, 0x06, request("Join")))
        // Past the budget and the socket's buffers, the kernel takes no more.
        var byteCount = 0
        var buffer: [UInt8] = []
        while true {
          if buffer.isEmpty { buffer = message }
          let count = Glibc.send(raw.descriptor, buffer, buffer.count, Int32(MSG_DONTWAIT))
          if count > 0 {
            buffer.removeFirst(count)
            byteCount += count
          } else if byteCount > limits.inboundBytesPerConnectionMax {
            var descriptor = pollfd(fd: raw.descriptor, events: Int16(POLLOUT), revents: 0)
            // The one wait here: that nothing happens is all there is to see.
            if poll(&descriptor, 1, 200) == 0 { break }
          }
          try #require(byteCount < 10_000_000)
        }
        mayGoOn.happen()
        try raw.send(buffer + frame(1, .data, 0x05))
        return UInt32((byteCount + buffer.count) / message.count) == (try raw.receive().message().revision)
      }
      #expect(isComplete)
    }
  }

  @Test("answers that nobody reads do not fill the memory: the call that overruns is failed")
  func outboundBytes() async throws {
    var limits = Limits.standard
    limits.outboundBytesPerConnectionMax = 5_000_000
    let mayAnswer = Event()
    let open = Atomic<Int>(0)
    let allOpen = Event()
    let registration = Registration.unary(Echo.unary) { request, _ in
      if open.add(1, ordering: .relaxed).newValue == 20 { allOpen.happen() }
      await mayAnswer.wait()
      return .message(Echo.message(String(repeating: "x", count: 1_000_000)))
    }
    try await TestServer.run([registration], limits: limits) { server in
      let raw = try await server.raw { raw in
        for stream in 0..<20 as Range<UInt32> {
          try raw.send(frame(stream * 2 + 1, .request, 0, request("Unary")))
        }
        return raw
      }
      await allOpen.wait()
      mayAnswer.happen()
      await server.callsEnd(20)
      let statuses = try await blocking { try (0..<20).map { _ in try raw.receive().status() } }
      #expect(Set(statuses.map(\.code)) == [.ok, .resourceExhausted])
      #expect(statuses.contains { $0.message.contains("outboundBytesPerConnectionMax of 5000000") })
    }
  }

  @Test("streams that nobody reads do not fill the memory: those over the limit fail, and the others go on")
  func stalledStreams() async throws {
    var limits = Limits.standard
    limits.outboundBytesPerConnectionMax = 5_000_000
    let text = String(repeating: "x", count: 1_000_000)
    let registration = Registration.serverStream(Echo.count) { request, responses, _ in
      for number in 0..<3 as Range<UInt32> { try await responses.send(Echo.message(text, number)) }
    }
    try await TestServer.run([registration], limits: limits) { server in
      let streams = stride(from: 1, to: 61, by: 2).map(UInt32.init)
      let raw = try await server.raw { raw in
        try raw.send(streams.flatMap { frame($0, .request, 1, request("Count")) })
        return raw
      }
      await server.callsEnd(25)
      let (messages, failures) = try await blocking {
        var messages: [UInt32: Int] = [:]
        var failures: [UInt32: Status] = [:]
        var endCount = 0
        while endCount < streams.count {
          let frame = try raw.receive()
          if frame.header.type == .response { failures[frame.header.stream] = try frame.status() }
          if frame.header.type == .response || frame.header.flags.contains(.remoteClosed) {
            endCount += 1
          } else {
            messages[frame.header.stream, default: 0] += 1
          }
        }
        return (messages, failures)
      }
      // Of messages that are a little over 1 MB four fit the limit, and a stream may have two of them: one on
      // its way and one that waits.
      #expect((25...28).contains(failures.count))
      for status in failures.values {
        #expect(status.code == .resourceExhausted)
        #expect(status.details == [.limitExceeded("outboundBytesPerConnectionMax", 5_000_000)])
      }
      #expect(messages.count { $0.value == 3 } == 30 - failures.count)
    }
  }

  @Test("a message that waits is counted no longer once it was sent")
  func waitingEnds() async throws {
    var limits = Limits.standard
    limits.outboundBytesPerConnectionMax = 5_000_000
    let text = String(repeating: "x", count: 1_000_000)
    let registration = Registration.serverStream(Echo.count) { _, responses, _ in
      for number in 0..<30 as Range<UInt32> { try await responses.send(Echo.message(text, number)) }
    }
    try await TestServer.run([registration], limits: limits) { server in
      let count = try await server.client { client in
        let stream = try client.serverStream(Echo.count, Echo.message(""))
        var count = 0
        while try stream.next() != nil { count += 1 }
        return count
      }
      #expect(count == 30)
    }
  }

  @Test("what handlers keep is bounded: a call may bring exactly the limit, and fails with one byte more")
  func heldBytes() async throws {
    let opening = request("Join")
    var limits = Limits.standard
    limits.heldBytesPerConnectionMax = opening.count + 300_000
    try await TestServer.run(limits: limits) { server in
      let text = Echo.message(String(repeating: "x", count: 100_000 - 4))
      #expect(text.encoded().count == 100_000)
      let tooLong = Echo.message(text.id + "x")
      let message = frame(1, .data, 0, text.encoded())
      let (fits, over) = try await server.raw { raw in
        try raw.send(frame(1, .request, 0x06, opening) + message + message + message + frame(1, .data, 0x05))
        let fits = try raw.receive().message()
        // The first call's bytes are counted no longer.
        try raw.send(frame(1, .request, 0x06, opening) + message + message)
        try raw.send(frame(1, .data, 0, tooLong.encoded()) + frame(1, .data, 0x05))
        return (fits, try raw.receive().status())
      }
      #expect(fits.revision == 3)
      #expect(over.code == .resourceExhausted)
      #expect(over.details == [.limitExceeded("heldBytesPerConnectionMax", limits.heldBytesPerConnectionMax)])
    }
  }

  @Test("a call that overruns the memory of its connection is cancelled alone; the others finish")
  func heldBytesOfMany() async throws {
    var limits = Limits.standard
    limits.heldBytesPerConnectionMax = 250_000
    let cancelled = Event()
    let registration = Registration.clientStream(Echo.join) { requests, context in
      var count: UInt32 = 0
      do {
        while try await requests.next() != nil { count += 1 }
      } catch {
        if context.isCancelled { cancelled.happen() }
        throw error
      }
      return .message(Echo.message("", count))
    }
    try await TestServer.run([registration, Echo.registrations[0]], limits: limits) { server in
      let message = Echo.message(String(repeating: "x", count: 100_000)).encoded()
      let (statuses, answer) = try await server.raw { raw in
        for stream in [1, 3] as [UInt32] {
          try raw.send(frame(stream, .request, 0x06, request("Join")) + frame(stream, .data, 0, message))
        }
        try raw.send(frame(3, .data, 0, message))
        let failed = try raw.receive()
        #expect(failed.header.stream == 3)
        // A request that brings its one message is counted too.
        try raw.send(
          frame(5, .request, 0, request("Unary", Echo.message(String(repeating: "x", count: 160_000)))))
        let refused = try raw.receive()
        #expect(refused.header.stream == 5)
        try raw.send(frame(1, .data, 0x05))
        return ([try failed.status(), try refused.status()], try raw.receive().message())
      }
      for status in statuses {
        #expect(status.details == [.limitExceeded("heldBytesPerConnectionMax", 250_000)])
      }
      #expect(answer.revision == 1)
      await cancelled.wait()
    }
  }

  @Test("a client that sends thousands of requests at once does not keep others waiting for all of them")
  func pipelining() async throws {
    let (asked, answered) = (Flag(), Counter())
    let work = Registration.unary(Echo.count.asUnary) { request, _ in
      // The first keeps the loop until somebody else has asked; the others take some time.
      while !asked.isSet {}
      let end = ContinuousClock.now + .microseconds(20)
      while ContinuousClock.now < end {}
      answered.increase()
      return .message(request)
    }
    let other = Registration.unary(Echo.unary) { _, _ in
      .message(Echo.message("", UInt32(answered.value)))
    }
    let numbers = (0..<4_000).map { (number: UInt32) in number * 2 + 1 }
    try await TestServer.run([work, other]) { server in
      let (before, streams) = try await server.raw { raw in
        let quick = try RawClient(server.path)
        // Both are known to the server before it has anything to do.
        for client in [raw, quick] {
          try client.send(frame(1, .request, 0, request("Unary")))
          _ = try client.receive()
        }
        try raw.send(numbers.flatMap { number in frame(number, .request, 0, request("Count")) })
        try quick.send(frame(1, .request, 0, request("Unary")))
        asked.set()
        let before = try quick.receive().message().revision
        return (before, try numbers.map { _ in try raw.receive().header.stream })
      }
      #expect(before < numbers.count)
      #expect(streams == numbers)
    }
  }

  @Test("endless streams to quick readers do not keep others waiting", arguments: [1, 3])
  func fairness(readers: Int) async throws {
    let registration = Registration.serverStream(Echo.count) { request, responses, _ in
      while true { try await responses.send(request) }
    }
    try await TestServer.run([registration, Echo.registrations[0]]) { server in
      let stop = Flag()
      try await withThrowingTaskGroup { group in
        for _ in 0..<readers {
          group.addTask {
            try await server.client { client in
              let text = String(repeating: "x", count: 1_000)
              let stream = try client.serverStream(Echo.count, Echo.message(text))
              while !stop.isSet { _ = try stream.next() }
            }
          }
        }
        for _ in 0..<50 { #expect(try await server.servesOthers()) }
        stop.set()
        try await group.waitForAll()
      }
    }
  }
}
