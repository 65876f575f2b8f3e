internal import Glibc

/// Why a server cannot listen at a path.
public enum SocketError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A socket's path is an array of fixed size in the kernel.
  case pathTooLong(path: String, byteCount: Int)
  /// Somebody else owns the directory, and could put a socket of their own in place of ours.
  case directoryOfOther(path: String, uid: UInt32)
  /// Everybody may write to the directory.
  case directoryOpenToAll(path: String, mode: UInt32)
  /// A server listens there.
  case inUse(path: String)
  /// Something stands there that is not a socket.
  case notASocket(path: String)
  /// The descriptor that was handed over is not a listening Unix stream socket with a path.
  case unfit(descriptor: Int32, found: String)
  /// The system refused.
  case system(operation: String, path: String, errno: Int32)

  /// The longest path of a Unix socket, in bytes: `sun_path`, less the zero at its end.
  public static let pathBytesMax = 107

  /// What failed, on what, and what to do next.
  public var description: String {
    switch self {
    case .pathTooLong(let path, let byteCount):
      "socket path \(path): it has \(byteCount) bytes, and Linux allows \(Self.pathBytesMax);"
        + " choose a shorter path"
    case .directoryOfOther(let path, let uid):
      "socket directory \(path): user \(uid) owns it, not you; choose a directory of your own for the socket"
    case .directoryOpenToAll(let path, let mode):
      "socket directory \(path): its mode \(String(mode, radix: 8)) lets everybody write there, and so"
        + " replace the socket; choose a private directory, or run: chmod 700 \(path)"
    case .inUse(let path):
      "socket \(path): a server is running there already; use that one, stop it first, or choose another path"
    case .notASocket(let path):
      "socket path \(path): a file stands there that is not a socket; move it away, or choose another path"
    case .unfit(let descriptor, let found):
      "descriptor \(descriptor), handed over to listen on, \(found); in the .socket unit, give ListenStream= the"
        + " path of a Unix socket, and no Accept=yes"
    case .system(let operation, let path, let code):
      "socket \(path): \(operation) failed: \(String(cString: strerror(code)))"
    }
  }
}
