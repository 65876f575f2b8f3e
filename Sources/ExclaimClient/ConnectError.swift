internal import Glibc

/// Why there is no connection.
public enum ConnectError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Nobody listens at the path: there is no socket, or its server is dead.
  case noServer(path: String)
  /// The socket belongs to somebody else.
  case notPermitted(path: String)
  /// The server accepts no connections at the moment.
  case timedOut(path: String)
  /// A socket's path is an array of fixed size in the kernel.
  case pathTooLong(path: String, byteCount: Int)
  /// The system refused.
  case system(operation: String, path: String, errno: Int32)

  /// The longest path of a Unix socket, in bytes: `sun_path`, less the zero at its end.
  public static let pathBytesMax = 107

  /// What failed, on what, and what to do next.
  public var description: String {
    switch self {
    case .noServer(let path):
      "no server at \(path): start exclaimd, or name another socket with --socket or $EXCLAIM_SOCKET"
    case .notPermitted(let path):
      "socket \(path): this account may not use it; ask the one who runs the server, or name another socket"
        + " with --socket or $EXCLAIM_SOCKET"
    case .timedOut(let path):
      "server at \(path): it did not take the connection in time; try again in a moment"
    case .pathTooLong(let path, let byteCount):
      "socket path \(path): it has \(byteCount) bytes, and Linux allows \(Self.pathBytesMax);"
        + " choose a shorter path"
    case .system(let operation, let path, let code):
      "socket \(path): \(operation) failed: \(String(cString: strerror(code)))"
    }
  }

  static func connecting(to path: String, errno code: Int32) -> ConnectError {
    switch code {
    case ENOENT, ECONNREFUSED, ENOTDIR: .noServer(path: path)
    case EACCES, EPERM: .notPermitted(path: path)
    case EAGAIN, EINPROGRESS, ETIMEDOUT: .timedOut(path: path)
    default: .system(operation: "connect", path: path, errno: code)
    }
  }
}
