import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Logging

/// The storage server: one store, its services, and a socket.
struct ExclaimServer {
  let socketPath: String
  let databasePath: String
  let limits: Limits
  let logger: Logger

  /// Serves until a signal comes, finishes what was accepted, and lets go of socket and store.
  func serve(until signals: Signals) async throws {
    let store = try SQLiteStore(path: databasePath, options: SQLiteStore.Options(limits))
    let state = ServingState()
    let server = Server(
      services(store, state).flatMap(\.self), limits: limits, logger: logger,
      errorMapping: ErrorMapping.status(of:))
    state.count(connectionsOf: server)
    do {
      try await server.start(socketPath: socketPath)
    } catch {
      await store.close()
      throw error
    }
    logger.notice("serving", metadata: ["socket": "\(socketPath)", "database": "\(databasePath)"])
    await signals.next()
    logger.notice("draining", metadata: ["connections": "\(server.connectionCount)"])
    state.drain()
    await server.drain(within: .seconds(limits.drainSeconds))
    await store.close()
  }

  private func services(_ store: any Store, _ state: ServingState) -> [[Registration]] {
    [
      ControlServer(store: store, limits: limits, state: state).registrations,
      RecordsServer(store: store, limits: limits).registrations,
      AnalysisServer(store: store, limits: limits).registrations,
    ]
  }
}
