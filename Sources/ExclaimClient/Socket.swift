internal import Glibc

/// A connected Unix socket, with the system calls that a connection needs.
struct Socket: ~Copyable {
  /// What became of a system call that did not fail.
  enum Progress {
    /// So many bytes were moved.
    case moved(Int)
    /// Nothing could be moved without waiting.
    case wouldBlock
    /// The peer has closed its side.
    case closed
  }

  private let descriptor: Int32

  /// Connects.
  ///
  /// - Parameter timeout: how long to wait when the server's queue of connections is full.
  init(connectingTo path: String, timeout: Duration) throws(ConnectError) {
    guard path.utf8.count <= ConnectError.pathBytesMax else {
      throw .pathTooLong(path: path, byteCount: path.utf8.count)
    }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system(operation: "socket", path: path, errno: errno) }
    // The time that sends may take is what Linux also waits for a place in the server's queue.
    Self.setSendTimeout(descriptor, timeout)
    let code = Self.connect(descriptor, path)
    guard code == 0 else {
      close(descriptor)
      throw .connecting(to: path, errno: code)
    }
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Sends what the kernel takes at once.
  ///
  /// - Throws: the error number.
  func send(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Progress {
    while true {
      let count = Glibc.send(
        descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
      if count >= 0 { return .moved(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case EPIPE, ECONNRESET: return .closed
      default: throw SystemError(operation: "send", code: errno)
      }
    }
  }

  /// Receives what is there, or, when it waits, what comes next.
  func receive(
    into memory: UnsafeMutableRawBufferPointer, waits: Bool = false
  ) throws(SystemError) -> Progress {
    while true {
      let count = recv(descriptor, memory.baseAddress, memory.count, waits ? 0 : Int32(MSG_DONTWAIT))
      if count > 0 { return .moved(count) }
      if count == 0 { return .closed }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case ECONNRESET: return .closed
      default: throw SystemError(operation: "recv", code: errno)
      }
    }
  }

  /// How a wait ended.
  enum Wake {
    case ready
    case timeUp
    case interrupted
  }

  /// Waits until bytes may be received, or sent when that is wanted, or until there is something to read on
  /// `interruption`, which is -1 for none.
  func wait(toSend: Bool, until deadline: Deadline, interruption: Int32 = -1) throws(SystemError) -> Wake {
    while true {
      // poll passes over descriptors below zero.
      var requests = (
        pollfd(fd: descriptor, events: Int16(POLLIN) | (toSend ? Int16(POLLOUT) : 0), revents: 0),
        pollfd(fd: interruption, events: Int16(POLLIN), revents: 0)
      )
      let count = withUnsafeMutableBytes(of: &requests) { memory in
        poll(memory.bindMemory(to: pollfd.self).baseAddress, 2, deadline.pollTimeout)
      }
      if count > 0 { return requests.0.revents != 0 ? .ready : .interrupted }
      if count == 0 {
        // poll counts in milliseconds, in 32 bits: it may return before a far deadline.
        if deadline.hasPassed { return .timeUp }
      } else if errno != EINTR {
        throw SystemError(operation: "poll", code: errno)
      }
    }
  }

  private static func setSendTimeout(_ descriptor: Int32, _ timeout: Duration) {
    let nanoseconds = max(1_000, timeout.wholeNanoseconds)
    var time = timeval(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_usec: Int(nanoseconds % 1_000_000_000 / 1_000))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  private static func connect(_ descriptor: Int32, _ path: String) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        while true {
          if Glibc.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 { return 0 }
          if errno != EINTR { return errno }
        }
      }
    }
  }
}

/// A system call that failed.
struct SystemError: Error {
  let operation: String
  let code: Int32

  var description: String { "\(operation) failed: \(String(cString: strerror(code)))" }
}
