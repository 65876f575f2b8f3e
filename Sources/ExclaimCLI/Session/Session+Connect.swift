import ExclaimClient
import ExclaimMessages
import Glibc

extension Session {
  /// How long a server that was just started may take to answer.
  private static let startTimeout = Duration.seconds(10)
  /// How long another client's server may take to answer after ours has ended.
  private static let loserTimeout = Duration.seconds(2)
  /// How long a server that is there may take to accept the connection.
  private static let connectTimeout = Duration.seconds(5)

  /// Connects, and starts a server first where none answers.
  func connect() throws -> Connection {
    let path = SocketPath.default(given: options.socket)
    do {
      return try openConnection(path)
    } catch {
      guard case .noServer = error, !options.noStart else { throw error }
    }
    return try startServer(at: path)
  }

  func openConnection(_ path: String) throws(ConnectError) -> Connection {
    try Connection(
      path: path, timeout: options.timeout.map { .seconds($0) } ?? Self.connectTimeout,
      interruption: stop.descriptor())
  }

  private func startServer(at path: String) throws -> Connection {
    let start = try ServerStart(socketPath: path)
    let child = try start.spawn()
    var deadline = ContinuousClock.now + Self.startTimeout
    var childEnded = false
    var pauseMicroseconds: UInt32 = 1_000
    while ContinuousClock.now < deadline {
      if stop.isWanted() { throw Failure(.tryAgain, "interrupted") }
      if let connection = try answeringConnection(path) {
        // Our own server may have met the lock of another client's, and not have ended yet.
        let server = try ControlClient(connection).status(V1.StatusRequest(), options: call).pid
        let who = server == child.pid ? "started a server" : "another client started a server"
        try console.say("\(who) (process \(server)) at \(path)")
        return connection
      }
      if !childEnded && child.hasEnded() {
        // It may have met the lock of a server that somebody else started; that one will answer soon.
        childEnded = true
        deadline = min(deadline, ContinuousClock.now + Self.loserTimeout)
      }
      usleep(pauseMicroseconds)
      pauseMicroseconds = min(pauseMicroseconds * 2, 50_000)
    }
    let words = start.lastLogLine(of: child)
    let reason = words.isEmpty ? "see \(start.logPath)" : "it said: \(words)"
    throw Failure(.noServer, "\(start.program) was started for \(path) but does not answer; \(reason)")
  }

  /// A connection whose server has said that it serves; nil while there is none.
  private func answeringConnection(_ path: String) throws -> Connection? {
    do {
      let connection = try openConnection(path)
      let timeout = CallOptions(timeout: Self.connectTimeout)
      return try ControlClient(connection).health(V1.HealthRequest(), options: timeout).state == .serving
        ? connection : nil
    } catch ConnectError.noServer, ConnectError.timedOut {
      return nil
    } catch let failure as CallError where failure.code == .unavailable {
      return nil
    }
  }
}
