internal import ExclaimWire
internal import Logging
internal import NIOCore

/// What all connections of a server share. Belongs to one event loop.
final class ServerCore {
  let eventLoop: any EventLoop
  let executor: LoopExecutor
  let limits: Limits
  let logger: Logger
  let errorMapping: @Sendable (any Error) -> RPCError
  let methods: MethodTable<Registration>
  /// Of each method, in the order of the registrations.
  let statistics: [MethodStatistics]
  let connections: ConnectionTable
  /// What a peer may do; nil keeps it out.
  let roleOf: @Sendable (Peer) -> AccessRole?
  /// What lets long answers go on; there before the first connection is.
  var turns: Turns?
  /// How many turns there have been.
  var turnNumber: UInt64 { turns?.number ?? 0 }
  /// Whether new calls are turned away.
  var isDraining = false
  /// Seconds since the first connection, as far as there were connections: the clock of `Silence`.
  private(set) var second = 0
  private var isSweeping = false

  init(
    _ eventLoop: any EventLoop, _ registrations: [Registration], _ limits: Limits, _ logger: Logger,
    _ connections: ConnectionTable, roleOf: @escaping @Sendable (Peer) -> AccessRole?,
    errorMapping: @escaping @Sendable (any Error) -> RPCError
  ) {
    self.eventLoop = eventLoop
    executor = LoopExecutor(eventLoop)
    self.limits = limits
    self.logger = logger
    self.connections = connections
    self.roleOf = roleOf
    self.errorMapping = errorMapping
    statistics = registrations.map { MethodStatistics(method: $0.path) }
    var methods = MethodTable<Registration>()
    for (index, registration) in registrations.enumerated() {
      methods.add(registration.numbered(index), service: registration.service, name: registration.name)
    }
    self.methods = methods
  }
}

// MARK: - Every second

extension ServerCore {
  /// Looks after the connections every second as long as there are any: one timer for all costs less than a few
  /// for each.
  func keepSweeping() {
    guard !isSweeping else { return }
    isSweeping = true
    eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
      self.sweep()
      self.isSweeping = false
      if !self.connections.all.isEmpty { self.keepSweeping() }
    }
  }

  private func sweep() {
    second += 1
    for connection in connections.all { connection.lookAfter() }
    for user in connections.users {
      let count = user.takeUnloggedCount()
      guard count > 0 else { continue }
      logger.notice("refused besides", metadata: ["uid": "\(user.uid)", "count": "\(count)"])
    }
  }
}

// MARK: - Refusals

extension ServerCore {
  /// Counts what a user was refused, and logs it.
  func noteRefusal(_ status: Status, of user: User, _ metadata: Logger.Metadata = [:]) {
    switch status.code {
    case .permissionDenied, .resourceExhausted: break
    default: return
    }
    keepSweeping()
    guard user.noteRefusal(at: second) else { return }
    var metadata = metadata
    metadata["uid"] = "\(user.uid)"
    metadata["code"] = "\(status.code.name)"
    metadata["reason"] = "\(status.message)"
    logger.notice("refused", metadata: metadata)
  }
}
