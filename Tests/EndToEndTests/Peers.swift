import Foundation

/// A client in another language, on a library that is not ours and not changed for us.
struct Peer: Sendable {
  private let program: URL
  private let arguments: [String]

  private static let builtGo = Task {
    let program = Programs.path("go-peer")
    return try await build("go", at: program, program: program)
  }
  private static let builtRust = Task {
    let directory = Programs.path("rust-peer")
    return try await build("rust", at: directory, program: directory.appendingPathComponent("debug/peer"))
  }

  /// What the build script beside the tests leaves at `program`: built once, beside the programs under test.
  private static func build(_ language: String, at output: URL, program: URL) async throws -> Peer {
    let script = Programs.root.appendingPathComponent("Tests/EndToEndTests/\(language)/build")
    // On a thread of its own: a minute of waiting on one of the few that all tests share would stop the others.
    let built = try await withCheckedThrowingContinuation { continuation in
      Thread {
        continuation.resume(with: Result { try EndToEndTests.run(script, [output.path]) })
      }.start()
    }
    guard built.status == 0 else { throw Failure("the \(language) peer does not build: \(built.stderr)") }
    return Peer(program: program, arguments: [])
  }

  /// Whether Debian's ttrpc for Rust is there, and something to build it with.
  static let canBuildRust: Bool = {
    let crates = try? FileManager.default.contentsOfDirectory(atPath: "/usr/share/cargo/registry")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let programs = path.split(separator: ":").map { "\($0)/cargo" }
    return crates?.contains { $0.hasPrefix("ttrpc-0.5.") } == true
      && programs.contains(where: FileManager.default.isExecutableFile)
  }()

  static func go() async throws -> Peer { try await builtGo.value }

  /// - Parameter client: The library has two: "sync" and "async".
  static func rust(_ client: String) async throws -> Peer {
    Peer(program: try await builtRust.value.program, arguments: [client])
  }

  /// Has the peer see to it that the server keeps what the topic promises.
  func run(_ topic: String, on server: TestServer) throws -> Output {
    try EndToEndTests.run(program, [server.socket] + arguments + [topic])
  }

  /// Runs the topic "away": once the peer is connected the server stops, and another takes its place.
  func outlives(_ server: TestServer) throws -> Output {
    let process = Process()
    process.executableURL = program
    process.arguments = [server.socket] + arguments + ["away"]
    let (stdout, stderr) = (Pipe(), Pipe())
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    var said = stdout.fileHandleForReading.availableData
    server.stop()
    try server.start()
    said += stdout.fileHandleForReading.readDataToEndOfFile()
    let errors = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Output(
      status: process.terminationStatus, stdout: String(decoding: said, as: UTF8.self),
      stderr: String(decoding: errors, as: UTF8.self))
  }
}
