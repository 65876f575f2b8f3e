import Foundation
import Testing

/// A supervisor's end: a datagram socket that takes what it is told.
final class NotifySocket: Sendable {
  /// As NOTIFY_SOCKET gives it.
  let name: String
  private let descriptor: Int32

  /// At a path, or at a name in no folder when it begins with `@`.
  init(_ name: String) throws {
    self.name = name
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      path.copyBytes(from: name.utf8)
      if name.hasPrefix("@") { path[0] = 0 }
    }
    let length = socklen_t(MemoryLayout<sockaddr_un>.offset(of: \.sun_path)! + name.utf8.count)
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    try #require(code == 0, "bind \(name): \(String(cString: strerror(errno)))")
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  /// The lines of the next message; nil when none came within a minute.
  func next() -> [String]? { receive(0) }

  /// The lines of a message that has come already.
  func pending() -> [String]? { receive(Int32(MSG_DONTWAIT)) }

  private func receive(_ flags: Int32) -> [String]? {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = recv(descriptor, &bytes, bytes.count, flags)
    guard count >= 0 else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self).components(separatedBy: "\n")
  }

  deinit { close(descriptor) }
}
