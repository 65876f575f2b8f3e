internal import ExclaimWire
internal import Glibc

/// Where a server and its clients meet.
public enum SocketPath {
  /// The path of the server's socket: the one given, else the one of `StandardPaths`.
  ///
  /// - Parameters:
  ///   - given: what the user named on the command line.
  ///   - environment: the value of a variable; the process's own unless told otherwise.
  public static func `default`(
    given: String? = nil, environment: @escaping (String) -> String? = Self.processEnvironment
  ) -> String {
    given ?? StandardPaths(variable: environment, accountHome: accountHome).socket
  }

  /// A variable of this process's environment.
  public static func processEnvironment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func accountHome() -> String? {
    guard let account = getpwuid(getuid()), let home = account.pointee.pw_dir else { return nil }
    return String(cString: home)
  }
}
