import ExclaimMessages
import ExclaimWire
import Foundation

/// A bare socket: sends any bytes, and reads whole frames.
final class RawClient: @unchecked Sendable {  // Used by one thread at a time: the one that made it.
  struct Frame {
    var header: FrameHeader
    var payload: [UInt8]

    /// The status of a Response.
    func status() throws -> Status {
      try payload.withUnsafeBytes { try ResponseView(decoding: $0).status }
    }

    /// The message of a Response.
    func message() throws -> Echo.Text { try message(Echo.Text.self) }

    /// The message of a Response, of any type.
    func message<M: Message>(_: M.Type) throws -> M {
      let range = try payload.withUnsafeBytes { try ResponseView(decoding: $0).payload }
      return try M(decoding: Array(payload[range]), budgetBytes: 1 << 20)
    }
  }

  struct Closed: Error {}
  struct TookTooLong: Error {}

  let descriptor: Int32

  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    // So that a test whose answer never comes fails instead of hanging.
    var time = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
  }

  deinit {
    close(descriptor)
  }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Closed() }
      sent += count
    }
  }

  /// No more is sent; answers may still come.
  func halfClose() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  func receive() throws -> Frame {
    let header = try receive(FrameHeader.byteCount).withUnsafeBytes { FrameHeader(reading: $0) }
    return Frame(header: header, payload: try receive(Int(header.length)))
  }

  /// Waits for the server to close the connection; what it still sends is dropped.
  func waitForClose() throws {
    while true {
      do { _ = try receive(1) } catch is Closed { return }
    }
  }

  private func receive(_ byteCount: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var received = 0
    while received < byteCount {
      let count = bytes.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress! + received, byteCount - received, 0)
      }
      if count == 0 || (count < 0 && errno == ECONNRESET) { throw Closed() }
      guard count > 0 else { throw TookTooLong() }
      received += count
    }
    return bytes
  }
}

/// A frame of any content, its length right unless told otherwise.
func frame(
  _ stream: UInt32, _ type: FrameType, _ flags: UInt8 = 0, _ payload: [UInt8] = [], length: UInt32? = nil
) -> [UInt8] {
  let header = FrameHeader(
    length: length ?? UInt32(payload.count), stream: stream, type: type, flags: FrameFlags(rawValue: flags))
  var bytes = [UInt8](repeating: 0, count: FrameHeader.byteCount)
  bytes.withUnsafeMutableBytes { header.write(into: $0) }
  return bytes + payload
}

/// The payload of a Request frame.
func request(
  _ method: String, _ message: Echo.Text? = nil, service: String = Echo.service, timeout: Int64 = 0
) -> [UInt8] {
  request(
    Method<Echo.Text, Echo.Text>(service: service, name: method, shape: .unary), message, timeout: timeout)
}

/// The payload of a Request frame for a method that this program knows.
func request<Q: Message, R: Message>(
  _ method: Method<Q, R>, _ message: Q?, timeout: Int64 = 0
) -> [UInt8] {
  let payload = message?.encoded() ?? []
  let envelope = RequestEnvelope(
    service: method.service, method: method.name, timeoutNanoseconds: timeout)
  var bytes = [UInt8](repeating: 0, count: envelope.prefixByteCount(payloadByteCount: payload.count))
  bytes.withUnsafeMutableBytes { envelope.writePrefix(into: $0, payloadByteCount: payload.count) }
  return bytes + payload
}
