/// Where server and clients look for the socket and the database when nobody names them: one rule for both ends.
///
/// A variable that is empty counts as not set, and so does an `XDG_RUNTIME_DIR` that is not absolute, as the XDG
/// Base Directory Specification wants it.
public struct StandardPaths {
  private let variable: (String) -> String?
  private let accountHome: () -> String?

  /// Paths by an environment.
  ///
  /// - Parameters:
  ///   - variable: the value of a variable of the environment.
  ///   - accountHome: the home directory that the account database knows; services may run without `HOME`.
  public init(variable: @escaping (String) -> String?, accountHome: @escaping () -> String?) {
    self.variable = variable
    self.accountHome = accountHome
  }

  /// `$EXCLAIM_SOCKET`, else `$XDG_RUNTIME_DIR/exclaim/exclaim.sock`, else
  /// `~/.local/state/exclaim/exclaim.sock`.
  public var socket: String {
    if let path = value("EXCLAIM_SOCKET") { return path }
    if let directory = value("XDG_RUNTIME_DIR"), directory.hasPrefix("/") {
      return "\(directory)/exclaim/exclaim.sock"
    }
    return "\(home)/.local/state/exclaim/exclaim.sock"
  }

  /// `$EXCLAIM_DATABASE`, else `~/.local/share/exclaim/exclaim.db`.
  public var database: String {
    value("EXCLAIM_DATABASE") ?? "\(home)/.local/share/exclaim/exclaim.db"
  }

  private var home: String { value("HOME") ?? accountHome() ?? "" }

  private func value(_ name: String) -> String? {
    variable(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}
