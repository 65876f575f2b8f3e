public import ExclaimMessages

/// The messages of a client, in order, as they come.
///
/// One task reads it, once. A client that sends faster than the handler reads is held back: past
/// `inboundBytesPerConnectionMax` its connection is not read. What was taken counts until the call ends, since
/// a handler may keep it: the call that passes `heldBytesPerConnectionMax` fails.
public struct RequestStream<M: Message>: AsyncSequence, Sendable {
  /// A message.
  public typealias Element = M

  private let handle: CallHandle

  init(_ handle: CallHandle) {
    self.handle = handle
  }

  /// The next message; nil when the client has sent its last.
  ///
  /// - Throws: `CancellationError` when the call has ended; `RPCError` for a message that does not decode.
  public func next() async throws -> M? {
    try await handle.nextMessage()?.message
  }

  /// The next message, and how many bytes it took on the wire; see `next()`.
  public func nextMeasured() async throws -> (message: M, byteCount: Int)? {
    try await handle.nextMessage()
  }

  /// Reads the stream with `for try await`.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream: self) }

  /// Reads the stream; see `next()`.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let stream: RequestStream

    /// The next message; see `RequestStream.next`.
    public mutating func next() async throws -> M? { try await stream.next() }
  }
}
