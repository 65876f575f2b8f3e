internal import NIOCore

/// What a client has sent on a stream and its handler has not taken yet. Belongs to one event loop.
struct Inbox {
  /// What a handler that asks for the next message gets.
  enum Next {
    case message([UInt8])
    case end
    case notYet
  }

  /// Opened when something came.
  let gate: Gate
  private var messages = CircularBuffer<[UInt8]>()
  private var isFinished = false

  init(_ eventLoop: any EventLoop) {
    gate = Gate(eventLoop)
  }

  mutating func append(_ message: [UInt8]) {
    messages.append(message)
  }

  mutating func finish() {
    isFinished = true
  }

  mutating func take() -> Next {
    if let message = messages.popFirst() { return .message(message) }
    return isFinished ? .end : .notYet
  }
}
