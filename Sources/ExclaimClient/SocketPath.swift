internal import Glibc

/// Where a server and its clients meet.
public enum SocketPath {
  /// The path of the server's socket: the one given, else `$EXCLAIM_SOCKET`, else
  /// `$XDG_RUNTIME_DIR/exclaim/exclaim.sock`, else `~/.local/state/exclaim/exclaim.sock`.
  ///
  /// A variable that is empty counts as not set, and so does an `XDG_RUNTIME_DIR` that is not absolute, as
  /// the XDG Base Directory Specification wants it.
  ///
  /// - Parameters:
  ///   - given: what the user named on the command line.
  ///   - environment: the value of a variable; the process's own unless told otherwise.
  public static func `default`(
    given: String? = nil, environment: (String) -> String? = Self.processEnvironment
  ) -> String {
    if let given { return given }
    if let path = environment("EXCLAIM_SOCKET"), !path.isEmpty { return path }
    if let directory = environment("XDG_RUNTIME_DIR"), directory.hasPrefix("/") {
      return "\(directory)/exclaim/exclaim.sock"
    }
    return "\(home(environment))/.local/state/exclaim/exclaim.sock"
  }

  /// A variable of this process's environment.
  public static func processEnvironment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func home(_ environment: (String) -> String?) -> String {
    if let home = environment("HOME"), !home.isEmpty { return home }
    // Services may run without HOME; the account database knows it too.
    guard let account = getpwuid(getuid()), let home = account.pointee.pw_dir else { return "/" }
    return String(cString: home)
  }
}
