import Synchronization

/// Turns at something of which there is little: connections to the database, threads.
///
/// So many have their turn at one time, and of one user always one fewer, so that whoever else comes finds a place at
/// once. Those who must wait are served in turns, one of each user.
public final class FairTurns: Sendable {
  fileprivate struct Waiter {
    let ticket: UInt64
    let continuation: CheckedContinuation<Void, any Error>
  }

  fileprivate struct Lane {
    let user: UInt32?
    var waiters: [Waiter]
  }

  fileprivate struct State {
    var free: Int
    /// How many turns each user has under way.
    var running: [UInt32?: Int] = [:]
    /// Lanes in which somebody waits; the first is next.
    var lanes: [Lane] = []
    var lastTicket: UInt64 = 0
    /// Tickets whose owners gave up before they waited.
    var givenUp: Set<UInt64> = []
  }

  private let state: Mutex<State>
  private let perUserMax: Int

  /// Turns for so many at one time; two at least, or nobody could always find a place.
  public init(atOnce: Int) {
    precondition(atOnce >= 2, "one place is kept for whoever else comes")
    state = Mutex(State(free: atOnce))
    perUserMax = atOnce - 1
  }

  /// How many wait.
  var waitingCount: Int { state.withLock { $0.lanes.reduce(0) { $0 + $1.waiters.count } } }

  /// Runs `body` when it is the user's turn.
  ///
  /// - Parameter user: user id; nil for somebody without one.
  /// - Throws: `CancellationError` when the task is cancelled while it waits; what `body` throws.
  public func run<Value>(for user: UInt32?, _ body: () async throws -> Value) async throws -> Value {
    try await begin(user)
    defer { end(user) }
    return try await body()
  }

  private func begin(_ user: UInt32?) async throws {
    let ticket: UInt64? = state.withLock { state in
      if state.begin(user, perUserMax: perUserMax) { return nil }
      state.lastTicket += 1
      return state.lastTicket
    }
    guard let ticket else { return }
    // A cancellation may come after the turn did.
    defer { state.withLock { _ = $0.givenUp.remove(ticket) } }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        wait(user, Waiter(ticket: ticket, continuation: continuation))
      }
    } onCancel: {
      giveUp(ticket)
    }
  }

  private func wait(_ user: UInt32?, _ waiter: Waiter) {
    enum Outcome { case waits, begins, gaveUp }
    let outcome: Outcome = state.withLock { state in
      if state.givenUp.remove(waiter.ticket) != nil { return .gaveUp }
      // A turn may have ended since.
      if state.begin(user, perUserMax: perUserMax) { return .begins }
      if let lane = state.lanes.firstIndex(where: { $0.user == user }) {
        state.lanes[lane].waiters.append(waiter)
      } else {
        state.lanes.append(Lane(user: user, waiters: [waiter]))
      }
      return .waits
    }
    switch outcome {
    case .waits: break
    case .begins: waiter.continuation.resume()
    case .gaveUp: waiter.continuation.resume(throwing: CancellationError())
    }
  }

  private func giveUp(_ ticket: UInt64) {
    let waiter: Waiter? = state.withLock { state in
      for lane in state.lanes.indices {
        guard let place = state.lanes[lane].waiters.firstIndex(where: { $0.ticket == ticket }) else {
          continue
        }
        let waiter = state.lanes[lane].waiters.remove(at: place)
        if state.lanes[lane].waiters.isEmpty { state.lanes.remove(at: lane) }
        return waiter
      }
      state.givenUp.insert(ticket)
      return nil
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }

  private func end(_ user: UInt32?) {
    let next: [Waiter] = state.withLock { state in
      state.end(user)
      return state.takeNext(perUserMax: perUserMax)
    }
    for waiter in next { waiter.continuation.resume() }
  }
}

extension FairTurns.State {
  fileprivate mutating func begin(_ user: UInt32?, perUserMax: Int) -> Bool {
    guard free > 0, running[user, default: 0] < perUserMax else { return false }
    free -= 1
    running[user, default: 0] += 1
    return true
  }

  fileprivate mutating func end(_ user: UInt32?) {
    free += 1
    let count = running[user, default: 0] - 1
    running[user] = count > 0 ? count : nil
  }

  /// Takes those whose turn has come out of their lanes.
  fileprivate mutating func takeNext(perUserMax: Int) -> [FairTurns.Waiter] {
    var next: [FairTurns.Waiter] = []
    var place = 0
    while free > 0, place < lanes.count {
      guard begin(lanes[place].user, perUserMax: perUserMax) else {
        place += 1
        continue
      }
      // Behind the others, if somebody of that user still waits.
      var lane = lanes.remove(at: place)
      next.append(lane.waiters.removeFirst())
      if !lane.waiters.isEmpty { lanes.append(lane) }
    }
    return next
  }
}
