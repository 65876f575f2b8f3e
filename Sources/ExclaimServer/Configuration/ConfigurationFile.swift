import Glibc

/// The file that a configuration is read from.
struct ConfigurationFile: Sendable, Equatable {
  let path: String
  /// Whether somebody named it; the file in the standard place may be missing.
  let isNamed: Bool

  /// A file is read whole, and no configuration of ours comes near this.
  static let byteCountMax = 1_048_576

  /// The file that was named on the command line or in `$EXCLAIM_CONFIG`, else the one in the standard place:
  /// `$XDG_CONFIG_HOME/exclaim/exclaimd.toml`, or `~/.config/exclaim/exclaimd.toml`. A variable that is empty counts
  /// as not set, and so does an `XDG_CONFIG_HOME` that is not absolute.
  init(named: String?, variable: (String) -> String?, accountHome: () -> String?) {
    func value(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let path = named ?? value("EXCLAIM_CONFIG") {
      (self.path, isNamed) = (path, true)
      return
    }
    let folder =
      value("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? "\(value("HOME") ?? accountHome() ?? "")/.config"
    (path, isNamed) = ("\(folder)/exclaim/exclaimd.toml", false)
  }

  /// The bytes of the file; nil when nobody named one and there is none in the standard place.
  func bytes() throws(ConfigurationError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      if !isNamed, errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("cannot be opened")
    }
    defer { close(descriptor) }
    try checkOwner(of: descriptor)
    return try bytes(of: descriptor)
  }

  /// Whoever may write the file says who is admin.
  private func checkOwner(of descriptor: Int32) throws(ConfigurationError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("cannot be looked at") }
    guard status.st_mode & S_IFMT != S_IFIFO else {
      // Whoever reads it waits for a writer, and a server that reloads must not wait.
      throw .unusable(path: path, reason: "is a pipe", remedy: "name a file")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .unusable(
        path: path, reason: "belongs to uid \(status.st_uid), who could make anybody admin",
        remedy: "let root or the server's own account own it")
    }
    guard status.st_mode & S_IWOTH == 0 else {
      throw .unusable(
        path: path, reason: "can be written by every account, which could make itself admin",
        remedy: "take that away with `chmod o-w`")
    }
  }

  private func bytes(of descriptor: Int32) throws(ConfigurationError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("cannot be read") }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= Self.byteCountMax else {
        throw .unusable(
          path: path, reason: "is longer than \(Self.byteCountMax) bytes",
          remedy: "name the configuration file")
      }
    }
  }

  private func failure(_ what: String) -> ConfigurationError {
    .unusable(
      path: path, reason: "\(what): \(String(cString: strerror(errno)))",
      remedy: "name a file that the server may read")
  }
}

extension ConfigurationFile {
  /// What the file says; nil when nobody named one and there is none in the standard place.
  func configuration(_ accounts: AccountNames) throws(ConfigurationError) -> Configuration? {
    guard let bytes = try bytes() else { return nil }
    return try Configuration(bytes, path: path, accounts: accounts)
  }
}
