import ExclaimStore
import ExclaimWire
import Synchronization
import Testing

@testable import ExclaimServer

@Suite struct WatchProgressTests {
  @Test("the first answer is due at once, and so is the first at the end")
  func first() {
    var progress = WatchProgress(after: 7)
    #expect(progress.heartbeatTime(atEnd: false) == .zero)
    progress.tell(atEnd: false, at: .seconds(5))
    #expect(progress.heartbeatTime(atEnd: false) == nil, "it knows")
    #expect(progress.heartbeatTime(atEnd: true) == .zero)
    progress.tell(atEnd: true, at: .seconds(5))
    #expect(progress.heartbeatTime(atEnd: true) == nil)
  }

  @Test(
    "of what does not match it hears a second after it last heard, and only where there is something to hear")
  func pause() {
    var progress = WatchProgress(after: 0)
    progress.tell(atEnd: true, at: .seconds(5))
    progress.advance(to: 3)
    #expect(progress.heartbeatTime(atEnd: true) == .seconds(6))
    progress.advance(to: 4)
    #expect(progress.heartbeatTime(atEnd: false) == .seconds(6))
    progress.tell(atEnd: true, at: .seconds(6))
    #expect(progress.heartbeatTime(atEnd: true) == nil)
  }
}

@Suite struct ChangeHubTests {
  private typealias Ledger = WatchedLedger

  /// Time that passes when a test says so.
  private final class Hours: Sendable {
    private struct State {
      var now = Duration.zero
      var sleepers: [(until: Duration, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var time: ServerTime {
      ServerTime(now: { self.state.withLock { $0.now } }, sleep: { await self.sleep($0) })
    }

    private func sleep(_ duration: Duration) async {
      await withCheckedContinuation { continuation in
        state.withLock { $0.sleepers.append(($0.now + duration, continuation)) }
      }
    }

    var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    func pass(_ duration: Duration) {
      let woken = state.withLock { state in
        state.now += duration
        let now = state.now
        defer { state.sleepers.removeAll { $0.until <= now } }
        return state.sleepers.filter { $0.until <= now }
      }
      for sleeper in woken { sleeper.continuation.resume() }
    }
  }

  @Test("a wait ends when its time is up, not before, and not for those who have no time set")
  func timeUp() async throws {
    let hours = Hours()
    try await Ledger.run(time: hours.time) { ledger in
      let (changes, reader) = (ledger.changes, Reader.user(Ledger.me))
      try await changes.attend(as: Ledger.me) {
        async let patient = changes.growth(beyond: 0, for: reader, until: nil)
        async let timed = changes.growth(beyond: 0, for: reader, until: .seconds(3))
        while changes.waiterCount < 2 || hours.sleeperCount < 1 { await Task.yield() }
        hours.pass(.seconds(2))
        #expect(changes.waiterCount == 2)
        hours.pass(.seconds(1))
        let first = try await timed
        #expect(first == .timeUp)
        #expect(changes.waiterCount == 1)
        try await ledger.submit(Ledger.actor("a"))
        let second = try await patient
        #expect(second == .grown)
        let third = try await changes.growth(beyond: 1, for: reader, until: .zero)
        #expect(third == .timeUp)
      }
    }
  }

  @Test("who waits is told that the server stops, and so is who comes later")
  func stops() async throws {
    try await Ledger.run { ledger in
      let (changes, reader) = (ledger.changes, Reader.user(Ledger.me))
      try await changes.attend(as: Ledger.me) {
        async let waiting = changes.growth(beyond: 0, for: reader, until: nil)
        while changes.waiterCount == 0 { await Task.yield() }
        changes.stop()
        let told = try await waiting
        #expect(told == .stopping)
        let later = try await changes.growth(beyond: 0, for: reader, until: nil)
        #expect(later == .stopping)
      }
    }
  }

  @Test("the ring keeps what fits, gives up the oldest first, and nothing of another view")
  func ring() async throws {
    try await Ledger.run { ledger in
      for number in 1...20 { try await ledger.submit(Ledger.actor("k\(number)")) }
      let view = ledger.store.journalView
      let entries = try await ledger.store.entries(
        after: 0, countMax: 100, bytesMax: .max, reader: .outside
      ).map { JournalChange($0, isShared: true) }
      let size = entries[0].byteCount
      var ring = ChangeRing(at: 0, bytesMax: 8 * size + size / 2)
      for entry in entries[..<12] { ring.append([entry], in: view) }
      #expect(ring.end == 12)
      let held = (UInt64(0)...12).filter { ring.covers(after: $0, in: view) }
      #expect(
        held.last == 11 && (7...8).contains(held.count) && held == Array((12 - UInt64(held.count))..<12))
      for place in held {
        let batch = try #require(ring.batch(after: place, bytesMax: 3 * size + size / 2, in: view))
        #expect(batch.changes.first?.revision.record.stamp.sequence == place + 1)
        #expect(batch.end == place + UInt64(batch.changes.count) && (1...4).contains(batch.changes.count))
      }
      // One too large still comes.
      #expect(ring.batch(after: 11, bytesMax: 1, in: view)?.changes.count == 1)
      _ = try await ledger.records.retract(
        .with { ($0.id, $0.reason) = ("k3", "wrong") }, ledger.context(Ledger.me))
      let later = ledger.store.journalView
      #expect(later != view && !later.isCommon)
      #expect(ring.batch(after: 11, bytesMax: .max, in: later) == nil)
      ring.append([entries[12]], in: later)
      #expect(!ring.covers(after: 11, in: later) && ring.covers(after: 12, in: later) && ring.end == 13)
    }
  }
}
