internal import NIOCore

/// Where tasks wait on the loop until something may have changed: there is room to send, a message has come.
///
/// Opening the gate wakes all who wait; each looks for itself whether it can go on, and waits again if not.
/// Belongs to one event loop.
final class Gate {
  private typealias Waiter = (ticket: UInt64, continuation: UnsafeContinuation<Void, any Error>)

  private let eventLoop: any EventLoop
  private var waiters: [Waiter] = []
  private var lastTicket: UInt64 = 0

  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  /// Whether nobody waits.
  var isEmpty: Bool { waiters.isEmpty }

  /// Waits until the gate is opened.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  func wait() async throws {
    lastTicket += 1
    let ticket = lastTicket
    let loop = eventLoop
    let gate = NIOLoopBound(self, eventLoop: loop)
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        waiters.append((ticket, continuation))
      }
    } onCancel: {
      // On the loop, and so after the waiter is in the list, even when the task was cancelled before.
      loop.execute { gate.value.cancel(ticket) }
    }
  }

  func open() {
    guard !waiters.isEmpty else { return }
    let waiters = self.waiters
    self.waiters = []
    for waiter in waiters { waiter.continuation.resume() }
  }

  private func cancel(_ ticket: UInt64) {
    guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
    waiters.remove(at: index).continuation.resume(throwing: CancellationError())
  }
}
