public import ExclaimWire
internal import Synchronization

/// What a handler knows about its call besides the message.
public final class CallContext: Sendable {
  /// Which call this is, for logs: connections are numbered by the server, streams by the client.
  public struct ID: Sendable, Hashable, CustomStringConvertible {
    /// Number of the connection, from 1, never used twice by one server.
    public let connection: UInt64
    /// Number of the stream on it; used again once a call has ended.
    public let stream: UInt32

    /// An id from its parts.
    public init(connection: UInt64, stream: UInt32) {
      self.connection = connection
      self.stream = stream
    }

    /// Connection and stream: `12.5`.
    public var description: String { "\(connection).\(stream)" }
  }

  /// Who calls.
  public let peer: Peer
  /// Service and method: `exclaim.v1.Records/Submit`.
  public let method: String
  /// Which call this is.
  public let id: ID
  /// What else the caller said, in order; a key may stand more than once.
  public let metadata: [RequestEnvelope.Metadata]
  /// When the caller stops waiting; nil when it waits for ever.
  public let deadline: ContinuousClock.Instant?

  private let cancelled = Atomic<Bool>(false)

  /// A context from its parts; the server makes them, and tests of handlers do.
  public init(
    peer: Peer, method: String, id: ID, metadata: [RequestEnvelope.Metadata] = [],
    deadline: ContinuousClock.Instant? = nil
  ) {
    self.peer = peer
    self.method = method
    self.id = id
    self.metadata = metadata
    self.deadline = deadline
  }

  /// Whether nobody waits for the answer any more: the peer is gone, the time is up, or the call was refused
  /// half-way. May be asked on any thread, as a queue does before it starts on the work.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  func cancel() { cancelled.store(true, ordering: .relaxed) }
}
