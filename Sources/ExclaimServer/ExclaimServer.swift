import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Glibc
import Logging

/// The storage server: one store, its services, and a socket.
struct ExclaimServer {
  let configuration: LiveConfiguration
  let logger: Logger

  private var settings: Settings { configuration.settings }
  private var limits: Limits { settings.limits }

  /// Serves until a signal comes, finishes what was accepted, and lets go of socket and store.
  func serve(until signals: Signals) async throws {
    let store = try SQLiteStore(storeOptions)
    let state = ServingState()
    let server = Server(
      registrations(store, state), limits: limits, logger: logger,
      roleOf: { [configuration] in configuration.access.role(of: $0) }, errorMapping: ErrorMapping.status(of:)
    )
    state.count(connectionsOf: server)
    do {
      try await server.start(socketPath: settings.socketPath, group: settings.socketGroup)
    } catch {
      await store.close()
      throw error
    }
    for doubt in configuration.doubts { logger.warning("\(doubt)") }
    logger.notice(
      "serving", metadata: ["socket": "\(settings.socketPath)", "database": "\(settings.databasePath)"])
    while await signals.next() == SIGHUP {
      configuration.reload(logger)
      await server.rolesChanged()
    }
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
    var options = SQLiteStore.Options(path: settings.databasePath)
    options.queueDepthMax = limits.writeQueueDepthMax
    options.queueDepthPerAuthorMax = limits.writeQueueDepthPerUIDMax
    options.pageRecordsMax = limits.pageRecordsMax
    return options
  }

  private func registrations(_ store: any Store, _ state: ServingState) -> [Registration] {
    let all =
      ControlServer(store: store, limits: limits, state: state).registrations
      + RecordsServer(store: store, limits: limits).registrations
      + AnalysisServer(store: store, limits: limits).registrations
    return all.map { $0.requiring(MethodRoles.least(for: $0.path)) }
  }
}
