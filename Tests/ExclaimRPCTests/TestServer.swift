import Dispatch
import ExclaimClient
import ExclaimMessages
import ExclaimRPC
import ExclaimWire
import Foundation
import Logging

/// A server on a socket of its own, and the means to talk to it.
struct TestServer: Sendable {
  let server: Server
  let path: String

  /// Runs `body` with a server, which is stopped afterwards.
  static func run(
    _ registrations: [Registration] = Echo.registrations, limits: Limits = .standard,
    roleOf: @escaping @Sendable (Peer) -> AccessRole? = { _ in .admin },
    _ body: (TestServer) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { directory in
      let server = Server(registrations, limits: limits, logger: silent, roleOf: roleOf) { error in
        RPCError(.dataLoss, "mapped: \(error)")
      }
      let path = directory + "/socket"
      try await server.start(socketPath: path)
      do {
        try await body(TestServer(server: server, path: path))
      } catch {
        await server.drain(within: .zero)
        throw error
      }
      await server.drain(within: .zero)
    }
  }

  /// Runs blocking code with a client, on a thread of its own.
  func client<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    try await blocking { [path] in try body(try Connection(path: path)) }
  }

  /// Runs blocking code with a bare socket, on a thread of its own.
  func raw<T: Sendable>(_ body: @escaping @Sendable (RawClient) throws -> T) async throws -> T {
    try await blocking { [path] in try body(try RawClient(path)) }
  }

  /// Waits until so many calls have ended for the server, whether or not anybody has read the answers.
  func callsEnd(_ count: Int) async {
    while await server.statistics().methods.reduce(0, { $0 + $1.callCount }) < count { await Task.yield() }
  }

  /// Whether the server answers a client that does everything right.
  func servesOthers() async throws -> Bool {
    try await client { try $0.unary(Echo.unary, Echo.message("still there")).id == "still there" }
  }
}

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Runs blocking code where it holds up nobody: tests share a few threads, and a server may need them.
func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "blocking").async { continuation.resume(with: Result(catching: body)) }
  }
}

func withTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
  let parent = FileManager.default.temporaryDirectory.path
  var template = Array("\(parent)/exclaim-test-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
  let directory = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  defer { try? FileManager.default.removeItem(atPath: directory) }
  try await body(directory)
}
