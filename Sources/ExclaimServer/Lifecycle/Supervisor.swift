import Glibc
import Logging

/// The program that started this one and wants to know how it is: systemd, by the protocol of sd_notify(3), or
/// nobody.
struct Supervisor: Sendable {
  /// What it can be told.
  enum News: Equatable {
    /// The server serves, with the configuration that it was told to read last.
    case ready
    /// It reads its configuration again; `ready` follows.
    case reloading
    /// It takes nothing new.
    case stopping
    /// It is alive.
    case alive
    /// How it is, for people to read.
    case status(String)
  }

  /// After how long a silence it takes the server for hung; nil when it does not watch.
  let silenceMax: Duration?
  /// A path, or `@` and a name that is in no folder; nil for nobody.
  private let address: String?
  private let logger: Logger

  /// - Parameters:
  ///   - variable: the value of an environment variable.
  ///   - pid: the id of this process. A watchdog for another one is not meant.
  init(variable: (String) -> String?, pid: pid_t = getpid(), logger: Logger) {
    address = variable("NOTIFY_SOCKET").flatMap { $0.isEmpty ? nil : $0 }
    let isWatched = variable("WATCHDOG_PID").map { pid_t($0) == pid } ?? true
    silenceMax = variable("WATCHDOG_USEC").flatMap(Int64.init)
      .flatMap { isWatched && $0 > 0 ? .microseconds($0) : nil }
    self.logger = logger
  }

  /// Tells it, in one message.
  ///
  /// A failure is logged and no more: the server serves its clients whether or not somebody watches.
  func tell(_ news: News...) {
    guard let address else { return }
    let code = Self.send(news.map(\.lines).joined(separator: "\n"), to: address)
    guard code != 0 else { return }
    logger.warning(
      "telling the service manager failed; it may take the server for dead",
      metadata: [
        "NOTIFY_SOCKET": "\(address)", "news": "\(news)", "reason": "\(String(cString: strerror(code)))",
      ])
  }

  /// - Returns: 0 or an error number.
  private static func send(_ text: String, to name: String) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let (first, bytes) = (name.utf8.first, Array(name.utf8))
    guard first == UInt8(ascii: "/") || first == UInt8(ascii: "@") else { return EAFNOSUPPORT }
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return ENAMETOOLONG }
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      path.copyBytes(from: bytes)
      // The kernel's sign of a name that is in no folder; such a name has a length and no zero at its end.
      if first == UInt8(ascii: "@") { path[0] = 0 }
    }
    let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)! + bytes.count
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    // A supervisor that hangs must not hang the server.
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var text = text
    return text.withUTF8 { text in
      withUnsafePointer(to: &address) { address in
        address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          while true {
            if sendto(descriptor, text.baseAddress, text.count, 0, address, socklen_t(length)) >= 0 {
              return 0
            }
            if errno != EINTR { return errno }
          }
        }
      }
    }
  }
}

extension Supervisor.News {
  /// As the protocol writes it.
  fileprivate var lines: String {
    switch self {
    case .ready: return "READY=1"
    case .reloading:
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      return "RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1_000)"
    case .stopping: return "STOPPING=1"
    case .alive: return "WATCHDOG=1"
    // A second line would be a message of its own.
    case .status(let text): return "STATUS=" + text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }
}
