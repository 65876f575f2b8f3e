import Glibc
import Synchronization

/// The end of the program, or terminal, that reads our output (`exclaim watch | head -1`).
enum GoneReader {
  private static let noted = Atomic(false)

  /// Whether it has gone.
  static var isNoted: Bool { noted.load(ordering: .relaxed) }

  /// From now on it is noted, and wakes whoever waits for ``Interruption``.
  static func note() { _ = thread }

  /// A thread of its own, which waits as long as the process lives: nothing else here could wait for two things at once.
  private static let thread: Void = {
    var id = pthread_t()
    pthread_create(
      &id, nil,
      { _ in
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        while poll(&output, 1, -1) < 0 && errno == EINTR {}
        guard output.revents & Int16(POLLERR | POLLHUP) != 0 else { return nil }
        GoneReader.noted.store(true, ordering: .relaxed)
        Interruption.wake()
        return nil
      }, nil)
  }()
}
