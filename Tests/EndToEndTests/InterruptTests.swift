import Foundation
import Testing

/// A client that is told to stop, against a server of a few lines that answers when the test wants.
@Suite struct InterruptTests {
  /// One connection of a client, taken by the test.
  private final class Listener {
    let path: String
    private let scratch: Scratch
    private let listening: Int32
    private var connection: Int32 = -1

    init() throws {
      scratch = try Scratch()
      path = scratch.url.appendingPathComponent("socket").path
      listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(listening, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      guard bound == 0, listen(listening, 1) == 0 else { throw Failure("no socket at \(path)") }
    }

    deinit {
      close(listening)
      if connection >= 0 { close(connection) }
    }

    func accept() throws {
      connection = Foundation.accept(listening, nil, nil)
      guard connection >= 0 else { throw Failure("nobody came") }
    }

    /// The next frame: its stream, and what it carries.
    func receive() throws -> (stream: UInt8, payload: [UInt8]) {
      let header = try read(10)
      // The client numbers its streams from 1, and its requests are short.
      return (header[7], try read(Int(header[2]) << 8 | Int(header[3])))
    }

    /// Sends Responses with these fields, in one piece: the client may be gone after the first.
    func respond(_ responses: [(stream: UInt8, payload: [UInt8])]) throws {
      let frames: [UInt8] = responses.flatMap { stream, payload in
        [0, 0, 0, UInt8(payload.count), 0, 0, 0, stream, 2, 0] + payload
      }
      guard send(connection, frames, frames.count, Int32(MSG_NOSIGNAL)) == frames.count else {
        throw Failure("the client is gone")
      }
    }

    private func read(_ count: Int) throws -> [UInt8] {
      var bytes: [UInt8] = []
      while bytes.count < count {
        var rest = [UInt8](repeating: 0, count: count - bytes.count)
        let received = Foundation.read(connection, &rest, rest.count)
        guard received > 0 else { throw Failure("the client is gone") }
        bytes += rest[..<received]
      }
      return bytes
    }
  }

  /// Starts a program that gets signals: the threads that run tests have them blocked, and a child inherits that.
  private func runWithSignals(_ process: Process) throws {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// A status with the code CANCELLED.
  private func cancelled(_ message: String) -> [UInt8] {
    let status = [0x08, 1, 0x12, UInt8(message.utf8.count)] + Array(message.utf8)
    return [0x0A, UInt8(status.count)] + status
  }

  @Test("a wish to stop calls the call off on the server, and the client says what became of it")
  func interrupt() throws {
    let listener = try Listener()
    let process = Process()
    process.executableURL = Programs.path("exclaim")
    process.arguments = ["list", "claim", "--no-start", "--socket", listener.path]
    let stderr = Pipe()
    process.standardError = stderr
    process.standardOutput = FileHandle.nullDevice
    try runWithSignals(process)
    try listener.accept()
    let call = try listener.receive()
    #expect(String(decoding: call.payload, as: UTF8.self).contains("List"))

    // Not SIGINT, which whoever starts the tests in the background has ignored for all they start.
    kill(process.processIdentifier, SIGTERM)
    let cancel = try listener.receive()
    #expect(String(decoding: cancel.payload, as: UTF8.self).contains("Cancel"))
    #expect(cancel.payload.suffix(2) == [0x08, call.stream], "it names the stream of the call")
    try listener.respond([
      (call.stream, cancelled("it wrote nothing")), (cancel.stream, [0x12, 2, 0x08, 2]),
    ])

    let words = String(decoding: stderr.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 75)
    #expect(words.contains("interrupted") && words.contains("it wrote nothing"), "\(words)")
  }
}
