import Dispatch
import ExclaimClient
import ExclaimMessages
import ExclaimWire
import Foundation

typealias Text = V1.GetRequest

let unary = Method<Text, Text>(service: "test.Script", name: "Unary", shape: .unary)
let count = Method<Text, Text>(service: "test.Script", name: "Count", shape: .serverStream)
let join = Method<Text, Text>(service: "test.Script", name: "Join", shape: .clientStream)
let chat = Method<Text, Text>(service: "test.Script", name: "Chat", shape: .bidirectional)

func text(_ id: String) -> Text {
  var message = Text()
  message.id = id
  return message
}

/// The server's end of a connection, which does what a test says: every byte is its own.
final class ScriptedServer: @unchecked Sendable {  // Used by the one thread that runs the script.
  private let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    // So that a client that sends too little fails the test instead of hanging it.
    var time = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Connects a client to a script, and runs each on a thread of its own.
  static func run<T: Sendable>(
    _ script: @escaping @Sendable (ScriptedServer) throws -> Void,
    client: @escaping @Sendable (Connection) throws -> T
  ) async throws -> T {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      let listener = try listen(path)
      async let serving: Void = blocking {
        let descriptor = accept(listener, nil, nil)
        defer { close(descriptor) }
        try script(ScriptedServer(descriptor))
      }
      async let result = blocking { try client(try Connection(path: path)) }
      defer { close(listener) }
      try await serving
      return try await result
    }
  }

  /// Reads one frame.
  @discardableResult
  func receive() throws -> (header: FrameHeader, payload: [UInt8]) {
    let header = try receive(FrameHeader.byteCount).withUnsafeBytes { FrameHeader(reading: $0) }
    return (header, try receive(Int(header.length)))
  }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw POSIXError(.EPIPE) }
      sent += count
    }
  }

  /// Waits until the client has closed its end.
  func waitForClose() {
    var byte: UInt8 = 0
    while recv(descriptor, &byte, 1, 0) > 0 {}
  }

  private func receive(_ byteCount: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var received = 0
    while received < byteCount {
      let count = bytes.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress! + received, byteCount - received, 0)
      }
      guard count > 0 else { throw POSIXError(.ECONNRESET) }
      received += count
    }
    return bytes
  }

  private static func listen(_ path: String) throws -> Int32 {
    let listener = try boundSocket(path)
    guard Foundation.listen(listener, 8) == 0 else { throw POSIXError(.EIO) }
    return listener
  }
}

/// A socket at a path, at which nobody listens yet.
func boundSocket(_ path: String) throws -> Int32 {
  let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  let status = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  guard status == 0 else { throw POSIXError(.EADDRINUSE) }
  return descriptor
}

/// Runs blocking code where it holds up nobody.
func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "blocking").async { continuation.resume(with: Result(catching: body)) }
  }
}

func withTemporaryDirectory<T>(_ body: (String) async throws -> T) async throws -> T {
  let parent = FileManager.default.temporaryDirectory.path
  var template = Array("\(parent)/exclaim-test-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
  let directory = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  defer { try? FileManager.default.removeItem(atPath: directory) }
  return try await body(directory)
}

/// A frame of any content.
func frame(_ stream: UInt32, _ type: FrameType, _ flags: UInt8 = 0, _ payload: [UInt8] = []) -> [UInt8] {
  let header = FrameHeader(
    length: UInt32(payload.count), stream: stream, type: type, flags: FrameFlags(rawValue: flags))
  var bytes = [UInt8](repeating: 0, count: FrameHeader.byteCount)
  bytes.withUnsafeMutableBytes { header.write(into: $0) }
  return bytes + payload
}

/// A Response frame with a message.
func answer(_ stream: UInt32, _ message: Text) -> [UInt8] {
  let payload = message.encoded()
  return frame(stream, .response, 0, response(.success(payloadByteCount: payload.count)) + payload)
}

/// A Response frame with an error.
func failure(_ stream: UInt32, _ status: Status) -> [UInt8] {
  frame(stream, .response, 0, response(.failure(status)))
}

private func response(_ envelope: ResponseEnvelope) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: envelope.prefixByteCount)
  bytes.withUnsafeMutableBytes { envelope.writePrefix(into: $0) }
  return bytes
}
