import ConformanceFormat
import Foundation

/// A socket without a protocol: sends bytes in given pieces, and receives whole frames.
final class WireSocket {
  /// So that an answer that never comes, or bytes that nobody takes, fail a case instead of hanging it.
  private static let patienceSeconds = 30

  private let descriptor: Int32
  private var received: [UInt8] = []
  private var position = 0

  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var time = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else { throw CaseError("connecting to \(path): \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  /// Sends bytes in one piece.
  func send(_ bytes: ArraySlice<UInt8>) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else {
        throw CaseError("the server took no more bytes: \(String(cString: strerror(errno)))")
      }
      rest.removeFirst(count)
    }
  }

  /// Waits until the server has received all that was sent, so that the next piece comes by itself.
  func waitUntilTaken() throws {
    let deadline = Date(timeIntervalSinceNow: Double(Self.patienceSeconds))
    var waiting: Int32 = 0
    repeat {
      guard ioctl(descriptor, UInt(TIOCOUTQ), &waiting) == 0 else {
        throw CaseError("TIOCOUTQ: errno \(errno)")
      }
      if waiting > 0 { sched_yield() }
    } while waiting > 0 && Date() < deadline
    if waiting > 0 { throw CaseError("the server did not take what was sent") }
  }

  func halfClose() { shutdown(descriptor, Int32(SHUT_WR)) }

  func receive() throws -> ReceivedFrame {
    try ReceivedFrame { count in
      while received.count - position < count {
        guard try receiveSome() else { throw CaseError("the server closed the connection") }
      }
      defer { position += count }
      return Array(received[position..<position + count])
    }
  }

  func expectClosed() throws {
    if received.count > position { throw CaseError("more came before the end: \(try receive())") }
    if try receiveSome() { throw CaseError("instead of the end came \(try receive())") }
  }

  /// Receives what is there; false at the end.
  private func receiveSome() throws -> Bool {
    received.removeFirst(position)
    position = 0
    var memory = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &memory, memory.count, 0)
    if count == 0 || (count < 0 && errno == ECONNRESET) { return false }
    guard count > 0 else { throw CaseError("nothing came in \(Self.patienceSeconds) seconds") }
    received += memory.prefix(count)
    return true
  }
}
