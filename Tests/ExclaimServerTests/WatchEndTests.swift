import Dispatch
import ExclaimClient
import ExclaimMessages
import ExclaimStore
import ExclaimWire
import Testing

@testable import ExclaimServer

/// How watches end.
@Suite struct WatchEndTests {
  private typealias Ledger = WatchedLedger

  /// How a stream ended.
  private static func failure(of stream: ResponseStream<V1.WatchResponse>) -> CallError? {
    do throws(CallError) {
      while try stream.next() != nil {}
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "as many watches as a limit allows are open, and one more is refused by its name",
    arguments: ["watchersMax", "watchersPerUIDMax"])
  func limits(name: String) async throws {
    var limits = Limits.standard
    limits[keyPath: try #require(LimitRange.named(name)).limit] = 5
    try await Ledger.run(limits: limits) { ledger in
      try await ledger.client { connection in
        let streams = try (0..<5).map { _ in try connection.watch(from: 0) }
        for stream in streams { try stream.toEnd() }
        let refused = try Self.failure(of: connection.watch(from: 0))
        #expect(refused?.code == .resourceExhausted)
        #expect(refused?.limit?.limit == name && refused?.limit?.value == 5)
      }
      try await ledger.untilNobodyWatches()
      _ = try await ledger.client { try $0.watch(from: 0).toEnd() }
    }
  }

  @Test("whoever does not read is cut off, told where to go on, and misses nothing by going on there")
  func stalled() async throws {
    var limits = Limits.standard
    limits.watchStallSecondsMax = 1
    try await Ledger.run(limits: limits) { ledger in
      for number in 0..<50 {
        try await ledger.submit(Ledger.actor("k\(number)", String(repeating: "x", count: 2_000)))
      }
      let places = try await ledger.client { connection in
        try connection.hello(client: "test", windowBytes: 1)
        let slow = try connection.watch(from: 1)
        // What is not read is taken in, but no more is granted. Other calls are answered meanwhile.
        while ledger.changes.watcherCount == 0 {
          _ = try ControlClient(connection).health(V1.HealthRequest())
        }
        while ledger.changes.watcherCount > 0 { _ = try ControlClient(connection).health(V1.HealthRequest()) }
        var (places, position): ([UInt64], UInt64) = ([], 0)
        let error = #expect(throws: CallError.self) {
          while let response = try slow.next() {
            places += response.records.map(\.sequence)
            position = response.sequence
          }
        }
        #expect(error?.code == .resourceExhausted)
        #expect(error?.limit?.limit == "watchStallSecondsMax" && error?.limit?.value == 1)
        #expect(error?.message.contains("from = \(position + 1),") == true, "\(error?.message ?? "")")
        #expect(position < 50)
        return try places + connection.watch(from: position + 1).places(through: 50)
      }
      #expect(places == Array(1...50))
      try await ledger.untilNobodyWatches()
    }
  }

  @Test("when the server stops, watches end at once and are told where to go on")
  func stops() async throws {
    try await Ledger.run { ledger in
      try await ledger.submit(Ledger.actor("a"))
      let isOpen = DispatchSemaphore(value: 0)
      async let error = ledger.client { connection in
        let stream = try connection.watch(from: 1)
        try stream.toEnd()
        isOpen.signal()
        return Self.failure(of: stream)
      }
      await blocking { isOpen.wait() }
      ledger.changes.stop()
      await ledger.server.drain(within: .seconds(600))
      let told = try await error
      #expect(told?.code == .unavailable)
      #expect(told?.message.contains("from = 2") == true, "\(told?.message ?? "")")
    }
  }

  @Test("a watch that is called off, out of time, or whose client is gone leaves nothing behind")
  func leavesNothing() async throws {
    try await Ledger.run { ledger in
      try await ledger.client { connection in
        var dropped: ResponseStream? = try connection.watch(from: 0)
        try dropped?.toEnd()
        dropped = nil
        var request = V1.WatchRequest()
        request.from = 1
        let late = try JournalClient(connection).watch(request, options: .init(timeout: .milliseconds(20)))
        #expect(Self.failure(of: late)?.code == .deadlineExceeded)
        let gone = try Connection(path: ledger.socketPath)
        try gone.watch(from: 0).toEnd()
      }
      try await ledger.untilNobodyWatches()
    }
  }
}
