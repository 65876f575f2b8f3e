import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Logging

/// The storage server: one store, its services, and a socket.
struct ExclaimServer {
  let socketPath: String
  /// Id of the group whose members may connect as well; nil for this user alone.
  let socketGroup: UInt32?
  let databasePath: String
  let limits: Limits
  let logger: Logger

  /// Serves until a signal comes, finishes what was accepted, and lets go of socket and store.
  func serve(until signals: Signals) async throws {
    let store = try SQLiteStore(storeOptions)
    let state = ServingState()
    let server = Server(
      registrations(store, state), limits: limits, logger: logger,
      errorMapping: ErrorMapping.status(of:))
    state.count(connectionsOf: server)
    do {
      try await server.start(socketPath: socketPath, group: socketGroup)
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

  /// Makes everything that lists and searches read anew from the journal, and serves nobody.
  func rebuild() async throws {
    let store = try SQLiteStore(storeOptions)
    let (reader, budget) = (SubmissionReader(limits: limits), limits.arenaBytesMax)
    try await store.rebuild { _, content in
      try reader.draft(stored: V1.Record(decoding: content, budgetBytes: budget))
    }
    await store.close()
  }

  private var storeOptions: SQLiteStore.Options {
    var options = SQLiteStore.Options(path: databasePath)
    options.queueDepthMax = limits.writeQueueDepthMax
    options.queueDepthPerAuthorMax = limits.writeQueueDepthPerUIDMax
    options.pageRecordsMax = limits.pageRecordsMax
    return options
  }

  private func registrations(_ store: any Store, _ state: ServingState) -> [Registration] {
    ControlServer(store: store, limits: limits, state: state).registrations
      + RecordsServer(store: store, limits: limits).registrations
      + AnalysisServer(store: store, limits: limits).registrations
  }
}
