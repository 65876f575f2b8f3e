import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Glibc

/// Coming back to a server that went away, restarted or cut a call off.
struct Comeback {
  private let session: Session
  private var wasHeard = false
  private var pauseMilliseconds = Self.firstPauseMilliseconds

  /// The pause before another try; it doubles with each that fails.
  private static let firstPauseMilliseconds: Int32 = 100
  private static let lastPauseMilliseconds: Int32 = 5_000

  init(_ session: Session) { self.session = session }

  /// Notes that the server has answered.
  mutating func hasHeard() {
    wasHeard = true
    pauseMilliseconds = Self.firstPauseMilliseconds
  }

  /// Waits until there is a connection again; throws what no other try would mend.
  ///
  /// - Parameters:
  ///   - plan: what is done then, for the user: "going on with entry 7".
  ///   - check: whether the server is the one that it was.
  mutating func wait(after error: any Error, to plan: String, _ check: () throws -> Void) throws {
    guard let failure = error as? CallError, isPassing(failure) else { throw error }
    let reason = session.isConnected ? failure.message : "the connection was lost"
    try session.console.say("\(reason); \(plan) when the server is back")
    while true {
      try pause()
      do {
        try session.reconnect()
        try check()
        return
      } catch {
        switch error {
        case ConnectError.noServer, ConnectError.timedOut: continue
        case let failure as CallError where isPassing(failure): continue
        default: throw error
        }
      }
    }
  }

  /// Whether another try may do better. A limit that is met at once is no cut, and is told.
  private func isPassing(_ failure: CallError) -> Bool {
    switch failure.code {
    case .unavailable: true
    case .resourceExhausted, .aborted: wasHeard
    default: false
    }
  }

  /// Waits, and longer with each time; the user's wish to stop ends it.
  private mutating func pause() throws {
    var wish = pollfd(fd: session.stop.descriptor(), events: Int16(POLLIN), revents: 0)
    let hasCome = poll(&wish, 1, pauseMilliseconds) > 0
    if hasCome || session.stop.isWanted() { throw CallError(.cancelled, "stopped while no server was there") }
    pauseMilliseconds = min(pauseMilliseconds * 2, Self.lastPauseMilliseconds)
  }
}
