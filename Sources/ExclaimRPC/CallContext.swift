public import ExclaimWire
internal import NIOCore
internal import Synchronization

/// What a handler knows about its call besides the message.
public final class CallContext: Sendable {
  /// Which call this is, for logs: never used twice by one server.
  public struct ID: Sendable, Hashable, CustomStringConvertible {
    /// Number of the connection, from 1.
    public let connection: UInt64
    /// Number of the call on it, from 1.
    public let serial: UInt64
    /// The stream that it runs on, as the client numbered it.
    public let stream: UInt32

    /// An id from its parts.
    public init(connection: UInt64, serial: UInt64, stream: UInt32) {
      self.connection = connection
      self.serial = serial
      self.stream = stream
    }

    /// Connection and call: `12.5`.
    public var description: String { "\(connection).\(serial)" }
  }

  /// Who calls.
  public let peer: Peer
  /// What the caller may do.
  public let role: AccessRole
  /// Service and method: `exclaim.v1.Records/Submit`.
  public let method: String
  /// Which call this is.
  public let id: ID
  /// What else the caller said, in order; a key may stand more than once.
  public let metadata: [RequestEnvelope.Metadata]
  /// Bytes of the message that the request brought.
  public let requestByteCount: Int
  /// When the caller stops waiting; nil when it waits for ever.
  public let deadline: ContinuousClock.Instant?

  private let cancelled = Atomic<Bool>(false)
  private let committing = Atomic<Bool>(false)
  private let link: ConnectionLink?

  /// A context from its parts; the server makes them, and tests of handlers do.
  public convenience init(
    peer: Peer, role: AccessRole = .admin, method: String, id: ID, metadata: [RequestEnvelope.Metadata] = [],
    deadline: ContinuousClock.Instant? = nil
  ) {
    self.init(
      peer: peer, role: role, method: method, id: id, metadata: metadata, requestByteCount: 0,
      deadline: deadline, link: nil)
  }

  init(
    peer: Peer, role: AccessRole, method: String, id: ID, metadata: [RequestEnvelope.Metadata],
    requestByteCount: Int, deadline: ContinuousClock.Instant?, link: ConnectionLink?
  ) {
    self.requestByteCount = requestByteCount
    self.link = link
    self.peer = peer
    self.role = role
    self.method = method
    self.id = id
    self.metadata = metadata
    self.deadline = deadline
  }

  /// Whether nobody waits for the answer any more: the peer is gone, the time is up, or the call was refused
  /// half-way. May be asked on any thread, as a queue does before it starts on the work.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Whether what the call writes was handed to the commit, which nothing stops.
  public var isCommitting: Bool { committing.load(ordering: .acquiring) }

  /// Notes that what the call writes is handed to the commit. Whoever queues writes calls this where it also
  /// decides that a cancellation comes too late, so that a caller is told the truth. May be called on any thread.
  public func beginCommit() { committing.store(true, ordering: .releasing) }
}

// MARK: - The connection

extension CallContext {
  /// Agrees on what goes beyond plain ttrpc on the connection of this call, for the calls that follow.
  ///
  /// - Parameters:
  ///   - windowBytes: what a streamed answer may send before its client grants more; nil leaves windows out.
  ///   - goAway: whether the client knows the frame that announces the end.
  public func negotiate(windowBytes: Int?, goAway: Bool) async {
    await link?.onLoop { connection in
      if let windowBytes { connection.streams.useWindows(byteCount: windowBytes) }
      if goAway { connection.saysGoAway() }
    }
  }

  /// Calls off another call of the same connection.
  ///
  /// - Returns: what became of it; its own answer, if it ended, is on its way before this call's.
  public func cancelCall(onStream stream: UInt32) async -> Cancellation {
    await link?.onLoop { $0.cancelCall(onStream: stream) } ?? .notOpen
  }

  /// What became of a call that was to be called off.
  public enum Cancellation: Sendable {
    /// There is none on that stream.
    case notOpen
    /// It has ended, and wrote nothing.
    case cancelled
    /// What it writes was handed to the commit: its own answer will come.
    case committing
  }
}

/// A connection seen from a handler, whose tasks may run anywhere.
struct ConnectionLink: Sendable {
  private let executor: LoopExecutor
  private let connection: NIOLoopBound<ServerConnection>

  init(_ connection: ServerConnection) {
    executor = connection.core.executor
    self.connection = NIOLoopBound(connection, eventLoop: connection.core.eventLoop)
  }

  func onLoop<Value: Sendable>(_ body: @Sendable (ServerConnection) -> Value) async -> Value {
    if executor.eventLoop.inEventLoop { return body(connection.value) }
    return await withTaskExecutorPreference(executor) { body(connection.value) }
  }
}
