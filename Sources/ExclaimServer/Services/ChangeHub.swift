import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Synchronization

/// New entries of the journal, read once for all who follow it.
///
///     commit ──▶ pump reads what is new ──▶ ring ──▶ watches at the end of the ring wake, and take it from there
///                                      database ──▶ watches that are further behind read it themselves
///
/// There is one ring for everybody as long as entries read the same for everybody, and else one for each user. A pump
/// runs only while somebody waits.
final class ChangeHub: Sendable {
  private let store: any Store
  private let limits: Limits
  let time: ServerTime
  private let state = Mutex(State())

  /// Bytes of entries that all rings together keep, about.
  private static let ringBytes = 8_388_608
  /// Bytes of the ring of one user among many.
  private static let ringBytesMin = 262_144
  /// Bytes that a pump reads at a time, and entries.
  private static let readBytes = 262_144
  private static let readEntriesMax = 1_024

  init(_ store: any Store, limits: Limits, time: ServerTime = .system) {
    self.store = store
    self.limits = limits
    self.time = time
  }

  /// Whether something came.
  enum Growth {
    case grown
    /// Nothing did until the time that was given.
    case timeUp
    /// Nothing will: the server stops.
    case stopping
  }

  /// Whose entries a ring has: nil stands for everybody.
  private typealias Audience = Reader?

  private struct Waiter {
    let ticket: UInt64
    let deadline: Duration?
    /// Nil means: look again.
    let continuation: CheckedContinuation<Growth?, any Error>
  }

  private struct Feed {
    /// Tells it from one that the same audience had before.
    let number: UInt64
    var ring: ChangeRing
    var waiters: [UInt64: Waiter] = [:]
    var pump: Task<Void, Never>?
  }

  private struct State {
    var isStopped = false
    var watchers: [UInt32: Int] = [:]
    var feeds: [Audience: Feed] = [:]
    /// What wakes waiters whose time is up.
    var alarm: Task<Void, Never>?
    /// Number of the last waiter or feed.
    var lastTicket: UInt64 = 0
    /// Tickets whose owners gave up before they waited.
    var givenUp: Set<UInt64> = []

    mutating func nextTicket() -> UInt64 {
      lastTicket += 1
      return lastTicket
    }
  }

  /// Ends every watch, now and from now on.
  func stop() {
    let waiters = state.withLock { state in
      state.isStopped = true
      state.alarm?.cancel()
      for feed in state.feeds.values { feed.pump?.cancel() }
      defer { state.feeds = [:] }
      return state.feeds.values.flatMap(\.waiters.values)
    }
    for waiter in waiters { waiter.continuation.resume(returning: .stopping) }
  }

  /// How many watches there are.
  var watcherCount: Int { state.withLock { $0.watchers.values.reduce(0, +) } }
  /// How many of them wait.
  var waiterCount: Int { state.withLock { $0.feeds.values.reduce(0) { $0 + $1.waiters.count } } }
}

// MARK: - Who watches

extension ChangeHub {
  /// Runs a watch.
  ///
  /// - Throws: RESOURCE_EXHAUSTED when there are too many.
  func attend(as uid: UInt32, _ body: () async throws -> Void) async throws {
    try state.withLock { state in
      let all = state.watchers.values.reduce(0, +)
      guard all < limits.watchersMax else {
        throw RPCError.limitExceeded(
          "watchersMax", limits.watchersMax,
          "the journal is watched \(all) times, the limit watchersMax; try again later")
      }
      let own = state.watchers[uid, default: 0]
      guard own < limits.watchersPerUIDMax else {
        throw RPCError.limitExceeded(
          "watchersPerUIDMax", limits.watchersPerUIDMax,
          "user \(uid) watches the journal \(own) times, the limit watchersPerUIDMax; end watches that you do not need"
        )
      }
      state.watchers[uid] = own + 1
    }
    defer { leave(uid) }
    try await body()
  }

