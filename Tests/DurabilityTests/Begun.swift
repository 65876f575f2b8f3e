import Synchronization

/// Whether something has begun, for all threads.
final class Begun: Sendable {
  private let noted = Atomic<Bool>(false)

  var isNoted: Bool { noted.load(ordering: .acquiring) }

  func note() { noted.store(true, ordering: .releasing) }
}
