import Synchronization

/// Wakes those who wait for the journal to grow.
final class JournalGrowth: Sendable {
  private struct State {
    var last: UInt64 = 0
    var isClosed = false
    var nextWaiter: UInt64 = 0
    var waiters: [UInt64: CheckedContinuation<UInt64, any Error>] = [:]
    /// Waiters that gave up before they waited.
    var givenUp: Set<UInt64> = []
  }

  private let state = Mutex(State())

  /// The journal ends here now.
  func reach(_ sequence: UInt64) {
    let waiters = state.withLock { state in
      state.last = max(state.last, sequence)
      defer { state.waiters = [:] }
      return state.waiters.values
    }
    for waiter in waiters { waiter.resume(returning: sequence) }
  }

  /// Nothing comes any more.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [:] }
      return state.waiters.values
    }
    for waiter in waiters { waiter.resume(throwing: StoreError.closed) }
  }

  /// Waits until the journal is longer than this; returns where it ends.
  func beyond(_ sequence: UInt64) async throws -> UInt64 {
    while true {
      try Task.checkCancellation()
      let last = try await next(beyond: sequence)
      if last > sequence { return last }
    }
  }

  private func next(beyond sequence: UInt64) async throws -> UInt64 {
    let ticket = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    defer { state.withLock { _ = $0.givenUp.remove(ticket) } }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<UInt64, any Error>? = state.withLock { state in
          if state.givenUp.remove(ticket) != nil { return .failure(CancellationError()) }
          if state.last > sequence { return .success(state.last) }
          if state.isClosed { return .failure(StoreError.closed) }
          state.waiters[ticket] = continuation
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        let waiter = state.waiters.removeValue(forKey: ticket)
        if waiter == nil { state.givenUp.insert(ticket) }
        return waiter
      }
      waiter?.resume(throwing: CancellationError())
    }
  }
}
