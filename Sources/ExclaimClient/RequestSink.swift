public import ExclaimMessages

/// Sends the messages of a call that answers with one.
public final class RequestSink<Q: Message, R: Message> {
  private let call: OpenCall

  init(_ call: OpenCall) {
    self.call = call
  }

  /// Sends a message. Blocks while the server takes no more.
  ///
  /// - Throws: what the server answered, if it has failed the call before its end.
  public func send(_ message: Q) throws(CallError) {
    try call.connection.send(message, on: call)
    // Only a failure ends such a call before `finish`, as far as a server is sane; then it throws here.
    if call.connection.hasMail(on: call.stream) { let _: R = try call.connection.answer(to: call) }
  }

  /// Says that all was sent, and waits for the answer.
  public func finish() throws(CallError) -> R {
    try call.connection.closeSend(call)
    return try call.connection.answer(to: call)
  }
}
