import ExclaimDomain
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
  /// The socket that systemd listens on for this server; nil to make one.
  let handedOver: SocketFile?

  private var settings: Settings { configuration.settings }
  private var limits: Limits { settings.limits }

  /// Serves until a signal comes, finishes what was accepted, and lets go of socket and store.
  func serve(until signals: Signals) async throws {
    let store = try SQLiteStore(storeOptions)
    if try await store.needsRebuild() {
      logger.notice("bringing the ledger up to date", metadata: ["database": "\(settings.databasePath)"])
      try await store.rebuild(reading: reading)
    }
    let state = ServingState()
    let changes = ChangeHub(store, limits: limits)
    let server = Server(
      registrations(store, changes, state), limits: limits, logger: logger,
      roleOf: { [configuration] in configuration.access.role(of: $0) }, errorMapping: ErrorMapping.status(of:)
    )
    state.count(connectionsOf: server)
    do {
      let socket =
        try handedOver ?? SocketFile(claiming: settings.socketPath, group: settings.socketGroup)
      try await server.start(on: socket)
    } catch {
      await store.close()
      throw error
    }
    let supervisor = Supervisor(variable: { getenv($0).map { String(cString: $0) } }, logger: logger)
    let watchdog = Watchdog(supervisor, store: store, onEventLoop: server.onEventLoop)
    supervisor.tell(.ready, .status("serving on \(settings.socketPath)"))
    for doubt in configuration.doubts { logger.warning("\(doubt)") }
    logger.notice(
      "serving", metadata: ["socket": "\(settings.socketPath)", "database": "\(settings.databasePath)"])
    await heed(signals, server, supervisor)
    supervisor.tell(.stopping, .status("draining \(server.connectionCount) connections"))
    logger.notice("draining", metadata: ["connections": "\(server.connectionCount)"])
    state.drain()
    changes.stop()
    await server.drain(within: .seconds(limits.drainSeconds))
    await store.close()
    // Until here: what hangs while it stops is to be noticed as well.
    withExtendedLifetime(watchdog) {}
  }

  /// Does what signals ask for, until one asks to stop.
  private func heed(_ signals: Signals, _ server: Server, _ supervisor: Supervisor) async {
    while let number = await signals.next() {
      switch number {
      case SIGHUP:
        supervisor.tell(.reloading)
        configuration.reload(logger)
        await server.rolesChanged()
        supervisor.tell(.ready)
      case SIGUSR1:
        await dump(server)
      default:
        return
      }
    }
  }

  private static var dumpedCallsMax: Int { 1_000 }

  /// Logs the calls that are open, the oldest first.
  private func dump(_ server: Server) async {
    let calls = await server.statistics().openCalls
    logger.notice("open calls", metadata: ["count": "\(calls.count)"])
    for call in calls.prefix(Self.dumpedCallsMax) {
      logger.notice(
        "open call",
        metadata: [
          "request": "\(call.id)", "method": "\(call.method)", "uid": "\(call.uid)",
          "stream": "\(call.id.stream)",
          "age": "\(call.age)", "timeLeft": "\(call.timeLeft.map { "\($0)" } ?? "no deadline")",
          "committing": "\(call.isCommitting)",
        ])
    }
  }

  /// Makes everything that lists and searches read anew from the journal, and serves nobody.
  func rebuild() async throws {
    let store = try SQLiteStore(storeOptions)
    try await store.rebuild(reading: reading)
    await store.close()
  }

  private var reading: @Sendable (RecordKind, [UInt8]) throws -> Draft {
    SubmissionReader(limits: limits).draftOfStored
  }

  /// Puts a backup in the place of the ledger, and serves nobody.
  func restore(_ file: String, replacing: Bool) async throws -> Restored {
    try await SQLiteStore.restore(file, as: storeOptions, replacing: replacing, reading: reading)
  }

  private var storeOptions: SQLiteStore.Options {
    var options = SQLiteStore.Options(path: settings.databasePath)
    options.queueDepthMax = limits.writeQueueDepthMax
    options.queueDepthPerAuthorMax = limits.writeQueueDepthPerUIDMax
    options.pageRecordsMax = limits.pageRecordsMax
    return options
  }

  private func registrations(
    _ store: any Store, _ changes: ChangeHub, _ state: ServingState
  ) -> [Registration] {
    let work = FairTurns(atOnce: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let analysis = AnalysisServer(store: store, limits: limits, work: work, changes: changes)
    let all =
      ControlServer(store: store, limits: limits, state: state, work: work, live: analysis.live).registrations
      + RecordsServer(store: store, limits: limits, work: work).registrations
      + JournalServer(store: store, limits: limits, changes: changes).registrations
      + analysis.registrations
    return all.map { $0.requiring(MethodRoles.least(for: $0.path)) }
  }
}
