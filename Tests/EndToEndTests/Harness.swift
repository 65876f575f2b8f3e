import ExclaimClient
import ExclaimMessages
import Foundation
import Testing

/// Where the programs under test are: beside the test program, or in `EXCLAIM_BIN`.
enum Programs {
  static let directory: URL = {
    if let path = ProcessInfo.processInfo.environment["EXCLAIM_BIN"] { return URL(fileURLWithPath: path) }
    let own = try! FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own).deletingLastPathComponent()
  }()
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func path(_ name: String) -> URL { directory.appendingPathComponent(name) }
}

/// A directory that goes away with the test.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "exclaim-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String, _ text: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }
}

/// Reads a program's log to its end on a thread of its own: whoever does not read a pipe stops its writer.
private final class LogReader: @unchecked Sendable {
  // The lock guards everything that changes.
  private let condition = NSCondition()
  private var received = ""
  private var hasEnded = false

  init(_ pipe: Pipe) {
    Thread { [self] in
      while true {
        let data = pipe.fileHandleForReading.availableData
        condition.lock()
        received += String(decoding: data, as: UTF8.self)
        hasEnded = data.isEmpty
        condition.broadcast()
        condition.unlock()
        if data.isEmpty { return }
      }
    }.start()
  }

  var text: String { condition.withLock { received } }

  /// Waits until the words have come, or the log has ended without them.
  func waits(for words: String) -> Bool {
    condition.withLock {
      while !received.contains(words), !hasEnded { condition.wait() }
      return received.contains(words)
    }
  }
}

/// A server of the test's own.
final class TestServer {
  let scratch: Scratch
  private var process = Process()

  var socket: String { scratch.url.appendingPathComponent("run/exclaim.sock").path }
  var database: String { scratch.url.appendingPathComponent("exclaim.db").path }
  var processID: Int32 { process.processIdentifier }

  /// - Parameter ledger: A ledger of which to serve a copy; an empty one if nil.
  init(ledger: URL? = nil) throws {
    scratch = try Scratch()
    if let ledger { try FileManager.default.copyItem(at: ledger, to: URL(fileURLWithPath: database)) }
    try start()
  }

  /// Starts the program and returns when it says that it serves.
  func start() throws {
    process = Process()
    process.executableURL = Programs.path("exclaimd")
    process.arguments = ["--socket", socket, "--database", database]
    let log = Pipe()
    process.standardError = log
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let reader = LogReader(log)
    guard reader.waits(for: "serving") else {
      throw Failure("exclaimd ended before it served: \(reader.text)")
    }
  }

  func connect() throws -> Connection { try Connection(path: socket) }

  func stop(with number: Int32 = SIGTERM) {
    guard process.isRunning else { return }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
  }

  var exitStatus: Int32 { process.terminationStatus }

  deinit { stop(with: SIGKILL) }
}

/// What a finished program left.
struct Output {
  let status: Int32
  let stdout: String
  let stderr: String
}

struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Runs a program to its end.
@discardableResult
func run(
  _ program: URL, _ arguments: [String], environment: [String: String] = [:], input: String? = nil
) throws -> Output {
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let (stdout, stderr) = (Pipe(), Pipe())
  process.standardOutput = stdout
  process.standardError = stderr
  if let input {
    let stdin = Pipe()
    process.standardInput = stdin
    try process.run()
    DispatchQueue.global().async {
      stdin.fileHandleForWriting.write(Data(input.utf8))
      try? stdin.fileHandleForWriting.close()
    }
  } else {
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }
  let errors = DispatchQueue(label: "stderr")
  nonisolated(unsafe) var errorData = Data()
  errors.async { errorData = stderr.fileHandleForReading.readDataToEndOfFile() }
  let data = stdout.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return errors.sync {
    Output(
      status: process.terminationStatus, stdout: String(decoding: data, as: UTF8.self),
      stderr: String(decoding: errorData, as: UTF8.self))
  }
}

extension TestServer {
  /// Runs the client against this server.
  @discardableResult
  func exclaim(_ arguments: String..., input: String? = nil) throws -> Output {
    try run(
      Programs.path("exclaim"), arguments + ["--no-start"],
      environment: ["EXCLAIM_SOCKET": socket, "COLUMNS": "110"], input: input)
  }
}