  private func leave(_ uid: UInt32) {
    state.withLock { state in
      let left = state.watchers[uid, default: 1] - 1
      state.watchers[uid] = left > 0 ? left : nil
      // Nobody is left to wait in them.
      if left == 0 { state.feeds.removeValue(forKey: .user(uid))?.pump?.cancel() }
      if state.watchers.isEmpty { state.feeds.removeValue(forKey: nil)?.pump?.cancel() }
    }
  }
}

// MARK: - Reading

extension ChangeHub {
  /// Entries after a place, about so many bytes: from the ring, or else from the database.
  func read(after position: UInt64, bytesMax: Int, for reader: Reader) async throws -> ChangeBatch {
    let view = store.journalView
    let recent = state.withLock { state in
      state.feeds[view.isCommon ? nil : reader]?.ring.batch(after: position, bytesMax: bytesMax, in: view)
    }
    if let recent { return recent }
    let revisions = try await store.entries(
      after: position, countMax: Self.readEntriesMax, bytesMax: bytesMax, reader: reader)
    return ChangeBatch(
      changes: revisions.map { JournalChange($0, isShared: false) },
      end: revisions.last?.record.stamp.sequence ?? position)
  }

  /// Reads for all who wait in a feed, until nobody does.
  private func pump(_ audience: Audience, _ number: UInt64) async {
    while let end = endIfAwaited(audience, number) {
      do {
        _ = try await store.journalGrows(beyond: end)
        guard let (changes, view) = try await readNew(after: end, audience) else {
          // It reads differently for some by now, and they have rings of their own.
          return wake(retire(audience, number), nil)
        }
        wake(add(changes, in: view, to: audience, number), nil)
      } catch {
        return wake(retire(audience, number), error)
      }
    }
  }

  /// Nil when the audience has no view of its own any more.
  private func readNew(
    after end: UInt64, _ audience: Audience
  ) async throws -> ([JournalChange], JournalView)? {
    // What changes while it is read would be given up at once: a few attempts are cheaper than a read for each.
    for attempt in 1... {
      let view = store.journalView
      guard view.isCommon == (audience == nil) else { return nil }
      let revisions = try await store.entries(
        after: end, countMax: Self.readEntriesMax, bytesMax: Self.readBytes, reader: audience ?? .team)
      let isCurrent = store.journalView == view
      if isCurrent || attempt == 4 {
        return (revisions.map { JournalChange($0, isShared: true) }, view)
      }
    }
    return nil
  }

  /// Where the ring ends; nil when nobody waits, and the pump is to end.
  private func endIfAwaited(_ audience: Audience, _ number: UInt64) -> UInt64? {
    state.withLock { state in
      guard let feed = state.feeds[audience], feed.number == number else { return nil }
      if !feed.waiters.isEmpty { return feed.ring.end }
      state.feeds[audience]?.pump = nil
      return nil
    }
  }

  private func add(
    _ changes: [JournalChange], in view: JournalView, to audience: Audience, _ number: UInt64
  ) -> [Waiter] {
    state.withLock { state in
      guard state.feeds[audience]?.number == number, var feed = state.feeds.removeValue(forKey: audience)
      else { return [] }
      feed.ring.append(changes, in: view)
      let waiters = Array(feed.waiters.values)
      feed.waiters = [:]
      state.feeds[audience] = feed
      return waiters
    }
  }

  private func retire(_ audience: Audience, _ number: UInt64) -> [Waiter] {
    state.withLock { state in
      guard state.feeds[audience]?.number == number else { return [] }
      return state.feeds.removeValue(forKey: audience).map { Array($0.waiters.values) } ?? []
    }
  }

  private func wake(_ waiters: [Waiter], _ error: (any Error)?) {
    for waiter in waiters {
      if let error {
        waiter.continuation.resume(throwing: error)
      } else {
        waiter.continuation.resume(returning: nil)
      }
    }
  }
}

// MARK: - Waiting

