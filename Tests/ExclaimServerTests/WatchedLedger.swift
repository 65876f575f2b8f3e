import Dispatch
import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimStore
import ExclaimWire
import Foundation
import Logging
import Testing

@testable import ExclaimServer

/// A ledger that is served on a socket, and to which a test writes as any user.
final class WatchedLedger: Sendable {
  let directory: String
  let store: SQLiteStore
  let records: RecordsServer
  let changes: ChangeHub
  /// Turns at the threads of the analyses.
  let work = FairTurns(atOnce: 2)
  let server: Server

  var socketPath: String { directory + "/socket" }
  /// The user that the clients of this process are.
  static let me = getuid()
  static let other = getuid() + 1

  private init(_ directory: String, _ limits: Limits, _ time: ServerTime) throws {
    self.directory = directory
    store = try SQLiteStore(SQLiteStore.Options(path: directory + "/ledger.db"))
    records = RecordsServer(store: store, limits: limits, work: FairTurns(atOnce: 2))
    changes = ChangeHub(store, limits: limits, time: time)
    server = Server(
      records.registrations + JournalServer(store: store, limits: limits, changes: changes).registrations
        + ControlServer(store: store, limits: limits, state: ServingState(), work: FairTurns(atOnce: 2))
        .registrations
        + AnalysisServer(store: store, limits: limits, work: work, changes: changes)
        .registrations,
      limits: limits, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      errorMapping: ErrorMapping.status(of:))
  }

  /// Runs `body` with a new ledger, or with that in a directory.
  static func run(
    in directory: String? = nil, limits: Limits = .standard, time: ServerTime = .system,
    _ body: (WatchedLedger) async throws -> Void
  ) async throws {
    let own = FileManager.default.temporaryDirectory.appendingPathComponent("exclaim-\(UUID().uuidString)")
      .path
    defer { try? FileManager.default.removeItem(atPath: own) }
    let directory = directory ?? own
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let ledger = try WatchedLedger(directory, limits, time)
    try await ledger.server.start(socketPath: ledger.socketPath)
    do {
      try await body(ledger)
    } catch {
      await ledger.close()
      throw error
    }
    await ledger.close()
  }

  func close() async {
    changes.stop()
    await server.drain(within: .zero)
    await store.close()
  }
}

// MARK: - Writing

extension WatchedLedger {
  func context(_ uid: UInt32) -> CallContext {
    CallContext(
      peer: Peer(uid: uid, gid: uid), method: "test", id: .init(connection: 1, serial: 1, stream: 1))
  }

  /// Stores records, or new revisions of them, and gives their ids.
  @discardableResult
  func submit(as uid: UInt32 = me, _ records: String...) async throws -> [String] {
    var request = V1.SubmitRequest()
    request.records = try records.map { try V1.Record(json: $0) }
    request.revise = true
    guard case .message(let response) = try await self.records.submit(request, context(uid)) else {
      throw CancellationError()
    }
    try #require(response.refused == 0, "\(response.results)")
    return response.results.map(\.id)
  }

  static func actor(_ key: String, _ name: String = "Somebody", isPrivate: Bool = false) -> String {
    let visibility = isPrivate ? #""visibility": "PRIVATE", "# : ""
    return #"{"actor": {"key": "\#(key)", \#(visibility)"kind": "STATE", "name": "\#(name)"}}"#
  }

  /// The places of all entries that a user may see.
  func visible(to uid: UInt32) async throws -> [UInt64] {
    let entries = try await store.entries(
      after: 0, countMax: .max, bytesMax: .max, reader: .user(uid))
    return entries.filter { $0.isVisible(to: .user(uid)) }.map(\.record.stamp.sequence)
  }
}

// MARK: - Watching

extension WatchedLedger {
  /// Runs blocking code where it holds up nobody: tests share a few threads, and a server may need them.
  func client<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "client").async { [socketPath] in
        continuation.resume(with: Result { try body(try Connection(path: socketPath)) })
      }
    }
  }

  /// What a watch finds until it reaches the end.
  func watchToEnd(_ request: V1.WatchRequest) async throws -> [V1.WatchResponse] {
    try await client { connection in
      let stream = try connection.watch(request)
      var responses: [V1.WatchResponse] = []
      while let response = try stream.next() {
        responses.append(response)
        if response.atEnd { break }
      }
      return responses
    }
  }

  /// Returns when no watch is left.
  func untilNobodyWatches() async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while changes.watcherCount > 0 || changes.waiterCount > 0 {
      try #require(ContinuousClock.now < deadline, "\(changes.watcherCount) watches did not end")
      _ = await server.statistics()
    }
  }
}

extension Connection {
  func watch(
    from: UInt64 = 1, _ filter: String? = nil
  ) throws -> ResponseStream<V1.WatchResponse> {
    var request = V1.WatchRequest()
    request.from = from
    request.filter = try filter.map { try V1.Filter(json: $0) }
    return try watch(request)
  }

  func watch(_ request: V1.WatchRequest) throws -> ResponseStream<V1.WatchResponse> {
    // So that what never comes fails the test instead of hanging it.
    try JournalClient(self).watch(request, options: .init(timeout: .seconds(120)))
  }
}

extension ResponseStream<V1.WatchResponse> {
  /// The places that come up to one.
  func places(through end: UInt64) throws -> [UInt64] {
    var places: [UInt64] = []
    while let response = try next() {
      places += response.records.map(\.sequence)
      if response.sequence >= end { break }
    }
    return places
  }

  /// Reads until the end of the journal.
  @discardableResult
  func toEnd() throws -> V1.WatchResponse {
    while let response = try next() {
      if response.atEnd { return response }
    }
    throw CancellationError()
  }
}

/// Random numbers that can be had again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Takes its seed from `EXCLAIM_TEST_SEED`, or a fresh one, and prints it.
  static func announced(_ name: String = #function) -> SeededGenerator {
    let seed = getenv("EXCLAIM_TEST_SEED").flatMap { UInt64(String(cString: $0)) } ?? .random(in: 0 ... .max)
    print("\(name): EXCLAIM_TEST_SEED=\(seed)")
    return SeededGenerator(seed: seed)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
