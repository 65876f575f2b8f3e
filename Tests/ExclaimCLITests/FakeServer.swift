import Dispatch
import ExclaimMessages
import ExclaimWire
import Foundation

/// A server that answers as it is told: the frames are real, what they say is the test's.
final class FakeServer: @unchecked Sendable {  // Used by the one thread that serves.
  /// A part of what is sent back for a call.
  enum Reply {
    /// The one answer.
    case answer([UInt8])
    /// A message of a stream.
    case message([UInt8])
    /// The end of a stream.
    case end
    /// The end of a call that failed.
    case failure(Status)
    /// The server goes away.
    case hangUp
  }

  /// Answers a call of a method (`exclaim.v1.Records/Get`) by what came for it.
  typealias Answers = @Sendable (_ method: String, _ received: [[UInt8]]) throws -> [Reply]

  private let descriptor: Int32
  private let answers: Answers
  /// What came on each open stream, and what it is for.
  private var calls: [UInt32: (method: String, received: [[UInt8]])] = [:]
  /// Streams whose end has not been sent.
  private var open: Set<UInt32> = []
  private var hasHungUp = false

  private init(_ descriptor: Int32, _ answers: @escaping Answers) {
    self.descriptor = descriptor
    self.answers = answers
    // So that a client that sends too little fails the test instead of hanging it.
    var time = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Serves one client, which is told the socket's path, on one connection after another.
  static func run<T: Sendable>(
    _ answers: @escaping Answers, client: @escaping @Sendable (String) throws -> T
  ) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("socket").path
    let listener = try bound(path)
    defer { close(listener) }
    async let serving = blocking {
      Result {
        while true {
          let descriptor = accept(listener, nil, nil)
          guard descriptor >= 0 else { return }
          defer { close(descriptor) }
          do {
            try FakeServer(descriptor, answers).serve()
          } catch is ClientGone {
            // It had heard enough, as clients do.
          }
        }
      }
    }
    async let result = blocking {
      // The client is done: the server must not wait for another connection.
      defer { shutdown(listener, Int32(SHUT_RDWR)) }
      return Result { try client(path) }
    }
    let (served, answer) = try await (serving, result)
    // What the client met comes first: it explains what the server did.
    let value = try answer.get()
    try served.get()
    return value
  }

  // MARK: Serving

  /// Serves until the client has closed its end, or the script hangs up.
  private func serve() throws {
    while !hasHungUp, let head = try receive(FrameHeader.byteCount) {
      let header = head.withUnsafeBytes { FrameHeader(reading: $0) }
      let payload = try receive(Int(header.length)) ?? []
      if header.type == .request {
        try open(header, payload)
      } else if header.type == .data {
        if !header.flags.contains(.noData) { calls[header.stream]?.received.append(payload) }
        if header.flags.contains(.remoteClosed) { try answer(header.stream) }
      }
    }
  }

  private func open(_ header: FrameHeader, _ payload: [UInt8]) throws {
    let (path, request) = try payload.withUnsafeBytes { bytes in
      let view = try RequestView(decoding: bytes, limits: .standard)
      let envelope = view.envelope(in: bytes)
      return ("\(envelope.service)/\(envelope.method)", [UInt8](bytes[view.payload]))
    }
    calls[header.stream] = (path, header.flags.contains(.remoteOpen) ? [] : [request])
    if !header.flags.contains(.remoteOpen) { try answer(header.stream) }
  }

  private func answer(_ stream: UInt32) throws {
    guard let (method, received) = calls.removeValue(forKey: stream) else { return }
    if method == V1.Control.cancel.path, let request = received.first {
      let cancelled = try V1.CancelRequest(decoding: request, budgetBytes: 1_000).stream
      if open.remove(cancelled) != nil { try fail(cancelled, Status(.cancelled, "called off")) }
      return try succeed(stream, V1.CancelResponse().encoded())
    }
    open.insert(stream)
    for reply in try answers(method, received) {
      if case .message = reply {} else { open.remove(stream) }
      switch reply {
      case .answer(let message): try succeed(stream, message)
      case .message(let message): try send(stream, .data, 0, message)
      case .end: try send(stream, .data, 0x05, [])
      case .failure(let status): try fail(stream, status)
      case .hangUp: hasHungUp = true
      }
    }
  }

  private func succeed(_ stream: UInt32, _ message: [UInt8]) throws {
    try send(stream, .response, 0, prefix(.success(payloadByteCount: message.count)) + message)
  }

  private func fail(_ stream: UInt32, _ status: Status) throws {
    try send(stream, .response, 0, prefix(.failure(status)))
  }

  private func prefix(_ envelope: ResponseEnvelope) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: envelope.prefixByteCount)
    bytes.withUnsafeMutableBytes { envelope.writePrefix(into: $0) }
    return bytes
  }

  // MARK: Bytes

  private func send(_ stream: UInt32, _ type: FrameType, _ flags: UInt8, _ payload: [UInt8]) throws {
    let header = FrameHeader(
      length: UInt32(payload.count), stream: stream, type: type, flags: FrameFlags(rawValue: flags))
    var bytes = [UInt8](repeating: 0, count: FrameHeader.byteCount)
    bytes.withUnsafeMutableBytes { header.write(into: $0) }
    bytes += payload
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw ClientGone() }
      sent += count
    }
  }

  /// So many bytes; nil when the client has closed its end.
  private func receive(_ byteCount: Int) throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var received = 0
    while received < byteCount {
      let count = bytes.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress! + received, byteCount - received, 0)
      }
      // A client that goes away with an answer unread shows as a reset.
      if received == 0, count == 0 || (count < 0 && errno == ECONNRESET) { return nil }
      guard count > 0 else { throw POSIXError(.ECONNRESET) }
      received += count
    }
    return bytes
  }

  private struct ClientGone: Error {}

  private static func bound(_ path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0, listen(descriptor, 4) == 0 else { throw POSIXError(.EADDRINUSE) }
    return descriptor
  }
}

/// Runs blocking code where it holds up nobody.
private func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "blocking").async { continuation.resume(with: Result(catching: body)) }
  }
}
