import Synchronization

/// A submission on its way to the journal, which can be called off while it waits.
public final class SubmissionTicket: Sendable {
  typealias Completion = @Sendable (Result<[Outcome], any Error>) -> Void

  private enum Phase: Sendable {
    /// Not handed in yet, or waiting.
    case waiting(Completion)
    /// In a transaction, done, or called off.
    case past
  }

  let submission: Submission
  private let phase: Mutex<Phase>

  init(_ submission: Submission, completion: @escaping Completion) {
    self.submission = submission
    phase = Mutex(.waiting(completion))
  }

  /// Drops the submission if it still waits: its completion gets a `CancellationError`. Else does nothing.
  public func cancel() { take()?(.failure(CancellationError())) }

  /// Takes the completion, and with it the duty to call it; nil when somebody else has taken it.
  func take() -> Completion? {
    phase.withLock { phase in
      guard case .waiting(let completion) = phase else { return nil }
      phase = .past
      return completion
    }
  }

  /// As `take`, for the commit: from then on nothing calls the submission off, and its author can know.
  func takeToCommit() -> Completion? {
    phase.withLock { phase in
      guard case .waiting(let completion) = phase else { return nil }
      phase = .past
      submission.willCommit?()
      return completion
    }
  }

  /// Whether nobody has taken the completion yet.
  var isWaiting: Bool {
    phase.withLock { phase in if case .waiting = phase { true } else { false } }
  }
}
