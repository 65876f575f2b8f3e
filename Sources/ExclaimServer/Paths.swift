import Glibc

/// Where the server meets its clients and keeps its records when nobody says otherwise.
enum Paths {
  /// `$EXCLAIM_DATABASE`, else `~/.local/share/exclaim/exclaim.db`.
  static func database(_ environment: [String: String]) -> String {
    if let path = environment["EXCLAIM_DATABASE"], !path.isEmpty { return path }
    return home(environment) + "/.local/share/exclaim/exclaim.db"
  }

  /// `$EXCLAIM_SOCKET`, else `$XDG_RUNTIME_DIR/exclaim/exclaim.sock`, else under `~/.local/state`.
  static func socket(_ environment: [String: String]) -> String {
    if let path = environment["EXCLAIM_SOCKET"], !path.isEmpty { return path }
    if let runtime = environment["XDG_RUNTIME_DIR"], !runtime.isEmpty {
      return runtime + "/exclaim/exclaim.sock"
    }
    return home(environment) + "/.local/state/exclaim/exclaim.sock"
  }

  private static func home(_ environment: [String: String]) -> String {
    if let home = environment["HOME"], !home.isEmpty { return home }
    guard let entry = getpwuid(getuid()), let directory = entry.pointee.pw_dir else { return "/" }
    return String(cString: directory)
  }
}
