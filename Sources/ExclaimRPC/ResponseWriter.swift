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

  /// Waits until there is room for a message, and holds none meanwhile.
  public func room(within patience: Duration) async throws -> Room {
    try await handle.room(within: patience)
  }

  /// Sends a message that is in its wire form already, if there is room in time: it left when that is `ready`.
  public func send(encoded bytes: [UInt8], within patience: Duration) async throws -> Room {
    try await handle.send(Reply<M>.encoded(bytes), within: patience)
  }
}

/// What came of a wait for room in a streamed answer.
public enum Room: Sendable {
  /// There is room.
  case ready
  /// There was none in the time that was given: the peer takes too little.
  case stalled
  /// The server is about to stop, and waits for its calls: one that would go on for ever ends now.
  case draining
}
