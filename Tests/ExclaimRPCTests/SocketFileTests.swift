import ExclaimClient
import ExclaimRPC
import Foundation
import Testing

@Suite struct SocketFileTests {
  private func makeServer() -> Server {
    Server(Echo.registrations, logger: silent) { RPCError(.internal, "\($0)") }
  }

  private func mode(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  private func startFails(_ path: String, _ isExpected: @Sendable (SocketError) -> Bool) async throws {
    let server = makeServer()
    let error = await #expect(throws: SocketError.self) { try await server.start(socketPath: path) }
    #expect(try isExpected(#require(error)), "\(String(describing: error))")
  }

  @Test("the socket and the directory made for it are this user's alone")
  func modes() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/a/b/socket"
      let server = makeServer()
      try await server.start(socketPath: path)
      #expect(try mode(path) == 0o600)
      #expect(try mode(directory + "/a") == 0o700)
      #expect(try mode(directory + "/a/b") == 0o700)
      await server.drain(within: .zero)
    }
  }

  @Test("a group that is named may pass a closed directory and connect; an open directory is left as it is")
  func group() async throws {
    try await withTemporaryDirectory { directory in
      for (name, before, after) in [("closed", 0o700, 0o750), ("open", 0o755, 0o755)] {
        let folder = "\(directory)/\(name)"
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: before])
        let server = makeServer()
        try await server.start(socketPath: folder + "/socket", group: getgid())
        #expect(try mode(folder + "/socket") == 0o660)
        #expect(try mode(folder) == after)
        await server.drain(within: .zero)
      }
    }
  }

  @Test("the socket of a live server is never stolen, and the error names it")
  func liveServer() async throws {
    try await TestServer.run { first in
      try await startFails(first.path) { $0 == .inUse(path: first.path) && "\($0)".contains(first.path) }
      let isServed = try await first.servesOthers()
      #expect(isServed)
    }
  }

  @Test("a live socket without a lock, another program's, is not stolen either")
  func foreignSocket() async throws {
    try await TestServer.run { first in
      try FileManager.default.removeItem(atPath: first.path + ".lock")
      try await startFails(first.path) { $0 == .inUse(path: first.path) }
      let isServed = try await first.servesOthers()
      #expect(isServed)
    }
  }

  @Test("a socket that a dead server left behind is replaced")
  func deadServer() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      try makeDeadSocket(path)
      let server = makeServer()
      try await server.start(socketPath: path)
      let isServed = try await TestServer(server: server, path: path).servesOthers()
      #expect(isServed)
      await server.drain(within: .zero)
    }
  }

  @Test("the socket is gone after a drain, and its path may be used again at once")
  func removed() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      for _ in 0..<3 {
        let server = makeServer()
        try await server.start(socketPath: path)
        await server.drain(within: .zero)
        #expect(!FileManager.default.fileExists(atPath: path))
      }
    }
  }

  @Test("what has meanwhile taken the socket's place is left there")
  func replaced() async throws {
    try await TestServer.run { server in
      try FileManager.default.removeItem(atPath: server.path)
      try Data("mine".utf8).write(to: URL(fileURLWithPath: server.path))
      await server.server.drain(within: .zero)
      #expect(try String(contentsOfFile: server.path, encoding: .utf8) == "mine")
    }
  }

  @Test("a file that is no socket is left there, and the error says so")
  func notASocket() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
      try await startFails(path) { $0 == .notASocket(path: path) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }
  }

  @Test("a directory that everybody may write to is refused")
  func openDirectory() async throws {
    try await withTemporaryDirectory { directory in
      chmod(directory, 0o777)
      try await startFails(directory + "/socket") {
        $0 == .directoryOpenToAll(path: directory, mode: 0o777) && "\($0)".contains("chmod 700")
      }
    }
  }

  @Test("a directory of somebody else is refused", .enabled(if: geteuid() == 0, "needs root to give it away"))
  func foreignDirectory() async throws {
    try await withTemporaryDirectory { directory in
      chown(directory, 65_534, 65_534)
      try await startFails(directory + "/socket") { $0 == .directoryOfOther(path: directory, uid: 65_534) }
    }
  }

  @Test("a path of 107 bytes works, and one of 108 is refused in words")
  func pathLength() async throws {
    try await withTemporaryDirectory { directory in
      let longest = directory + "/" + String(repeating: "s", count: 107 - directory.utf8.count - 1)
      let server = makeServer()
      try await server.start(socketPath: longest)
      let isServed = try await TestServer(server: server, path: longest).servesOthers()
      #expect(isServed)
      await server.drain(within: .zero)
      try await startFails(longest + "s") { $0 == .pathTooLong(path: longest + "s", byteCount: 108) }
    }
  }

  @Test("a burst of a thousand clients finds room in the queue, though none is taken yet")
  func burst() async throws {
    let somaxconn = try String(contentsOfFile: "/proc/sys/net/core/somaxconn", encoding: .utf8)
    try #require(Int(somaxconn.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 >= 1_000)
    try await withTemporaryDirectory { directory in
      let server = makeServer()
      try await server.start(socketPath: directory + "/socket")
      let (isHeld, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      server.onEventLoop {
        isHeld.signal()
        mayGoOn.wait()
      }
      let codes = try await blocking {
        isHeld.wait()
        defer { mayGoOn.signal() }
        let sockets = (0..<1_000).map { _ in
          socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        }
        defer { for socket in sockets { close(socket) } }
        return sockets.map { withAddress(directory + "/socket", $0, connect) == 0 ? 0 : errno }
      }
      #expect(Set(codes) == [0])
      await server.drain(within: .zero)
    }
  }

  @Test("a socket that was handed over is served, not inherited, and its file stays")
  func adopted() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      let descriptor = try boundSocket(path, listens: true)
      let held = dup(descriptor)
      chmod(path, 0o660)
      let file = try SocketFile(adopting: descriptor)
      #expect(file.path == path)
      #expect(file.group == getgid())
      #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
      let server = makeServer()
      try await server.start(on: file)
      #expect(try await TestServer(server: server, path: path).servesOthers())
      await server.drain(within: .zero)
      #expect(FileManager.default.fileExists(atPath: path))
      #expect(!FileManager.default.fileExists(atPath: path + ".lock"))
      let early = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      #expect(withAddress(path, early, connect) == 0, "who comes now waits for the next server")
      close(early)
      close(held)
    }
  }

  @Test("a handed-over socket that only its owner may use names no group")
  func adoptedWithoutGroup() async throws {
    try await withTemporaryDirectory { directory in
      let descriptor = try boundSocket(directory + "/socket", listens: true)
      defer { close(descriptor) }
      chmod(directory + "/socket", 0o600)
      #expect(try SocketFile(adopting: descriptor).group == nil)
    }
  }

  @Test("what is handed over and is no listening Unix stream socket with a path is refused in words")
  func unfit() async throws {
    try await withTemporaryDirectory { directory in
      let stream = Int32(SOCK_STREAM.rawValue)
      let file = open("/dev/null", O_RDONLY)
      let nameless = socket(AF_UNIX, stream, 0)
      listen(nameless, 1)
      let network = socket(AF_INET, stream, 0)
      let datagrams = try boundSocket(directory + "/datagrams", Int32(SOCK_DGRAM.rawValue), listens: false)
      let deaf = try boundSocket(directory + "/deaf", listens: false)
      defer { for descriptor in [file, nameless, network, datagrams, deaf] { close(descriptor) } }
      for (descriptor, found) in [
        (file, "is no socket"), (nameless, "does not listen"), (network, "is a socket of the network"),
        (datagrams, "is not a stream socket"), (deaf, "does not listen"), (-1, "is not open"),
      ] {
        #expect(throws: SocketError.unfit(descriptor: descriptor, found: found)) {
          try SocketFile(adopting: descriptor)
        }
      }
    }
  }

  @Test("a socket in no folder is refused, for everybody could connect to it")
  func abstract() throws {
    let descriptor = try boundSocket("@exclaim-test-\(UUID().uuidString)", listens: true)
    defer { close(descriptor) }
    let error = #expect(throws: SocketError.self) { try SocketFile(adopting: descriptor) }
    #expect(error.map { "\($0)".contains("ListenStream=") } == true)
  }

  /// What is left of a server that was killed.
  private func makeDeadSocket(_ path: String) throws {
    close(try boundSocket(path, listens: false))
  }

  /// A socket at a path, or at a name in no folder when that begins with `@`.
  private func boundSocket(
    _ path: String, _ type: Int32 = Int32(SOCK_STREAM.rawValue), listens: Bool
  ) throws -> Int32 {
    let descriptor = socket(AF_UNIX, type, 0)
    try #require(withAddress(path, descriptor, bind) == 0)
    if listens { try #require(listen(descriptor, 16) == 0) }
    return descriptor
  }
}

private func withAddress(
  _ path: String, _ descriptor: Int32, _ body: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
) -> Int32 {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { bytes in
    bytes.copyBytes(from: path.utf8)
    if path.hasPrefix("@") { bytes[0] = 0 }
  }
  return withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}
