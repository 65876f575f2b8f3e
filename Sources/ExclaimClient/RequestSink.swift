public import ExclaimMessages

/// Sends the messages of a call that answers with one.
public final class RequestSink<Q: Message, R: Message> {
  private let call: OpenCall
  /// What the call came to, once that is known.
  private var outcome: Result<R, CallError>?

  init(_ call: OpenCall) {
    self.call = call
  }

  /// Sends a message. Blocks while the server takes no more. What follows an early answer is dropped.
  ///
  /// - Throws: what the server answered, if it has failed the call already.
  public func send(_ message: Q) throws(CallError) {
    if outcome == nil {
      try call.connection.send(message, on: call)
      guard call.connection.hasMail(on: call.stream) else { return }
      receiveAnswer()
    }
    if case .failure(let error)? = outcome { throw error }
  }

  /// Says that all was sent, and waits for the answer.
  public func finish() throws(CallError) -> R {
    if let outcome { return try outcome.get() }
    try call.connection.closeSend(call)
    return try receiveAnswer().get()
  }

  @discardableResult
  private func receiveAnswer() -> Result<R, CallError> {
    let answer: Result<R, CallError>
    do throws(CallError) {
      answer = .success(try call.connection.answer(to: call))
    } catch {
      answer = .failure(error)
    }
    outcome = answer
    return answer
  }
}
