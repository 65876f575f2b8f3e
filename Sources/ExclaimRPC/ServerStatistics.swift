public import ExclaimWire

/// How a server has been used since it was made, as its event loop saw it at one moment.
public struct ServerStatistics: Sendable {
  /// A method that was called.
  public struct Method: Sendable {
    /// `exclaim.v1.Records/Submit`.
    public let path: String
    /// Calls that have ended.
    public let callCount: UInt64
    /// Those of them that failed, by code; codes without a failure are left out.
    public let errors: [(code: StatusCode, count: UInt64)]
    /// Calls by how long they took, in nanoseconds: no longer than the bound, longer than the one before. Empty
    /// buckets are left out; the one without a bound is the last.
    public let latency: [(atMost: UInt64?, count: UInt64)]
  }

  /// A user id that is connected, or was refused something.
  public struct User: Sendable {
    /// User id.
    public let uid: UInt32
    /// Open connections.
    public let connectionCount: Int
    /// Open calls.
    public let callCount: Int
    /// Bytes that the server holds for it now.
    public let bytesInFlight: Int
    /// Calls and connections that were refused: not permitted, or over a limit.
    public let refusalCount: UInt64
  }

  /// A call that is open.
  public struct OpenCall: Sendable {
    /// Which one, as in logs.
    public let id: CallContext.ID
    /// `exclaim.v1.Records/Submit`.
    public let method: String
    /// User id of the caller.
    public let uid: UInt32
    /// How long it has been open.
    public let age: Duration
    /// How long until it is given up; nil when it has no deadline.
    public let timeLeft: Duration?
    /// Whether its write was handed to the commit.
    public let isCommitting: Bool
  }

  /// Methods that were called, in the order of their registrations.
  public let methods: [Method]
  /// Users, by id.
  public let users: [User]
  /// Open calls, oldest first.
  public let openCalls: [OpenCall]

  /// Those of a server that nobody has used.
  public init() {
    methods = []
    users = []
    openCalls = []
  }
}

extension ServerStatistics {
  /// Looks at a server. On its loop.
  init(_ core: ServerCore) {
    methods = core.statistics.filter { $0.callCount > 0 }.map { method in
      Method(
        path: method.method, callCount: method.callCount,
        errors: method.errorCounts.enumerated().filter { $1 > 0 }.map { code, count in
          (StatusCode(wire: Int32(code)), count)
        },
        latency: method.latency.counts.enumerated().filter { $1 > 0 }.map { index, count in
          (LatencyHistogram.bound(ofBucket: index), count)
        })
    }
    users = core.connections.users.map { user in
      User(
        uid: user.uid, connectionCount: user.connectionCount, callCount: user.callCount,
        bytesInFlight: user.bytesInFlight, refusalCount: user.refusalCount)
    }
    openCalls = core.connections.all.flatMap(\.calls.values).map(OpenCall.init).sorted { $0.age > $1.age }
  }
}

extension ServerStatistics.OpenCall {
  init(_ call: Call) {
    id = call.context.id
    method = call.context.method
    uid = call.context.peer.uid
    age = .nanoseconds(call.ageNanoseconds)
    timeLeft = call.context.deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
    isCommitting = call.context.isCommitting
  }
}
