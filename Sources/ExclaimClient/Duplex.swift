public import ExclaimMessages

/// A call with a stream of messages each way.
public final class Duplex<Q: Message, R: Message> {
  private let call: OpenCall

  init(_ call: OpenCall) {
    self.call = call
  }

  /// Sends a message. Blocks while the server takes no more. After the server's end, what is sent is dropped.
  public func send(_ message: Q) throws(CallError) {
    try call.connection.send(message, on: call)
  }

  /// Says that no more messages follow.
  public func closeSend() throws(CallError) {
    try call.connection.closeSend(call)
  }

  /// Waits for the server's next message; nil at the end, and after a failure.
  public func next() throws(CallError) -> R? {
    try call.connection.next(of: call)
  }
}
