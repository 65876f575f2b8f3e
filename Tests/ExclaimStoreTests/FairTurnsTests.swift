import Synchronization
import Testing

@testable import ExclaimStore

@Suite struct FairTurnsTests {
  /// Reads that go on until they are told to end, and the order in which they began.
  private final class Reads: Sendable {
    let turns = FairTurns(atOnce: 3)
    private let begun = Mutex<[String]>([])
    private let ends = Mutex<[String: CheckedContinuation<Void, Never>]>([:])

    var order: [String] { begun.withLock { $0 } }

    func start(_ name: String, of user: UInt32) -> Task<Void, any Error> {
      Task {
        try await turns.run(for: user) {
          begun.withLock { $0.append(name) }
          await withCheckedContinuation { continuation in ends.withLock { $0[name] = continuation } }
        }
      }
    }

    func end(_ name: String) async {
      await until { self.ends.withLock { $0[name] != nil } }
      ends.withLock { $0.removeValue(forKey: name) }?.resume()
    }

    /// Waits until a read has begun.
    func began(_ name: String) async {
      await until { self.order.contains(name) }
    }

    private func until(_ isTrue: () -> Bool) async {
      while !isTrue() { await Task.yield() }
    }
  }

  @Test("one user never has all connections, and others find one at once")
  func oneIsKeptFree() async throws {
    let reads = Reads()
    let first = ["a1", "a2"].map { reads.start($0, of: 1) }
    for name in ["a1", "a2"] { await reads.began(name) }
    let third = reads.start("a3", of: 1)
    let other = reads.start("b1", of: 2)
    await reads.began("b1")
    #expect(!reads.order.contains("a3"))
    await reads.end("b1")
    try await other.value
    #expect(!reads.order.contains("a3"), "the free one is not for the first user")
    await reads.end("a1")
    await reads.began("a3")
    for name in ["a2", "a3"] { await reads.end(name) }
    for read in first + [third] { try await read.value }
  }

  @Test("those who wait are served in turns, one of each user")
  func turns() async throws {
    let reads = Reads()
    var tasks = [reads.start("a1", of: 1), reads.start("b1", of: 2), reads.start("c1", of: 3)]
    for name in ["a1", "b1", "c1"] { await reads.began(name) }
    // In this order, each once it waits: a read that is not cancelled and has not begun does.
    for (name, user) in [("a2", 1), ("a3", 1), ("b2", 2)] as [(String, UInt32)] {
      let before = reads.turns.waitingCount
      tasks.append(reads.start(name, of: user))
      while reads.turns.waitingCount == before { await Task.yield() }
    }
    for (ended, begins) in [("a1", "a2"), ("b1", "b2"), ("c1", "a3")] {
      await reads.end(ended)
      await reads.began(begins)
    }
    #expect(reads.order.suffix(3) == ["a2", "b2", "a3"])
    for name in ["a2", "b2", "a3"] { await reads.end(name) }
    for task in tasks { try await task.value }
  }

  @Test("a read that is cancelled while it waits never begins, and holds up nobody")
  func cancelled() async throws {
    let reads = Reads()
    let running = ["a1", "a2"].map { reads.start($0, of: 1) }
    for name in ["a1", "a2"] { await reads.began(name) }
    let waiting = reads.start("a3", of: 1)
    while reads.turns.waitingCount == 0 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    for name in ["a1", "a2"] { await reads.end(name) }
    for read in running { try await read.value }
    let next = reads.start("a4", of: 1)
    await reads.began("a4")
    await reads.end("a4")
    try await next.value
    #expect(!reads.order.contains("a3"))
  }
}
