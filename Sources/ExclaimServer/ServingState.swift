import ExclaimRPC
import Synchronization

/// What the server as a whole knows about itself while it runs.
final class ServingState: Sendable {
  private let draining = Atomic<Bool>(false)
  private let server = Mutex<Server?>(nil)

  /// True once the server takes nothing new.
  var isDraining: Bool { draining.load(ordering: .relaxed) }

  /// Open connections.
  var connections: Int { server.withLock { $0?.connectionCount ?? 0 } }

  /// How the server has been used.
  func statistics() async -> ServerStatistics {
    guard let server = server.withLock({ $0 }) else { return ServerStatistics() }
    return await server.statistics()
  }

  func count(connectionsOf server: Server) { self.server.withLock { $0 = server } }

  func drain() { draining.store(true, ordering: .relaxed) }
}
