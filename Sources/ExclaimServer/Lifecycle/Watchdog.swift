@preconcurrency import Dispatch
import ExclaimStore
import Synchronization

/// Tells the supervisor that the server is alive, as long as its event loop turns and its writer writes.
///
///     tick         │             │                  │ no answer yet: is the journal longer than at the last tick?
///     event loop   ╰─▶ a turn    ╰─▶ a turn         │
///     writer           ╰─▶ ok        ╰─▶ …          │
///     supervisor           ╰─▶ alive                ╰─▶ alive, if so
///
/// What is sent through the writer is a submission of nothing: it waits its turn like any other, and costs no
/// sync. Readers are not asked: a few long reads may keep them all busy, and that is not a fault.
final class Watchdog: Sendable {
  private enum State {
    case resting
    /// Waits for the event loop.
    case atLoop
    /// Waits for the writer.
    case atWriter
    /// The writer's queue was full.
    case turnedAway
  }

  private struct Beat {
    var state = State.resting
    /// Sequence of the last entry at the last tick.
    var sequence: UInt64 = 0
  }

  private let supervisor: Supervisor
  private let store: any Store
  private let onEventLoop: @Sendable (@escaping @Sendable () -> Void) -> Void
  private let beat: Mutex<Beat>
  /// A queue and not a task: tasks may have to wait while analyses keep all their threads busy.
  private let queue = DispatchQueue(label: "exclaim.watchdog")
  private let timer: any DispatchSourceTimer

  /// Begins to tell, if the supervisor wants to know.
  ///
  /// - Parameter onEventLoop: runs its argument on the event loop that is watched.
  init(
    _ supervisor: Supervisor, store: any Store,
    onEventLoop: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
  ) {
    self.supervisor = supervisor
    self.store = store
    self.onEventLoop = onEventLoop
    beat = Mutex(Beat(sequence: store.lastSequence))
    timer = DispatchSource.makeTimerSource(queue: queue)
    if let silenceMax = supervisor.silenceMax {
      timer.setEventHandler { [weak self] in self?.tick() }
      // Two ticks may pass until a long queue shows that it moves, and half of the time must be left then.
      timer.schedule(deadline: .now(), repeating: silenceMax / .seconds(1) / 4)
    }
    timer.activate()
  }

  deinit { timer.cancel() }

  /// Asks for a sign of life, or looks whether the last question is on its way to an answer.
  func tick() {
    let sequence = store.lastSequence
    let (state, hasWritten) = beat.withLock { beat in
      defer {
        beat.sequence = sequence
        if beat.state != .atWriter { beat.state = .atLoop }
      }
      return (beat.state, beat.sequence != sequence)
    }
    if hasWritten, state == .atWriter || state == .turnedAway { supervisor.tell(.alive) }
    guard state == .resting || state == .turnedAway else { return }
    onEventLoop { [weak self] in self?.askWriter() }
  }

  private func askWriter() {
    beat.withLock { $0.state = .atWriter }
    // By nobody's id, so that it waits in no account's lane.
    let nothing = Submission(author: Author(uid: .max, gid: .max), drafts: [])
    store.submit(nothing) { [weak self] result in
      guard let self else { return }
      var isTurnedAway = false
      if case .failure(StoreError.busy) = result { isTurnedAway = true }
      beat.withLock { $0.state = isTurnedAway ? .turnedAway : .resting }
      // Any other failure is an answer too. Not from here: the writer must not wait for the supervisor.
      if !isTurnedAway { queue.async { self.supervisor.tell(.alive) } }
    }
  }
}
