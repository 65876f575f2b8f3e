import ExclaimStore
import Foundation
import Logging
import Synchronization
import Testing

@testable import ExclaimServer

private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A clock that the store asks for the time, and that can be stopped, and the writer with it.
private final class Clock: Sendable {
  private let isStopped = Mutex(false)
  private let asked = DispatchSemaphore(value: 0)
  private let mayGoOn = DispatchSemaphore(value: 0)

  func stop() { isStopped.withLock { $0 = true } }

  /// Returns when the writer is in it.
  func waitForWriter() { asked.wait() }

  func goOn() {
    isStopped.withLock { $0 = false }
    mayGoOn.signal()
  }

  func now() -> Int64 {
    if isStopped.withLock({ $0 }) {
      asked.signal()
      mayGoOn.wait()
    }
    return 1
  }
}

@Suite struct WatchdogTests {
  private let clock = Clock()
  private let socket: NotifySocket
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "exclaim-\(UUID().uuidString)")

  init() throws {
    socket = try NotifySocket("@exclaim-notify-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func withStore(
    queueDepthMax: Int = 8, _ body: (SQLiteStore) async throws -> Void
  ) async throws {
    var options = SQLiteStore.Options(path: folder.appendingPathComponent("ledger.db").path)
    options.clock = { [clock] in clock.now() }
    options.queueDepthMax = queueDepthMax
    // Each submission has a transaction of its own, so that what waits behind one waits.
    options.recordsPerTransactionMax = 1
    let store = try SQLiteStore(options)
    try await body(store)
    await store.close()
    try FileManager.default.removeItem(at: folder)
  }

  /// A watchdog whose ticks the test gives.
  private func watchdog(
    _ store: any Store,
    onEventLoop: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = { $0() }
  ) -> Watchdog {
    Watchdog(supervisor([:]), store: store, onEventLoop: onEventLoop)
  }

  private func supervisor(_ more: [String: String]) -> Supervisor {
    let variables = more.merging(["NOTIFY_SOCKET": socket.name]) { $1 }
    return Supervisor(variable: { variables[$0] }, logger: silent)
  }

  private func submission(_ key: String) -> Submission {
    let author = Author(uid: 1, gid: 1)
    return Submission(
      author: author,
      drafts: [
        Draft(
          kind: .actor, key: key, content: [1],
          fingerprint: Array(repeating: UInt8(key.utf8.count), count: 32))
      ])
  }

  @Test("a server that lives says so at every tick")
  func alive() async throws {
    try await withStore { store in
      let watchdog = watchdog(store)
      for _ in 0..<3 {
        watchdog.tick()
        #expect(socket.next() == ["WATCHDOG=1"])
      }
      #expect(store.lastSequence == 0, "the question leaves nothing in the journal")
    }
  }

  @Test("it says so by itself, often enough, when a supervisor watches")
  func timed() async throws {
    try await withStore { store in
      let watchdog = Watchdog(
        supervisor(["WATCHDOG_USEC": "40000"]), store: store, onEventLoop: { $0() })
      for _ in 0..<5 { #expect(socket.next() == ["WATCHDOG=1"]) }
      withExtendedLifetime(watchdog) {}
    }
  }

  @Test("it is silent while the event loop hangs, and speaks again when that goes on")
  func loopHangs() async throws {
    try await withStore { store in
      let waiting = Mutex<[@Sendable () -> Void]>([])
      let watchdog = watchdog(store) { body in waiting.withLock { $0.append(body) } }
      for _ in 0..<3 { watchdog.tick() }
      _ = try await store.submit(submission("a"))
      for _ in 0..<3 { watchdog.tick() }
      #expect(socket.pending() == nil, "not even a writer that writes speaks for the event loop")
      let bodies = waiting.withLock { $0 }
      #expect(bodies.count == 1, "one question at a time")
      bodies.forEach { $0() }
      #expect(socket.next() == ["WATCHDOG=1"])
    }
  }

  @Test("it is silent while the writer hangs, and speaks again when that goes on")
  func writerHangs() async throws {
    try await withStore { store in
      let watchdog = watchdog(store)
      clock.stop()
      watchdog.tick()
      clock.waitForWriter()
      for _ in 0..<3 { watchdog.tick() }
      #expect(socket.pending() == nil)
      clock.goOn()
      #expect(socket.next() == ["WATCHDOG=1"])
    }
  }

  @Test("a writer that hangs behind a full queue is no sign of life, and a full queue that moves is one")
  func queueIsFull() async throws {
    try await withStore(queueDepthMax: 1) { store in
      let watchdog = watchdog(store)
      clock.stop()
      async let first = store.submit(submission("a"))
      clock.waitForWriter()
      // The only place in the queue.
      store.submit(submission("bb")) { _ in }
      for _ in 0..<3 { watchdog.tick() }
      #expect(socket.pending() == nil)
      clock.goOn()
      _ = try await first
      watchdog.tick()
      #expect(socket.next() == ["WATCHDOG=1"], "the journal has become longer")
    }
  }

  @Test("a store that refuses is alive")
  func closed() async throws {
    try await withStore { store in
      let watchdog = watchdog(store)
      await store.close()
      watchdog.tick()
      #expect(socket.next() == ["WATCHDOG=1"])
    }
  }
}
