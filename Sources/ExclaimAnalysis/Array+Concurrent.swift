import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What comes of so many places, found on all cores, in their order. The first failure ends it.
  ///
  /// Where this is done by a task, its being cancelled is seen between places.
  init(count: Int, concurrently make: @Sendable (Int) throws -> Element) throws {
    let found = Mutex<(elements: [Element?], failure: (any Error)?)>(
      (Array<Element?>(repeating: nil, count: count), nil))
    DispatchQueue.concurrentPerform(iterations: count) { place in
      guard found.withLock({ $0.failure == nil }) else { return }
      do {
        // Only one of the threads is that of the task.
        try Task.checkCancellation()
        let element = try make(place)
        found.withLock { $0.elements[place] = element }
      } catch {
        found.withLock { $0.failure = $0.failure ?? error }
      }
    }
    let (elements, failure) = found.withLock { ($0.elements, $0.failure) }
    if let failure { throw failure }
    self = elements.compactMap(\.self)
  }
}
