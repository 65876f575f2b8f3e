public import ExclaimMessages

/// Sends the messages of a streamed answer.
///
/// `send` waits while the peer takes too little, so that a handler never runs ahead of it by more than the
/// message in hand. Messages leave in the order of the sends that were awaited one after the other.
public struct ResponseWriter<M: Message>: Sendable {
  private let handle: CallHandle

  init(_ handle: CallHandle) {
    self.handle = handle
  }

  /// Sends a message.
  ///
  /// - Throws: `CancellationError` when the call has ended, and nobody waits for more; RESOURCE_EXHAUSTED
  ///   when the message does not fit a frame, or what waits on the connection is too much with it: the call
  ///   has failed.
  public func send(_ message: M) async throws {
    try await handle.send(Reply.message(message))
  }

  /// Sends a message that is in its wire form already; throws as `send` does.
  public func send(encoded bytes: [UInt8]) async throws {
    try await handle.send(Reply<M>.encoded(bytes))
  }
}
