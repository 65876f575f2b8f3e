import ExclaimClient
import ExclaimMessages
import Foundation
import Testing

/// Random numbers that can be had again (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
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

/// Submits actors one by one, and each again with the same key until it is acknowledged.
private final class PatientSubmitter: @unchecked Sendable {
  // The lock guards everything that changes.
  private let lock = NSLock()
  private var acknowledgedKeys: [String] = []
  private var interruptions = 0
  private var noServer = 0
  private var unexpected: [String] = []
  private var hasEnough = false
  private var givesUp = false
  private let finished = DispatchSemaphore(value: 0)

  init(_ socket: String, prefix: String, _ generator: SeededGenerator) {
    Thread { [self] in
      var generator = generator
      submit(socket, prefix, &generator)
      finished.signal()
    }.start()
  }

  var acknowledged: [String] { lock.withLock { acknowledgedKeys } }
  /// Calls that a connection's end or a server that drains took away.
  var interruptionCount: Int { lock.withLock { interruptions } }
  /// Connects to which nobody answered.
  var noServerCount: Int { lock.withLock { noServer } }
  /// Whatever else went wrong.
  var surprises: [String] { lock.withLock { unexpected } }

  /// Returns when the submission that is under way is acknowledged, or has failed once more.
  func finish(givingUp: Bool) {
    lock.withLock {
      hasEnough = true
      givesUp = givingUp
    }
    finished.wait()
  }

  private func submit(_ socket: String, _ prefix: String, _ generator: inout SeededGenerator) {
    var connection: Connection?
    for number in 0... {
      if lock.withLock({ hasEnough }) { return }
      let key = "\(prefix)-\(number)"
      var attempts = 0
      while !isAcknowledged(key, socket, &connection) {
        attempts += 1
        if lock.withLock({ givesUp }) { return }
        // Longer each time, up to about 50 ms, and not all clients at once.
        usleep(.random(in: 0..<(500 << min(attempts, 7)), using: &generator))
      }
    }
  }

  private func isAcknowledged(_ key: String, _ socket: String, _ connection: inout Connection?) -> Bool {
    do {
      let current = try connection ?? Connection(path: socket)
      connection = current
      var request = V1.SubmitRequest()
      request.records = [actor(key)]
      let response = try RecordsClient(current).submit(request)
      return lock.withLock {
        if response.refused > 0 { unexpected.append("\(key) was refused: \(response.results)") }
        acknowledgedKeys.append(key)
        return true
      }
    } catch {
      connection = nil
      lock.withLock { note(error) }
      return false
    }
  }

  private func note(_ error: any Error) {
    switch error {
    case let error as CallError where error.code == .unavailable: interruptions += 1
    case ConnectError.noServer: noServer += 1
    default: unexpected.append("\(error)")
    }
  }
}

@Suite(.serialized) struct RestartTests {
  /// Restarts a server five times under four clients, each time after some more records.
  private func restart(
    _ socket: String, _ generator: inout SeededGenerator, stop: () -> Void, start: () throws -> Void
  ) throws -> [PatientSubmitter] {
    let submitters = (0..<4).map {
      PatientSubmitter(socket, prefix: "r\($0)", SeededGenerator(seed: generator.next()))
    }
    var isDone = false
    defer { for submitter in submitters { submitter.finish(givingUp: !isDone) } }
    func waitForMore(_ count: Int) throws {
      let goal = submitters.map(\.acknowledged.count).reduce(count, +)
      let deadline = ContinuousClock.now + .seconds(60)
      while submitters.map(\.acknowledged.count).reduce(0, +) < goal {
        guard ContinuousClock.now < deadline else {
          throw Failure("no more records within a minute; \(submitters.flatMap(\.surprises))")
        }
        usleep(500)
      }
    }
    for _ in 0..<5 {
      try waitForMore(.random(in: 1...150, using: &generator))
      stop()
      try start()
    }
    try waitForMore(20)
    isDone = true
    return submitters
  }

  /// Nothing acknowledged is missing, nothing is there twice, and the chain holds.
  private func check(_ submitters: [PatientSubmitter], _ connection: Connection) throws {
    #expect(submitters.flatMap(\.surprises).isEmpty, "a client saw more than a retry")
    #expect(
      submitters.map(\.interruptionCount).reduce(0, +) > 0, "no restart was felt, so nothing was tested")
    var stored: [String] = []
    let pages = try RecordsClient(connection).listStream(V1.ListRequest())
    while let page = try pages.next() {
      for record in page.records {
        if case .actor(let actor) = record.content { stored.append(actor.key) }
      }
    }
    #expect(stored.count == Set(stored).count)
    #expect(Set(stored) == Set(submitters.flatMap(\.acknowledged)))
    let verification = try ControlClient(connection).verify(V1.VerifyRequest())
    #expect(verification.intact, "\(verification.problem)")
    #expect(verification.entries == UInt64(stored.count))
  }

  @Test("five restarts under load lose no acknowledged record, and clients see no more than a retry")
  func plain() throws {
    var generator = SeededGenerator.announced()
    let server = try TestServer()
    let submitters = try restart(
      server.socket, &generator,
      stop: {
        server.stop()
        #expect(server.exitStatus == 0)
      }, start: { try server.start() })
    try check(submitters, server.connect())
  }

  @Test("five restarts under load, while systemd holds the socket: clients never find nobody there")
  func handedOver() throws {
    var generator = SeededGenerator.announced()
    let launcher = try Launcher()
    try launcher.start()
    let submitters = try restart(
      launcher.socketPath, &generator,
      stop: {
        launcher.stop()
        #expect(launcher.ending == 0, "\(launcher.log)")
      }, start: { try launcher.start() })
    #expect(submitters.map(\.noServerCount).reduce(0, +) == 0)
    try check(submitters, launcher.connect())
    launcher.stop()
  }
}
