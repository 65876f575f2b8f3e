import Glibc

/// The reader of our output has gone away (`exclaim list … | head -1`): no error, only the end.
struct ClosedPipe: Error {}

/// Text on its way to a descriptor, gathered so that a long listing costs few system calls.
///
/// Used by one thread. What is not flushed when the process ends is lost, so the main function flushes.
final class Sink {
  private let descriptor: Int32?
  private var pending: [UInt8] = []
  private static let pendingBytesMax = 65_536

  /// A sink that writes to a descriptor.
  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// A sink that keeps what it is given, for tests.
  init() {
    descriptor = nil
  }

  /// What a sink without a descriptor was given.
  var text: String { String(decoding: pending, as: UTF8.self) }

  /// Adds text as it is.
  func write(_ text: String) throws {
    try write(bytes: text.utf8)
  }

  /// Adds bytes as they are.
  func write(bytes: some Collection<UInt8>) throws {
    pending.append(contentsOf: bytes)
    if pending.count >= Self.pendingBytesMax { try flush() }
  }

  /// Adds a line.
  func line(_ text: String = "") throws {
    try write(text + "\n")
  }

  /// Hands everything to the kernel.
  func flush() throws {
    guard let descriptor else { return }
    defer { pending.removeAll(keepingCapacity: true) }
    try pending.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
        if count >= 0 {
          written += count
        } else if errno == EPIPE {
          throw ClosedPipe()
        } else if errno == EAGAIN {
          var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&ready, 1, -1)
        } else if errno != EINTR {
          throw Failure(
            .tryAgain, "the output cannot be written: \(systemErrorText(errno)); make room and repeat")
        }
      }
    }
  }
}

/// The system's own words for an error number.
func systemErrorText(_ number: Int32) -> String {
  String(cString: strerror(number))
}
