import Glibc

/// The listening socket that systemd hands to a service which it starts for it, by the protocol of
/// sd_listen_fds(3).
enum Activation {
  /// Descriptors are handed over from this number on.
  static let firstDescriptor: Int32 = 3

  /// The descriptor that was handed to this process; nil when none was.
  ///
  /// - Parameters:
  ///   - variable: the value of an environment variable.
  ///   - pid: the id of this process. What is meant for another one was only inherited.
  static func descriptor(variable: (String) -> String?, pid: pid_t) throws(ActivationError) -> Int32? {
    guard variable("LISTEN_PID").flatMap(pid_t.init) == pid, let count = variable("LISTEN_FDS") else {
      return nil
    }
    switch Int(count) {
    case 0: return nil
    case 1: return firstDescriptor
    default: throw ActivationError(count: count, names: variable("LISTEN_FDNAMES"))
    }
  }

  /// As `descriptor(variable:pid:)`, from the environment of this process, which is cleared of it: what this
  /// process may start is not meant.
  static func take() throws(ActivationError) -> Int32? {
    defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
    return try descriptor(variable: { getenv($0).map { String(cString: $0) } }, pid: getpid())
  }
}

/// More or less was handed over than one socket.
struct ActivationError: Error, Equatable, CustomStringConvertible {
  /// What LISTEN_FDS said.
  let count: String
  /// What LISTEN_FDNAMES said, if anything.
  let names: String?

  var description: String {
    let names = names.map { ", LISTEN_FDNAMES=\($0)" } ?? ""
    return "LISTEN_FDS=\(count)\(names): the server listens on exactly one socket; give its .socket unit one"
      + " ListenStream=, and the service one Sockets="
  }
}