extension ChangeHub {
  /// Waits for entries after a place.
  ///
  /// - Parameter deadline: when to return without any, by `time`; nil for never.
  func growth(beyond position: UInt64, for reader: Reader, until deadline: Duration?) async throws -> Growth {
    while true {
      if let growth = try await look(beyond: position, for: reader, until: deadline) { return growth }
    }
  }

  /// Looks, and waits once if there is nothing; nil to look again.
  private func look(
    beyond position: UInt64, for reader: Reader, until deadline: Duration?
  ) async throws -> Growth? {
    if let growth = state.withLock({ glance(&$0, position, reader, deadline) }) { return growth }
    let ticket = state.withLock { $0.nextTicket() }
    defer { state.withLock { _ = $0.givenUp.remove(ticket) } }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let waiter = Waiter(ticket: ticket, deadline: deadline, continuation: continuation)
        let result: Result<Growth, any Error>? = state.withLock { state in
          if state.givenUp.contains(ticket) { return .failure(CancellationError()) }
          if let growth = glance(&state, position, reader, deadline) { return .success(growth) }
          wait(waiter, &state, position, reader)
          return nil
        }
        if let result { continuation.resume(with: result.map { $0 }) }
      }
    } onCancel: {
      giveUp(ticket)
    }
  }

  /// What there is to say at once; nil when it is time to wait.
  private func glance(
    _ state: inout sending State, _ position: UInt64, _ reader: Reader, _ deadline: Duration?
  ) -> Growth? {
    if state.isStopped { return .stopping }
    let view = store.journalView
    let ring = state.feeds[view.isCommon ? nil : reader]?.ring
    if ring?.covers(after: position, in: view) ?? false { return .grown }
    // At the end of the ring the pump reads for all.
    if position < store.lastSequence, position != ring?.end { return .grown }
    if let deadline, deadline <= time.now() { return .timeUp }
    return nil
  }

  private func wait(_ waiter: Waiter, _ state: inout sending State, _ position: UInt64, _ reader: Reader) {
    let audience = store.journalView.isCommon ? nil : reader
    var feed =
      state.feeds.removeValue(forKey: audience)
      ?? Feed(number: state.nextTicket(), ring: ring(at: position, state.feeds.count))
    if feed.pump == nil {
      // Nobody has kept it up to date.
      if feed.ring.end != position { feed.ring = ring(at: position, state.feeds.count) }
      feed.pump = Task { [number = feed.number] in await self.pump(audience, number) }
    }
    feed.waiters[waiter.ticket] = waiter
    state.feeds[audience] = feed
    if waiter.deadline != nil, state.alarm == nil { state.alarm = Task { await self.keepTime() } }
  }

  private func ring(at position: UInt64, _ others: Int) -> ChangeRing {
    ChangeRing(at: position, bytesMax: max(Self.ringBytesMin, Self.ringBytes / (others + 1)))
  }

  private func giveUp(_ ticket: UInt64) {
    let waiter: Waiter? = state.withLock { state in
      for audience in state.feeds.keys {
        if let waiter = state.feeds[audience]?.waiters.removeValue(forKey: ticket) { return waiter }
      }
      state.givenUp.insert(ticket)
      return nil
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }

  /// Wakes those whose time is up, as long as there are any who wait for that.
  private func keepTime() async {
    while let pause = nextPause() {
      try? await time.sleep(pause)
      let waiters: [Waiter] = state.withLock { state in
        let now = time.now()
        return state.feeds.keys.flatMap { audience in
          let late = state.feeds[audience]!.waiters.values.filter { $0.deadline.map { $0 <= now } ?? false }
          for waiter in late { state.feeds[audience]!.waiters[waiter.ticket] = nil }
          return late
        }
      }
      wake(waiters, nil)
    }
  }

  private func nextPause() -> Duration? {
    state.withLock { state in
      let deadlines = state.feeds.values.lazy.flatMap(\.waiters.values).compactMap(\.deadline)
      guard !state.isStopped, let first = deadlines.min() else {
        state.alarm = nil
        return nil
      }
      return max(.zero, first - time.now())
    }
  }
}
