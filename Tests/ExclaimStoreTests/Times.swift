import Synchronization

/// A clock that shows given times, one after another, and stays at the last.
final class Times: Sendable {
  private let times: Mutex<[Int64]>

  init(_ times: [Int64]) { self.times = Mutex(times) }

  func next() -> Int64 {
    times.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
  }
}
