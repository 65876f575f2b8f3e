public import ExclaimMessages

/// The messages of a streamed answer, in order.
///
/// One that is dropped before its end is called off on the server too.
public final class ResponseStream<R: Message> {
  private let call: OpenCall

  init(_ call: OpenCall) {
    self.call = call
  }

  /// Waits for the next message; nil at the end, and after a failure.
  public func next() throws(CallError) -> R? {
    try call.connection.next(of: call)
  }
}
