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
  let connections: ConnectionTable
  /// Whether new calls are turned away.
  var isDraining = false

  init(
    _ eventLoop: any EventLoop, _ registrations: [Registration], _ limits: Limits, _ logger: Logger,
    _ connections: ConnectionTable, errorMapping: @escaping @Sendable (any Error) -> RPCError
  ) {
    self.eventLoop = eventLoop
    executor = LoopExecutor(eventLoop)
    self.limits = limits
    self.logger = logger
    self.connections = connections
    self.errorMapping = errorMapping
    var methods = MethodTable<Registration>()
    for registration in registrations {
      methods.add(registration, service: registration.service, name: registration.name)
    }
    self.methods = methods
  }
}
