import Synchronization

/// Hands one result to one continuation, whichever of the two comes first.
final class Relay: Sendable {
  private enum State: Sendable {
    case empty
    case waiting(CheckedContinuation<[Outcome], any Error>)
    case finished(Result<[Outcome], any Error>)
    case done
  }

  private let state = Mutex(State.empty)

  /// Resumes the continuation when the result is there.
  func start(_ continuation: CheckedContinuation<[Outcome], any Error>) {
    let result: Result<[Outcome], any Error>? = state.withLock { state in
      if case .finished(let result) = state {
        state = .done
        return result
      }
      state = .waiting(continuation)
      return nil
    }
    if let result { continuation.resume(with: result) }
  }

  /// Gives the result, once.
  func finish(_ result: Result<[Outcome], any Error>) {
    let continuation: CheckedContinuation<[Outcome], any Error>? = state.withLock { state in
      if case .waiting(let continuation) = state {
        state = .done
        return continuation
      }
      state = .finished(result)
      return nil
    }
    continuation?.resume(with: result)
  }
}
