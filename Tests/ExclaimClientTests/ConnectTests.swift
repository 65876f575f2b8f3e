import ExclaimClient
import Foundation
import Testing

@Suite struct ConnectTests {
  @Test("without a server the error names the path and says what to do")
  func noServer() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      let missing = #expect(throws: ConnectError.noServer(path: path)) { try Connection(path: path) }
      #expect("\(try #require(missing))".contains("no server at \(path): start exclaimd"))
      close(try boundSocket(path))
      #expect(throws: ConnectError.noServer(path: path)) { try Connection(path: path) }
    }
  }

  @Test("a path too long for a socket is refused in words")
  func pathTooLong() {
    let path = "/" + String(repeating: "x", count: 107)
    #expect(throws: ConnectError.pathTooLong(path: path, byteCount: 108)) { try Connection(path: path) }
  }

  @Test("a server that takes no connections is waited for no longer than one allows")
  func fullQueue() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      let listener = try boundSocket(path)
      listen(listener, 0)
      let first = try Connection(path: path)
      let error = try await blocking {
        #expect(throws: ConnectError.self) { try Connection(path: path, timeout: .milliseconds(30)) }
      }
      #expect(error == .timedOut(path: path))
      withExtendedLifetime(first) { _ = close(listener) }
    }
  }
}

@Suite struct SocketPathTests {
  private static let all = [
    "EXCLAIM_SOCKET": "/s/named", "XDG_RUNTIME_DIR": "/run/user/7", "HOME": "/home/ada",
  ]

  @Test("the path is the one given, else the variable's, else in the runtime directory, else at home")
  func order() {
    var environment = Self.all
    #expect(SocketPath.default(given: "here", environment: { environment[$0] }) == "here")
    #expect(SocketPath.default(environment: { environment[$0] }) == "/s/named")
    environment["EXCLAIM_SOCKET"] = ""
    #expect(SocketPath.default(environment: { environment[$0] }) == "/run/user/7/exclaim/exclaim.sock")
    environment["XDG_RUNTIME_DIR"] = "relative"
    #expect(
      SocketPath.default(environment: { environment[$0] }) == "/home/ada/.local/state/exclaim/exclaim.sock")
    environment["HOME"] = nil
    #expect(
      SocketPath.default(environment: { environment[$0] }).hasSuffix("/.local/state/exclaim/exclaim.sock"))
  }
}
