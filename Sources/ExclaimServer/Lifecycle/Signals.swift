@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Signals that the process takes as messages, in the order in which they come.
///
/// The first SIGTERM or SIGINT is a message as well. The next one ends the process at once, as if nobody had
/// caught it: whoever asks twice will not wait for the calls that are still open.
final class Signals: Sendable {
  private let arrivals: AsyncStream<Int32>
  private let sources: [any DispatchSourceSignal]

  /// From now on these signals no longer end the process by themselves.
  init(_ numbers: [Int32]) {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Int32.self)
    self.arrivals = arrivals
    let isStopping = Mutex(false)
    // A queue and not a task: tasks may have to wait while analyses keep all their threads busy.
    let queue = DispatchQueue(label: "exclaim.signals")
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        let isRepeated = isStopping.withLock { isStopping in
          guard number == SIGTERM || number == SIGINT else { return false }
          defer { isStopping = true }
          return isStopping
        }
        if isRepeated { Self.endProcess(number) } else { arrived.yield(number) }
      }
      source.resume()
      return source
    }
  }

  /// Waits for the next signal; nil when the task was cancelled first.
  @discardableResult
  func next() async -> Int32? {
    for await number in arrivals { return number }
    return nil
  }

  /// Dies of the signal, so that whoever started the process sees what ended it.
  ///
  /// What was acknowledged is on the disk by then, and the kernel lets go of the locks.
  private static func endProcess(_ number: Int32) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    signal(number, SIG_DFL)
    // Dispatch keeps signals from its threads; raise(3) means this one.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
  }
}
