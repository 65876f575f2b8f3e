import ExclaimClient
import ExclaimMessages
import Foundation
import Testing

/// Does for a server what systemd does: listens for it, starts it with that socket, and hears how it is.
final class Launcher {
  let scratch = try! Scratch()
  let socketPath: String
  /// How the program ended, as waitpid(2) tells it; nil while it runs.
  private(set) var ending: Int32?
  private let listener: Int32
  private let notifications: Int32
  private var pid: pid_t = 0
  private var unread: [String] = []

  var database: String { scratch.url.appendingPathComponent("exclaim.db").path }
  private var logPath: String { scratch.url.appendingPathComponent("log").path }
  private var notifyPath: String { scratch.url.appendingPathComponent("notify").path }

  init(type: __socket_type = SOCK_STREAM) throws {
    socketPath = scratch.url.appendingPathComponent("exclaim.sock").path
    listener = try boundSocket(type, scratch.url.appendingPathComponent("exclaim.sock").path)
    notifications = try boundSocket(SOCK_DGRAM, scratch.url.appendingPathComponent("notify").path)
    if type == SOCK_STREAM { try #require(listen(listener, SOMAXCONN) == 0) }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(notifications, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Starts the program, with the socket as its descriptor 3.
  func launch(_ variables: [String: String] = [:]) throws {
    ending = nil
    unread = []
    let environment = ProcessInfo.processInfo.environment
      .merging(["LISTEN_FDS": "1", "NOTIFY_SOCKET": notifyPath]) { $1 }.merging(variables) { $1 }
    // The id of the process is known to itself alone before it runs.
    let program = [
      "/bin/sh", "-c", #"LISTEN_PID=$$ exec "$0" "$@""#, Programs.path("exclaimd").path, "--database",
      database,
    ]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, listener, 3)
    posix_spawn_file_actions_addopen(&actions, 2, logPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let code = withCStrings(program) { arguments in
      withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        posix_spawn(&pid, "/bin/sh", &actions, nil, arguments, environment)
      }
    }
    try #require(code == 0, "\(String(cString: strerror(code)))")
  }

  /// Starts the program and returns when it has said that it is ready.
  func start(_ variables: [String: String] = [:]) throws {
    try launch(variables)
    try hears("READY=1")
  }

  /// Waits until the program has told this line.
  func hears(_ line: String) throws {
    while true {
      while !unread.isEmpty {
        if unread.removeFirst() == line { return }
      }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = recv(notifications, &bytes, bytes.count, 0)
      guard count >= 0 else { throw Failure("no \(line) within a minute; log: \(log)") }
      unread = String(decoding: bytes[..<count], as: UTF8.self).components(separatedBy: "\n")
    }
  }

  var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

  func send(_ number: Int32) { kill(pid, number) }

  /// Waits until the program has ended.
  func wait() {
    guard ending == nil, pid > 0 else { return }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    ending = status
  }

  func stop() {
    send(SIGTERM)
    wait()
  }

  func connect() throws -> Connection { try Connection(path: socketPath) }

  deinit {
    if pid > 0, ending == nil {
      send(SIGKILL)
      wait()
    }
    close(listener)
    close(notifications)
  }
}

private func boundSocket(_ type: __socket_type, _ path: String) throws -> Int32 {
  let descriptor = socket(AF_UNIX, Int32(type.rawValue | SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  let code = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  guard code == 0 else { throw Failure("bind \(path): \(String(cString: strerror(errno)))") }
  return descriptor
}

private func withCStrings<R>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
  let pointers = strings.map { strdup($0) }
  defer { pointers.forEach { free($0) } }
  return body(pointers + [nil])
}

@Suite struct SystemdTests {
  private func isServing(_ launcher: Launcher) throws -> Bool {
    try ControlClient(launcher.connect()).health(V1.HealthRequest()).state == .serving
  }

  @Test("it serves on the socket that it was handed, leaves that there when it stops, and tells of both")
  func handedOver() throws {
    let launcher = try Launcher()
    let early = try launcher.connect()
    try launcher.start()
    #expect(try ControlClient(early).health(V1.HealthRequest()).state == .serving, "it waited for the server")
    #expect(try isServing(launcher))
    #expect(!FileManager.default.fileExists(atPath: launcher.socketPath + ".lock"))
    launcher.stop()
    #expect(launcher.ending == 0, "\(launcher.log)")
    try launcher.hears("STOPPING=1")
    let late = try launcher.connect()
    try launcher.start()
    #expect(
      try ControlClient(late).health(V1.HealthRequest()).state == .serving, "it waited for the next one")
    launcher.stop()
  }

  @Test("what is not one listening stream socket is refused in words, and the program ends with 69")
  func unfit() throws {
    let datagrams = try Launcher(type: SOCK_DGRAM)
    try datagrams.launch()
    datagrams.wait()
    #expect(datagrams.ending.map { $0 >> 8 } == 69)
    #expect(datagrams.log.contains("descriptor 3") && datagrams.log.contains("not a stream socket"))
    let two = try Launcher()
    try two.launch(["LISTEN_FDS": "2", "LISTEN_FDNAMES": "one:two"])
    two.wait()
    #expect(two.ending.map { $0 >> 8 } == 69)
    #expect(two.log.contains("LISTEN_FDS=2") && two.log.contains("one:two"))
  }

  @Test("SIGHUP is told as a reload, SIGUSR1 harms nobody, and it serves on after both")
  func reloads() throws {
    let launcher = try Launcher()
    try launcher.start()
    let connection = try launcher.connect()
    launcher.send(SIGUSR1)
    launcher.send(SIGHUP)
    try launcher.hears("RELOADING=1")
    try launcher.hears("READY=1")
    #expect(try ControlClient(connection).health(V1.HealthRequest()).state == .serving)
    launcher.stop()
    #expect(launcher.ending == 0)
  }

  @Test("it says that it is alive, again and again, while it is watched")
  func watched() throws {
    let launcher = try Launcher()
    try launcher.start(["WATCHDOG_USEC": "200000"])
    for _ in 0..<3 { try launcher.hears("WATCHDOG=1") }
    launcher.stop()
  }

  @Test("a second SIGTERM ends a server that waits for a call, and the signal is what ended it")
  func impatient() throws {
    let launcher = try Launcher()
    try launcher.start()
    let records = RecordsClient(try launcher.connect())
    var first = V1.SubmitRequest()
    first.records = [actor("open")]
    let requests = try records.submitStream()
    try requests.send(first)
    // The open stream is known to the server when a later call of the same connection is answered.
    _ = try records.list(V1.ListRequest())
    launcher.send(SIGTERM)
    try launcher.hears("STOPPING=1")
    launcher.send(SIGTERM)
    launcher.wait()
    #expect(launcher.ending == SIGTERM, "ended by the signal, and not by itself after its time")
  }
}

/// An actor by this key.
func actor(_ key: String) -> V1.Record {
  var actor = V1.Actor()
  actor.key = key
  actor.kind = .state
  actor.name = "Party \(key)"
  var record = V1.Record()
  record.content = .actor(actor)
  return record
}
