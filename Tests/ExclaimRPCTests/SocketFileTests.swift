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

  /// What is left of a server that was killed.
  private func makeDeadSocket(_ path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    close(descriptor)
    try #require(status == 0)
  }
}
